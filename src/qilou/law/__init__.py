"""法规 The law as plain Python: statutes, rules, dated parameters and statutory time. Standard library only."""

from .calendar import Calendar, YearNotice
from .carried import carries, carry
from .clock import CALENDAR_DAYS, FIXED_DATE, WORKING_DAYS, YEARS, Due, Pause, Period, Unit
from .functions import (
    AUDIT,
    AUTHORITY,
    DEVELOPMENT_REFORM,
    FINANCE,
    GOVERNMENT,
    SYSTEM,
    TECHNICAL_BODY,
    Function,
)
from .parameter import Parameter, Readings
from .rule import UNKNOWN, Breach, Finding, Met, Rule, Undecided, Verdict, rule
from .statute import Article, Statute, Summary
from .text import Language, Message, Text, say

__all__ = [
    "AUDIT",
    "AUTHORITY",
    "CALENDAR_DAYS",
    "DEVELOPMENT_REFORM",
    "FINANCE",
    "FIXED_DATE",
    "GOVERNMENT",
    "SYSTEM",
    "TECHNICAL_BODY",
    "UNKNOWN",
    "WORKING_DAYS",
    "YEARS",
    "Article",
    "Breach",
    "Calendar",
    "Due",
    "Finding",
    "Function",
    "Language",
    "Message",
    "Met",
    "Parameter",
    "Pause",
    "Period",
    "Readings",
    "Rule",
    "Statute",
    "Summary",
    "Text",
    "Undecided",
    "Unit",
    "Verdict",
    "YearNotice",
    "carries",
    "carry",
    "rule",
    "say",
]
