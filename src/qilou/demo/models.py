"""What marks a database as a demo city."""

from django.db import models


class DemoCity(models.Model):
    """The one row of a database that the demo made: when it was loaded, and what time the city then had.

    From there the city's clock goes on in real time, so that the story's present never lies in the past.
    """

    loaded_at = models.DateTimeField()
    story_start = models.DateTimeField()

    class Meta:
        db_table = "demo_city"
        constraints = [models.CheckConstraint(name="one_demo_city", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return f"{self.story_start:%Y-%m-%d %H:%M}"
