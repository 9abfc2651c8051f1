"""Cases and what the engine keeps of them. Only casework.actions writes these tables."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import NullIf

from qilou.kernel.actor import Actor

from .files import StoredFile

# The last day, unless people were told of the card for it.
RED_UNTOLD = NullIf("due_on", "told_red")
YELLOW_UNTOLD = NullIf("due_on", "told_yellow")


class CaseQuerySet(models.QuerySet["Case"]):
    """The read language of cases."""

    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """The cases whose readers the actor is one of: parties, and the functions that the procedure names."""
        return self.filter(readers__overlap=sorted(actor.keys))

    def waiting_for(self, actor: Actor) -> "CaseQuerySet":
        """What stands on the actor's desks, unless it was handed to another person."""
        return self.filter(Q(handler_id__isnull=True) | Q(handler_id=actor.id), desk__in=actor.desks)

    def by_urgency(self) -> "CaseQuerySet":
        """The nearest deadline first; without one last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def card_untold(self, since: date, today: date, until: date) -> "CaseQuerySet":
        """Cases due in a period (without its end) of whose red card, or before that yellow card, nobody was told."""
        found = self.alias(red=RED_UNTOLD, yellow=YELLOW_UNTOLD).filter(red__gte=since, red__lt=until)
        return found.filter(Q(due_on__lt=today) | Q(yellow__isnull=False))

    def overdue(self, today: date) -> "CaseQuerySet":
        """Cases whose nearest running clock has passed its last day."""
        return self.filter(due_on__lt=today)


class Case(models.Model):
    """One matter under one edition of a declared procedure.

    `parties` maps a role to keys (`org:12`, `person:7`); `readers` are the keys that may see the case now; `desk` is
    whose turn it is. `thing` names what several cases turn around (`projects.project:15`). `version` grows with every
    act, so that a stale page is told. `told_yellow` and `told_red` are the last days for which people were told of the
    card: when the last day changes, they have not been told.
    """

    procedure = models.CharField(max_length=60)
    edition = models.CharField(max_length=20)
    number = models.CharField(max_length=24)
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=40)
    version = models.IntegerField(default=1)
    parties = models.JSONField(default=dict)
    readers = ArrayField(models.CharField(max_length=60), default=list)
    desk = models.CharField(max_length=80, default="", blank=True)
    handler = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    thing = models.CharField(max_length=60, default="", blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    join = models.CharField(max_length=40, default="", blank=True)
    higher_decision = models.CharField(max_length=200, default="", blank=True)
    opened_on = models.DateField()
    moved_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    told_yellow = models.DateField(null=True)
    told_red = models.DateField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            # the desk: one lateral scan per desk in order of urgency, without a visit to the rows
            models.Index(fields=["desk", "due_on", "id"], include=["handler"], condition=~Q(desk=""), name="case_desk"),
            # the sweep of expiries
            models.Index(fields=["due_on"], condition=Q(due_on__isnull=False), name="case_due"),
            # the duty that tells of cards: what was told leaves the index
            models.Index(RED_UNTOLD, name="case_card_untold"),
            # a project's whole life
            models.Index(fields=["thing", "id"], condition=~Q(thing=""), name="case_thing"),
            # registers: one procedure's cases in a jurisdiction, newest first
            models.Index(fields=["jurisdiction", "procedure", "state", "-id"], name="case_register"),
            # the children that a case waits for; most cases are nobody's child
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="case_children"),
            GinIndex(fields=["readers"], name="case_readers", fastupdate=False),
        ]
        # A constraint, since `unique=True` adds an index for beginnings of numbers that every step would write.
        constraints = [models.UniqueConstraint(fields=["number"], name="case_number")]

    def __str__(self) -> str:
        return self.number


class Clock(models.Model):
    """A statutory period of a case, running, paused or ended."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    start = models.DateField()
    length = models.IntegerField(default=0)
    last = models.DateField(null=True)
    extra = models.IntegerField(default=0)
    roll = models.BooleanField(default=False)
    pauses = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], condition=Q(ended_on__isnull=True), name="clock_runs_once")
        ]
        indexes = [
            # recomputed when a year's notice is imported
            models.Index(fields=["id"], condition=Q(provisional=True, ended_on__isnull=True), name="clock_provisional"),
            # whether periods were kept, the latest first
            models.Index(fields=["-ended_on", "-id"], condition=Q(due_on__isnull=False), name="clock_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_on}"


class SignOff(models.Model):
    """A drafted decision on its way to the signer. `chain` are the posts after the drafter; `position` whose turn.

    `added` says which places of the chain a signer has added, by whom, why, and for whom.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="sign_offs")
    step = models.CharField(max_length=40)
    input = models.JSONField()
    chain = ArrayField(models.CharField(max_length=20))
    position = models.IntegerField(default=0)
    acted = ArrayField(models.BigIntegerField())
    opinions = models.JSONField(default=list)
    added = models.JSONField(default=list)
    returned = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at__isnull=True), name="one_open_sign_off")
        ]

    def __str__(self) -> str:
        return f"{self.step} of case {self.case_id}"


class SignOffLevels(models.Model):
    """The posts that a decision passes after its drafter in one organisation; `step` blank means every step."""

    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    step = models.CharField(max_length=100, default="", blank=True)
    chain = ArrayField(models.CharField(max_length=20))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "step"], name="one_chain_per_step")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.step}: {' > '.join(self.chain)}"


class Letterhead(models.Model):
    """The word under which an organisation numbers its papers (机关代字), for all or one series of notices."""

    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    series = models.CharField(max_length=40, default="", blank=True)
    word = models.CharField(max_length=40, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "series"], name="one_word_per_series")]

    def __str__(self) -> str:
        return self.word


class NumberSeries(models.Model):
    """The last number given under a word in a year: without gaps, since it is taken in the act's own transaction."""

    word = models.CharField(max_length=40)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "year"], name="one_series_per_year")]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}号"


