"""The API of the registers: the same actions and the same lists as the pages."""

from datetime import date, datetime

from django.contrib.auth import update_session_auth_hash
from django.db.models import QuerySet
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qilou.kernel.errors import Missing, Unconfirmed
from qilou.kernel.request import Asked

from . import actions, queries
from .actions.permission import SECURITY
from .inputs import (
    Activation,
    Ending,
    FactorReset,
    NewAppointment,
    NewDelegation,
    NewHolding,
    NewJurisdiction,
    NewOrganisation,
    NewPerson,
    NewPost,
    NewToken,
    OwnDetails,
    PasswordChange,
    Succession,
)
from .models import ApiToken, Delegation, Organisation, Person, Post
from .queries import registers, signing_in
from .sessions import own_session

router = Router(tags=["identity"])
MOST = 200


class Me(Schema):
    """Who is asking, and what may be seen and done."""

    id: int
    name: str
    organisation_id: int | None
    organisation: str
    jurisdiction: str
    keys: list[str]
    desks: list[str]
    standing_in: dict[str, str]


class Made(Schema):
    """The number of what was entered."""

    id: int


class MadePerson(Made):
    """A new person, with the password to hand over; it is never told again."""

    one_time_password: str


class OneTime(Schema):
    """A one-time password; it is never told again."""

    one_time_password: str


class SessionOut(Schema):
    """Where somebody is signed in, in the city's time."""

    device: str
    since: datetime
    last_seen: datetime
    current: bool


class Ended(Schema):
    """How many sessions ended."""

    ended: int


class TokenOut(Schema):
    """A program's token, without its secret."""

    id: int
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class MadeToken(Made):
    """A new token with its secret; it is never told again."""

    secret: str


