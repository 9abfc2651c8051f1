"""Two versions of a declaration compared: amounts first, then the fields that changed; the same folded away."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.projects.path import LINES, TOTAL, Path, form, way

from qilou.projects.inputs.declaration import DeclarationForm
from qilou.projects.queries.comparison import compare

pytestmark = pytest.mark.django_db


def line(place: int, **changed: object) -> dict[str, object]:
    """A line of the form's estimate, with entries replaced."""
    names = ("cost_class", "name", "quantity", "unit", "unit_price", "amount")
    return dict(zip(names, LINES[place], strict=True)) | changed


def test_amounts_are_matched_by_name_and_differ_in_yuan_and_percent() -> None:
    rows = [line(place) for place in range(len(LINES))]
    kept = Decimal(str(LINES[1][5]))
    dearer = [*rows[2:], {**rows[1], "amount": str(kept * 2), "quantity": Decimal(str(LINES[1][2])) * 2}]
    new = {**line(0), "name": "新增一项", "amount": "50000"}
    before = DeclarationForm.model_validate(form())
    after = DeclarationForm.model_validate(form(lines=[*dearer, new], total="4000000"))
    found = {one.label.in_("zh"): one for one in compare(before, after).amounts}
    total = found["总投资"]
    assert (total.before, total.after, total.difference) == (Decimal(TOTAL), Decimal(4000000), Decimal(136000))
    assert total.percent == Decimal("3.5")
    doubled = found[f"估算：{LINES[1][1]}"]
    assert (doubled.difference, doubled.percent) == (kept, Decimal("100.0"))
    assert "→" in doubled.note
    assert found["估算：新增一项"].before is None
    assert found["估算：新增一项"].percent is None
    assert found[f"估算：{LINES[0][1]}"].after is None
    assert found[f"估算：{LINES[2][1]}"].same, "another place in the table is no change"


def test_a_version_compared_with_itself_differs_in_nothing() -> None:
    same = DeclarationForm.model_validate(form())
    found = compare(same, same)
    assert all(one.same for one in found.amounts)
    assert found.changed == ()


def client(path: Path, name: str, language: str = "zh-hans") -> Client:
    signed_in = Client(raise_request_exception=True)
    signed_in.force_login(path.city.people[name])
    signed_in.cookies["qilou_language"] = language
    return signed_in


@pytest.mark.req("A10.22")
def test_versions_stand_side_by_side_for_who_sees_the_case_at_a_fixed_cost(
    django_assert_max_num_queries: object,
) -> None:
    path = way()
    path.submitted(total="3884000")
    number = path.numbers["declaration"]
    case, address = f"/projects/declaration/{number}/", reverse("versions", args=[number])
    assert address not in client(path, "authority.handler").get(case).content.decode(), "nothing to compare yet"
    path.take("declaration", "return_once", "2026-08-11", "authority.handler", {"items": []})
    path.take("declaration", "correct", "2026-08-20", "health.handler", form(norms="遵循GB/T 39477。"))
    officer = client(path, "authority.handler")
    assert f'href="{address}"' in officer.get(case).content.decode()
    with django_assert_max_num_queries(11):
        page = officer.get(address)
    text = page.content.decode()
    assert "-20,000.00" in text
    assert "-0.5%" in text
    assert text.index('id="amounts"') < text.index('id="fields"')
    assert text.index("<del>") < text.index("遵循医疗保障信息平台技术规范。") < text.index("遵循GB/T 39477。")
    english = client(path, "authority.handler", "en").get(f"{address}?a=2&b=2").content.decode()
    assert "No amount differs." in english
    assert officer.get(f"{address}?a=9&b=x").status_code == 200
    assert client(path, "land.handler").get(address).status_code == 404
