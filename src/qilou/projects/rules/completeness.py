"""The completeness check: the contents of Article 10, paragraph 2, and nothing beyond (A10.14). One rule an item."""

from decimal import ROUND_HALF_UP, Decimal

from qilou.law import Breach, Finding, Message, Met, Readings, Rule, Text, Verdict, rule, say
from qilou.law.measures import M164

from .amounts import wan
from .declaration import DeclarationFacts
from .totals import sums_of

CONTENTS = M164.art(10, 2)
FEN = Decimal("0.01")


def product(quantity: Decimal, price: Decimal) -> Decimal:
    """Quantity times price, to the fen."""
    return (quantity * price).quantize(FEN, ROUND_HALF_UP)


def missing(what: Text, remedy: Message) -> Breach:
    """A part of the programme that is not there."""
    return Breach(say("缺少%(what)s。", "Missing: %(what)s.", what=what), remedy)


@rule(Text("提交建设方案", "The programme is submitted"), cites=CONTENTS, req=("A10.6", "A11.4"))
def programme_submitted(f: DeclarationFacts) -> Verdict:
    """The construction programme itself is attached."""
    if f.programme:
        return Met()
    return missing(
        Text("项目建设方案", "the construction programme"), say("上传项目建设方案。", "Upload the programme.")
    )


@rule(Text("方案写明必要性", "The programme states the necessity"), cites=CONTENTS, req=("A10.7", "A11.4"))
def necessity_stated(f: DeclarationFacts) -> Verdict:
    """Why the project is needed."""
    if f.necessity:
        return Met()
    return missing(
        Text("必要性", "necessity"),
        say("写明现状、问题和建设的必要性。", "State the present, the problem and the need."),
    )


@rule(Text("必要性有数据和依据", "The necessity is evidenced"), cites=M164.art(4), req=("A4.3", "A10.7"))
def necessity_evidenced(f: DeclarationFacts) -> Verdict:
    """Against blind investment: users, yearly transactions and a legal or policy basis."""
    lacking = [
        name
        for name, there in (
            (Text("服务对象数量", "number of users"), f.users is not None),
            (Text("年业务量", "transactions a year"), f.transactions is not None),
            (Text("政策法律依据", "legal or policy basis"), bool(f.bases)),
        )
        if not there
    ]
    if not lacking:
        return Met()
    return Breach(
        say("必要性缺少证据：%(what)s。", "Evidence of the necessity is missing: %(what)s.", what=tuple(lacking)),
        say("补充%(what)s。", "Add: %(what)s.", what=tuple(lacking)),
    )


@rule(Text("方案写明可行性", "The programme states the feasibility"), cites=CONTENTS, req=("A10.8", "A11.4"))
def feasibility_stated(f: DeclarationFacts) -> Verdict:
    """How the project can be done."""
    if f.feasibility:
        return Met()
    return missing(Text("可行性", "feasibility"), say("写明技术、条件和管理上的可行性。", "State how it can be done."))


@rule(Text("方案写明建设内容", "The programme states the content"), cites=CONTENTS, req=("A10.9", "A11.4"))
def content_stated(f: DeclarationFacts) -> Verdict:
    """What is to be built, item by item."""
    if f.content and f.items:
        return Met()
    return missing(
        Text("建设内容", "construction content") if not f.content else Text("建设内容清单", "the list of contents"),
        say("写明建设内容，并逐项列出清单。", "State the content and list it item by item."),
    )


@rule(Text("方案写明技术规范", "The programme states technical norms"), cites=CONTENTS, req=("A10.10", "A11.4"))
def norms_stated(f: DeclarationFacts) -> Verdict:
    """The norms and specifications that will be followed."""
    if f.norms:
        return Met()
    return missing(
        Text("技术规范", "technical norms"), say("写明采用的技术标准和规范。", "State the norms to be followed.")
    )


