"""Doubtful points with what was said of each, when an area was last looked at, and the packages that were opened."""

from django.db import models
from django.db.models import F, Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import AUDIT


class State(Labelled):
    """Where a doubtful point stands."""

    OPEN = "open", "待单位答复", "Waiting for the unit"
    ANSWERED = "answered", "已答复，待核", "Answered, to be checked"
    CLOSED = "closed", "已销号", "Closed with evidence"
    DISMISSED = "dismissed", "不成立", "Dismissed"


class Noted(Labelled):
    """What happened to a doubtful point."""

    FOUND = "found", "列为疑点", "Found"
    CHANGED = "changed", "事实变化", "Facts changed"
    REOPENED = "reopened", "事实变化，重新列为疑点", "Facts changed: opened again"
    GONE = "gone", "现有事实不再引起此疑点", "The facts no longer raise it"
    ANSWERED = "answered", "单位答复", "Answered by the unit"
    CLOSED = "closed", "销号", "Closed"
    DISMISSED = "dismissed", "认定不成立", "Dismissed"


PENDING = (State.OPEN.value, State.ANSWERED.value)


class DoubtQuerySet(models.QuerySet["Doubt"]):
    """The read language of doubtful points."""

    def visible_to(self, actor: Actor) -> "DoubtQuerySet":
        """The points of the area whose audit office the actor belongs to, those of the actor's own unit, and those
        about the audit offices of the areas below."""
        units = [int(key[4:]) for key in actor.keys if key.startswith("org:")]
        areas = [key.partition("@")[2] for key in actor.keys if key.startswith(f"{AUDIT.code}@")]
        seen = Q(unit__in=units) | Q(jurisdiction__in=areas)
        if areas:
            offices = Q(unit__holdings__function=AUDIT.code, unit__holdings__jurisdiction=F("jurisdiction"))
            below = Doubt.objects.filter(offices, jurisdiction__parent__in=areas)
            seen |= Q(pk__in=below.values("pk"))
        return self.filter(seen)

    def pending(self) -> "DoubtQuerySet":
        """Neither closed nor dismissed."""
        return self.filter(state__in=PENDING)


class Doubt(models.Model):
    """One doubtful point, named once by its check and subject. Amounts in yuan; nothing of it is a verdict.

    `says` and `facts` are what raised it when it was last seen; `first_seen` never changes, `since` is the day on which
    it was opened or opened again; `gone_on` the first day on which the facts no longer raised it.
    """

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    check_code = models.CharField(max_length=60)
    edition = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(max_length=200)
    matter = models.CharField(max_length=400)
    thing = models.CharField(max_length=60, default="", blank=True)
    case_number = models.CharField(max_length=24, default="", blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    says = models.JSONField()
    facts = models.JSONField()
    state = models.CharField(max_length=12)
    first_seen = models.DateField()
    since = models.DateField()
    gone_on = models.DateField(null=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "check_code", "subject"], name="doubt_named_once"),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in State]), name="doubt_state_known"),
            models.CheckConstraint(condition=Q(since__gte=F("first_seen")), name="doubt_open_since_seen"),
        ]
        indexes = [
            # the auditor's desk: pending points of an area, the oldest first
            models.Index(fields=["jurisdiction", "state", "since"], name="doubt_by_age"),
            models.Index(fields=["unit", "state"], name="doubt_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.check_code} {self.subject}"

    @property
    def pending(self) -> bool:
        """Whether it is neither closed nor dismissed."""
        return self.state in PENDING


class DoubtNote(models.Model):
    """What happened to a point and what was said: appended, never changed. `file` is a stored file's hash."""

    doubt = models.ForeignKey(Doubt, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    organisation = models.CharField(max_length=200, default="", blank=True)
    text = models.TextField(default="", blank=True)
    file = models.CharField(max_length=64, default="", blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["answered", "closed", "dismissed"]) | ~Q(text=""), name="doubt_note_gives_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.doubt_id} {self.kind}"


class Look(models.Model):
    """When an area was last looked at, by whom, and which checks could not be made of how many subjects, for want of
    what (`lacking`: check, both wordings, number)."""

    jurisdiction = models.OneToOneField("identity.Jurisdiction", models.PROTECT, primary_key=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=60, default="", blank=True)
    raised = models.IntegerField(default=0)
    lacking = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.looked_at}"


class PackageOpening(models.Model):
    """That the audit office opened a case as one package: who, when, for what, and the hash of what was handed out."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    by = models.CharField(max_length=60)
    organisation = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="package_opened_for_a_purpose")]
        indexes = [models.Index(fields=["case", "-id"], name="package_openings_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.opened_at}"
