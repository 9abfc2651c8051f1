"""A numbered form says its edition in its head, and the event of what was given on it keeps that edition."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.projects.path import way

from qilou.ledger.models import Event
from qilou.projects.inputs import editions

pytestmark = pytest.mark.django_db


def test_the_declaration_form_says_its_edition_and_the_event_keeps_it() -> None:
    path = way()
    number = path.open().case.number
    unit = Client()
    unit.force_login(path.city.people["health.handler"])
    page = unit.get(reverse("step", args=["projects.declaration", number, "submit"])).content.decode()
    assert editions.DECLARATION.label.in_("zh") in page
    path.submitted()
    event = Event.objects.filter(name="projects.declaration.submit").latest("pk")
    assert "form:B1#2015-10-10" in event.content["editions"]
    path.accepted()
    accepted = Event.objects.filter(name="projects.declaration.accept").latest("pk")
    assert not [one for one in accepted.content["editions"] if one.startswith("form:")]
