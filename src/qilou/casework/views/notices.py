"""The papers that were served: one's list, one paper, and the signature for its receipt."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qilou.casework.actions.receipts import receive_notice, receive_notices
from qilou.casework.actions.service import may_note
from qilou.casework.models import Notice
from qilou.casework.queries.papers import addressed, nobody_received, to_be_received
from qilou.casework.queries.service import service_of, service_words
from qilou.identity.queries import names_read
from qilou.kernel.errors import Missing, Refused
from qilou.kernel.request import Asked
from qilou.law import Text, say

from .lists import pager, skipped

PAGE = 50
BULK = [{"name": "receive", "label": Text("签收", "Sign for receipt")}]
VIEWS = {
    "": Text("待签收", "To be signed for"),
    "circulated": Text("传阅", "Circulated"),
    "unsigned": Text("发出未签收", "Sent, not signed for"),
    "all": Text("全部文书", "All papers"),
}


@require_GET
def notices(request: Asked) -> HttpResponse:
    """The papers served to the viewer: those to sign for, or all that the viewer may read."""
    asked = request.GET.get("view", "")
    view = asked if asked in VIEWS else ""
    skip = skipped(request)
    visible = Notice.objects.filter(readers__overlap=sorted(request.actor.keys)).order_by("-issued_on", "-pk")
    chosen = {
        "": lambda: to_be_received(request.actor),
        "circulated": lambda: addressed(request.actor, copy=True),
        "unsigned": lambda: nobody_received(request.actor, request.today),
        "all": lambda: visible,
    }[view]()
    found = list(chosen.select_related("case")[skip : skip + PAGE + 1])
    tabs = [
        {"label": label, "url": f"/notices/?view={name}" if name else "/notices/", "current": name == view}
        for name, label in VIEWS.items()
    ]
    names = names_read(one.issuer for one in found)
    told = service_words(one.pk for one in found[:PAGE]) if view in ("unsigned", "all") else {}
    rows = [(one, say(one.title["zh"], one.title["en"]), told.get(one.pk)) for one in found[:PAGE]]
    return render(
        request,
        "casework/notices.html",
        {
            "rows": rows,
            "tabs": tabs,
            "pager": pager(request, found, skip, page=PAGE),
            "view": view,
            "bulk": BULK,
            "names": names,
        },
    )


@require_GET
def notice(request: Asked, notice_id: int) -> HttpResponse:
    """A served paper, for those whom it concerns."""
    found = (
        Notice.objects.select_related("case").filter(pk=notice_id, readers__overlap=sorted(request.actor.keys)).first()
    )
    if found is None:
        raise Missing
    recipients = service_of(found)
    names = names_read([found.issuer, *_listed(found), *(one.name for one in recipients)])
    stands = found.status == "standing"
    mine = stands and any(one.key in request.actor.keys and one.received_at is None for one in recipients)
    context = {
        "notice": found,
        "paper": paper_of(found, names),
        "names": names,
        "ofd": bool(settings.QILOU_OFD),
        "recipients": recipients,
        "mine": mine,
        "may_note": may_note(found, request.actor) and any(one.waiting and not one.copy for one in recipients),
        "own": found.issuer == request.actor.organisation,
        "may_void": found.issuer == request.actor.organisation and stands,
        "path": reverse("case", args=[found.case.procedure, found.case.number]),
        "may_see": bool(request.actor.keys & set(found.case.readers)),
    }
    return render(request, "casework/notice.html", context)


def _listed(found: Notice) -> tuple[str, str]:
    """To whom a paper goes, and to whom as a copy, as the paper lists them."""
    to = [one["name"] for one in found.recipients if not one["copy"]]
    copies = [one["name"] for one in found.recipients if one["copy"]]
    return "、".join(to), "、".join(copies)


def paper_of(found: Notice, names: Mapping[str, Text]) -> dict[str, object]:
    """A notice as the paper component shows it, in both languages."""
    to, copies = _listed(found)
    paragraphs = [
        say(zh.replace("%", "%%"), en.replace("%", "%%"))
        for zh, en in zip(found.body["zh"], found.body["en"], strict=True)
    ]
    return {
        "issuer": names.get(found.issuer, found.issuer),
        "number": found.number,
        "title": say(found.title["zh"], found.title["en"]),
        "to": names.get(to, to),
        "paragraphs": paragraphs,
        "on": found.issued_on,
        "copies": names.get(copies, copies),
        "void": {
            "revoked": say("本件已被撤销", "This paper has been revoked"),
            "replaced": say("本件已被更正件替代", "This paper has been replaced"),
        }.get(found.status),
    }


@require_POST
def receive(request: Asked, notice_id: int) -> HttpResponse:
    """Take a notice."""
    receive_notice(notice_id, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"/notices/{notice_id}/")


@require_POST
def receive_several(request: Asked) -> HttpResponse:
    """Take the ticked notices, all or none."""
    ids = [int(one) for one in request.POST.getlist("paper") if one.isdecimal() and len(one) < 19]
    if not ids:
        raise Refused("none_selected", say("请先选择文书。", "Select some papers first."))
    taken = receive_notices(ids, actor=request.actor, now=request.now)
    messages.success(request, _("Signed for: %(n)s papers.") % {"n": len(taken)})
    return HttpResponseRedirect("/notices/")
