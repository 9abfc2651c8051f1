"""Every write to the registers: who may, what the constraints answer, and the event that keeps it."""

from .delegation import delegate, end_delegation
from .functions import end_holding, hold_function
from .organisations import create_jurisdiction, create_organisation
from .people import change_own_details, create_person, set_active
from .posts import appoint, create_post, end_appointment, end_post
from .sign_in import (
    change_own_password,
    request_reset,
    reset_by_link,
    reset_password,
    sign_in,
    sign_out,
)
from .succession import succeed_organisation

__all__ = [
    "appoint",
    "change_own_details",
    "change_own_password",
    "create_jurisdiction",
    "create_organisation",
    "create_person",
    "create_post",
    "delegate",
    "end_appointment",
    "end_delegation",
    "end_holding",
    "end_post",
    "hold_function",
    "request_reset",
    "reset_by_link",
    "reset_password",
    "set_active",
    "sign_in",
    "sign_out",
    "succeed_organisation",
]
