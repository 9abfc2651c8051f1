from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "qilou.casework"

    def ready(self) -> None:
        from .queries import registers  # noqa: F401  # declarations register themselves
