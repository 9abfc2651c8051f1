"""What the pages of the registers share: a page with one form, a list with its pager, the way between registers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from qilou.identity.actions.permission import must_be_confirmed
from qilou.identity.sessions import forget_typed, keep_typed, typed_before
from qilou.kernel.errors import Invalid, Missing, NotPermitted, Refused, Unconfirmed
from qilou.kernel.fields import Input
from qilou.kernel.forms import Form, Options, bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.law import Article, Message

M = TypeVar("M", bound=Model)
Given = TypeVar("Given", bound=Input)
ROWS = 50
COUNTED = 1000
Crumb = tuple[object, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page with one form. `act` does the work with what was typed and gives the address to go on to, or an answer.

    `fixed` are entries that the address of the page already says; `values` are first suggestions. A
    `weighty` act asks first that whoever acts confirms who they are, before anything is typed.
    """

    title: object
    verb: str
    model: type[Input]
    act: Callable[[Any], str | HttpResponseBase]  # Any: each page's own input
    back: str
    crumbs: tuple[Crumb, ...]
    options: Options = lambda refers: ()
    values: Mapping[str, object] = field(default_factory=dict)
    fixed: Mapping[str, object] = field(default_factory=dict)
    cites: tuple[Article, ...] = ()
    weighty: bool = False
    done: str = ""
    template: str = "identity/form.html"
    context: Mapping[str, object] = field(default_factory=dict)


def typed(request: HttpRequest, model: type[Given]) -> Given:
    """What was typed, as the model reads it; raises Invalid with everything that is wrong."""
    given = read(model, raw_of(request.POST))
    assert isinstance(given, model)  # noqa: S101  # `read` makes what it is given
    return given


def form_page(request: Asked, entry: Entry) -> HttpResponseBase:
    """Show the form; when it comes back, act, or show it again with everything that is wrong and nothing lost."""
    if entry.weighty and request.method != "POST":
        must_be_confirmed(request.actor)
    raw: dict[str, list[str]] | None = None
    errors: Mapping[str, Message] = {}
    refusal: Refused | None = None
    if request.method == "POST":
        raw = raw_of(request.POST) | {name: [str(value)] if value else [] for name, value in entry.fixed.items()}
        try:
            if entry.weighty:
                must_be_confirmed(request.actor)
            answer = entry.act(read(entry.model, raw))
        except Unconfirmed:
            keep_typed(request, request.path, raw)
            raise
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        except (Missing, NotPermitted):
            raise
        except Refused as refused:
            refusal, status = refused, refused.status
        else:
            forget_typed(request, request.path)
            return answer if isinstance(answer, HttpResponseBase) else _gone_on(request, entry, answer)
    else:
        raw, status = typed_before(request, request.path), 200
    form = bind(entry.model, raw=raw, values=entry.values, errors=errors, options=entry.options)
    shown = Form(tuple(one for one in form.fields if one.name not in entry.fixed), form.errors)
    context = {
        "title": entry.title,
        "verb": entry.verb,
        "form": shown,
        "refusal": refusal,
        "back": entry.back,
        "crumbs": crumbs(*entry.crumbs, (entry.title, "")),
        "cites": entry.cites,
        **entry.context,
    }
    return render(request, entry.template, context, status=status)


def _gone_on(request: Asked, entry: Entry, address: str) -> HttpResponse:
    if entry.done:
        messages.success(request, entry.done)
    return HttpResponseRedirect(address)


def crumbs(*steps: Crumb) -> list[dict[str, object]]:
    """The way here, as the breadcrumb shows it."""
    return [{"label": label, "url": url} for label, url in steps]


def registers_page(request: Asked, current: str, template: str, **context: object) -> HttpResponse:
    """One of the registers, with the way to the others."""
    title = next(tab["label"] for tab in tabs(current) if tab["current"])
    return render(request, template, {"title": title, "tabs": tabs(current), **context})


def words_of(request: HttpRequest) -> str:
    """What was typed into the search box of a list."""
    return request.GET.get("q", "").strip()[:100]


def search(request: HttpRequest) -> dict[str, object]:
    """The search box of a list, as the filter row shows it."""
    return {"name": "q", "label": _("Search"), "kind": "search", "value": words_of(request)}


def row(request: Asked, rows: QuerySet[M], **which: object) -> M:
    """The one row that the actor may see, or the page that says there is none."""
    found = rows.filter(**which).first()
    if found is None:
        raise Missing
    return found


def tabs(current: str) -> list[dict[str, object]]:
    """The registers beside one another."""
    registers = (
        ("organisations", _("Organisations")),
        ("people", _("People")),
        ("posts", _("Posts")),
        ("functions", _("Functions in the law")),
        ("jurisdictions", _("Jurisdictions")),
    )
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in registers]


def listed(request: Asked, rows: QuerySet[M], size: int = ROWS) -> tuple[list[M], dict[str, object] | None]:
    """One page of a list, and its pager when there is more than one page."""
    total = rows.order_by()[: COUNTED + 1].count()
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= COUNTED else 1
    first = (number - 1) * size
    shown = list(rows[first : first + size])
    if total <= size and number == 1:
        return shown, None
    pager = {
        "first": first + 1,
        "last": first + len(shown),
        "total": min(total, COUNTED),
        "capped": total > COUNTED,
        "previous": _page(request, number - 1) if number > 1 else "",
        "next": _page(request, number + 1) if first + size < total else "",
    }
    return shown, pager


def _page(request: Asked, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
