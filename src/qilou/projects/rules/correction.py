"""The one correction notice: when it is given, that it is given once, and what may follow it."""

from qilou.law import Breach, Met, Readings, Text, Verdict, rule, say
from qilou.law.measures import M164
from qilou.law.readings import SPECIAL_CORRECTION, WITHDRAWAL_KEEPS_CORRECTION

from .declaration import DeclarationFacts


@rule(Text("有需要补正的事项", "There is something to correct"), cites=M164.art(10, 3), req=("A10.14",))
def something_to_correct(f: DeclarationFacts) -> Verdict:
    """A declaration that is complete and conforms is accepted, not returned."""
    if f.failed or f.named_by_officer:
        return Met()
    return Breach(
        say(
            "对照第十条第二款，没有发现不齐全或者不符合的事项。",
            "Held against Article 10(2), nothing is missing or fails.",
        ),
        say("应当受理；确有问题的，逐项列明。", "Accept it; or name, item by item, what is wrong."),
    )


@rule(Text("补正只告知一次", "One correction notice only"), cites=M164.art(10, 3), req=("A10.15", "A10.23"))
def not_told_before(f: DeclarationFacts, readings: Readings) -> Verdict:
    """Everything is told at once; a second notice for the same declaration is refused."""
    if f.returned:
        return Breach(
            say(
                "本件已一次性告知补正，不得再次告知。", "The one correction notice has been given; there is no second."
            ),
            say("符合要求的受理；仍不符合的不予受理。", "Accept it if it conforms now; otherwise do not accept it."),
        )
    if f.withdrawn_after_notice and not readings[WITHDRAWAL_KEEPS_CORRECTION]:
        return Breach(
            say(
                "该项目撤回前已告知过补正，按现行取值不再告知。",
                "The unit was told once before it withdrew; by the reading in force there is no further notice.",
            ),
            say("符合要求的受理；不符合的不予受理。", "Accept it if it conforms; otherwise do not accept it."),
        )
    return Met()


@rule(Text("专项申报适用补正", "Correction applies to the special track"), cites=M164.art(11), req=("A11.5",))
def correction_applies(f: DeclarationFacts, readings: Readings) -> Verdict:
    """The one-time correction applies to special declarations alike, by the reading in force."""
    if f.track != "special" or readings[SPECIAL_CORRECTION]:
        return Met()
    return Breach(
        say(
            "按现行取值，专项申报不适用一次性告知补正。",
            "By the reading in force, special declarations are not corrected.",
        ),
        say("符合要求的受理；不符合的不予受理。", "Accept it if it conforms; otherwise do not accept it."),
    )


@rule(Text("先告知补正", "Told before being declined"), cites=M164.art(10, 3), req=("A10.15", "A10.18"))
def corrected_after_notice(f: DeclarationFacts, readings: Readings) -> Verdict:
    """Nothing is declined that was not told and given its one chance, where that chance exists."""
    if f.returned and f.version > 1:
        return Met()
    if f.track == "special" and not readings[SPECIAL_CORRECTION]:
        return Met()
    if f.withdrawn_after_notice and not readings[WITHDRAWAL_KEEPS_CORRECTION]:
        return Met()
    return Breach(
        say(
            "尚未一次性告知补正，不能直接不予受理。",
            "The unit has not been told what to correct; it cannot be declined yet.",
        ),
        say("先作一次性告知，列明全部事项和期限。", "First give the one notice with every item and the time limit."),
    )


@rule(Text("理由限于告知事项", "Reasons within the notice"), cites=M164.art(10, 3), req=("A10.18",))
def reasons_within_notice(f: DeclarationFacts) -> Verdict:
    """A reason names an item of the one notice, or a new defect in what the correction itself touched."""
    if not f.returned:
        return Met()
    wrong = [
        item
        for source, item in f.reasons
        if (source == "notice" and item not in f.told)
        or (source == "new_defect" and (item in f.told or item not in f.touched))
    ]
    if not wrong:
        return Met()
    return Breach(
        say(
            "不予受理的理由超出一次性告知的事项：%(items)s。",
            "Reasons outside the one notice: %(items)s.",
            items=tuple(sorted(set(wrong))),
        ),
        say(
            "只能以告知书列明的事项、或者补正新产生的问题为理由。",
            "Name only items of the notice, or defects in what the correction changed.",
        ),
    )
