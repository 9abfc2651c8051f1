from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "qilou.ledger"
    label = "ledger"
