"""What awaits publication or is published, the projects that it is about, and what the public sees of each of them."""

from django.db import models
from django.db.models import Q

from qilou.projects.public import Public

from .kinds import Outcome

OPEN = [Outcome.PUBLISHED.value, Outcome.PARTLY.value]


class PublicationQuerySet(models.QuerySet["Publication"]):
    """The read language of publications."""

    def in_the_open(self) -> "PublicationQuerySet":
        """What is published now, without the columns that only the reviewer reads."""
        return self.filter(outcome__in=OPEN).defer("content", "left_out", "ground", "reason")


class Publication(models.Model):
    """One decided matter under review: named once by its kind and its source (the row's key in its own table).

    `content` is what was decided, frozen when the review was opened; `published` what of it is in the open, null
    unless it is. `left_out` are the items that were left out, each with ground and reason; `ground` and
    `reason` those on which the whole was withheld or withdrawn. `made_on` starts the term.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    kind = models.CharField(max_length=12)
    source = models.BigIntegerField()
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    publisher = models.CharField(max_length=60)
    publisher_name = models.CharField(max_length=200, default="", blank=True)
    year = models.IntegerField()
    name = models.CharField(max_length=300)
    made_on = models.DateField()
    content = models.JSONField()
    outcome = models.CharField(max_length=12, default="", blank=True)
    left_out = models.JSONField(default=list)
    ground = models.CharField(max_length=16, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    published = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source"], name="published_matter_once"),
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Public]), name="publication_kind_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=OPEN, published__isnull=False, published_at__isnull=False)
                | (~Q(outcome__in=OPEN) & Q(published__isnull=True, published_at__isnull=True)),
                name="in_the_open_after_review_alone",
            ),
        ]
        indexes = [
            # an area's plans, funds and lists in the open, and what changed last for open data
            models.Index(fields=["jurisdiction", "kind", "year"], name="publication_by_kind"),
            models.Index(fields=["kind", "case"], condition=Q(outcome__in=OPEN), name="publication_open"),
            # the register of publication, the latest first
            models.Index(fields=["-made_on", "-case"], name="publication_register"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source} {self.outcome}"


class Mention(models.Model):
    """A project that a publication is about, as it was called when the matter was decided."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="mentions")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=200)
    unit_code = models.CharField(max_length=18, default="", blank=True)
    year = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "project"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.project_id}"


class PublicProject(models.Model):
    """A project of which something is published, put together from that alone. Amounts in yuan.

    `amount` is the last one published: suggested, listed, approved.
    """

    project = models.OneToOneField("projects.Project", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=200)
    unit_code = models.CharField(max_length=18, default="", blank=True)
    year = models.IntegerField()
    stage = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            # the public list of an area by year and stage, newest first
            models.Index(fields=["jurisdiction", "year", "stage", "-project"], name="public_projects"),
        ]

    def __str__(self) -> str:
        return self.name
