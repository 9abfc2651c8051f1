"""Who has a form open."""

from django.db import models


class Presence(models.Model):
    """That a person was in a body's draft of a step, and when last; forgotten within the day."""

    owner = models.CharField(max_length=40)
    case_number = models.CharField(max_length=24)
    step = models.CharField(max_length=100)
    person = models.ForeignKey("identity.Person", models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_number", "step", "owner", "person"], name="present_once_a_draft")
        ]
        indexes = [models.Index(fields=["at"], name="presence_oldest")]  # for forgetting

    def __str__(self) -> str:
        return f"{self.person_id} in {self.step} {self.case_number}"
