from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "qilou.identity"
    default_auto_field = "django.db.models.BigAutoField"
