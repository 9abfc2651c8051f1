"""Tables of casework, imported here so that Django finds them."""

from .cases import (
    Attachment,
    CalendarNotice,
    Case,
    CaseQuerySet,
    Clock,
    Comment,
    Draft,
    Letterhead,
    Notice,
    NumberSeries,
    ParameterValue,
    Receipt,
    Recusal,
    SavedView,
    SignOff,
    SignOffLevels,
    Urging,
    VoidedNumber,
)
from .duties import DutyAct, DutyRun
from .entries import AwaitedEntry
from .files import Arriving, StoredFile, Upload
from .papers import Paper
from .presence import Presence
from .service import ServiceAttempt
from .telling import Delivery, Notification, TellingWay

__all__ = [
    "Arriving",
    "Attachment",
    "AwaitedEntry",
    "CalendarNotice",
    "Case",
    "CaseQuerySet",
    "Clock",
    "Comment",
    "Delivery",
    "Draft",
    "DutyAct",
    "DutyRun",
    "Letterhead",
    "Notice",
    "Notification",
    "NumberSeries",
    "Paper",
    "ParameterValue",
    "Presence",
    "Receipt",
    "Recusal",
    "SavedView",
    "ServiceAttempt",
    "SignOff",
    "SignOffLevels",
    "StoredFile",
    "TellingWay",
    "Upload",
    "Urging",
    "VoidedNumber",
]
