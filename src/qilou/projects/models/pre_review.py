"""Pre-review: its rounds, the findings on the six principles, guidance and the grant for preliminary work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


@carries("A4.1")
class Principle(Labelled):
    """The six principles of Article 4, which every pre-review finds on."""

    UNIFIED_PLANNING = "unified_planning", "统一规划", "Planned as one"
    UNIFIED_STANDARDS = "unified_standards", "统一标准", "One set of standards"
    INTENSIVE = "intensive", "集约发展", "Built for shared use"
    INTERCONNECTION = "interconnection", "互联互通", "Connected"
    SHARING = "sharing", "资源共享", "Resources shared"
    SECURITY = "security", "注重安全", "Secure"


class Conformity(Labelled):
    """What a finding says."""

    CONFORMS = "conforms", "符合", "Conforms"
    BROADLY = "broadly", "基本符合，前期工作不足", "Broadly conforms, preliminary work insufficient"
    FAILS = "fails", "不符合", "Does not conform"


class PreReviewOutcome(Labelled):
    """The three outcomes of Article 12; there is no other."""

    PASSED = "passed", "通过预审", "Passed"
    RETURNED = "returned", "退回申报单位", "Returned with reasons"
    GUIDED = "guided", "指导优化", "Guided to optimise"


class HitAnswer(Labelled):
    """What a person finds of another project or system that looks like this one."""

    DIFFERENT = "different", "不是重复建设", "Not a duplicate"
    OVERLAP = "overlap", "部分重合，须协调解决", "Overlaps in part, to be resolved"
    ABSORBS = "absorbs", "属于同一事项，对方并入本项目", "The same: the other merges into this one"
    DUPLICATE = "duplicate", "属于同一事项，本项目应当并入对方", "The same: this one should merge into the other"


class PreReview(models.Model):
    """What one pre-review case is about; `round` counts from 1 and grows each time the unit comes back optimised."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="pre_reviews")
    declaration = models.ForeignKey("projects.Declaration", models.PROTECT, related_name="pre_reviews")
    round = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.project_id} round {self.round}"


class PreReviewRound(models.Model):
    """One round as it was decided: outcome, reasons, and the plan that it was judged against.

    `compared` is what the comparison with all other projects then gave: method, number compared, the nearest.
    """

    pre_review = models.ForeignKey(PreReview, models.PROTECT, related_name="rounds")
    round = models.IntegerField()
    outcome = models.CharField(max_length=12)
    reason = models.TextField(default="", blank=True)
    plan = models.CharField(max_length=200)
    decided_on = models.DateField()
    number = models.CharField(max_length=60, default="", blank=True)
    compared = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pre_review", "round"], name="one_outcome_a_round"),
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in PreReviewOutcome]), name="one_of_three_outcomes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pre_review_id} round {self.round}: {self.outcome}"


class PreReviewFinding(models.Model):
    """A finding on one principle in one round, with the plan item or provision that it rests on."""

    pre_review = models.ForeignKey(PreReview, models.PROTECT, related_name="findings")
    round = models.IntegerField()
    principle = models.CharField(max_length=24)
    conformity = models.CharField(max_length=12)
    reason = models.TextField()
    plan_item = models.CharField(max_length=60, default="", blank=True)
    provision = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pre_review", "round", "principle"], name="one_finding_a_principle"),
            models.CheckConstraint(condition=~Q(plan_item="") | ~Q(provision=""), name="finding_cites_something"),
        ]

    def __str__(self) -> str:
        return f"{self.principle}: {self.conformity}"


@carries("A4.2", "A4.4")
class HitFinding(models.Model):
    """What a person found of one that looks like this project, and why; `likeness` is in thousandths."""

    pre_review = models.ForeignKey(PreReview, models.PROTECT, related_name="hits")
    thing = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    likeness = models.IntegerField()
    signals = ArrayField(models.CharField(max_length=20), default=list)
    finding = models.CharField(max_length=12)
    reason = models.TextField()
    method = models.CharField(max_length=40)
    found_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pre_review", "thing"], name="one_finding_a_hit"),
            models.CheckConstraint(condition=Q(finding__in=[one.value for one in HitAnswer]), name="hit_finding_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="hit_finding_has_reason"),
        ]
        indexes = [
            # what was found before to be the same as a thing
            models.Index(fields=["thing", "id"], name="hit_finding_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.thing}: {self.finding}"


@carries("A23.3", "A32.1")
class OwnFinding(models.Model):
    """What a person found of a part of a project that may be an own network or system, and why.

    `line` is the estimate's, 0 the project as its name says; `name` is what was looked at, so that another line put
    in its place is looked at anew.
    """

    pre_review = models.ForeignKey(PreReview, models.PROTECT, related_name="own_findings")
    line = models.IntegerField()
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12)
    own = models.BooleanField()
    reason = models.TextField()
    found_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pre_review", "line", "kind"], name="one_finding_an_own_part"),
            models.CheckConstraint(condition=~Q(reason=""), name="own_finding_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.kind}: {self.own}"


class GuidanceItem(models.Model):
    """What the unit is guided to improve, and what it reports to have done."""

    pre_review = models.ForeignKey(PreReview, models.PROTECT, related_name="guidance")
    round = models.IntegerField()
    number = models.IntegerField()
    text = models.TextField()
    response = models.TextField(default="", blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pre_review", "round", "number"], name="guidance_item_number")]

    def __str__(self) -> str:
        return f"{self.round}.{self.number}"


class PreWorkGrant(models.Model):
    """Finance's reply on money for preliminary work: granted against the year's fund, or not, with its document."""

    pre_review = models.ForeignKey(PreReview, models.PROTECT, related_name="grants")
    round = models.IntegerField()
    asked = models.DecimalField(max_digits=14, decimal_places=2)
    purpose = models.TextField()
    granted = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    fund_year = models.IntegerField(null=True)
    document = models.CharField(max_length=200, default="", blank=True)
    reply = models.TextField(default="", blank=True)
    replied_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pre_review", "round"], name="one_consultation_a_round")]

    def __str__(self) -> str:
        return f"{self.pre_review_id} round {self.round}: {self.granted}"
