"""Functions in the law: who is competent, whatever the organisation that holds the function is called today."""

from dataclasses import dataclass

from .text import Text


@dataclass(frozen=True, slots=True)
class Function:
    """A role that the law itself names; an organisation holds it in one jurisdiction from a date to a date (A5.5)."""

    code: str
    label: Text


FUNCTIONS: dict[str, Function] = {}


def _function(code: str, zh: str, en: str) -> Function:
    FUNCTIONS[code] = Function(code, Text(zh, en))
    return FUNCTIONS[code]


AUTHORITY = _function("AUTHORITY", "电子政务主管部门", "E-government authority")
TECHNICAL_BODY = _function("TECHNICAL_BODY", "电子政务技术管理机构", "Technical body")
FINANCE = _function("FINANCE", "财政部门", "Finance department")
DEVELOPMENT_REFORM = _function("DEVELOPMENT_REFORM", "发展改革部门", "Development and reform department")
GOVERNMENT = _function("GOVERNMENT", "人民政府", "People's government")
AUDIT = _function("AUDIT", "审计机关", "Audit office")
SYSTEM = _function("SYSTEM", "系统", "The platform")