@rule(Text("投资估算", "The estimate"), cites=CONTENTS, req=("A10.11", "A11.4"))
def estimate_adds_up(f: DeclarationFacts) -> Verdict:
    """Lines exist, each is quantity times price, and five totals agree to the fen."""
    if not f.lines:
        return missing(
            Text("投资估算表", "the estimate"), say("逐行填写投资估算表。", "Fill in the estimate line by line.")
        )
    wrong = wrong_lines(f)
    if sums := differing_sums(f):
        wrong.append(
            say(
                "总投资%(total)s万元，而%(sums)s",
                "the total is %(total)s, but: %(sums)s (CNY 10,000)",
                total=wan(f.total),
                sums=tuple(sums),
            )
        )
    if not wrong:
        return Met()
    return Breach(
        say("投资估算不一致：%(what)s。", "The estimate does not agree: %(what)s.", what=tuple(wrong)),
        say(
            "核对后使估算表、分项、分年度、资金来源合计均与总投资一致，精确到分。",
            "Make the estimate, the types, the years and the sources each add up to the total, to the fen.",
        ),
    )


def wrong_lines(f: DeclarationFacts) -> list[Message]:
    """The lines whose amount is not quantity times price."""
    return [
        say(
            "第%(line)s行“%(name)s”数量×单价为%(product)s万元，填为%(amount)s万元",
            "line %(line)s “%(name)s”: quantity × price is %(product)s, entered as %(amount)s (CNY 10,000)",
            line=number,
            name=name,
            product=wan(product(quantity, price)),
            amount=wan(amount),
        )
        for number, name, quantity, price, amount in f.lines
        if product(quantity, price) != amount
    ]


def differing_sums(f: DeclarationFacts) -> list[Message]:
    """The sums that are not the total: by type, by line, by year, by source, each with its difference."""
    sums = sums_of(
        f.total,
        lines=(line[4] for line in f.lines),
        types=(cost for _, cost in f.types),
        slices=f.slices,
        sources=f.sources,
    )
    return [
        say(
            "%(which)s%(sum)s万元（%(by)s）",
            "%(which)s %(sum)s (%(by)s)",
            which=one.which,
            sum=wan(one.amount),
            by=one.compared,
        )
        for one in sums
        if one.difference
    ]


@rule(Text("实施计划注明日期", "The implementation plan is dated"), cites=CONTENTS, req=("A10.12", "A11.4"))
def plan_dated(f: DeclarationFacts) -> Verdict:
    """Steps, each with its date."""
    undated = [name for name, on in f.steps if on is None]
    if f.steps and not undated:
        return Met()
    if not f.steps:
        return missing(
            Text("实施计划", "the implementation plan"), say("列出实施步骤和完成日期。", "List dated steps.")
        )
    return Breach(
        say("实施步骤没有日期：%(steps)s。", "Steps without a date: %(steps)s.", steps=tuple(undated)),
        say("为每个步骤填写完成日期。", "Give each step its date."),
    )


@rule(Text("公布的补充清单", "Items of the published checklist"), cites=CONTENTS, req=("A10.13",))
def checklist_answered(f: DeclarationFacts) -> Verdict:
    """What the authority's checklist asks beyond; one published after the first submission never applies."""
    unanswered = [Text(*names) for code, names in f.asked_items.items() if code not in f.answered_items]
    if not unanswered:
        return Met()
    return Breach(
        say(
            "补充清单事项未说明：%(items)s。", "Unanswered items of the checklist: %(items)s.", items=tuple(unanswered)
        ),
        say("在方案提纲的相应章节写全，或者逐项说明。", "Complete its chapter of the outline, or answer each."),
    )


CHECKS: tuple[tuple[str, Rule], ...] = (
    ("programme", programme_submitted),
    ("necessity", necessity_stated),
    ("necessity", necessity_evidenced),
    ("feasibility", feasibility_stated),
    ("content", content_stated),
    ("norms", norms_stated),
    ("estimate", estimate_adds_up),
    ("plan", plan_dated),
    ("checklist", checklist_answered),
)
COMPLETE = tuple(check for _, check in CHECKS)


def check_completeness(facts: DeclarationFacts, readings: Readings) -> tuple[tuple[str, Finding], ...]:
    """Every item of the check with what its rule finds, in the order of the law's list."""
    return tuple((item, check(facts, readings)) for item, check in CHECKS)
