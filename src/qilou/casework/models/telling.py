"""What people are told of, in which way they want it, and the messages that leave the house."""

from django.db import models
from django.db.models import Q


class Notification(models.Model):
    """That a person is told of something, once for each `source`; read at their own time."""

    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=80)
    case = models.ForeignKey("casework.Case", models.PROTECT, null=True, related_name="+")
    event_id = models.UUIDField(null=True)
    by = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "source"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_newest"),
            models.Index(fields=["person", "-id"], condition=Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class TellingWay(models.Model):
    """In which way a person wants to be told of one kind of thing; without a row it comes in the daily digest."""

    person = models.ForeignKey("identity.Person", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    way = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_way_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.way} for {self.person_id}"


class Delivery(models.Model):
    """A message on its way out, by e-mail or SMS: once for each `key`, tried until it is sent or given up."""

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=8)
    to = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, default="", blank=True)
    body = models.TextField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    fault = models.CharField(max_length=300, default="", blank=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="delivery_outstanding",
            ),
            # the count of messages given up, asked by whoever watches the installation
            models.Index(fields=["given_up_at"], condition=Q(given_up_at__isnull=False), name="delivery_given_up"),
        ]

    def __str__(self) -> str:
        return self.key
