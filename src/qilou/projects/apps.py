from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "qilou.projects"

    def ready(self) -> None:
        from qilou.casework.today import tells

        from . import duties, filing, procedures  # noqa: F401  # declarations register themselves
        from .queries import forms, registers  # noqa: F401
        from .queries.today import over_the_desk

        tells("projects", over_the_desk)
