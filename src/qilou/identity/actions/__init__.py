"""Every write to the registers: who may, what the constraints answer, and the event that keeps it."""

from .delegation import delegate, end_delegation
from .factors import renew_recovery_codes, reset_factors, start_totp, stop_totp
from .functions import end_holding, hold_function
from .links import (
    link_certificate,
    link_sso,
    link_sso_of,
    sign_in_by_certificate,
    sign_in_by_sso,
    unlink_certificate,
    unlink_sso,
)
from .organisations import create_jurisdiction, create_organisation
from .passkeys import passkey_shown, start_passkey, stop_passkey
from .people import change_own_details, create_person, set_active
from .posts import appoint, create_post, end_appointment, end_post
from .second import confirm, confirmed, finish_sign_in, signed_in
from .sessions import end_other_sessions, end_session, end_sessions_of
from .sign_in import (
    change_own_password,
    request_reset,
    reset_by_link,
    reset_password,
    sign_in,
    sign_out,
)
from .succession import succeed_organisation
from .tokens import create_token, revoke_token, token_shown

__all__ = [
    "appoint",
    "change_own_details",
    "change_own_password",
    "confirm",
    "confirmed",
    "create_jurisdiction",
    "create_organisation",
    "create_person",
    "create_post",
    "create_token",
    "delegate",
    "end_appointment",
    "end_delegation",
    "end_holding",
    "end_other_sessions",
    "end_post",
    "end_session",
    "end_sessions_of",
    "finish_sign_in",
    "hold_function",
    "link_certificate",
    "link_sso",
    "link_sso_of",
    "passkey_shown",
    "renew_recovery_codes",
    "request_reset",
    "reset_by_link",
    "reset_factors",
    "reset_password",
    "revoke_token",
    "set_active",
    "sign_in",
    "sign_in_by_certificate",
    "sign_in_by_sso",
    "sign_out",
    "signed_in",
    "start_passkey",
    "start_totp",
    "stop_passkey",
    "stop_totp",
    "succeed_organisation",
    "token_shown",
    "unlink_certificate",
    "unlink_sso",
]
