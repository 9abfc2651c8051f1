from django.apps import AppConfig
from django.core.checks import register


class CaseworkConfig(AppConfig):
    name = "qilou.casework"

    def ready(self) -> None:
        from . import checks
        from .queries import registers  # noqa: F401  # declarations register themselves
        from .queries.today import over_the_desk
        from .today import tells

        register(checks.messages_can_leave)
        tells("casework", over_the_desk)
