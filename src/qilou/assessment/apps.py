from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "qilou.assessment"

    def ready(self) -> None:
        from qilou.casework.today import tells

        from .queries import over_the_desk

        tells("assessment", over_the_desk)
