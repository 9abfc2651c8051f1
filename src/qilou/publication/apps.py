from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "qilou.publication"

    def ready(self) -> None:
        from . import duties, procedures, register  # noqa: F401  # declarations register themselves
