"""A request of somebody who is signed in, as the middleware hands it to pages and to the API."""

from datetime import date, datetime

from django.http import HttpRequest

from .actor import Actor


class Asked(HttpRequest):
    """Who asks, and the moment in city time (in the demo, the demo's)."""

    actor: Actor
    now: datetime
    today: date
