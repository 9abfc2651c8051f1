"""The closed sets of the registers, each member in both languages."""

from collections.abc import Collection

from qilou.kernel.fields import Labelled
from qilou.law import Text


class JurisdictionKind(Labelled):
    """What kind of area a code stands for."""

    CITY = "city", "市", "City"
    DISTRICT = "district", "区（县）", "District (county)"
    PORTFOLIO = "portfolio", "外部项目库", "External portfolio"


class OrganisationKind(Labelled):
    """What an organisation is to the e-government; only the first two are listed to everybody who signs in."""

    GOVERNMENT = "government", "行政机关", "Government body"
    INSTITUTION = "institution", "事业单位", "Public institution"
    BIDDER = "bidder", "供应商", "Bidder or supplier"
    THIRD_PARTY = "third_party", "第三方机构", "Third party"


class PostKind(Labelled):
    """What the holder of a post does with a case; a desk is a key and one of these."""

    HANDLER = "handler", "经办人", "Handler"
    CHECKER = "checker", "核稿人", "Checker"
    COUNTERSIGNER = "countersigner", "会签人", "Countersigner"
    SIGNER = "signer", "签发人", "Signer"
    REGISTRAR = "registrar", "编号用印员", "Registrar of numbers and seals"
    EXPERT = "expert", "评审专家", "Evaluation expert"
    AUDITOR = "auditor", "审计员", "Auditor"
    ADMINISTRATOR = "administrator", "系统管理员", "Administrator"


class Scope(Labelled):
    """What a program's token opens: reading in a module of the API, or acting, which includes reading."""

    CASEWORK_READ = "casework:read", "办件、文书：查看", "Cases and papers: read"
    CASEWORK_ACT = "casework:act", "办件、文书：办理", "Cases and papers: act"
    IDENTITY_READ = "identity:read", "机构与人员：查看", "Organisations and people: read"
    IDENTITY_ACT = "identity:act", "机构与人员：登记", "Organisations and people: enter"
    NETWORK_READ = "network:read", "网络和地址：查看", "Network and addresses: read"
    NETWORK_ACT = "network:act", "网络和地址：办理", "Network and addresses: act"
    PROJECTS_READ = "projects:read", "项目查重比对：查看", "Comparison of projects: read"
    SUPERVISION_READ = "supervision:read", "审计疑点：查看", "Doubtful points: read"
    SUPERVISION_ACT = "supervision:act", "审计疑点：答复、核销、调阅", "Doubtful points: answer, settle, call for cases"
    PORTAL_READ = "portal:read", "法规、程序、检索：查看", "Law, procedures, search: read"

    @classmethod
    def opens(cls, scopes: Collection[str], module: str, *, act: bool) -> bool:
        """Whether some of these scopes open a module, to read or to act."""
        return f"{module}:act" in scopes or (not act and f"{module}:read" in scopes)


class Language(Labelled):
    """The language a person reads first."""

    CHINESE = "zh-hans", "简体中文", "Simplified Chinese"
    ENGLISH = "en", "英文", "English"


def label(kinds: type[Labelled], value: str) -> Text:
    """What a stored member of a closed set is called."""
    return next(one.label for one in kinds if one == value)
