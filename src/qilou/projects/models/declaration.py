"""A declaration: the form as it was submitted in each version, and the figures in it that others read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from qilou.kernel.fields import Labelled
from qilou.law import carries


class Category(Labelled):
    """Why a project is in scope (Article 2)."""

    FISCAL = "fiscal", "全部或者部分由市、区（县）财政资金支付", "Paid wholly or partly from city or district budgets"
    FINANCED = "financed", "市、区（县）政府融资", "Financed by borrowing of the city or district governments"
    CONCESSION = "concession", "政府特许经营或者政府与社会资本合作", "Government concession or partnership (PPP)"


class SpecialGround(Labelled):
    """The special circumstances of Article 11."""

    MAJOR_TASK = "major_task", "重大任务", "Major task"
    URGENT_NEED = "urgent_need", "急需", "Urgent need"
    FROM_ABOVE = "from_above", "上级临时要求", "Temporary requirement from above"
    SIMILAR = "similar", "其他类似特殊情况", "Similar special circumstances"


class Source(Labelled):
    """Where the money comes from."""

    CITY_BUDGET = "city_budget", "市财政资金", "City budget"
    DISTRICT_BUDGET = "district_budget", "区（县）财政资金", "District (county) budget"
    HIGHER_GRANT = "higher_grant", "上级补助资金", "Grant from above"
    GOVERNMENT_FINANCING = "government_financing", "政府融资", "Government borrowing"
    SOCIAL_CAPITAL = "social_capital", "社会资本", "Private capital"
    OWN_FUNDS = "own_funds", "单位自有资金", "The unit's own funds"


class CostClass(Labelled):
    """The first level of cost classes of an estimate."""

    ENGINEERING = "engineering", "工程费", "Engineering"
    EQUIPMENT = "equipment", "设备费", "Equipment"
    SOFTWARE = "software", "软件费", "Software"
    SERVICE = "service", "服务费", "Services"
    OTHER = "other", "其他费用", "Other costs"
    CONTINGENCY = "contingency", "预备费", "Contingency"


class LineMark(Labelled):
    """What an estimate line must say of itself, because another article asks about it."""

    NONE = "none", "无", "None"
    OWN_NETWORK = "own_network", "自建网络或租用专线", "Own network or leased lines"
    OWN_OFFICE = "own_office", "自建办公、审批、监察系统", "Own office, approval or supervision system"
    MACHINE_ROOM = "machine_room", "自建机房", "Own machine room"
    SCREEN = "screen", "大屏、展厅", "Large screen or showroom"
    TERMINAL = "terminal", "移动终端", "Mobile terminals"


class ProgrammeItem(Labelled):
    """What a declaration is checked for: the contents of Article 10, paragraph 2, and nothing else (A10.14)."""

    PROGRAMME = "programme", "项目建设方案", "Construction programme"
    NECESSITY = "necessity", "必要性", "Necessity"
    FEASIBILITY = "feasibility", "可行性", "Feasibility"
    CONTENT = "content", "建设内容", "Construction content"
    NORMS = "norms", "技术规范", "Technical norms"
    ESTIMATE = "estimate", "投资估算", "Investment estimate"
    PLAN = "plan", "实施计划", "Implementation plan"
    CHECKLIST = "checklist", "公布的补充清单", "Published checklist"


class NamedType(Labelled):
    """The types that Article 3 names; the list is open, and what is added to it stands in ProjectType."""

    ENGINEERING = "engineering", "工程类", "Engineering"
    EQUIPMENT = "equipment", "设备类", "Equipment"
    SOFTWARE = "software", "软件类", "Software"
    SERVICE = "service", "服务类", "Services"


@carries("A3.4")
class ProjectType(models.Model):
    """A type of project beyond the named ones, from a date: added by a recorded act, not by a change of code."""

    code = models.CharField(max_length=40, primary_key=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name_zh


@carries("A10.13")
class ChecklistItem(models.Model):
    """What an authority asks for beyond the named contents of a programme, by a published and dated checklist."""

    jurisdiction = models.ForeignKey("identity.Jurisdiction", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    published_on = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code"], name="checklist_item_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("published_on")), name="checklist_item_period"
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh


class Declaration(models.Model):
    """What one declaration case is about. `form` is the current version whole; `version` is 0 while it is a draft.

    `told` are the items of the one correction notice: for each its `item`, `problem` and `remedy`.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="+")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="declarations")
    track = models.CharField(max_length=12)
    round_year = models.IntegerField()
    budget_year = models.IntegerField()
    version = models.IntegerField(default=0)
    form = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    categories = ArrayField(models.CharField(max_length=20), default=list)
    grounds = ArrayField(models.CharField(max_length=20), default=list)
    submitted_at = models.DateTimeField(null=True)
    returned_on = models.DateField(null=True)
    told = models.JSONField(default=list)
    accepted_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=60, default="", blank=True)
    ended_as = models.CharField(max_length=20, default="", blank=True)
    reason = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            # the register of a round, and the count of special declarations by ground
            models.Index(fields=["round_year", "track"], name="declaration_round"),
            # the register of declarations, the latest round first
            models.Index(
                fields=["-round_year", "-case"], condition=Q(submitted_at__isnull=False), name="declaration_register"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} v{self.version}"


@carries("A10.22")
class DeclarationVersion(models.Model):
    """A version as it was submitted: frozen, with the hash of its content; the database refuses to change it."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="versions")
    version = models.IntegerField()
    cause = models.CharField(max_length=20)
    form = models.JSONField()
    sha256 = models.CharField(max_length=64)
    differences = models.JSONField(default=list)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "version"], name="one_version_each")]

    def __str__(self) -> str:
        return f"{self.declaration_id} v{self.version}"


class EstimateLine(models.Model):
    """A line of the current estimate. Amounts in yuan; those after `amount` are filled along the way, null until then.

    Everybody compares in this one table: declared, checked by the third party, by the experts, by finance, approved.
    """

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="lines")
    number = models.IntegerField()
    cost_class = models.CharField(max_length=20)
    subclass = models.CharField(max_length=60, default="", blank=True)
    name = models.CharField(max_length=200)
    specification = models.TextField(default="", blank=True)
    quantity = models.DecimalField(max_digits=16, decimal_places=4)
    unit = models.CharField(max_length=20)
    unit_price = models.DecimalField(max_digits=20, decimal_places=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    year = models.IntegerField(null=True)
    basis = models.CharField(max_length=200, default="", blank=True)
    source = models.CharField(max_length=24, default="", blank=True)
    procurement_code = models.CharField(max_length=20, default="", blank=True)
    economic_class = models.CharField(max_length=20, default="", blank=True)
    mark = models.CharField(max_length=20, default=LineMark.NONE.value)
    checked_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    expert_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    finance_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    approved_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    checked_reason = models.CharField(max_length=300, default="", blank=True)
    expert_reason = models.CharField(max_length=300, default="", blank=True)
    finance_reason = models.CharField(max_length=300, default="", blank=True)
    approved_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "number"], name="estimate_line_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class YearSlice(models.Model):
    """What a project asks for in one budget year; the slices add up to its total (A8.6)."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="slices")
    year = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "year"], name="one_asked_slice_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"


class FundingSource(models.Model):
    """What one source pays."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="sources")
    source = models.CharField(max_length=24)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "source"], name="each_source_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.amount}"
