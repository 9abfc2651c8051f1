from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "qilou.supervision"

    def ready(self) -> None:
        from qilou.casework.today import tells

        from . import duties  # noqa: F401  # declarations register themselves
        from .queries import register  # noqa: F401
        from .queries.today import over_the_desk

        tells("supervision", over_the_desk)
