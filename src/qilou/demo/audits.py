"""What the city's auditors found: a point closed on evidence, one answered, one that waits; and how cases are filed."""

from qilou.archives.actions import file_ended_cases, note_receipt, transfer_files
from qilou.archives.inputs import Received, Transferring
from qilou.archives.queries import files as files_of
from qilou.archives.retention import TRANSFER_AFTER
from qilou.casework.actions.parameters import set_parameter
from qilou.supervision import actions
from qilou.supervision.calling import open_package
from qilou.supervision.inputs import Answer, Closing, Purpose
from qilou.supervision.queries.doubts import points as found

from . import declared_2025 as declared
from .bodies import CITY
from .moments import Life, moment
from .stage import City

AUDITOR = "audit.auditor"


def points(city: City) -> Life:
    """Looked for at night; the units answer, the auditor opens the contract's file and closes what is proved."""
    yield moment("2026-11-02 00:30")
    actions.look_at_areas(now=city.now)
    yield moment("2026-11-04 10:20")
    late = _point(city, "contract_outside_its_days", declared.TRAINING.name)
    paper = city.paper(
        "政府采购网公告受理回执", ["合同公告于2026年3月17日提交，因网站升级于23日刊出。"], "labour.handler"
    )
    said = "公告材料于签订次日提交采购网，因网站升级延至3月23日刊出，附受理回执。"
    actions.answer(late, Answer(text=said, file=paper), actor=city.actor("labour.handler"), now=city.now)
    yield moment("2026-11-06 15:10")
    idle = _point(city, "operation_without_users", "馆藏档案目录管理系统")
    said = "该系统的目录已并入新建项目，旧系统只作留存，拟在新库房启用后停用。"
    actions.answer(idle, Answer(text=said), actor=city.actor("archives.handler"), now=city.now)
    yield moment("2026-11-09 09:50")
    auditor = city.actor(AUDITOR)
    purpose = Purpose(purpose=f"核实审计疑点 YD-{late}：合同公告日期")
    open_package(_case(city, late), purpose, actor=auditor, now=city.now, language="zh")
    yield moment("2026-11-09 11:15")
    why = "回执载明2026年3月17日受理，延误由公告平台造成，附回执，予以销号。"
    actions.close(late, Closing(text=why), actor=auditor, now=city.now)
    yield moment("2026-11-20 00:30")
    actions.look_at_areas(now=city.now)


def _point(city: City, check: str, matter: str) -> int:
    rows = found(city.actor(AUDITOR), view="", today=city.now.date(), check=check, words=matter)
    return int(rows[0].pk)


def _case(city: City, point: int) -> str:
    rows = found(city.actor(AUDITOR), view="", today=city.now.date())
    return str(rows.get(pk=point).case_number)


def filing(city: City) -> Life:
    """The archives agreed to take files after a year; what ended is filed at night, one file goes over.

    The nights file all that ended by then a year ago: what is due at the story's present stays as it is while the
    platform, which files a hundred at a time, works off the rest.
    """
    yield moment("2026-03-02 10:00")
    set_parameter(
        TRANSFER_AFTER.code,
        actor=city.actor("authority.handler"),
        now=city.now,
        jurisdiction=CITY,
        value=1,
        since=city.now.date(),
        until=None,
        document="汕档函〔2026〕演示3号（电子档案移交试点，同意提前移交）",
    )
    for day in ("2026-11-15", "2026-11-16"):
        yield moment(f"{day} 00:40")
        file_ended_cases(now=city.now)
    yield moment("2026-11-18 15:30")
    keeper = city.actor("authority.handler")
    due = files_of(keeper, view="due", today=city.now.date())
    given = Transferring(receiver="市档案馆")
    made = transfer_files([due[0].case.number], given, actor=keeper, now=city.now)
    yield moment("2026-11-20 10:15")
    received = Received(receipt="汕档收〔2026〕演示7号", received_on=city.now.date())
    note_receipt(made.pk, received, actor=keeper, now=city.now)
