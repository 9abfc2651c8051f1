"""What waits for those whose work is no case: administrators, registrars, and all who may urge."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from qilou.casework.actions.urging import URGERS
from qilou.casework.models import CalendarNotice
from qilou.casework.procedure import REGISTRAR
from qilou.casework.today import AtDesk, Today
from qilou.identity.queries import holders
from qilou.identity.queries.kept import accounts_waiting, areas_kept
from qilou.kernel.actor import Actor
from qilou.law import AUTHORITY, say
from qilou.law.calendar_years import CALENDAR
from qilou.law.measures import M164
from qilou.law.statutes import OFFICIAL_DOCUMENTS

from .entries import awaited_entries
from .issuing import posts_lacking
from .papers import nobody_received
from .punctuality import overdue_unurged
from .sending import failed

NOTICE_MONTH = 11  # in which the State Council tells next year's working days


def over_the_desk(desk: AtDesk) -> Iterator[Today]:
    """A line for each thing that waits for the actor's posts, with how many rows the list behind it has."""
    actor, today = desk.actor, desk.today
    posts = {one.rpartition("/")[2] for one in actor.desks if one.startswith(f"{AUTHORITY.code}@")}
    if posts & set(URGERS) and (late := overdue_unurged(actor, today=today).count()):
        words = say("%(n)s 件已超期，尚未督办", "%(n)s cases are overdue and not urged yet", n=late)
        yield Today(words, today, f"{reverse('overdue')}?urged=no", M164.art(34))
    if any(one.endswith(f"/{REGISTRAR}") for one in actor.desks):
        yield from _for_registrars(actor, today)
    if areas := areas_kept(actor):
        yield from _for_administrators(actor, set(areas), desk.now)


def _for_registrars(actor: Actor, today: date) -> Iterator[Today]:
    if number := nobody_received(actor, today).count():
        words = say("本机关发出的文书有 %(n)s 件无人签收", "%(n)s papers that we sent were not signed for", n=number)
        yield Today(words, today, f"{reverse('notices')}?view=unsigned", OFFICIAL_DOCUMENTS.art(9))
    if number := awaited_entries(actor).count():
        words = say("纸质办理待补录 %(n)s 件", "%(n)s steps taken on paper are to be entered", n=number)
        yield Today(words, today, reverse("entries"), M164.art(5))


def _for_administrators(actor: Actor, areas: set[str], now: datetime) -> Iterator[Today]:
    today = now.date()
    if number := failed(actor).count():
        words = say("%(n)s 条消息未能送达", "%(n)s messages could not be sent", n=number)
        yield Today(words, today, reverse("unsent"))
    if number := accounts_waiting(actor, now).count():
        words = say("%(n)s 个账号待启用或者已锁定", "%(n)s accounts are locked or not taken up yet", n=number)
        yield Today(words, today, f"{reverse('people')}?waiting=1")
    if number := len(posts_lacking([one for one in holders(today) if one.jurisdiction in areas], today)):
        words = say("%(n)s 个机构的核签岗位空缺", "%(n)s bodies lack a post that signs off", n=number)
        yield Today(words, today, f"{reverse('issuing')}?lacking=1", OFFICIAL_DOCUMENTS.art(9))
    if (year := _year_without_calendar(today)) is not None:
        words = say("%(year)s 年工作日历尚未录入", "The working days of %(year)s are not entered yet", year=year)
        yield Today(words, today, reverse("calendar"), M164.art(16))


def _year_without_calendar(today: date) -> int | None:
    """The year whose notice is due and not entered: this one, and from November on the next."""
    known = {*CALENDAR.notices, *CalendarNotice.objects.values_list("year", flat=True)}
    wanted = (today.year, today.year + 1) if today.month >= NOTICE_MONTH else (today.year,)
    return next((year for year in wanted if year not in known), None)
