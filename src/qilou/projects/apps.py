from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "qilou.projects"

    def ready(self) -> None:
        from . import procedures  # noqa: F401, PLC0415  # declarations register themselves
