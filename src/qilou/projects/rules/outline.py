"""The outline of a construction programme (form B2): its headings, and the entries of the form that answer each.

Every heading carries one of the contents that Article 10, paragraph 2 names (A10.6 to A10.12). A heading is answered by
its text and its structured entries together, never by a file alone. What the article names is checked by its own
rules; a heading beyond that is asked for only where the authority's published checklist (A10.13) lists its code.
"""

from collections.abc import Collection
from dataclasses import dataclass

from qilou.law import Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter: its code on a checklist, the content of the article that it carries, its entries by field.

    All of `fields` answer it together; `besides` stand under it where they are given.
    """

    code: str
    title: Text
    item: str
    fields: tuple[str, ...]
    besides: tuple[str, ...] = ()

    def lacking(self, given: Collection[str]) -> tuple[str, ...]:
        """The entries that the heading still lacks, of those that are given."""
        return tuple(one for one in self.fields if one not in given)


OUTLINE = (
    Heading(
        "programme_overview",
        Text("概述", "Overview"),
        "content",
        ("overview", "nature", "location"),
        ("serves", "technologies", "types", "plan_items", "starts_on", "ends_on"),
    ),
    Heading(
        "programme_demand",
        Text("现状与需求分析", "Present state and needs"),
        "necessity",
        ("demand", "users", "transactions"),
    ),
    Heading("programme_necessity", Text("必要性", "Necessity"), "necessity", ("necessity", "bases")),
    Heading("programme_design", Text("总体设计与标准规范", "Overall design and norms"), "norms", ("design", "norms")),
    Heading("programme_content", Text("建设内容", "Content"), "content", ("content", "items")),
    Heading(
        "programme_sharing",
        Text("集约与共享分析", "Intensive use and sharing"),
        "feasibility",
        ("sharing",),
        ("system", "cloud", "network"),
    ),
    Heading(
        "programme_security",
        Text("安全、密码与个人信息保护", "Security and personal data"),
        "norms",
        ("security",),
        ("personal_data",),
    ),
    Heading("programme_operation", Text("运行维护", "Operation"), "feasibility", ("operation", "running_cost")),
    Heading(
        "programme_implementation",
        Text("组织与实施计划", "Organisation and implementation"),
        "plan",
        ("organisation", "steps"),
    ),
    Heading("programme_procurement", Text("招标采购方案", "Procurement"), "plan", ("procurement",)),
    Heading(
        "programme_investment",
        Text("投资估算与资金来源", "Estimate and sources of money"),
        "estimate",
        ("total", "lines", "slices", "sources"),
    ),
    Heading("programme_benefits", Text("绩效目标与效益", "Benefits"), "feasibility", ("benefits", "targets")),
    Heading("programme_risks", Text("可行性与风险", "Feasibility and risks"), "feasibility", ("feasibility", "risks")),
    Heading("programme_annexes", Text("附件", "Annexes"), "programme", ("programme",), ("papers", "extras")),
)


def answered(given: Collection[str]) -> frozenset[str]:
    """The codes of the headings that these entries answer."""
    return frozenset(one.code for one in OUTLINE if not one.lacking(given))
