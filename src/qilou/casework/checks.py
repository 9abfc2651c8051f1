"""What would fail with the first message is said when the server starts, and by `qilou manage check`."""

from django.conf import settings
from django.core.checks import CheckMessage, Error

from .actions.sending import gateway


def messages_can_leave(**_: object) -> list[CheckMessage]:
    """The gateway that the settings name is there, and messages can say under which address their cases stand."""
    faults: list[CheckMessage] = []
    if settings.QILOU_SMS:
        try:
            gateway()
        except Exception as error:  # noqa: BLE001  # whatever a city's own module raises while it is imported
            hint = "QILOU_SMS is package.module:function, called with a telephone number and a text."
            faults.append(Error(f"The SMS gateway cannot be used: {error}", hint=hint, id="casework.E001"))
    if (settings.QILOU_MAIL or settings.QILOU_SMS) and not settings.QILOU_URL:
        hint = "Set QILOU_URL, such as https://qilou.example.gov.cn."
        faults.append(Error("Messages would link to no address.", hint=hint, id="casework.E002"))
    return faults
