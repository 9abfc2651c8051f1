"""What the law asks of a declaration, rule by rule, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qilou.law import Breach, Met, Readings, Rule, Undecided
from qilou.law.secrecy import markings_in
from qilou.projects.rules import completeness, correction, declaration
from qilou.projects.rules.completeness import CHECKS, check_completeness
from qilou.projects.rules.declaration import DeclarationFacts
from qilou.projects.rules.secrecy import no_secret_marking, stated_non_secret

DAY = date(2026, 8, 10)
READ = Readings(DAY)
D = Decimal
GOOD = DeclarationFacts(
    today=DAY,
    track="annual",
    round_year=2026,
    budget_year=2027,
    last_day=date(2026, 8, 31),
    unit_registered=True,
    unit_of_area=True,
    in_zone=True,
    categories=frozenset({"fiscal"}),
    sources={"city_budget": D(100)},
    concession_document="",
    serves=frozenset({"administration"}),
    technologies=frozenset({"information"}),
    types=(("software", D(100)),),
    types_in_force=frozenset({"engineering", "equipment", "software", "service"}),
    nature="new",
    system_on_file=False,
    grounds=frozenset(),
    ground_documents=(),
    non_secret=True,
    markings=(),
    programme=True,
    necessity=True,
    users=10,
    transactions=20,
    bases=("条例",),
    feasibility=True,
    content=True,
    items=("引擎",),
    norms=True,
    total=D(100),
    lines=((1, "引擎", D(4), D("25"), D(100)),),
    slices={2027: D(100)},
    steps=(("上线", date(2027, 6, 30)),),
    asked_items={},
    answered_items=frozenset(),
    version=0,
    returned=False,
    withdrawn_after_notice=False,
    failed=frozenset(),
    named_by_officer=frozenset(),
    told=frozenset(),
    touched=frozenset(),
    reasons=(),
)


def outcome(rule: Rule, readings: Readings = READ, **changes: object) -> type:
    """Met, Breach or Undecided, for the good declaration with these changes."""
    return type(rule(replace(GOOD, **changes), readings).verdict)


SUBMISSION = [
    pytest.param(rule, changes, id=f"{rule.id.rpartition('.')[2]}-{'-'.join(changes)}")
    for rule, changes in (
        (declaration.unit_is_registered, {"unit_registered": False}),
        (declaration.unit_belongs_to_the_area, {"unit_of_area": False}),
        (declaration.in_the_zone, {"in_zone": False}),
        (declaration.has_category, {"categories": frozenset()}),
        (declaration.fiscal_share, {"sources": {"higher_grant": D(100)}}),
        (declaration.fiscal_share, {"categories": frozenset({"concession"})}),
        (declaration.government_financing, {"categories": frozenset({"fiscal", "financed"})}),
        (declaration.concession_documented, {"categories": frozenset({"fiscal", "concession"})}),
        (declaration.is_egovernment_project, {"serves": frozenset()}),
        (declaration.is_egovernment_project, {"technologies": frozenset()}),
        (declaration.types_named, {"types": ()}),
        (declaration.types_named, {"types": (("agile", D(100)),)}),
        (declaration.types_named, {"types": (("software", D(0)),)}),
        (declaration.existing_system_named, {"nature": "alteration"}),
        (declaration.existing_system_named, {"nature": "expansion"}),
        (declaration.annual_in_time, {"today": date(2026, 9, 1)}),
        (declaration.annual_in_time, {"today": date(2025, 8, 1)}),
        (declaration.special_after_annual, {"track": "special"}),
        (declaration.special_ground, {"track": "special"}),
        (declaration.special_ground, {"grounds": frozenset({"urgent_need"})}),
        (declaration.ground_proved, {"track": "special", "grounds": frozenset({"urgent_need"})}),
        (declaration.within_chapter_two, {"track": "external"}),
        (declaration.external_only, {}),
        (stated_non_secret, {"non_secret": False}),
        (no_secret_marking, {"markings": ("机密★",)}),
    )
]


@pytest.mark.req("A2.1", "A2.2", "A2.3", "A2.4", "A2.5", "A3.1", "A3.2", "A3.3", "A3.4", "A10.3", "A10.4", "A10.5")
@pytest.mark.req("A11.1", "A11.2", "A11.3", "A43.1", "A44.1")
@pytest.mark.parametrize(("rule", "changes"), SUBMISSION)
def test_a_declaration_that_the_law_makes_impossible_is_refused_and_told_what_would_do(
    rule: Rule, changes: dict[str, object]
) -> None:
    finding = rule(replace(GOOD, **changes), READ)
    assert isinstance(finding.verdict, Breach)
    for language in ("zh", "en"):
        assert finding.verdict.reason.in_(language)
        assert finding.verdict.remedy.in_(language)


@pytest.mark.parametrize(
    "rule",
    [param.values[0] for param in SUBMISSION if param.values[0] is not declaration.external_only],
)
def test_a_good_declaration_meets_every_rule(rule: Rule) -> None:
    assert outcome(rule) is Met


@pytest.mark.req("A2.2")
@pytest.mark.parametrize("source", ["city_budget", "district_budget"])
def test_any_share_of_city_or_district_money_suffices(source: str) -> None:
    assert outcome(declaration.fiscal_share, sources={"higher_grant": D("99.99"), source: D("0.01")}) is Met


@pytest.mark.req("A2.3", "A2.4")
def test_borrowing_and_concession_are_categories_of_their_own() -> None:
    private = {"social_capital": D(100)}
    assert outcome(declaration.fiscal_share, categories=frozenset({"concession"}), sources=private) is Met
    named = {"categories": frozenset({"concession"}), "concession_document": "汕府函〔2026〕1号"}
    assert outcome(declaration.concession_documented, **named) is Met
    borrowed = {"categories": frozenset({"financed"}), "sources": {"government_financing": D(100)}}
    assert outcome(declaration.government_financing, **borrowed) is Met


@pytest.mark.req("A10.5")
def test_the_last_day_counts_and_the_day_after_is_late_and_points_to_the_special_track() -> None:
    assert outcome(declaration.annual_in_time, today=date(2026, 8, 31)) is Met
    late = declaration.annual_in_time(replace(GOOD, today=date(2026, 9, 1)), READ)
    assert "第十一条" in late.verdict.remedy.in_("zh")
    assert "Article 11" in late.verdict.remedy.in_("en")


@pytest.mark.req("A10.20")
def test_a_correction_keeps_the_time_of_the_first_submission_unless_the_reading_says_otherwise() -> None:
    corrected = {"today": date(2026, 9, 10), "version": 1}
    assert outcome(declaration.annual_in_time, **corrected) is Met
    strict = Readings(DAY, {"correction_keeps_round": False})
    assert outcome(declaration.annual_in_time, strict, **corrected) is Breach


@pytest.mark.req("A11.1")
def test_the_special_track_opens_on_the_day_after_the_annual_period() -> None:
    assert outcome(declaration.special_after_annual, track="special", today=date(2026, 8, 31)) is Breach
    assert outcome(declaration.special_after_annual, track="special", today=date(2026, 9, 1)) is Met


COMPLETENESS = [
    pytest.param(item, changes, id=f"{item}-{'-'.join(changes)}")
    for item, changes in (
        ("programme", {"programme": False}),
        ("necessity", {"necessity": False}),
        ("necessity", {"users": None}),
        ("necessity", {"transactions": None}),
        ("necessity", {"bases": ()}),
        ("feasibility", {"feasibility": False}),
        ("content", {"content": False}),
        ("content", {"items": ()}),
        ("norms", {"norms": False}),
        ("estimate", {"lines": ()}),
        ("estimate", {"lines": ((1, "引擎", D(4), D("25.01"), D(100)),)}),
        ("estimate", {"total": D("100.01")}),
        ("estimate", {"slices": {2027: D("99.99")}}),
        ("estimate", {"sources": {"city_budget": D("100.01")}}),
        ("estimate", {"types": (("software", D("99.99")),)}),
        ("plan", {"steps": ()}),
        ("plan", {"steps": (("上线", None),)}),
        ("checklist", {"asked_items": {"data": ("数据目录", "Data catalogue")}}),
    )
]


@pytest.mark.req("A4.3", "A10.6", "A10.7", "A10.8", "A10.9", "A10.10", "A10.11", "A10.12", "A10.13", "A10.14")
@pytest.mark.parametrize(("item", "changes"), COMPLETENESS)
def test_the_completeness_check_names_the_one_item_that_fails(item: str, changes: dict[str, object]) -> None:
    failed = [
        name
        for name, finding in check_completeness(replace(GOOD, **changes), READ)
        if isinstance(finding.verdict, Breach)
    ]
    assert failed == [item]


@pytest.mark.req("A10.14")
def test_the_check_is_against_the_contents_of_the_paragraph_before_and_nothing_else() -> None:
    assert {check.cites.id for _, check in CHECKS} == {"m164:10.2", "m164:4"}
    assert all(isinstance(finding.verdict, Met) for _, finding in check_completeness(GOOD, READ))


@pytest.mark.req("A10.11")
def test_a_price_below_a_fen_of_wan_adds_up_to_the_fen() -> None:
    messages = ((1, "短信服务", D(400_000), D("0.35"), D("140000.00")),)
    figures = {
        "lines": messages,
        "total": D(140_000),
        "types": (("service", D(140_000)),),
        "slices": {2027: D(140_000)},
        "sources": {"city_budget": D(140_000)},
    }
    assert outcome(completeness.estimate_adds_up, **figures) is Met
    assert outcome(completeness.estimate_adds_up, **(figures | {"total": D("140000.01")})) is Breach


@pytest.mark.req("X4")
def test_what_is_not_known_leaves_every_rule_undecided() -> None:
    rules = [param.values[0] for param in SUBMISSION] + [check for _, check in CHECKS]
    for rule in rules:
        assert isinstance(rule(DeclarationFacts(), READ).verdict, Undecided), rule.id


CORRECTIONS = [
    ({}, correction.something_to_correct, Breach),
    ({"failed": frozenset({"plan"})}, correction.something_to_correct, Met),
    ({"named_by_officer": frozenset({"norms"})}, correction.something_to_correct, Met),
    ({"returned": True}, correction.not_told_before, Breach),
    ({}, correction.not_told_before, Met),
    ({"withdrawn_after_notice": True}, correction.not_told_before, Met),
    ({}, correction.corrected_after_notice, Breach),
    ({"returned": True, "version": 1}, correction.corrected_after_notice, Breach),
    ({"returned": True, "version": 2}, correction.corrected_after_notice, Met),
]


@pytest.mark.req("A10.14", "A10.15", "A10.18", "A10.23")
@pytest.mark.parametrize(("changes", "rule", "verdict"), CORRECTIONS)
def test_the_one_notice(changes: dict[str, object], rule: Rule, verdict: type) -> None:
    assert outcome(rule, **changes) is verdict


@pytest.mark.req("A10.18")
@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        (("notice", "estimate"), Met),
        (("notice", "norms"), Breach),
        (("new_defect", "plan"), Met),
        (("new_defect", "norms"), Breach),
        (("new_defect", "estimate"), Breach),
    ],
)
def test_reasons_name_items_of_the_notice_or_defects_of_the_correction(reason: tuple[str, str], verdict: type) -> None:
    after = {
        "returned": True,
        "version": 2,
        "told": frozenset({"estimate"}),
        "touched": frozenset({"estimate", "plan"}),
    }
    assert outcome(correction.reasons_within_notice, **after, reasons=(reason,)) is verdict


@pytest.mark.req("A10.23")
def test_by_the_other_reading_a_withdrawal_uses_up_the_correction() -> None:
    reading = Readings(DAY, {"withdrawal_keeps_correction": False})
    assert outcome(correction.not_told_before, reading, withdrawn_after_notice=True) is Breach
    assert outcome(correction.corrected_after_notice, reading, withdrawn_after_notice=True) is Met


@pytest.mark.req("A11.5")
def test_by_the_other_reading_special_declarations_are_not_corrected() -> None:
    assert outcome(correction.correction_applies, track="special") is Met
    reading = Readings(DAY, {"special_correction": False})
    assert outcome(correction.correction_applies, reading, track="special") is Breach
    assert outcome(correction.corrected_after_notice, reading, track="special") is Met


@pytest.mark.req("A44.1")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本件为机密★1年", ("机密",)),
        ("绝密★", ("绝密",)),
        ("秘密★6个月", ("秘密★",)),
        ("密级：秘密", ("密级：秘密",)),
        ("TOP SECRET annex", ("TOP SECRET",)),
        ("保障数据的机密性、完整性", ()),
        ("不得泄露商业机密和商业秘密", ()),
        ("本件及附件不涉及国家秘密", ()),
    ],
)
def test_markings_of_secret_papers_are_found_and_ordinary_words_are_not(text: str, found: tuple[str, ...]) -> None:
    assert markings_in([text]) == found
