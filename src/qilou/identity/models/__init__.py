"""Registers of who there is and who may act, and what people sign in with."""

from .registers import (
    Appointment,
    Delegation,
    FunctionHolding,
    Jurisdiction,
    Organisation,
    Person,
    Post,
    bodies_of,
    in_force,
    kept_by,
    overseen_by,
    served_by,
    within,
)
from .signing_in import ApiToken, Certificate, Passkey, RecoveryCode, Session, SsoLink, Totp, with_second_factor

__all__ = [
    "ApiToken",
    "Appointment",
    "Certificate",
    "Delegation",
    "FunctionHolding",
    "Jurisdiction",
    "Organisation",
    "Passkey",
    "Person",
    "Post",
    "RecoveryCode",
    "Session",
    "SsoLink",
    "Totp",
    "bodies_of",
    "in_force",
    "kept_by",
    "overseen_by",
    "served_by",
    "with_second_factor",
    "within",
]
