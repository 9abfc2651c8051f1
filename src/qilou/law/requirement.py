"""The requirements that the law's articles come to: the ids that rules, steps, clocks, notices and tests name."""

from dataclasses import dataclass

from .text import Text


@dataclass(frozen=True, slots=True)
class Requirement:
    """One testable requirement. `article` is 0 for the cross-cutting ones (X1 to X8).

    `kind` is one of DEF DUTY RIGHT POWER BAN TIME COND EFF PRIN or X; `mark` as for articles. `not_software` says why
    no code can carry it, where that is so; only then may its status be "not software".
    """

    id: str
    article: int
    kind: str
    actor: str
    says: Text
    mark: str
    not_software: Text | None = None


KINDS = {
    "DEF": Text("定义", "definition"),
    "DUTY": Text("义务", "duty"),
    "RIGHT": Text("权利", "right"),
    "POWER": Text("权限", "power"),
    "BAN": Text("禁止", "ban"),
    "TIME": Text("期限", "time"),
    "COND": Text("条件", "condition"),
    "EFF": Text("法律效果", "legal effect"),
    "PRIN": Text("原则", "principle"),
    "X": Text("贯穿各章", "cross-cutting"),
}
ACTORS = {
    "EGA": Text("市电子政务主管部门", "city e-government authority"),
    "TMB": Text("市技术管理机构", "city technical body"),
    "FIN": Text("市财政部门", "city finance department"),
    "DRC": Text("市发展改革部门", "city development and reform department"),
    "UNIT": Text("实施单位、申报单位", "implementing or declaring unit"),
    "GOV": Text("市政府", "city government"),
    "DGOV": Text("区（县）政府", "district government"),
    "DEGA": Text("区（县）主管部门", "district e-government authority"),
    "DTMB": Text("区（县）技术管理机构", "district technical body"),
    "SYS": Text("平台", "the platform"),
}