class Notice(models.Model):
    """A served paper: number, both texts, who receives it. `status` says whether it stands, was replaced or revoked."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    event_id = models.UUIDField()
    kind = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    title = models.JSONField()
    body = models.JSONField()
    recipients = models.JSONField(default=list)
    readers = ArrayField(models.CharField(max_length=60), default=list)
    issued_on = models.DateField()
    status = models.CharField(max_length=12, default="standing")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["-issued_on", "-id"], name="notice_newest")]
        constraints = [models.UniqueConstraint(fields=["number"], name="notice_number")]

    def __str__(self) -> str:
        return self.number


class Receipt(models.Model):
    """That a recipient has taken a notice: who, when."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="receipts")
    key = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "key"], name="received_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.key}"


class VoidedNumber(models.Model):
    """A document number that was given and must not be used: why, and by which act."""

    number = models.CharField(max_length=60, unique=True)
    reason = models.CharField(max_length=300)
    voided_on = models.DateField()
    event_id = models.UUIDField()

    def __str__(self) -> str:
        return self.number


class Recusal(models.Model):
    """A person who takes no part in a case, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="recused_once")]

    def __str__(self) -> str:
        return f"{self.person_id} from case {self.case_id}"


class Draft(models.Model):
    """What a body's people have typed in a step and not submitted: raw form text, per owner, case and step.

    `owner` is the key of the organisation, or of a person who acts for none. `past` holds earlier versions, by which
    two colleagues' changes are told apart; `clashes` what one of them typed where another had changed the same entry.
    """

    owner = models.CharField(max_length=40)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=24, default="", blank=True)
    step = models.CharField(max_length=100)
    raw = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    past = models.JSONField(default=list)
    clashes = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "case_number", "step"], name="one_draft_each")]

    def __str__(self) -> str:
        return f"{self.step} {self.case_number}"


class SavedView(models.Model):
    """A list as somebody narrowed it and wants it again: a name and the address with its query."""

    person = models.ForeignKey("identity.Person", models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """A stored file in a case: under which field of which step it came, in which version of that field."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    version = models.IntegerField()
    attached_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "field", "version", "file"], name="attached_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.field} v{self.version}"


class ParameterValue(models.Model):
    """The value of a parameter in a jurisdiction from a date to a date, with the document that decided it (X5)."""

    code = models.CharField(max_length=60)
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    period = DateRangeField()
    value: "models.JSONField[Any, Any]" = models.JSONField()
    document = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_value_per_date",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("jurisdiction", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}={self.value!r}"


class CalendarNotice(models.Model):
    """A year's working days as imported from the State Council's notice."""

    year = models.IntegerField(primary_key=True)
    number = models.CharField(max_length=60)
    issued = models.DateField()
    holidays = ArrayField(models.DateField())
    working_weekends = ArrayField(models.DateField())

    def __str__(self) -> str:
        return f"{self.year} {self.number}"


class Comment(models.Model):
    """A word on a case beside its acts: for the writer's own side (`readers`), or for all who see the case.

    `anchor` says what it is about: `file:<hash>#page=3`, `line:4`, `field:purpose`; `mentions` are people's numbers.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="comments")
    author = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=200, default="", blank=True)
    event_id = models.UUIDField()
    text = models.TextField()
    shared = models.BooleanField(default=False)
    readers = ArrayField(models.CharField(max_length=60), default=list)
    anchor = models.CharField(max_length=120, default="", blank=True)
    mentions = ArrayField(models.BigIntegerField(), default=list)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.author_id} on case {self.case_id}"


class Urging(models.Model):
    """An urging slip (督办单): its paper, whose turn it urges, by when an answer is asked, and the answer."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="urgings")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="urging")
    to_key = models.CharField(max_length=60)
    card = models.CharField(max_length=10, default="", blank=True)
    reason = models.TextField()
    readers = ArrayField(models.CharField(max_length=60), default=list)
    answer_by = models.DateField()
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "to_key"], condition=Q(answered_at__isnull=True), name="one_open_urging_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.to_key} by {self.answer_by}"