class JurisdictionOut(Schema):
    """A jurisdiction."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    parent: str | None = Field(validation_alias="parent_id")


class OrganisationOut(Schema):
    """An organisation."""

    id: int
    name_zh: str
    name_en: str
    uscc: str | None
    jurisdiction: str = Field(validation_alias="jurisdiction_id")
    kind: str
    is_implementing_unit: bool
    since: date
    until: date | None
    succeeded_by: int | None = Field(validation_alias="succeeded_by_id")


class PersonOut(Schema):
    """A person."""

    id: int
    username: str
    name_zh: str
    name_en: str
    phone: str
    email: str
    jurisdiction: str = Field(validation_alias="jurisdiction_id")
    is_active: bool


class PostOut(Schema):
    """A post and who holds it today."""

    id: int
    organisation: int = Field(validation_alias="organisation_id")
    kind: str
    title_zh: str
    title_en: str
    since: date
    until: date | None
    holder: int | None = Field(validation_alias="holder_id")


class HoldingOut(Schema):
    """Who holds a function, under the name of that day."""

    id: int
    function: str = Field(validation_alias="function.code")
    jurisdiction: str = Field(validation_alias="jurisdiction.code")
    organisation: int = Field(validation_alias="organisation.pk")
    name_zh: str = Field(validation_alias="organisation.name_zh")
    name_en: str = Field(validation_alias="organisation.name_en")
    since: date
    until: date | None
    document: str


class GapOut(Schema):
    """A function that a district has given to nobody."""

    jurisdiction: str
    function: str = Field(validation_alias="function.code")


class DelegationOut(Schema):
    """Who acts for whom, and until when."""

    id: int
    post: int = Field(validation_alias="post_id")
    from_person: int = Field(validation_alias="from_person_id")
    to_person: int = Field(validation_alias="to_person_id")
    since: date
    until: date


class Asking(Schema):
    """Which rows of a list."""

    words: str = ""
    jurisdiction: str = ""
    first: int = Field(0, ge=0, le=100_000)
    most: int = Field(50, ge=1, le=MOST)


@router.get("/identity/me", response=Me, summary="Who I am and what I may do")
def me(request: Asked) -> Me:
    who = request.actor
    return Me(
        id=who.id,
        name=who.name,
        organisation_id=who.organisation_id,
        organisation=who.organisation,
        jurisdiction=who.jurisdiction,
        keys=sorted(who.keys),
        desks=list(who.desks),
        standing_in=who.standing_in,
    )


@router.put("/identity/me", response={204: None}, summary="Keep my own details up to date")
def own_details(request: Asked, given: OwnDetails) -> Status[None]:
    actions.change_own_details(given, actor=request.actor, now=request.now)
    return Status(204, None)


@router.post("/identity/me/password", response={204: None}, summary="Change my password")
def own_password(request: Asked, given: PasswordChange) -> Status[None]:
    if request.token:
        raise Unconfirmed(cites=(SECURITY,))
    person = actions.change_own_password(given, actor=request.actor, now=request.now, session=own_session(request))
    update_session_auth_hash(request, person)
    return Status(204, None)


@router.get("/identity/me/sessions", response=list[SessionOut], summary="Where I am signed in")
def own_sessions(request: Asked) -> list[signing_in.SignedIn]:
    return signing_in.sessions_of(request.actor.id, own_session(request))


@router.post("/identity/me/sessions/end-others", response=Ended, summary="End all my sessions but this one")
def end_other_sessions(request: Asked) -> Ended:
    ended = actions.end_other_sessions(but=own_session(request), actor=request.actor, now=request.now)
    return Ended(ended=ended)


@router.get("/identity/me/tokens", response=list[TokenOut], summary="The tokens of my programs")
def own_tokens(request: Asked) -> list[ApiToken]:
    return signing_in.tokens_of(request.actor.id, request.now)


@router.post("/identity/me/tokens", response={201: MadeToken}, summary="Make a token for a program")
def create_token(request: Asked, given: NewToken) -> Status[MadeToken]:
    made = actions.create_token(given, actor=request.actor, now=request.now)
    return Status(201, MadeToken(id=made.token.pk, secret=made.secret))


@router.post("/identity/tokens/{token_id}/revoke", response={204: None}, summary="Revoke a token")
def revoke_token(request: Asked, token_id: int) -> Status[None]:
    actions.revoke_token(token_id, actor=request.actor, now=request.now)
    return Status(204, None)


@router.get("/identity/me/delegations", response=list[DelegationOut], summary="What I delegated or took over")
def own_delegations(request: Asked) -> QuerySet[Delegation]:
    return registers.delegations_with(request.actor.id, request.today)


@router.get("/identity/jurisdictions", response=list[JurisdictionOut], summary="The city, its districts, portfolios")
def jurisdictions(request: Asked) -> list[object]:
    return list(queries.jurisdictions())


@router.post("/identity/jurisdictions", response={201: JurisdictionOut}, summary="Enter a jurisdiction")
def create_jurisdiction(request: Asked, given: NewJurisdiction) -> Status[object]:
    return Status(201, actions.create_jurisdiction(given, actor=request.actor, now=request.now))


@router.get("/identity/organisations", response=list[OrganisationOut], summary="Organisations that I may see")
def organisations(request: Asked, asking: Query[Asking]) -> QuerySet[Organisation]:
    found = registers.organisations(request.actor, request.today, words=asking.words, jurisdiction=asking.jurisdiction)
    return found[asking.first : asking.first + asking.most]


@router.post("/identity/organisations", response={201: Made}, summary="Enter an organisation")
def create_organisation(request: Asked, given: NewOrganisation) -> Status[object]:
    return Status(201, actions.create_organisation(given, actor=request.actor, now=request.now))


@router.get("/identity/organisations/{organisation_id}", response=OrganisationOut, summary="One organisation")
def organisation(request: Asked, organisation_id: int) -> Organisation:
    found = registers.organisation(request.actor, organisation_id)
    if found is None:
        raise Missing
    return found


@router.post(
    "/identity/organisations/{organisation_id}/succeed", response=OrganisationOut, summary="Record a succession"
)
def succeed(request: Asked, organisation_id: int, given: Succession) -> Organisation:
    return actions.succeed_organisation(organisation_id, given, actor=request.actor, now=request.now)


@router.get("/identity/people", response=list[PersonOut], summary="People whom I may see")
def people(request: Asked, asking: Query[Asking]) -> QuerySet[Person]:
    found = registers.people(request.actor, request.today, words=asking.words)
    return found[asking.first : asking.first + asking.most]


@router.post("/identity/people", response={201: MadePerson}, summary="Enter a person")
def create_person(request: Asked, given: NewPerson) -> Status[MadePerson]:
    made = actions.create_person(given, actor=request.actor, now=request.now)
    return Status(201, MadePerson(id=made.person.pk, one_time_password=made.one_time_password))


@router.post("/identity/people/{person_id}/set-active", response={204: None}, summary="Switch an account off or on")
def set_active(request: Asked, person_id: int, given: Activation) -> Status[None]:
    actions.set_active(person_id, given, actor=request.actor, now=request.now)
    return Status(204, None)


@router.post("/identity/people/{person_id}/reset-password", response=OneTime, summary="Make a one-time password")
def reset_password(request: Asked, person_id: int) -> OneTime:
    return OneTime(one_time_password=actions.reset_password(person_id, actor=request.actor, now=request.now))


@router.post("/identity/people/{person_id}/end-sessions", response=Ended, summary="End every session of somebody")
def end_sessions_of(request: Asked, person_id: int) -> Ended:
    return Ended(ended=actions.end_sessions_of(person_id, actor=request.actor, now=request.now))


@router.post("/identity/people/{person_id}/reset-factors", response={204: None}, summary="Remove second factors")
def reset_factors(request: Asked, person_id: int, given: FactorReset) -> Status[None]:
    actions.reset_factors(person_id, given, actor=request.actor, now=request.now)
    return Status(204, None)


@router.get("/identity/posts", response=list[PostOut], summary="Posts that I may see")
def posts(request: Asked, asking: Query[Asking]) -> QuerySet[Post]:
    found = registers.posts(request.actor, request.today, words=asking.words)
    return found[asking.first : asking.first + asking.most]


@router.post("/identity/posts", response={201: Made}, summary="Make a post")
def create_post(request: Asked, given: NewPost) -> Status[object]:
    return Status(201, actions.create_post(given, actor=request.actor, now=request.now))


@router.post("/identity/posts/{post_id}/end", response={204: None}, summary="Abolish a post")
def end_post(request: Asked, post_id: int, given: Ending) -> Status[None]:
    actions.end_post(post_id, given, actor=request.actor, now=request.now)
    return Status(204, None)


@router.post("/identity/appointments", response={201: Made}, summary="Appoint somebody to a post")
def appoint(request: Asked, given: NewAppointment) -> Status[object]:
    return Status(201, actions.appoint(given, actor=request.actor, now=request.now))


@router.post("/identity/appointments/{appointment_id}/end", response={204: None}, summary="End an appointment")
def end_appointment(request: Asked, appointment_id: int, given: Ending) -> Status[None]:
    actions.end_appointment(appointment_id, given, actor=request.actor, now=request.now)
    return Status(204, None)


@router.post("/identity/delegations", response={201: Made}, summary="Delegate a post during an absence")
def delegate(request: Asked, given: NewDelegation) -> Status[object]:
    return Status(201, actions.delegate(given, actor=request.actor, now=request.now))


@router.post("/identity/delegations/{delegation_id}/end", response={204: None}, summary="End a delegation")
def end_delegation(request: Asked, delegation_id: int, given: Ending) -> Status[None]:
    actions.end_delegation(delegation_id, given, actor=request.actor, now=request.now)
    return Status(204, None)


@router.get("/identity/functions", response=list[HoldingOut], summary="Who holds which function on a day")
def functions(request: Asked, on: date | None = None, jurisdiction: str = "") -> list[registers.Held]:
    return registers.holdings(on=on or request.today, jurisdiction=jurisdiction)


@router.post("/identity/functions", response={201: Made}, summary="Give a function to an organisation")
def hold_function(request: Asked, given: NewHolding) -> Status[object]:
    return Status(201, actions.hold_function(given, actor=request.actor, now=request.now))


@router.post("/identity/functions/{holding_id}/end", response={204: None}, summary="End the holding of a function")
def end_holding(request: Asked, holding_id: int, given: Ending) -> Status[None]:
    actions.end_holding(holding_id, given, actor=request.actor, now=request.now)
    return Status(204, None)


@router.get("/identity/gaps", response=list[GapOut], summary="Districts that still lack a body (Article 6)")
def gaps(request: Asked, on: date | None = None) -> list[queries.Gap]:
    return list(queries.gaps(on or request.today))
