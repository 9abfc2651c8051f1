"""Tables of served notices as paper."""

from django.db import models


class Paper(models.Model):
    """The one document of a notice: its file, and the unguessable code under which anybody may verify it."""

    notice = models.OneToOneField("casework.Notice", models.PROTECT, primary_key=True, related_name="paper")
    code = models.CharField(max_length=32)
    file = models.ForeignKey("casework.StoredFile", models.PROTECT, related_name="papers")
    rendered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="paper_code")]

    def __str__(self) -> str:
        return self.code
