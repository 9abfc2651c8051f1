"""One's own account: posts and delegations, details, password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qilou.identity import actions
from qilou.identity.inputs import OwnDetails, PasswordChange
from qilou.identity.queries import registers
from qilou.identity.sessions import confirm, own_session
from qilou.kernel.errors import Invalid, Missing
from qilou.kernel.request import Asked
from qilou.law import Message

from .entering import remember_language, secret_form
from .pages import Entry, crumbs, form_page, typed


@require_http_methods(["GET", "POST"])
def account(request: Asked) -> HttpResponseBase:
    """What I am here: my posts, who stands in for me, how I am reached."""
    person = registers.person(request.actor, request.actor.id)
    if person is None:
        raise Missing

    def change(given: OwnDetails) -> HttpResponseBase:
        actions.change_own_details(given, actor=request.actor, now=request.now)
        messages.success(request, _("Your details are saved."))
        answer = HttpResponseRedirect(reverse("account"))
        remember_language(request, answer, given.language)
        return answer

    entry = Entry(
        title=_("My account"),
        verb=_("Save"),
        model=OwnDetails,
        act=change,
        back=reverse("account"),
        crumbs=(),
        values={"phone": person.phone, "email": person.email, "language": person.language},
        template="identity/account.html",
        context={
            "person": person,
            "held": registers.appointments_of(person.pk),
            "delegations": registers.delegations_with(person.pk, request.today),
            "today": request.today,
        },
    )
    return form_page(request, entry)


@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: Asked) -> HttpResponseBase:
    """Change one's own password; every other session of the account ends."""
    me = registers.person(request.actor, request.actor.id)
    if me is None:
        raise Missing
    errors: dict[str, Message] = {}
    status = 200
    if request.method == "POST":
        try:
            given = typed(request, PasswordChange)
            person = actions.change_own_password(
                given, actor=request.actor, now=request.now, session=own_session(request)
            )
        except Invalid as invalid:
            errors, status = invalid.errors, invalid.status
        else:
            update_session_auth_hash(request, person)
            confirm(request)
            messages.success(request, _("The new password is set."))
            return HttpResponseRedirect(reverse("account"))
    context = {
        "title": _("Change the password"),
        "crumbs": crumbs((_("My account"), reverse("account")), (_("Change the password"), "")),
        "must": me.must_change_password,
        "username": me.username,
        **secret_form(request, PasswordChange, errors),
    }
    return render(request, "identity/change_password.html", context, status=status)
