"""How somebody works with pages: fills a real form by hand, presses its button, waits for the answer."""

import re
from collections.abc import Mapping
from typing import Any

from qilou.kernel.fields import Input, fields_of
from qilou.kernel.forms import raw_from

CONTROLS = """form => {
    const found = {};
    for (const one of form.elements) if (one.name) found[one.name] = one.type;
    return found;
}"""
ROW = re.compile(r"^(\w+)-(\d+)-\w+$")


def typed_text(takes: type[Input], values: Mapping[str, object]) -> dict[str, list[str]]:
    """What is typed, as a page takes it: amounts in units of ten thousand, rows by number."""
    specs = fields_of(takes)
    return raw_from(tuple(spec for spec in specs if spec.name in values), values)


def fill(form: Any, raw: Mapping[str, list[str]]) -> None:
    """Fill a form by hand: rows are added where the table has too few; what already stands there is left alone."""
    for table, rows in _tables(raw).items():
        _show_rows(form, table, rows)
    controls = form.evaluate(CONTROLS)
    for name, texts in raw.items():
        kind = controls[name]
        if kind == "checkbox":
            for text in texts:
                form.locator(f'[name="{name}"][value="{text}"]').check()
        elif kind == "file":
            _hand_in(form, name, texts)
        elif kind == "select-one":
            form.locator(f'[name="{name}"]').select_option(texts[-1])
        else:
            form.locator(f'[name="{name}"]').fill(texts[-1])


def fill_without_script(page: Any, form: Any, raw: Mapping[str, list[str]]) -> None:
    """Fill a form where no script runs: the server is asked for more rows when those that it gave are full."""
    while short := [name for name, rows in _tables(raw).items() if _rows(form, name).count() < rows]:
        fits = {name: texts for name, texts in raw.items() if form.locator(f'[name="{name}"]').count()}
        fill(form, fits)
        press(page, form.locator(f'[data-add="{short[0]}"]'))
    fill(form, raw)


def _tables(raw: Mapping[str, list[str]]) -> dict[str, int]:
    """How many rows of which table are to be filled."""
    rows: dict[str, int] = {}
    for name in raw:
        if found := ROW.match(name):
            rows[found[1]] = max(rows.get(found[1], 0), int(found[2]) + 1)
    return rows


def _show_rows(form: Any, table: str, rows: int) -> None:
    visible = _rows(form, table)
    while (seen := visible.count()) < rows:
        form.locator(f'[data-add="{table}"]').click()
        assert visible.count() == seen + 1


def _rows(form: Any, table: str) -> Any:
    return form.locator(f'table[data-rows="{table}"] tbody tr:visible')


def _hand_in(form: Any, name: str, papers: list[str]) -> None:
    if form.locator(f'input[type=checkbox][name="{name}"]:checked').count():
        return  # it was handed in before and is kept
    files = [{"name": one, "mimeType": "application/pdf", "buffer": f"%PDF-1.4 {one}".encode()} for one in papers]
    form.locator(f'input[type=file][name="{name}"]').set_input_files(files)


def press(page: Any, button: Any) -> Any:
    """Press a button that leaves the page; the answer that came last."""
    with page.expect_navigation() as leaving:
        button.click()
    return leaving.value


def own_button(form: Any) -> Any:
    """The button by which a form is submitted: the page's primary one, or what stands beside a way on that is."""
    return form.locator("button.eg-b-primary, .eg-form-acts button:not([name], [formaction])")


def submit(page: Any, form: Any) -> Any:
    """Press the form's own button."""
    return press(page, own_button(form))


def sign_in(page: Any, name: str, password: str) -> None:
    """Sign in by name and password."""
    page.goto("/sign-in/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    press(page, page.get_by_role("button", name="登录", exact=True))
    assert "/sign-in/" not in page.url


def form_of(page: Any, step: str) -> Any:
    """The form of a step: on the case's page where it is short, else on a page of its own."""
    panel = page.locator("#decision")
    inline = panel.locator(f'form[action$="/{step}/"]')
    if not inline.count():
        press(page, panel.locator(f'a.eg-b[href$="/{step}/"]'))
        return page.locator("form.eg-form")
    tile = panel.locator(f'label[for="o-{step}"]')
    if tile.count():
        tile.click()
    return inline
