"""The pool of experts and the bodies that each may not judge."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from qilou.kernel.fields import Labelled


class ExpertField(Labelled):
    """What an expert judges; a session may ask for so many of each."""

    SOFTWARE = "software", "软件与应用系统", "Software and applications"
    DATA = "data", "数据资源", "Data"
    NETWORK = "network", "网络与云", "Networks and cloud"
    SECURITY = "security", "网络安全与密码", "Security and cryptography"
    COST = "cost", "造价与财务", "Costs and finance"
    BUSINESS = "business", "政务业务", "Administration"


class ExpertStatus(Labelled):
    """Whether an expert is drawn; a term that has run out is no status, since the day alone says it."""

    ACTIVE = "active", "在库", "In the pool"
    SUSPENDED = "suspended", "暂停", "Suspended"
    ENDED = "ended", "出库", "Out of the pool"


class Expert(models.Model):
    """An expert of a jurisdiction's pool, from the first to the last day of their term; `code` stands in draws.

    `body` is the employer where it is on record as an organisation.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    fields = ArrayField(models.CharField(max_length=20))
    title = models.CharField(max_length=100)
    employer = models.CharField(max_length=200)
    body = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    status = models.CharField(max_length=12, default=ExpertStatus.ACTIVE.value)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="one_expert_a_code"),
            models.UniqueConstraint(
                fields=["jurisdiction", "person"], condition=~Q(status="ended"), name="once_in_the_pool"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="expert_term_in_order"),
        ]

    def __str__(self) -> str:
        return self.code


class Interest(models.Model):
    """A body whose projects an expert does not judge, and why (Article 5)."""

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="interests")
    body = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["expert", "body"], name="one_interest_a_body")]

    def __str__(self) -> str:
        return f"{self.expert_id} {self.body_id}"
