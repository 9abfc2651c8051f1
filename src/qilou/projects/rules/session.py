"""What is asked of an expert session: agenda, panel, a seed named in advance, seats filled from the draw alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qilou.law import UNKNOWN, Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164

from .evaluation import minimum_panel

EXPERTS = M164.art(13, 1, 2)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """Where a session stands. Projects are given by name.

    `unready` are projects of the agenda that cannot be put before experts; `reserves` those of the draw who come next
    for a vacant seat; `eligible` how many of the `seats` planned the pool can fill by the fields asked for, `taken` how
    many are by experts who undertook, `open` by those who have not answered.
    """

    today: date = UNKNOWN
    held_on: date = UNKNOWN
    agenda: int = UNKNOWN
    unready: tuple[str, ...] = UNKNOWN
    unconcluded: tuple[str, ...] = UNKNOWN
    largest: Decimal = UNKNOWN
    seats: int = UNKNOWN
    eligible: int = UNKNOWN
    seed_named: date | None = UNKNOWN
    seed_due: date = UNKNOWN
    published_on: date = UNKNOWN
    taken: int = UNKNOWN
    open: int = UNKNOWN
    reserves: int = UNKNOWN
    short: int = UNKNOWN
    lead_sits: bool = UNKNOWN
    on_agenda: bool = UNKNOWN
    visited_on: date = UNKNOWN
    strangers: int = UNKNOWN


@rule(Text("议程项目已完成初步评审", "The agenda is ready for experts"), cites=EXPERTS, req=("A13.6", "A13.7"))
def agenda_ready(f: SessionFacts) -> Verdict:
    """Every project has its third party's report by the day of the session, and is before no other session."""
    if f.agenda and not f.unready:
        return Met()
    return Breach(
        say(
            "议程没有项目，或者尚未具备评审条件：%(names)s。",
            "Nothing on the agenda, or not ready: %(names)s.",
            names=f.unready,
        )
        if f.unready
        else say("议程没有项目。", "There is nothing on the agenda."),
        say(
            "第三方初步评审报告在会议日期之前提交后列入。",
            "Put it on once the third party's report is filed before the session.",
        ),
    )


@rule(Text("专家组人数", "Size of the panel"), cites=EXPERTS, req=("A13.11",))
def panel_size(f: SessionFacts, readings: Readings) -> Verdict:
    """Odd, and not below the minimum for the largest project of the agenda."""
    least = minimum_panel(f.largest, readings)
    if f.seats >= least and f.seats % 2 == 1:
        return Met()
    return Breach(
        say(
            "专家组%(count)s人，应为单数且不少于%(least)s人。",
            "The panel has %(count)s; it must be odd and at least %(least)s.",
            count=f.seats,
            least=least,
        ),
        say(
            "调整人数。该人数要求为现行取值，非法定。", "Change the number. It is the value in force, not in the text."
        ),
    )


@rule(Text("种子在公布前指定", "The seed is named in advance"), cites=EXPERTS, req=("A13.10",))
def seed_in_advance(f: SessionFacts) -> Verdict:
    """A public result that nobody can know when the list is frozen, and that is there by the day of the session."""
    if f.today < f.seed_due <= f.held_on:
        return Met()
    return Breach(
        say(
            "种子公布日期应在今日之后、不迟于会议日期（%(day)s）。",
            "The seed's day comes after today and not after the session (%(day)s).",
            day=f.held_on,
        ),
        say("指定以后公布的一期。", "Name a later drawing."),
    )


@rule(Text("可抽取的专家足够", "Enough experts may be drawn"), cites=EXPERTS, req=("A13.10", "A13.11"))
def pool_suffices(f: SessionFacts) -> Verdict:
    """Experts without a ground of recusal fill every seat, each of the field that is asked for it."""
    if f.eligible >= f.seats:
        return Met()
    return Breach(
        say(
            "按所需专业，可抽取的专家只能补足%(n)s个席位，共需%(seats)s个。",
            "By the fields asked for, those who may be drawn fill %(n)s of %(seats)s seats.",
            n=f.eligible,
            seats=f.seats,
        ),
        say(
            "减少指定专业的人数、分场评审或者补充专家库。",
            "Ask for fewer of a field, divide the agenda, or admit experts.",
        ),
    )


@rule(Text("种子已经公布", "The seed is out"), cites=EXPERTS, req=("A13.10",))
def seed_is_out(f: SessionFacts) -> Verdict:
    """The result is entered on its day or later, as it was published then."""
    if f.seed_named is not None and f.seed_named <= f.published_on <= f.today:
        return Met()
    return Breach(
        say(
            "指定的种子于%(day)s公布，此前的结果不能使用。",
            "The named seed is published on %(day)s; no earlier result will do.",
            day=f.seed_named or "—",
        ),
        say("公布当日起录入。", "Enter it from that day on."),
    )


@rule(Text("原定种子没有公布", "The named seed did not come"), cites=EXPERTS, req=("A13.10",))
def seed_failed(f: SessionFacts) -> Verdict:
    """Another drawing is named only after the day of the first has passed."""
    if f.seed_named is not None and f.today > f.seed_named:
        return Met()
    return Breach(
        say(
            "原定公布日（%(day)s）尚未过去。",
            "The day of the named drawing (%(day)s) has not passed.",
            day=f.seed_named or "—",
        ),
        say("等待公布结果。", "Wait for its result."),
    )


