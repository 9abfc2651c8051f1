"""A citation on an English page reads as the sentence or the line in which it stands."""

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
BEGINS = re.compile(r'<(?:p|dd)[^>]*>(?:<span>)?<a class="eg-art"[^>]*>the ')


def test_no_line_of_a_procedures_page_and_no_hit_of_a_search_begins_with_a_small_letter() -> None:
    reader = Client()
    reader.cookies["qilou_language"] = "en"
    page = reader.get(reverse("procedure", args=["projects.approval"])).content.decode()
    assert 'class="eg-art"' in page
    assert not BEGINS.search(page)
    found = reader.get(reverse("search"), {"q": "acceptance"}).content.decode()
    assert "The Measures, Art. 19" in re.sub("</?mark>", "", found)
    assert "<span>the Measures" not in found
