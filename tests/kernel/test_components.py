"""Components: words in the reader's language, fields that keep what was typed, and markup that needs no script."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from qilou.kernel.gallery import PAGES, forms, gallery, rows
from qilou.kernel.templatetags import words
from qilou.kernel.templatetags.parts import error_summary, percent, review_points, stacked_bar
from qilou.law import Text, say
from qilou.law.measures import M164
from qilou.law.statutes import LICENSING

KERNEL = Path(words.__file__).parents[1]
LANGUAGES = ("zh-hans", "en")


def drawn(source: str, language: str = "zh-hans", **context: object) -> str:
    with translation.override(language):
        return Template("{% load i18n parts words %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (Text("受理", "Accept"), "zh-hans", "受理"),
        (Text("受理", "Accept"), "en", "Accept"),
        (say("缺 %(n)s 份", "%(n)s missing", n=2), "en", "2 missing"),
        (M164.art(16, 2), "zh-hans", M164.art(16, 2).in_("zh")),
        ("市医疗保障局", "en", "市医疗保障局"),
        (None, "en", ""),
        (7, "en", "7"),
    ],
)
def test_say_renders_what_is_declared_in_the_readers_language(value: object, language: str, said: str) -> None:
    with translation.override(language):
        assert words.say(value) == said


def test_what_is_said_is_escaped() -> None:
    assert drawn("{{ name|say }}", name=say("%(n)s", "%(n)s", n="<b>")) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (Decimal("3864000"), "386.40"),
        (Decimal("12860000.00"), "1,286.00"),
        (Decimal("50"), "0.01"),
        (Decimal("-115000"), "-11.50"),
        (0, "0.00"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_amounts_are_shown_in_ten_thousands_with_two_decimals(yuan: object, shown: str) -> None:
    assert words.wan(yuan) == shown


def test_days_and_moments_are_written_in_city_time() -> None:
    evening = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert words.iso(evening) == "2026-11-24"
    assert words.daytime(evening) == "2026-11-24 02:30"
    assert words.daytime(date(2026, 11, 24)) == "2026-11-24"
    assert words.yuan(Decimal("4786500")) == "4,786,500.00"
    with translation.override("zh-hans"):
        assert (words.longday(evening), words.weekday(date(2026, 11, 23))) == ("2026年11月24日", "星期一")
    with translation.override("en"):
        assert (words.longday(evening), words.weekday(date(2026, 11, 23))) == ("24 November 2026", "Monday")
    assert words.iso(None) == words.longday(None) == "—"


def test_an_article_links_to_its_page_and_names_other_statutes() -> None:
    assert drawn("{% article a %}", a=M164.art(16, 2)) == '<a class="eg-art" href="/law/m164/16/">第十六条第二款</a>'
    number = next(iter(LICENSING.articles))
    assert LICENSING.short.zh in drawn("{% article a %}", a=LICENSING.art(number))
    assert drawn("{% article a %}", a=None) == ""


def test_chinese_names_are_marked_as_chinese_on_english_pages_alone() -> None:
    with translation.override("en"):
        assert words.langattr("市生态环境局") == ' lang="zh-Hans"'
        assert words.langattr("Bureau") == ""
    with translation.override("zh-hans"):
        assert words.langattr("市生态环境局") == ""


def test_an_icon_is_decorative_and_comes_from_the_sprite() -> None:
    assert re.search(r'aria-hidden="true".*/dist/icons[^"]*\.svg#check"', drawn('{% icon "check" 15 %}'))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("card", [*rows.DEADLINES[:-1]])
def test_a_deadline_says_its_state_in_words(card: rows.Deadline, language: str) -> None:
    said = drawn('{% include "kernel/parts/deadline.html" %}', language, deadline=card)
    zh, en = next(
        pair
        for holds, pair in (
            (card.ended, ("已办结", "Ended")),
            (card.paused, ("期限中止", "Period paused")),
            (card.left == 0, ("今天到期", "Due today")),
            (card.left == -1, ("超期 1 个工作日", "Overdue by 1 working day<")),
            (card.left < 0, ("超期 2 个工作日", "Overdue by 2 working days")),
            (card.left == 1, ("剩 1 个工作日", "1 working day left")),
            (card.unit == "calendar_days", ("剩 10 个自然日", "10 calendar days left")),
            (True, (f"剩 {card.left} 个工作日", f"{card.left} working days left")),
        )
        if holds
    )
    assert (zh if language == "zh-hans" else en) in said
    assert (("暂定" if language == "zh-hans" else "provisional") in said) is card.provisional
    assert "style=" not in said


def test_a_finding_tells_state_reason_and_what_would_make_it_pass() -> None:
    breach, met, undecided, _ = review_points(rows.FINDINGS, rows.LABELS)["points"]  # type: ignore[misc]
    assert (breach.state, met.state, undecided.state) == ("breach", "met", "undecided")
    said = drawn("{% review_points findings labels %}", findings=rows.FINDINGS, labels=rows.LABELS)
    assert rows.NO_BUDGET.remedy.in_("zh") in said
    assert "专家与申报单位的关系" in said
    assert all(word in said for word in ("不符合", "符合", "待确定"))


def test_shares_and_bars_stay_within_their_bounds() -> None:
    assert [percent(9, 7), percent(0, 0), percent(1, 3), percent("x", 3), percent(-1, 3)] == [100, 0, 33, 0, 0]
    bars = stacked_bar([{"label": "a", "parts": [{"value": 3, "tone": ""}, {"value": 1, "tone": "red"}]}])["rows"]
    assert [(one.at, one.width) for one in bars[0]["segments"]] == [(0.0, 75.0), (75.0, 25.0)]  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_shows_what_was_typed_every_error_and_where_it_is(language: str) -> None:
    said = drawn("{% error_summary f scope='w' %}{% form_fields f scope='w' stored=s %}", language,
                 f=forms.filled(wrong=True), s=forms.STORED)  # fmt: skip
    assert 'value="四十二"' in said
    assert 'href="#w-f-lines-1-amount"' in said
    assert 'id="w-f-lines-1-amount"' in said
    ids = re.findall(r'\sid="([^"]+)"', said)
    assert len(ids) == len(set(ids))
    described = {one for found in re.findall(r'aria-describedby="([^"]+)"', said) for one in found.split()}
    linked = set(re.findall(r'for="([^"]+)"', said)) | set(re.findall(r'href="#([^"]+)"', said))
    assert described | linked <= set(ids) | {"file"}


def test_the_summary_names_the_row_of_an_error_in_a_table() -> None:
    faults = error_summary(forms.filled(wrong=True))["faults"]
    with translation.override("en"):
        assert "Cost lines, row 2: Amount" in [words.say(fault.label) for fault in faults]  # type: ignore[attr-defined]


def test_a_stored_file_stays_while_its_box_is_ticked_and_its_name_is_shown() -> None:
    said = drawn("{% form_fields f stored=s %}", f=forms.filled(wrong=False), s=forms.STORED)
    assert re.search(rf'type="checkbox" name="estimate" value="{"a" * 64}" checked', said)
    assert "投资估算表（盖章）.pdf" in said
    assert re.search(r'type="file" name="proofs" accept="[^"]+" multiple', said)


def test_rows_are_added_and_removed_without_a_script_and_summed() -> None:
    said = drawn("{% form_fields f %}", f=forms.filled(wrong=False))
    assert 'name="add:lines"' in said
    assert 'name="lines-0-remove"' in said
    assert 'name="lines-4-name"' in said
    assert re.search(r'<output data-sum="4">268\.20</output>', said)


def test_each_outcome_posts_to_its_own_step() -> None:
    chosen = [{**one, "url": f"/x/{one['code']}/"} for one in forms.outcomes("refuse")]
    said = drawn('{% include "kernel/parts/outcomes.html" %}', outcomes=chosen)
    assert re.findall(r' action="([^"]+)"', said) == ["/x/approve/", "/x/refuse/"]
    assert re.findall(r'id="o-(\w+)" value="\w+" checked', said) == ["refuse"]
    alone = drawn('{% include "kernel/parts/outcomes.html" %}', outcomes=chosen[:1])
    assert 'type="radio"' not in alone


def test_a_paper_says_whether_it_is_issued_or_void() -> None:
    issued = drawn('{% include "kernel/parts/notice.html" %}', notice=rows.NOTICE)
    assert "汕电政批〔2026〕12号" in issued
    assert "eg-stamp" not in issued
    assert "尚未签发" in drawn('{% include "kernel/parts/notice.html" %}', notice=rows.DRAFT)
    assert "已作废" in drawn('{% include "kernel/parts/notice.html" %}', notice={**rows.NOTICE, "void": "x"})


def test_demo_is_shown_on_every_shell_and_only_in_a_demo(rf: RequestFactory) -> None:
    for shell in ("officer", "public", "error"):
        for demo in (True, False):
            page = render_to_string(f"kernel/{shell}.html", {"demo": demo, "now": rows.NOW}, rf.get("/"))
            assert ('class="eg-demo"' in page) is demo
            assert ("2026-11-23" in page) is demo


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_an_error_page_stands_without_request_or_context(status: int) -> None:
    assert str(status) in render_to_string("kernel/error.html", {"status": status})


def test_cookies_choose_theme_size_and_shortcuts(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.COOKIES.update(theme="dark", size="xl", keys="off")
    page = render_to_string("kernel/officer.html", {}, request)
    assert '<html lang="zh-Hans" data-theme="dark" data-size="xl">' in page
    assert 'data-keys="off"' in page
    request.COOKIES.update(theme='"><script>', size="x", keys="")
    assert '<html lang="zh-Hans">' in render_to_string("kernel/officer.html", {}, request)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sample_page_leaves_markup_open_or_styles_inline(page: str, language: str, rf: RequestFactory) -> None:
    with translation.override(language):
        said = gallery(rf.get("/"), page).content.decode()
    assert "style=" not in said
    assert not re.search(r"<script(?![^>]* src=)", said)
    for tag in ("div", "section", "table", "form", "fieldset", "details", "dl", "ol", "ul"):
        assert len(re.findall(rf"<{tag}[\s>]", said)) == said.count(f"</{tag}>"), tag


def test_every_component_says_its_context() -> None:
    for path in (KERNEL / "templates" / "kernel").glob("**/*.html"):
        assert "{% comment %}" in get_template(str(path.relative_to(KERNEL / "templates"))).template.source, path  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", sorted((KERNEL / "static" / "kernel").glob("*.css")), ids=lambda path: path.name)
def test_colours_are_named_in_the_tokens_alone(path: Path) -> None:
    if path.name != "tokens.css":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", path.read_text()) == []


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(block: str) -> dict[str, str]:
    source = (KERNEL / "static" / "kernel" / "tokens.css").read_text()
    found = source.split(block, 1)[1].split("}", 1)[0]
    return {name: _long(one) for name, one in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", found)}


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(one * 2 for one in colour[1:])


PAIRS = [
    *((one, ground, 4.5) for one in ("tx", "tx2", "tx3") for ground in ("sf", "sf2", "bg")),
    *((one, f"{one}-bg", 4.5) for one in ("red", "amber", "green")),
    *((one, "sf", 4.5) for one in ("red", "amber", "green", "c-p")),
    ("c-p", "c-pt", 4.5),
    ("c-on", "c-fill", 4.5),
    ("c-on", "c-fill2", 4.5),
    ("c-top-tx", "c-top", 4.5),
    ("c-ring-top", "c-top", 3),
    ("demo-tx", "demo", 4.5),
    ("bd2", "sf", 3),
    ("c-bar", "sf", 3),
    ("c-p", "bg", 3),
    ("amber-line", "sf", 3),
    ("red-card", "sf", 3),
    ("paper-ink", "paper", 4.5),
    ("paper-red", "paper", 4.5),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("one", "ground", "least"), PAIRS)
def test_tokens_keep_their_contrast(theme: str, one: str, ground: str, least: float) -> None:
    held = tokens(":root {")
    if theme == "dark":
        held |= tokens(':root[data-theme="dark"] {')
    assert contrast(held[one], held[ground]) >= least


def test_a_row_shows_a_dash_where_nothing_is_known() -> None:
    group = {"label": None, "rows": [replace(rows.OVERDUE[0], amount=None)]}
    said = drawn('{% include "kernel/parts/worklist.html" %}', groups=[group])
    assert "eg-unknown" in said
    assert "—" in said
