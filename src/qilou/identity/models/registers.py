"""Registers of who there is and who may act. Every period is half-open: in force from `since` until before `until`."""

from datetime import date, datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import Combinable

from qilou.identity.kinds import JurisdictionKind, Language, OrganisationKind, PostKind
from qilou.kernel.actor import Actor, organisation_key
from qilou.kernel.fields import Labelled
from qilou.law import AUTHORITY, Text, carries


def period() -> Func:
    """The days of a row as a range, for exclusion constraints."""
    return Func(F("since"), F("until"), RangeBoundary(), function="DATERANGE", output_field=DateRangeField())


def one_at_a_time(name: str, *columns: str, condition: Q | None = None) -> ExclusionConstraint:
    """Two rows that agree in these columns never share a day."""
    agree: list[tuple[str | Combinable, str]] = [(column, RangeOperators.EQUAL) for column in columns]
    return ExclusionConstraint(
        name=name, expressions=[*agree, (period(), RangeOperators.OVERLAPS)], condition=condition
    )


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A period has at least one day, so that nothing is kept that was never in force."""
    return models.CheckConstraint(name=name, condition=Q(until__isnull=True) | Q(until__gt=F("since")))


def one_of(name: str, column: str, kinds: type[Labelled]) -> models.CheckConstraint:
    """The column holds a member of a closed set."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{column}__in": [one.value for one in kinds]}))


def in_force(on: date, path: str = "") -> Q:
    """The rows whose period holds a day; `path` leads to the row, as in `appointments__`."""
    return Q(**{f"{path}since__lte": on}) & (Q(**{f"{path}until__isnull": True}) | Q(**{f"{path}until__gt": on}))


def overseen_by(actor: Actor) -> list[str]:
    """The jurisdictions whose authority the actor belongs to; it oversees them and those directly below."""
    prefix = f"{AUTHORITY.code}@"
    return sorted(key.removeprefix(prefix) for key in actor.keys if key.startswith(prefix))


def kept_by(actor: Actor) -> list[str]:
    """The jurisdictions whose registers the actor keeps, as administrator of their authority."""
    prefix, suffix = f"{AUTHORITY.code}@", f"/{PostKind.ADMINISTRATOR.value}"
    desks = (desk for desk in actor.desks if desk.startswith(prefix) and desk.endswith(suffix))
    return sorted(desk.removeprefix(prefix).removesuffix(suffix) for desk in desks)


def served_by(actor: Actor) -> list[str]:
    """The jurisdictions in which the actor's organisation holds any function."""
    return sorted({key.partition("@")[2] for key in actor.keys if "@" in key})


def bodies_of(actor: Actor) -> list[int]:
    """The organisations whose member the actor is, with those that they succeeded."""
    prefix = organisation_key(0).removesuffix("0")
    return sorted(int(key.removeprefix(prefix)) for key in actor.keys if key.startswith(prefix))


def within(jurisdictions: list[str], path: str) -> Q:
    """Rows of these jurisdictions and of those directly below them."""
    return Q(**{f"{path}__in": jurisdictions}) | Q(**{f"{path}__parent__in": jurisdictions})


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    """The areas of the city; everybody who signs in may read them."""

    def districts(self) -> Self:
        """The districts and counties, in the order of their codes."""
        return self.filter(kind=JurisdictionKind.DISTRICT).order_by("code")