@rule(Text("有席位空缺", "A seat is vacant"), cites=EXPERTS, req=("A13.10",))
def seat_vacant(f: SessionFacts) -> Verdict:
    """A reserve is called only for somebody who was excused."""
    if f.taken + f.open < f.seats:
        return Met()
    return Breach(
        say("席位没有空缺。", "No seat is vacant."),
        say("有专家回避或者缺席的，先登记事由。", "First record why an expert is excused."),
    )


@rule(Text("有候补专家", "A reserve is left"), cites=EXPERTS, req=("A13.10",))
def reserve_left(f: SessionFacts) -> Verdict:
    """The next of the draw; it is never repeated."""
    if f.reserves:
        return Met()
    return Breach(
        say("候补专家已经用尽。", "No reserve of the draw is left."),
        say("抽取不得重来；取消本场，项目另场评审。", "It is not repeated: give the session up for another one."),
    )


@rule(Text("候补专家已经用尽", "No reserve is left"), cites=EXPERTS, req=("A13.10",))
def reserves_exhausted(f: SessionFacts) -> Verdict:
    """What was drawn is given up only when the draw itself can fill the seats no more."""
    if f.taken + f.open < f.seats and not f.reserves:
        return Met()
    return Breach(
        say("抽取结果仍可满足席位，不得另行抽取。", "The draw can still fill the seats; there is no other one."),
        say("依次递补候补专家。", "Call the next reserve."),
    )


@rule(Text("专家均已承诺", "All seats are taken under undertakings"), cites=EXPERTS, req=("A5.6", "A13.10"))
def seats_filled(f: SessionFacts) -> Verdict:
    """Papers open to experts who declared to have no interest and to keep confidence, and to nobody before."""
    if f.taken == f.seats:
        return Met()
    return Breach(
        say(
            "%(seats)s个席位中%(n)s名专家已作承诺。",
            "%(n)s experts have undertaken for %(seats)s seats.",
            n=f.taken,
            seats=f.seats,
        ),
        say("等待承诺，或者依次递补。", "Wait for the undertakings, or call the next reserve."),
    )


@rule(Text("组长为抽取的专家", "The lead was drawn"), cites=EXPERTS, req=("A13.10",))
def lead_sits(f: SessionFacts) -> Verdict:
    """The lead expert is one of those whom the draw seated."""
    if f.lead_sits:
        return Met()
    return Breach(
        say("组长不在抽取的专家中。", "The lead is not among the experts drawn."),
        say("从已承诺的专家中确定组长。", "Choose one who has undertaken."),
    )


@rule(Text("有项目专家不足", "A project lacks an expert"), cites=EXPERTS, req=("A13.10", "A13.11"))
def panel_short(f: SessionFacts) -> Verdict:
    """During the session a reserve is called where an expert was excused from a project, and so many."""
    if f.short > 0:
        return Met()
    return Breach(
        say("各项目的专家均已足额。", "No project lacks an expert."),
        say("有专家对某项目回避的，先在其评审表登记。", "First record on the sheet why an expert is excused."),
    )


@rule(Text("项目在议程上且尚未有结论", "On the agenda and not yet concluded"), cites=EXPERTS, req=("A13.8", "A13.9"))
def still_open(f: SessionFacts) -> Verdict:
    """What is seen and heard serves the panel, so it comes before the panel's conclusion."""
    if f.on_agenda:
        return Met()
    return Breach(
        say("项目不在本场议程，或者专家组已有结论。", "It is not on this agenda, or the panel has concluded."),
        say("选择尚未有结论的项目。", "Choose a project that is still open."),
    )


@rule(Text("考察日期", "Date of the visit"), cites=EXPERTS, req=("A13.8",))
def visit_took_place(f: SessionFacts) -> Verdict:
    """A visit is recorded when it has been made."""
    if f.visited_on <= f.today:
        return Met()
    return Breach(
        say("考察日期在今日之后。", "The visit lies in the future."),
        say("考察后登记。", "Record it afterwards."),
    )


@rule(Text("会议已召开且均有结论", "Held, and every panel has concluded"), cites=EXPERTS, req=("A13.7", "A13.14"))
def session_over(f: SessionFacts) -> Verdict:
    """Minutes are kept of a session that was held, with a conclusion on every project."""
    if f.today < f.held_on:
        return Breach(
            say("会议定于%(day)s召开。", "The session is on %(day)s.", day=f.held_on),
            say("会后登记。", "Close it afterwards."),
        )
    if not f.unconcluded:
        return Met()
    return Breach(
        say("专家组尚无结论：%(names)s。", "No conclusion of the panel on: %(names)s.", names=f.unconcluded),
        say("形成专家组意见后结束会议。", "Close the session when the panel has concluded."),
    )


@rule(Text("签到人员为专家组成员", "Those who signed in are of the panel"), cites=EXPERTS, req=("A13.7",))
def of_the_panel(f: SessionFacts) -> Verdict:
    """Nobody signs in who was not drawn, called and under undertaking."""
    if not f.strangers:
        return Met()
    return Breach(
        say("%(n)s名签到人员不是本场专家。", "%(n)s of those who signed in are not of this panel.", n=f.strangers),
        say("从本场专家中选择。", "Choose among its experts."),
    )
