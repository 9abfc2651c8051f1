"""Evaluation: the third party and its report, the experts' sheets, the panel, the opinion."""

from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled


class Satisfied(Labelled):
    """A reviewer's conclusion on one criterion."""

    MET = "met", "满足", "Met"
    MOSTLY = "mostly", "基本满足", "Mostly met"
    NOT_MET = "not_met", "不满足", "Not met"


class ExpertVote(Labelled):
    """An expert's own conclusion."""

    AGREE = "agree", "同意", "Agree"
    AFTER_REVISION = "after_revision", "修改后同意", "Agree after revision"
    DISAGREE = "disagree", "不同意", "Disagree"


class PanelResult(Labelled):
    """What the panel concludes."""

    PASSED = "passed", "通过", "Pass"
    AFTER_REVISION = "after_revision", "修改后通过", "Pass after revision"
    NOT_PASSED = "not_passed", "不通过", "Not passed"


class Adopted(Labelled):
    """How a comment of the panel was taken up."""

    YES = "yes", "采纳", "Adopted"
    PARTLY = "partly", "部分采纳", "Partly adopted"
    NO = "no", "未采纳", "Not adopted"


class OpinionResult(Labelled):
    """What the evaluation opinion says."""

    PASSED = "passed", "通过", "Passed"
    NOT_PASSED = "not_passed", "不通过", "Not passed"


class Evaluation(models.Model):
    """What one evaluation case is about: who reviews, in which session, and what the panel concluded.

    `agenda` is its place in the session's agenda; `scoring` what the sheets said together once all of them were in.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="evaluations")
    declaration = models.ForeignKey("projects.Declaration", models.PROTECT, related_name="evaluations")
    session = models.ForeignKey("projects.ExpertSession", models.PROTECT, null=True, related_name="evaluations")
    agenda = models.IntegerField(null=True)
    scoring = models.JSONField(default=dict)
    panel_result = models.CharField(max_length=16, default="", blank=True)
    panel_findings = models.JSONField(default=dict)
    panel_suggested = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    panel_dissent = models.TextField(default="", blank=True)
    panel_discussion = models.TextField(default="", blank=True)
    panel_on = models.DateField(null=True)
    minutes = models.CharField(max_length=200, default="", blank=True)
    confirmed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"evaluation of {self.project_id}"


class PreliminaryReview(models.Model):
    """The third party's part: by which competition it was chosen, its declaration of interests, its report."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, primary_key=True, related_name="preliminary")
    reviewer = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    reviewer_name = models.CharField(max_length=200)
    competition = models.CharField(max_length=200)
    competition_result = models.CharField(max_length=200)
    competed_on = models.DateField()
    assigned_on = models.DateField()
    report_number = models.CharField(max_length=200, default="", blank=True)
    reported_on = models.DateField(null=True)
    signed_by = models.CharField(max_length=100, default="", blank=True)
    interests = models.TextField(default="", blank=True)
    findings = models.JSONField(default=dict)
    checked_total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    conclusion = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return f"{self.reviewer_name}: {self.report_number}"


class Bidder(models.Model):
    """Who competed for a preliminary review: its bid in yuan, its declaration of interests, with what result."""

    preliminary = models.ForeignKey(PreliminaryReview, models.PROTECT, related_name="bidders")
    name = models.CharField(max_length=200)
    result = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    no_interest = models.BooleanField(default=False)
    chosen = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["preliminary"], condition=Q(chosen=True), name="one_bidder_is_chosen")
        ]

    def __str__(self) -> str:
        return self.name


class ExpertSheet(models.Model):
    """One expert's own sheet, a case of its own; empty until it is filed."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="sheets")
    expert = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    number = models.IntegerField()
    necessity = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    feasibility = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    reasonableness = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    sharing = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    security = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    vote = models.CharField(max_length=16, default="", blank=True)
    opinion = models.TextField(default="", blank=True)
    comments = models.JSONField(default=list)
    cuts = models.JSONField(default=list)
    filed_at = models.DateTimeField(null=True)
    excused = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "expert"], name="one_sheet_an_expert")]

    def __str__(self) -> str:
        return f"sheet {self.number}"


class PanelSignature(models.Model):
    """An expert's signature under the panel's opinion, a case of its own: given, with a dissent, or missing and why."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="signatures")
    expert = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    dissent = models.TextField(default="", blank=True)
    missing = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "expert"], name="one_signature_an_expert")]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.expert_id}"


class ReviewComment(models.Model):
    """A numbered comment of the panel on a project that passes after revision, and how the unit answered it."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="comments")
    number = models.IntegerField()
    text = models.TextField()
    must = models.BooleanField(default=True)
    adopted = models.CharField(max_length=12, default="", blank=True)
    response = models.TextField(default="", blank=True)
    place = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="comment_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:40]}"


class Opinion(models.Model):
    """The authority's evaluation opinion. Amounts in yuan.

    Scores are the sheets' means, each criterion out of a hundred; null for a direct opinion.
    `report` and `minutes` name the third party's report and the panel's minutes; blank only for a direct opinion
    (A13.16), which has its `direct_reason`.
    """

    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="opinions")
    case = models.OneToOneField("casework.Case", models.PROTECT, related_name="+")
    result = models.CharField(max_length=12)
    necessity = models.TextField()
    feasibility = models.TextField()
    reasonableness = models.TextField()
    suggested = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    conditions = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    report = models.CharField(max_length=200, default="", blank=True)
    minutes = models.CharField(max_length=200, default="", blank=True)
    direct = models.BooleanField(default=False)
    direct_reason = models.TextField(default="", blank=True)
    necessity_score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    feasibility_score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    reasonableness_score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    sharing_score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    security_score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    issued_on = models.DateField()
    number = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(direct=True) | (~Q(report="") & ~Q(minutes="")), name="opinion_refers_to_its_reviews"
            ),
            models.CheckConstraint(
                condition=~Q(result="passed") | Q(suggested__gt=0), name="passing_opinion_suggests_an_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.result} {self.number}"