class Jurisdiction(models.Model):
    """An area with its own government (GB/T 2260 code), or a portfolio of projects from outside."""

    code = models.TextField(primary_key=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    kind = models.TextField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="jurisdiction_code",
                condition=Q(code__regex=r"^[0-9]{6}$") | Q(kind="portfolio", code__regex=r"^[A-Z][A-Z0-9-]{1,19}$"),
            ),
            one_of("jurisdiction_kind", "kind", JurisdictionKind),
            models.CheckConstraint(
                name="jurisdiction_parent", condition=Q(kind="city", parent=None) | ~Q(kind="city") & ~Q(parent=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        """The name in both languages, the Chinese where there is no English one."""
        return Text(self.name_zh, self.name_en or self.name_zh)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations; a renamed or merged one is a new row, so that every date keeps its name (A5.5)."""

    def visible_to(self, actor: Actor) -> Self:
        """Public bodies for everybody who signs in; the others for their members and for bodies that serve the area."""
        if actor.id == 0:
            return self.all()
        if actor.id < 0:
            return self.none()
        public = Q(kind__in=[OrganisationKind.GOVERNMENT, OrganisationKind.INSTITUTION])
        return self.filter(public | Q(pk__in=bodies_of(actor)) | within(served_by(actor), "jurisdiction"))

    def on(self, day: date) -> Self:
        """Those that exist on a day."""
        return self.filter(in_force(day))


@carries("A3.1")
class Organisation(models.Model):
    """A body with its unified social credit code; an implementing unit may declare projects."""

    uscc = models.TextField(null=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="organisations")
    kind = models.TextField()
    is_implementing_unit = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)
    succeeded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("organisation_period"),
            one_at_a_time("organisation_uscc", "uscc", condition=Q(uscc__isnull=False)),
            models.CheckConstraint(
                name="organisation_uscc_form", condition=Q(uscc=None) | Q(uscc__regex=r"^[0-9A-Z]{18}$")
            ),
            one_of("organisation_kind", "kind", OrganisationKind),
            models.CheckConstraint(
                name="organisation_unit_is_public",
                condition=Q(is_implementing_unit=False) | Q(kind__in=["government", "institution"]),
            ),
            models.CheckConstraint(
                name="organisation_succeeded_has_ended", condition=Q(succeeded_by=None) | Q(until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        """The name in both languages, the Chinese where there is no English one."""
        return Text(self.name_zh, self.name_en or self.name_zh)


class PersonQuerySet(models.QuerySet["Person"]):
    """People with an account."""

    def visible_to(self, actor: Actor) -> Self:
        """Oneself, the people of one's own bodies, and everybody for the authority of the area."""
        if actor.id == 0:
            return self.all()
        if actor.id < 0:
            return self.none()
        overseen = overseen_by(actor)
        posts = Appointment.objects.filter(
            Q(post__organisation__in=bodies_of(actor)) | within(overseen, "post__organisation__jurisdiction")
        )
        return self.filter(Q(pk=actor.id) | within(overseen, "jurisdiction") | Q(pk__in=posts.values("person")))


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their sign-in name, as Django's sessions and commands expect."""

    def get_queryset(self) -> PersonQuerySet:
        """The language of PersonQuerySet, from the manager too."""
        return PersonQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> PersonQuerySet:
        """See PersonQuerySet."""
        return self.get_queryset().visible_to(actor)


class Person(AbstractBaseUser):
    """Somebody who can sign in; what they may do follows from the posts they hold, never from the account."""

    last_login = None  # takes the column away: sign-ins are in the record

    username = models.TextField(unique=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    language = models.TextField(default=Language.CHINESE.value)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="people")
    is_active = models.BooleanField(default=True)
    password_until = models.DateTimeField(null=True)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    reset_sent_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_username_form", condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]{1,59}$")
            ),
            one_of("person_language", "language", Language),
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        """The name in characters and in pinyin."""
        return Text(self.name_zh, self.name_en or self.name_zh)

    @property
    def must_change_password(self) -> bool:
        """Whether the password was set by somebody else: it opens nothing but its own change, and not for long."""
        return self.password_until is not None

    def is_locked(self, now: datetime) -> bool:
        """Whether sign-in is locked after too many failures."""
        return self.locked_until is not None and now < self.locked_until


class PostQuerySet(models.QuerySet["Post"]):
    """Posts of organisations."""

    def visible_to(self, actor: Actor) -> Self:
        """The posts of one's own bodies, and every post of the area for its authority."""
        if actor.id == 0:
            return self.all()
        if actor.id < 0:
            return self.none()
        own = Q(organisation__in=bodies_of(actor))
        return self.filter(own | within(overseen_by(actor), "organisation__jurisdiction"))

    def on(self, day: date) -> Self:
        """Those that exist on a day."""
        return self.filter(in_force(day))


class Post(models.Model):
    """One seat in an organisation. Several handlers are several posts of one kind, which share the desk."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    kind = models.TextField()
    title_zh = models.TextField()
    title_en = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("post_period"),
            one_of("post_kind", "kind", PostKind),
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return Text(self.title_zh, self.title_en)


class Appointment(models.Model):
    """Who holds a post from a date to a date; one holder at a time."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            ends_after_it_begins("appointment_period"),
            one_at_a_time("appointment_one_holder", "post"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.person_id}"


@carries("A5.4", "A5.5")
class FunctionHolding(models.Model):
    """Which organisation holds a function in the law, in one jurisdiction, from a date; one holder at a time."""

    function = models.TextField()
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="holdings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="holdings")
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.TextField()

    class Meta:
        constraints = [
            ends_after_it_begins("holding_period"),
            one_at_a_time("holding_one_holder", "function", "jurisdiction"),
            models.CheckConstraint(name="holding_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.function}@{self.jurisdiction_id}"


class Delegation(models.Model):
    """Who acts for an absent holder of a post; the act is the delegate's and names on whose behalf it was done."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    from_person = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="delegations_taken")
    since = models.DateField()
    until = models.DateField()
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegation_period", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(name="delegation_to_another", condition=~Q(from_person=F("to_person"))),
            one_at_a_time("delegation_one_delegate", "post", "from_person"),
        ]
        indexes = [models.Index(fields=["to_person"], name="delegation_taken")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.from_person_id} → {self.to_person_id}"
