"""The acceptance of a project: its trial run, and every attempt at preliminary and final acceptance."""

from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class AttemptKind(Labelled):
    """Which acceptance was attempted."""

    PRELIMINARY = "preliminary", "初步验收", "Preliminary acceptance"
    FINAL = "final", "项目验收（终验）", "Final acceptance"


class ItemResult(Labelled):
    """How an approved item was found."""

    DONE = "done", "完成", "Done"
    CHANGED = "changed", "按批准的变更完成", "Done as changed with approval"
    UNFINISHED = "unfinished", "未完成", "Unfinished"


class EvidenceKind(Labelled):
    """A proof that the acceptance rests on."""

    GRADED_PROTECTION = "graded_protection", "网络安全等级保护测评", "Graded protection assessment"
    CRYPTOGRAPHY = "cryptography", "商用密码应用安全性评估", "Cryptography assessment"
    SOFTWARE_TEST = "software_test", "第三方软件测试", "Third-party software test"
    SUPERVISION_REPORT = "supervision_report", "监理总结", "Supervisor's report"
    USER_REPORT = "user_report", "用户使用报告", "Users' report"
    SETTLEMENT = "settlement", "财务结算", "Financial settlement"


class Conclusion(Labelled):
    """What a proof concludes."""

    CONFORMS = "conforms", "符合", "Conforms"
    MOSTLY = "mostly", "基本符合", "Mostly conforms"
    FAILS = "fails", "不符合", "Does not conform"


@carries("A19.1")
class Acceptance(models.Model):
    """What one project's acceptance case is about."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.OneToOneField("projects.Project", models.PROTECT, related_name="acceptance")
    trial_started_on = models.DateField(null=True)
    trial_days = models.IntegerField(null=True)
    trial_ended_on = models.DateField(null=True)
    trial_report = models.CharField(max_length=100, default="", blank=True)
    passed_on = models.DateField(null=True)
    report_number = models.CharField(max_length=60, default="", blank=True)
    operating_since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(passed_on__isnull=True)
                | Q(trial_ended_on__isnull=False, passed_on__gte=models.F("trial_ended_on")),
                name="accepted_after_the_trial_run",
            ),
            models.CheckConstraint(
                condition=Q(operating_since__isnull=True) | Q(passed_on__isnull=False), name="operates_after_acceptance"
            ),
        ]

    def __str__(self) -> str:
        return f"acceptance of {self.project_id}"


@carries("A19.1")
class TrialEntry(models.Model):
    """One entry of the trial run's log."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="log")
    day = models.DateField()
    event = models.TextField()
    handling = models.TextField(default="", blank=True)
    is_fault = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.day}"


@carries("A19.8", "A19.13")
class Attempt(models.Model):
    """One attempt at an acceptance with its papers; never changed, whatever came of it."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="attempts")
    kind = models.CharField(max_length=12)
    number = models.IntegerField()
    held_on = models.DateField()
    passed = models.BooleanField()
    checks = models.JSONField(default=list)
    members = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    opinion = models.TextField(default="", blank=True)
    rectify_by = models.DateField(null=True)
    rectified = models.TextField(default="", blank=True)
    file = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["acceptance", "kind", "number"], name="attempt_number")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.passed}"
