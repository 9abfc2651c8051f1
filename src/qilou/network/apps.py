from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "qilou.network"

    def ready(self) -> None:
        from . import duties, procedures  # noqa: F401  # declarations register themselves
        from .queries import forms, registers  # noqa: F401
