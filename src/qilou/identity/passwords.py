"""Passwords: what a good one is, and one-time ones that somebody else may hand over."""

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from qilou.law import Message, say

MIN_LENGTH = 10
ONE_TIME_DAYS = timedelta(days=7)
# Without letters and digits that are mistaken for one another when read aloud or from paper.
CLEAR_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Twelve clear letters in three groups: 58 bits, and readable over the telephone."""
    return "-".join("".join(secrets.choice(CLEAR_LETTERS) for _ in range(4)) for _ in range(3))


def weakness(password: str, username: str) -> Message | None:
    """Why a password will not do, or None."""
    if len(password) < MIN_LENGTH:
        return say("密码至少 %(n)s 个字符。", "A password has at least %(n)s characters.", n=MIN_LENGTH)
    if username.lower() in password.lower():
        return say("密码不能包含登录名。", "The password must not contain the sign-in name.")
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return say("这个密码太常见，容易被猜到。", "This password is too common and easily guessed.")
    return None
