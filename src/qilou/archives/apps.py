from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "qilou.archives"

    def ready(self) -> None:
        from qilou.casework.today import tells

        from . import duties, register  # noqa: F401  # declarations register themselves
        from .queries import over_the_desk

        tells("archives", over_the_desk)
