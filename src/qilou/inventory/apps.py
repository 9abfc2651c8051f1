from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "qilou.inventory"

    def ready(self) -> None:
        from . import registers  # noqa: F401  # declarations register themselves
