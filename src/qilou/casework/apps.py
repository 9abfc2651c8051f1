from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "qilou.casework"
