"""Expert sessions: agenda, frozen list, draw, seats, what is done where necessary, minutes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .evaluation import Evaluation
from .experts import Expert


class ExpertSession(models.Model):
    """A sitting in which experts evaluate one or several projects together (集中评审), and how they were drawn.

    The agenda are the evaluations that point here. `fields` has a field once for each seat that is asked for of it.
    `frozen` is the list as it was hashed; `named_before` says which seed was named first where that drawing failed.
    `case` is null for sessions from before they were drawn.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    seat_count = models.IntegerField(default=0)
    fields = ArrayField(models.CharField(max_length=20), default=list)
    seed_source = models.CharField(max_length=200, default="", blank=True)
    seed_due = models.DateField(null=True)
    named_before = models.TextField(default="", blank=True)
    frozen_at = models.DateTimeField(null=True)
    frozen = models.TextField(default="", blank=True)
    frozen_hash = models.CharField(max_length=64, default="", blank=True)
    seed = models.CharField(max_length=300, default="", blank=True)
    seed_published_on = models.DateField(null=True)
    seed_reference = models.CharField(max_length=300, default="", blank=True)
    drawn_at = models.DateTimeField(null=True)
    lead = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+")
    minutes = models.CharField(max_length=200, default="", blank=True)
    minutes_text = models.TextField(default="", blank=True)
    half_days = models.IntegerField(null=True)
    closed_on = models.DateField(null=True)
    cancelled = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "number"], condition=Q(cancelled=""), name="one_session_a_number"
            ),
            models.CheckConstraint(condition=Q(seed="") | ~Q(frozen_hash=""), name="frozen_before_the_seed"),
        ]

    def __str__(self) -> str:
        return self.number


class Seat(models.Model):
    """An expert's place in a draw; the first took the seats, the others are reserves until they are called.

    `case` is the invitation, from when the expert was called. `fee` in yuan, before tax, of those who signed in.
    """

    session = models.ForeignKey(ExpertSession, models.PROTECT, related_name="seats")
    place = models.IntegerField()
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="seats")
    digest = models.CharField(max_length=64)
    case = models.OneToOneField("casework.Case", models.PROTECT, null=True, related_name="+")
    called_on = models.DateField(null=True)
    called_for = models.CharField(max_length=300, default="", blank=True)
    undertaken_at = models.DateTimeField(null=True)
    excused = models.TextField(default="", blank=True)
    attended = models.BooleanField(null=True)
    fee = models.DecimalField(max_digits=10, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "place"], name="one_expert_a_place"),
            models.UniqueConstraint(fields=["session", "expert"], name="drawn_once_a_session"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.place}"


class SiteVisit(models.Model):
    """A visit on site that was necessary to judge a project (A13.8)."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="visits")
    ground = models.TextField()
    visited_on = models.DateField()
    place = models.CharField(max_length=200)
    participants = models.CharField(max_length=300)
    record = models.TextField()

    def __str__(self) -> str:
        return f"{self.place} {self.visited_on}"


class InvitedDepartment(models.Model):
    """A department whose representative was heard on a project because that was necessary (A13.9)."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="departments")
    department = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    ground = models.TextField()
    opinion = models.TextField()

    def __str__(self) -> str:
        return self.name
