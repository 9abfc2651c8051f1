"""Every role that signs in to the demo city finds something that waits, and last year's figures are last year's."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qilou.casework.actions.digest import send_digests
from qilou.casework.actions.sending import deliver
from qilou.casework.models import Delivery
from qilou.casework.queries import desks
from qilou.casework.today import today_for
from qilou.demo.bodies import PEOPLE
from qilou.demo.moments import PRESENT
from qilou.identity.models import Appointment, Person
from qilou.identity.queries import actor_named, actor_of
from qilou.projects.queries import dashboard as figures
from qilou.projects.queries.register import Scope
from qilou.site import city as site_city

NUMBER = re.compile(r"\d+")
EXPECTED = {"audit.auditor": 3, "authority.registrar": 4, "authority.administrator": 3, "longhu.administrator": 2}


def client(name: str) -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(Person.objects.get(username=name))
    signed_in.cookies["qilou_language"] = "zh-hans"
    return signed_in


def test_somebody_at_every_kind_of_post_has_something_waiting(city: None, story_time: None) -> None:
    waits: dict[str, int] = defaultdict(int)
    for one in Appointment.objects.select_related("post", "person"):
        actor = actor_of(one.person, PRESENT.date())
        cases = sum(sum(cells.values()) for cells in desks.counts(actor, now=PRESENT).values())
        waits[one.post.kind] += cases + len(today_for(actor, PRESENT))
    assert {kind for kind, number in waits.items() if not number} == set()


def test_everybody_whose_sign_in_is_printed_finds_something_on_their_desk(city: None) -> None:
    actors = {name: actor_named(name, PRESENT.date()) for name in PEOPLE}
    empty = {
        name
        for name, actor in actors.items()
        if not desks.waiting(actor, now=PRESENT) and not today_for(actor, PRESENT)
    }
    assert empty == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_stands_over_the_desk_leads_to_a_list_of_as_many_rows(city: None, story_time: None, name: str) -> None:
    lines = today_for(actor_named(name, PRESENT.date()), PRESENT)
    assert len(lines) == EXPECTED[name]
    viewer = client(name)
    desk = viewer.get(reverse("desk")).content.decode()
    for line in lines:
        assert line.href.replace("&", "&amp;") in desk
        if "日历" in line.words.in_("zh"):
            continue
        number = int(line.words.blanks["n"])  # type: ignore[call-overload]  # a count
        page = viewer.get(line.href).content.decode()
        rows = page.count('<th scope="row"')
        assert rows == min(number, 50) or str(number) in page


def test_last_years_figure_is_what_the_board_showed_on_that_day(city: None) -> None:
    finance = actor_named("finance.handler", PRESENT.date())
    today = Scope(finance, PRESENT)
    later = Scope(finance, PRESENT.replace(year=PRESENT.year + 1))
    year = PRESENT.year
    waits, missing = figures.waiting_for_acceptance(today)[0], figures.without_budget(today)[0]
    assert waits.projects
    assert figures.waiting_for_acceptance(later)[1] == waits
    assert figures.without_budget(later)[1] == missing
    assert figures.committed(later, year + 2)[1] == figures.committed(today, year + 1)[0]
    assert figures.paid(later, year + 1)[year] == figures.paid(today, year)[year]
    assert figures.along_the_way(later, year + 1)[1]["approved"] == figures.along_the_way(today, year)[0]["approved"]


def test_a_demo_city_writes_its_mail_into_a_folder_and_says_so(
    own_city: str, story_time: None, settings: Any, tmp_path: Path
) -> None:
    for name in ("QILOU_DEMO", "QILOU_DEMO_PASSWORD", "QILOU_CLOCK_OFFSET", "EMAIL_BACKEND", "EMAIL_FILE_PATH"):
        setattr(settings, name, getattr(settings, name, None))  # so that it is afterwards what it was
    settings.QILOU_DEMO_MAIL = tmp_path / "mail"
    site_city.enter()
    assert send_digests(PRESENT) > 10
    deliver(PRESENT)
    written = "".join(path.read_text() for path in (tmp_path / "mail").iterdir())
    assert written.count("\nSubject: ") == Delivery.objects.filter(sent_at__isnull=False).count() > 10
    page = client("authority.handler").get(reverse("notification_ways")).content.decode()
    assert str(tmp_path / "mail") in page
