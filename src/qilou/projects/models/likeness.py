"""What every project and system is compared by: computed from their texts, kept by the database, told by no act."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

METHOD = 1  # how texts are cut and what is compared; a new number has everything entered anew


class Compared(models.Model):
    """A project or system (`thing`) as it is compared: pieces of its name and of all it says, and its exact marks.

    `heft` is the length of the whole as it was weighed when it was entered, for choosing candidates alone. Entries are
    never changed: what says something else is entered anew under another id.
    """

    id = models.AutoField(primary_key=True)  # four bytes, since it stands in every list of a piece
    thing = models.CharField(max_length=60, unique=True)
    method = models.SmallIntegerField(db_index=True)
    name = models.BinaryField()
    whole = models.BinaryField()
    heft = models.FloatField()
    marks = ArrayField(models.CharField(max_length=120), default=list)

    class Meta:
        indexes = [GinIndex(fields=["marks"], name="compared_marks")]

    def __str__(self) -> str:
        return self.thing


class ToCompare(models.Model):
    """A project or system whose text changed and that waits to be entered; triggers write it with the change."""

    thing = models.CharField(max_length=60, primary_key=True)

    def __str__(self) -> str:
        return self.thing


class Rarity(models.Model):
    """How many of all texts have each piece, counted at one time; never changed, so that processes agree by its id."""

    texts = models.IntegerField()
    pieces = models.BinaryField()
    holding = models.BinaryField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.texts} texts"
