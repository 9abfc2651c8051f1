from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "qilou.projects"

    def ready(self) -> None:
        from . import duties, procedures  # noqa: F401  # declarations register themselves
