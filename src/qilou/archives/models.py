"""Filed cases with their catalogue, and what was handed over to the archives."""

from django.db import models
from django.db.models import F, Q

from qilou.kernel.actor import Actor
from qilou.kernel.fields import Labelled
from qilou.law import AUDIT


class Part(Labelled):
    """What an item of a catalogue is."""

    PAPER = "paper", "文书", "Paper"
    FILE = "file", "附件", "File"
    RECORD = "record", "办理记录", "Record of the acts"


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    """The read language of filed cases."""

    def visible_to(self, actor: Actor) -> "CaseFileQuerySet":
        """The files of the actor's own body, of the cases that the actor sees, and of the area that they audit."""
        areas = [key.partition("@")[2] for key in actor.keys if key.startswith(f"{AUDIT.code}@")]
        seen = Q(case__readers__overlap=sorted(actor.keys)) | Q(jurisdiction__in=areas)
        return self.filter(Q(organisation__in=bodies_of(actor)) | seen)

    def kept_by(self, actor: Actor) -> "CaseFileQuerySet":
        """The files of the actor's own body."""
        return self.filter(organisation__in=bodies_of(actor))


def bodies_of(actor: Actor) -> list[int]:
    """The organisations that the actor belongs to, predecessors among them."""
    return [int(key[4:]) for key in actor.keys if key.startswith("org:")]


class Transfer(models.Model):
    """One handing over of files to the archives: the package's hash, and the receipt once it is there."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    number = models.CharField(max_length=40)
    receiver = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    files_count = models.IntegerField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    received_on = models.DateField(null=True)
    receipt = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="transfer_number"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, receipt="") | (Q(received_on__isnull=False) & ~Q(receipt="")),
                name="transfer_received_with_a_receipt",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseFile(models.Model):
    """An ended case as it was filed. `organisation` is the body that keeps it; `term` in years, 0 for ever.

    `acts` is how many acts its record item holds. `version` grows when the case went on after it was filed and ended
    again; `sha256` is the hash of the catalogue's present version. `transfer_due_on` is None for what does not go to
    the archives.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    year = models.IntegerField()
    term = models.IntegerField()
    sequence = models.IntegerField()
    version = models.IntegerField(default=1)
    closed_on = models.DateField()
    filed_at = models.DateTimeField()
    keep_until = models.DateField(null=True)
    transfer_due_on = models.DateField(null=True)
    items_count = models.IntegerField()
    acts = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    transfer = models.ForeignKey(Transfer, models.PROTECT, null=True, related_name="files")

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "term", "sequence"], name="file_number_of_organisation"
            ),
            models.CheckConstraint(
                condition=Q(term=0, keep_until__isnull=True) | Q(term__gt=0, keep_until__gt=F("closed_on")),
                name="file_kept_for_its_term",
            ),
        ]
        indexes = [
            # what a body has to hand over, the longest due first
            models.Index(fields=["organisation", "transfer_due_on"], name="file_due", condition=Q(transfer=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The file's own number: year, term and place among the body's files (the fonds number is the archives')."""
        return f"{self.year}-{f'D{self.term}' if self.term else 'Y'}-{self.sequence:04d}"


class CatalogueItem(models.Model):
    """One numbered item of a file's catalogue in one version; never changed. `sha256` is that of its bytes."""

    file = models.ForeignKey(CaseFile, models.PROTECT, related_name="items")
    version = models.IntegerField()
    number = models.IntegerField()
    part = models.CharField(max_length=12)
    title = models.CharField(max_length=400)
    reference = models.CharField(max_length=100, default="", blank=True)
    responsible = models.CharField(max_length=200)
    dated = models.DateField()
    stored = models.CharField(max_length=64, default="", blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "version", "number"], name="catalogue_item_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
