"""Openings: ports and policies, VPN accounts, domains and cloud resources, each with owner, purpose and expiry."""

from django.db import models
from django.db.models import F, Q

from qilou.kernel.fields import Labelled
from qilou.law import carries

from .access import AccessQuerySet


class Opens(Labelled):
    """What is opened."""

    POLICY = "policy", "端口、访问策略", "Ports and policies"
    VPN = "vpn", "远程接入账号", "VPN account"
    DOMAIN = "domain", "政务域名", "Domain"
    CLOUD = "cloud", "政务云资源", "Cloud resource"


@carries("A22.1")
class Opening(models.Model):
    """One thing that is opened for a unit for a time. `until` is the last day; `window` and `rollback` of the change.

    It is open from `opened_on` until `closed_on`.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200)
    access = models.ForeignKey("network.Access", models.PROTECT, related_name="openings")
    kind = models.CharField(max_length=12)
    what = models.CharField(max_length=300)
    purpose = models.TextField()
    until = models.DateField()
    window = models.CharField(max_length=100, default="", blank=True)
    rollback = models.TextField(default="", blank=True)
    agreed_on = models.DateField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    ground = models.CharField(max_length=300, default="", blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Opens]), name="opening_kind_known"),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(opened_on__gte=F("agreed_on")), name="opened_after_agreement"
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(agreed_on__isnull=False), name="opened_by_agreement"
            ),
        ]
        indexes = [models.Index(fields=["access", "closed_on"], name="openings_of_access")]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"
