"""Tables of the files that somebody has brought."""

from django.db import models


class StoredFile(models.Model):
    """A file by the SHA-256 of its content; the bytes lie in the media folder under that name."""

    hash = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """That a body's people have brought a file: its content is kept once, and each body that brought it may use it.

    `owner` is the key of the organisation, or of a person who acts for none.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uploads")
    owner = models.CharField(max_length=40)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "owner"], name="uploaded_once_each")]

    def __str__(self) -> str:
        return self.name


class Arriving(models.Model):
    """A file that somebody sends in parts: its announced size, and the stored file once it is whole."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("identity.Person", models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    begun_at = models.DateTimeField()
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name
