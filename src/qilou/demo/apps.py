from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "qilou.demo"

    def ready(self) -> None:
        from qilou.ledger.told import not_told

        not_told("that this is a demo city, and since when", "demo_city")
