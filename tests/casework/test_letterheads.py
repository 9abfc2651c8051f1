"""The words under which bodies number their papers: set by who keeps the registers, recorded, one word one body."""

from datetime import date

import pytest
from tests.casework.town import Town, at_noon, build

from qilou.casework.actions.letterheads import set_letterhead
from qilou.casework.models import Letterhead
from qilou.casework.store import number_and_names
from qilou.identity.models import Appointment, Person, Post
from qilou.identity.queries import actor_of
from qilou.kernel.actor import PLATFORM
from qilou.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from qilou.ledger.models import Event

pytestmark = pytest.mark.django_db
NOON = at_noon("2026-03-02")


@pytest.fixture
def town() -> Town:
    town = build()
    keeper = Person.objects.create(username="keeper", name_zh="keeper", name_en="keeper", jurisdiction_id="440500")
    post = Post.objects.create(
        organisation=town.organisations["authority"],
        kind="administrator",
        title_zh="系统管理员",
        title_en="administrator",
        since=date(2020, 1, 1),
    )
    Appointment.objects.create(post=post, person=keeper, since=date(2020, 1, 1))
    town.people["keeper"] = keeper
    return town


def next_number(organisation: int, series: str) -> str:
    """The number that the next paper bears."""
    taken = number_and_names(organisation, series, NOON.date(), ())
    assert taken is not None
    return taken[0]


def test_the_administrator_sets_a_word_and_the_next_paper_bears_it(town: Town) -> None:
    unit = town.organisations["unit"]
    assert number_and_names(unit.pk, "", NOON.date(), ()) is None
    set_letterhead(unit.pk, "汕单", actor=actor_of(town.people["keeper"], NOON.date()), now=NOON)
    assert next_number(unit.pk, "") == "汕单〔2026〕1号"
    event = Event.objects.get(name="casework.letterhead.set")
    assert event.content["input"] == {"organisation": unit.pk, "series": "", "word": "汕单"}
    assert event.content["cites"] == ["official_documents:9"]


def test_a_series_has_a_word_and_a_run_of_its_own(town: Town) -> None:
    authority = town.organisations["authority"]
    set_letterhead(authority.pk, "汕测函", actor=PLATFORM, now=NOON, series="letters")
    assert next_number(authority.pk, "letters") == "汕测函〔2026〕1号"
    assert next_number(authority.pk, "") == "汕测〔2026〕1号"


def test_a_new_word_starts_a_new_run_and_the_old_numbers_stay(town: Town) -> None:
    authority = town.organisations["authority"]
    assert next_number(authority.pk, "") == "汕测〔2026〕1号"
    set_letterhead(authority.pk, "汕新", actor=PLATFORM, now=NOON)
    assert next_number(authority.pk, "") == "汕新〔2026〕1号"
    assert Letterhead.objects.filter(organisation=authority).count() == 1


def test_nobody_but_who_keeps_the_registers_sets_a_word(town: Town) -> None:
    for name in ("signer", "applicant"):
        with pytest.raises(NotPermitted):
            set_letterhead(town.organisations["unit"].pk, "汕单", actor=town.actor(name), now=NOON)
    assert not Event.objects.filter(name="casework.letterhead.set").exists()


def test_two_bodies_never_number_under_one_word(town: Town) -> None:
    with pytest.raises(Conflict, match="word_taken"):
        set_letterhead(town.organisations["unit"].pk, "汕测", actor=PLATFORM, now=NOON)


@pytest.mark.parametrize("word", ["", "  ", "汕〔2026〕", "汕 单", "汕2", "汕" * 41])
def test_a_word_that_would_spoil_a_number_is_refused(town: Town, word: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_letterhead(town.organisations["unit"].pk, word, actor=PLATFORM, now=NOON)
    assert set(refused.value.errors) == {"word"}


def test_an_unknown_body_has_no_word(town: Town) -> None:
    with pytest.raises(Missing):
        set_letterhead(0, "汕单", actor=PLATFORM, now=NOON)
