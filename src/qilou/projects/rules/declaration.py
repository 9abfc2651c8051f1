"""What the law asks of a declaration before it can be submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import CORRECTION_KEEPS_ROUND

CATEGORIES = Text(
    "财政资金支付、政府融资、特许经营或者与社会资本合作三类",
    "paid from budgets, financed by government borrowing, concession or partnership",
)


@dataclass(frozen=True, slots=True)
class DeclarationFacts:
    """What a declaration says and where it stands. Amounts in yuan.

    `last_day` ends the annual period for the budget year, roll-over included. `lines` are (number, name, quantity,
    unit price, amount); `asked_items` the checklist by code with both names. `failed` and `told` are items of the
    programme; `reasons` pairs of source and item.
    """

    today: date = UNKNOWN
    track: str = UNKNOWN
    round_year: int = UNKNOWN
    budget_year: int = UNKNOWN
    last_day: date = UNKNOWN
    unit_registered: bool = UNKNOWN
    unit_of_area: bool = UNKNOWN
    in_zone: bool = UNKNOWN
    categories: frozenset[str] = UNKNOWN
    sources: Mapping[str, Decimal] = UNKNOWN
    concession_document: str = UNKNOWN
    serves: frozenset[str] = UNKNOWN
    technologies: frozenset[str] = UNKNOWN
    types: tuple[tuple[str, Decimal], ...] = UNKNOWN
    types_in_force: frozenset[str] = UNKNOWN
    nature: str = UNKNOWN
    system_on_file: bool = UNKNOWN
    grounds: frozenset[str] = UNKNOWN
    ground_documents: tuple[str, ...] = UNKNOWN
    non_secret: bool = UNKNOWN
    markings: tuple[str, ...] = UNKNOWN
    programme: bool = UNKNOWN
    necessity: bool = UNKNOWN
    users: int | None = UNKNOWN
    transactions: int | None = UNKNOWN
    bases: tuple[str, ...] = UNKNOWN
    feasibility: bool = UNKNOWN
    content: bool = UNKNOWN
    items: tuple[str, ...] = UNKNOWN
    norms: bool = UNKNOWN
    total: Decimal = UNKNOWN
    lines: tuple[tuple[int, str, Decimal, Decimal, Decimal], ...] = UNKNOWN
    slices: Mapping[int, Decimal] = UNKNOWN
    steps: tuple[tuple[str, date | None], ...] = UNKNOWN
    asked_items: Mapping[str, tuple[str, str]] = UNKNOWN
    answered_items: frozenset[str] = UNKNOWN
    version: int = UNKNOWN
    returned: bool = UNKNOWN
    withdrawn_after_notice: bool = UNKNOWN
    failed: frozenset[str] = UNKNOWN
    named_by_officer: frozenset[str] = UNKNOWN
    told: frozenset[str] = UNKNOWN
    touched: frozenset[str] = UNKNOWN
    reasons: tuple[tuple[str, str], ...] = UNKNOWN


@rule(Text("申报主体为登记的实施单位", "Declared by a registered unit"), cites=M164.art(3), req=("A3.1",))
def unit_is_registered(f: DeclarationFacts) -> Verdict:
    """Only units with administrative and public-service functions that are on the register declare."""
    if f.unit_registered:
        return Met()
    return Breach(
        say("申报单位不是登记在册的电子政务实施单位。", "The organisation is not a registered implementing unit."),
        say(
            "请主管部门核实其职能并登记为实施单位后再申报。", "Have the authority register it as an implementing unit."
        ),
    )


@rule(Text("向本级主管部门申报", "Declared to the authority of its own level"), cites=M164.art(2), req=("A2.1",))
def unit_belongs_to_the_area(f: DeclarationFacts) -> Verdict:
    """A unit declares to the authority of its own city or district."""
    if f.unit_of_area:
        return Met()
    return Breach(
        say("申报单位不属于本辖区。", "The unit does not belong to this jurisdiction."),
        say(
            "向申报单位所属的市或者区（县）主管部门申报。",
            "Declare to the authority of the unit's own city or district.",
        ),
    )


@rule(Text("项目在特区范围内", "The project lies in the special zone"), cites=M164.art(2), req=("A2.1",))
def in_the_zone(f: DeclarationFacts) -> Verdict:
    """The Measures cover projects inside the special zone and nothing outside."""
    if f.in_zone:
        return Met()
    return Breach(
        say(
            "建设地点不在特区范围内，不适用本办法。",
            "The place lies outside the special zone; the Measures do not apply.",
        ),
        say(
            "在特区范围内建设的，请改填地点并勾选；否则作“不属于适用范围”处理。",
            "Correct the place if it does lie inside; otherwise close the declaration as out of scope.",
        ),
    )


@rule(Text("属于适用范围", "Within scope"), cites=M164.art(2), req=("A2.5",))
def has_category(f: DeclarationFacts) -> Verdict:
    """At least one of the three categories applies; a wholly private project is out of scope."""
    if f.categories:
        return Met()
    return Breach(
        say(
            "未选择适用范围类别。完全由社会资金支付的项目不适用本办法。",
            "No category of scope is chosen. A project paid wholly by private money is out of scope.",
        ),
        say(
            "从%(three)s中至少选一类，可以多选；均不符合的，作“不属于适用范围”处理并说明理由。",
            "Choose at least one: %(three)s. If none applies, close it as out of scope with the reason.",
            three=CATEGORIES,
        ),
    )


@rule(Text("第一类：财政资金支付", "Category (i): budget money"), cites=M164.art(2), req=("A2.2",))
def fiscal_share(f: DeclarationFacts) -> Verdict:
    """Any share above zero of city or district budgets suffices, and some share there must be."""
    share = f.sources.get("city_budget", Decimal(0)) + f.sources.get("district_budget", Decimal(0))
    if ("fiscal" in f.categories) == (share > 0):
        return Met()
    if share > 0:
        return Breach(
            say(
                "资金来源中有财政资金，但未选择第一类。",
                "Budget money is among the sources, but category (i) is not chosen.",
            ),
            say("选择“全部或者部分由市、区（县）财政资金支付”。", "Choose the category of budget money."),
        )
    return Breach(
        say(
            "选择了第一类，但资金来源中没有市、区（县）财政资金。",
            "Category (i) is chosen, but no city or district budget pays anything.",
        ),
        say(
            "填写财政资金金额（不论比例），或者取消该类别。",
            "Enter the budget's share, however small, or drop the category.",
        ),
    )


@rule(Text("第二类：政府融资", "Category (ii): government borrowing"), cites=M164.art(2), req=("A2.3",))
def government_financing(f: DeclarationFacts) -> Verdict:
    """Financed by borrowing of the city or district governments: the sources say how much."""
    if "financed" not in f.categories or f.sources.get("government_financing", Decimal(0)) > 0:
        return Met()
    return Breach(
        say(
            "选择了第二类，但资金来源中没有政府融资。",
            "Category (ii) is chosen, but no government borrowing pays anything.",
        ),
        say("填写政府融资金额，或者取消该类别。", "Enter the amount borrowed, or drop the category."),
    )


@rule(Text("第三类：特许经营或者合作", "Category (iii): concession or partnership"), cites=M164.art(2), req=("A2.4",))
def concession_documented(f: DeclarationFacts) -> Verdict:
    """A concession or partnership rests on a document that approves it."""
    if "concession" not in f.categories or f.concession_document:
        return Met()
    return Breach(
        say("选择了第三类，但未填写批准文件文号。", "Category (iii) is chosen without the document that approves it."),
        say("填写特许经营或者政府与社会资本合作的批准文件文号。", "Enter that document's number."),
    )


@rule(Text("属于电子政务项目", "An e-government project"), cites=M164.art(3), req=("A3.2",))
def is_egovernment_project(f: DeclarationFacts) -> Verdict:
    """Technology of computing, communication or information management, for administration or public service."""
    if f.serves and f.technologies:
        return Met()
    return Breach(
        say(
            "未说明运用何种技术、用于行政管理还是公共服务。",
            "It is not said by what technology the project serves what.",
        ),
        say("至少各选一项“用途”和“所用技术”。", "Choose at least one purpose and one technology."),
    )


@rule(Text("项目类型", "Types of the project"), cites=M164.art(3), req=("A3.3", "A3.4"))
def types_named(f: DeclarationFacts) -> Verdict:
    """At least one type that is on the list on this date; a mixed project gives each its cost."""
    named = [one for one, _ in f.types]
    unlisted = sorted(set(named) - f.types_in_force)
    if named and not unlisted and len(set(named)) == len(named) and all(cost > 0 for _, cost in f.types):
        return Met()
    if unlisted:
        return Breach(
            say(
                "类型“%(which)s”不在现行项目类型表中。",
                "Not on the list of types today: %(which)s.",
                which=tuple(unlisted),
            ),
            say("从现行类型中选择。", "Choose from the list in force."),
        )
    return Breach(
        say(
            "未填写项目类型，或者有类型未填分项投资、重复填写。",
            "No type is named, or one lacks its cost or comes twice.",
        ),
        say(
            "至少填写一类；混合类项目逐类填写分项投资。",
            "Name at least one; a mixed project gives the cost of each, once.",
        ),
    )


@rule(Text("建设性质与现有系统", "Nature and existing system"), cites=M164.art(10, 2), req=("A10.3", "A10.4"))
def existing_system_named(f: DeclarationFacts) -> Verdict:
    """An alteration or expansion names the system in the inventory that it touches."""
    if f.nature == "new" or f.system_on_file:
        return Met()
    return Breach(
        say(
            "改建、扩建项目未填写系统清册中的现有系统。",
            "An alteration or expansion does not name its system in the inventory.",
        ),
        say(
            "选择现有系统；清册中没有的，先登记入册。",
            "Choose the system; one that is not in the inventory is entered first.",
        ),
    )


@rule(Text("年度申报期限", "Annual period"), cites=M164.art(10, 2), req=("A10.5", "A11.6"))
def annual_in_time(f: DeclarationFacts, readings: Readings) -> Verdict:
    """By the end of August, roll-over included; a correction keeps the time of the first submission."""
    if f.track != "annual" or (f.version > 0 and readings[CORRECTION_KEEPS_ROUND]):
        return Met()
    if f.today.year < f.round_year:
        return Breach(
            say(
                "%(year)s预算年度的申报在%(round)s年进行。",
                "Projects for %(year)s are declared in %(round)s.",
                year=f.budget_year,
                round=f.round_year,
            ),
            say("届时申报，或者改填下一预算年度。", "Declare then, or ask for next year's budget."),
        )
    if f.today <= f.last_day:
        return Met()
    return Breach(
        say(
            "%(year)s预算年度的年度申报已于%(day)s 24:00截止。",
            "The annual period for %(year)s ended on %(day)s at 24:00.",
            year=f.budget_year,
            day=f.last_day,
        ),
        say(
            "确因重大任务、急需、上级临时要求等特殊情况需要的，应当依照第十一条改为专项申报；其他的下一年度再申报。",
            "If a major task, an urgent need or a requirement from above calls for it, change to a special declaration "
            "under Article 11; otherwise declare next year.",
        ),
    )


@rule(Text("年度申报期已过", "The annual period has passed"), cites=M164.art(11), req=("A11.1",))
def special_after_annual(f: DeclarationFacts) -> Verdict:
    """A special declaration is for what comes up once the annual period for that budget year is over."""
    if f.track != "special" or f.today > f.last_day:
        return Met()
    return Breach(
        say(
            "%(year)s预算年度的年度申报期至%(day)s止，尚未结束。",
            "The annual period for %(year)s still runs until %(day)s.",
            year=f.budget_year,
            day=f.last_day,
        ),
        say("改为年度申报。", "Change to an annual declaration."),
    )


@rule(Text("专项申报的特殊情况", "Special circumstances"), cites=M164.art(11), req=("A11.2",))
def special_ground(f: DeclarationFacts) -> Verdict:
    """One or more of the circumstances of Article 11, on the special track alone."""
    if (f.track == "special") == bool(f.grounds):
        return Met()
    if f.grounds:
        return Breach(
            say("年度申报不适用专项申报的特殊情况。", "Special circumstances do not belong to an annual declaration."),
            say("取消所选特殊情况，或者改为专项申报。", "Remove them, or change the track."),
        )
    return Breach(
        say("未选择专项申报的特殊情况。", "No special circumstance is chosen."),
        say(
            "选择重大任务、急需、上级临时要求或者其他类似特殊情况。",
            "Choose: major task, urgent need, temporary requirement from above, or similar.",
        ),
    )


@rule(Text("特殊情况有文件证明", "The ground is proved by a document"), cites=M164.art(11), req=("A11.3",))
def ground_proved(f: DeclarationFacts) -> Verdict:
    """A document with number, date and issuer; words alone are not enough."""
    if f.track != "special" or f.ground_documents:
        return Met()
    return Breach(
        say("特殊情况没有文件证明。", "The special circumstance is not proved by a document."),
        say("填写证明文件的名称、文号、发文机关和日期。", "Enter the document's name, number, issuer and date."),
    )


@rule(Text("适用第二章", "Chapter II applies"), cites=M164.art(43), req=("A43.1",))
def within_chapter_two(f: DeclarationFacts) -> Verdict:
    """What the State or province plans and funds follows its own rules and is only registered here."""
    if f.track != "external":
        return Met()
    return Breach(
        say(
            "国家、省统筹安排的项目依照国家、省的规定办理，不走本办法的申报程序。",
            "A project that the State or province arranges follows its own rules, not this procedure.",
        ),
        say("作“登记国家、省统筹项目”处理。", "Register it as an external project."),
    )


@rule(Text("国家、省统筹安排", "Arranged by the State or province"), cites=M164.art(43), req=("A43.1",))
def external_only(f: DeclarationFacts) -> Verdict:
    """Mere registration is for external projects; every other one is declared."""
    if f.track == "external":
        return Met()
    return Breach(
        say("本项目不是国家、省统筹安排的项目。", "The State or province does not arrange this project."),
        say("按年度申报或者专项申报提交。", "Submit it as an annual or special declaration."),
    )
