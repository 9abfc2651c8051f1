"""Sessions as rows: whose they are, since when, on what device; the browser alone holds the key.

A session begins confirmed, since whoever signs in has just proved who they are. Django's keys stay in the session's
data; what a list shows stands in columns of its own.
"""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.http import HttpRequest
from django.utils import timezone

from qilou.kernel.forms import Raw
from qilou.law.secrecy import markings_in

SINCE, CONFIRMED, MEANS, DEVICE, TYPED = "since", "confirmed", "means", "device", "typed"
NEVER_KEPT = frozenset({"password", "current", "new", "again", "code", "csrfmiddlewaretoken"})
MOST_KEPT = 40_000  # characters
SEEN_AGAIN = timedelta(minutes=1)
SYSTEMS = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
# The first that fits: each claims to be those after it.
BROWSERS = {
    "MicroMessenger": "WeChat",
    "Edg": "Edge",
    "QQBrowser": "QQ Browser",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}


def hash_of(key: str) -> str:
    """What the table keeps of a session's key, and of any other secret long enough not to be guessed."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(DatabaseSessions):
    """Django's sessions of the database, under the hash of their key."""

    @classmethod
    def get_model_class(cls) -> Any:  # Any: as Django declares it
        from qilou.identity.models import Session  # models need the settings that name this module

        return Session

    def _get_session_from_db(self) -> Any:  # Any: as Django declares it
        self.row = None
        if self.session_key:
            found = self.model.objects.filter(pk=hash_of(self.session_key), expire_date__gt=timezone.now())
            self.row = found.first()
        if self.row is None:
            self._session_key = None
        return self.row

    def exists(self, session_key: str) -> bool:
        return bool(self.model.objects.filter(pk=hash_of(session_key)).exists())

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(pk=hash_of(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Any:  # Any: JSON, and as Django declares it
        present = timezone.now()
        if data.get(SESSION_KEY):
            data.setdefault(SINCE, present.timestamp())
        since = data.get(SINCE)
        return self.model(
            session_key=hash_of(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=data.get(SESSION_KEY),
            device=data.get(DEVICE, ""),
            means=data.get(MEANS, ""),
            since=datetime.fromtimestamp(since, present.tzinfo) if since else None,
            last_seen=present,
        )


def begun(request: HttpRequest, means: str) -> None:
    """Note of the session that has just begun by what means and on what device; it is confirmed."""
    request.session[DEVICE] = device(request.headers.get("User-Agent", ""))
    request.session[MEANS] = means
    request.session[SINCE] = request.session[CONFIRMED] = timezone.now().timestamp()


def keep_typed(request: HttpRequest, place: str, raw: Raw) -> None:
    """Keep what was typed in a form while who one is was no longer confirmed, for when the form is shown again.

    One form a session, the last; a form with a secrecy marking in it is kept nowhere.
    """
    kept = {name: texts for name, texts in raw.items() if name not in NEVER_KEPT}
    texts = [text for texts in kept.values() for text in texts]
    if sum(map(len, texts)) <= MOST_KEPT and not markings_in(texts):
        request.session[TYPED] = {"place": place, "raw": kept}


def typed_before(request: HttpRequest, place: str) -> dict[str, list[str]] | None:
    """What was kept of a form."""
    kept = request.session.get(TYPED)
    return kept["raw"] if kept and kept["place"] == place else None


def forget_typed(request: HttpRequest, place: str) -> None:
    """The form was taken: nothing of it is kept any longer."""
    if typed_before(request, place) is not None:
        del request.session[TYPED]


def confirm(request: HttpRequest) -> None:
    """Whoever holds the session has just proved again who they are."""
    request.session[CONFIRMED] = timezone.now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    """Whether whoever asks proved who they are a short while ago, as weighty acts ask."""
    if settings.QILOU_CONFIRM_MINUTES == 0:
        return True
    confirmed = request.session.get(CONFIRMED) or request.session.get(SINCE) or 0
    return timezone.now().timestamp() - float(confirmed) <= settings.QILOU_CONFIRM_MINUTES * 60


def seen(request: HttpRequest) -> None:
    """Note that the session is in use, at most once a minute."""
    row = getattr(request.session, "row", None)
    if row is not None and row.last_seen < timezone.now() - SEEN_AGAIN:
        type(row).objects.filter(pk=row.pk).update(last_seen=timezone.now())


def own_session(request: HttpRequest) -> str:
    """The session that asks, as the table names it; "" for a program with a token."""
    return hash_of(request.session.session_key) if request.session.session_key else ""


def device(agent: str) -> str:
    """What a browser says of itself, in two words that its owner recognises: `Firefox · Windows`."""
    browser = next((name for mark, name in BROWSERS.items() if re.search(rf"\b{mark}", agent)), "")
    system = next((name.removesuffix(" OS X") for name in SYSTEMS if name in agent), "")
    return " · ".join(part for part in (browser, system) if part)[:100]


def drop_ended() -> int:
    """Forget sessions whose time is over; says how many."""
    from qilou.identity.models import Session

    return int(Session.objects.filter(expire_date__lte=timezone.now()).delete()[0])
