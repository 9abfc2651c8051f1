"""What the actions take, field by field: one description for the page, the API and the record."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from stdnum.cn import uscc

from qilou.kernel.fields import Input, Kind, Says, Wrong
from qilou.law import SYSTEM, Text, say
from qilou.law.functions import FUNCTIONS
from qilou.law.measures import M164

from .kinds import JurisdictionKind, Language, OrganisationKind, PostKind, Scope

HOLDABLE = {one.code: one for one in FUNCTIONS.values() if one != SYSTEM}
USERNAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-")
PASSWORD_LENGTH = 10
NOT_INCLUDED = Text("当日不计入", "That day is not included")


def _valid_uscc(text: str | None) -> str | None:
    if not text:
        return None
    if not uscc.is_valid(text):
        raise Wrong(say("统一社会信用代码有误，请核对 18 位和校验码。", "Check the 18 characters and the check digit."))
    return uscc.compact(text)


def _valid_username(text: str) -> str:
    name = text.lower()
    if not 2 <= len(name) <= 60 or not USERNAME_LETTERS.issuperset(name) or name[0] in "._-":
        raise Wrong(
            say(
                "2 至 60 个字母、数字、点、横线或下划线，以字母或数字开头。",
                "2 to 60 letters, digits, dots, hyphens or underscores, beginning with a letter or digit.",
            )
        )
    return name


def _holdable(code: str) -> str:
    if code not in HOLDABLE:
        raise Wrong(say("请选择所列的一项职能。", "Choose one of the listed functions."))
    return code


def _email(text: str) -> str:
    if text and not (text.count("@") == 1 and all(text.split("@")) and " " not in text):
        raise Wrong(say("请填写有效的电子邮箱。", "Enter a valid e-mail address."))
    return text


Name = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Phone = Annotated[str, Field(max_length=40)]
Email = Annotated[str, Field(max_length=200), AfterValidator(_email)]
Uscc = Annotated[str | None, AfterValidator(_valid_uscc)]
Secret = Annotated[str, Field(min_length=1, max_length=200)]
Password = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=200)]


class NewJurisdiction(Input):
    """A jurisdiction to enter: a district, or a portfolio of projects from outside."""

    code: Annotated[
        str,
        Field(pattern=r"^([0-9]{6}|[A-Z][A-Z0-9-]{1,19})$"),
        Says(
            "代码",
            "Code",
            Text("GB/T 2260 六位数字；外部项目库用大写字母", "GB/T 2260: six digits; a portfolio: capitals"),
        ),
    ]
    name_zh: Annotated[Name, Says("中文名称", "Chinese name")]
    name_en: Annotated[Name, Says("英文名称", "English name")]
    kind: Annotated[JurisdictionKind, Says("类型", "Kind")]
    parent: Annotated[str, Says("上级", "Above it", kind=Kind.REFERENCE, refers="jurisdictions")]


class NewOrganisation(Input):
    """An organisation to enter."""

    name_zh: Annotated[Name, Says("中文名称", "Chinese name")]
    name_en: Annotated[Name, Says("英文名称", "English name")]
    jurisdiction: Annotated[str, Says("所属区划", "Jurisdiction", kind=Kind.REFERENCE, refers="jurisdictions")]
    kind: Annotated[OrganisationKind, Says("类型", "Kind")]
    uscc: Annotated[
        Uscc,
        Says(
            "统一社会信用代码",
            "Unified social credit code",
            Text("仅外部项目库可以空缺", "May be absent only in a portfolio"),
        ),
    ] = None
    is_implementing_unit: Annotated[
        bool,
        Says(
            "电子政务实施单位",
            "Implementing unit",
            Text(
                "具有行政管理和公共服务职能，可以申报项目",
                "Has administrative and public-service functions; may declare",
            ),
            cites=M164.art(3),
        ),
    ] = False
    since: Annotated[date, Says("设立日期", "In existence since")]


class Succession(Input):
    """One organisation takes the place of another: one that is registered already, or a new one named here."""

    on: Annotated[date, Says("承继日期", "Date of succession")]
    document: Annotated[Words, Says("依据文件", "Document that decided it")]
    successor: Annotated[
        int | None,
        Says(
            "承继单位",
            "Successor",
            Text("空缺则按下列名称新设", "If left open, a new organisation is entered under the names below"),
            kind=Kind.REFERENCE,
            refers="organisations",
        ),
    ] = None
    name_zh: Annotated[str, Field(max_length=200), Says("新单位中文名称", "New Chinese name")] = ""
    name_en: Annotated[str, Field(max_length=200), Says("新单位英文名称", "New English name")] = ""
    uscc: Annotated[Uscc, Says("新单位统一社会信用代码", "New unified social credit code")] = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if (self.successor is None) == (not (self.name_zh and self.name_en)):
            raise Wrong(
                say(
                    "请选择一个已登记的单位，或者填写新单位的中英文名称，二者择一。",
                    "Choose a registered organisation, or give both names of a new one; not both.",
                )
            )
        return self


class NewPerson(Input):
    """A person to enter, with an account."""

    username: Annotated[str, AfterValidator(_valid_username), Says("登录名", "Sign-in name")]
    name_zh: Annotated[Name, Says("姓名", "Name", personal=True)]
    name_en: Annotated[Name, Says("姓名拼音", "Name in pinyin", personal=True)]
    jurisdiction: Annotated[
        str,
        Says(
            "登记区划",
            "Registered in",
            Text("由该区划的主管部门管理账号", "Its authority keeps the account"),
            kind=Kind.REFERENCE,
            refers="jurisdictions",
        ),
    ]
    phone: Annotated[Phone, Says("电话", "Telephone", personal=True)] = ""
    email: Annotated[Email, Says("电子邮箱", "E-mail", personal=True)] = ""
    language: Annotated[Language, Says("首选语言", "Preferred language")] = Language.CHINESE


class OwnDetails(Input):
    """What people keep up to date about themselves."""

    phone: Annotated[Phone, Says("电话", "Telephone", personal=True)] = ""
    email: Annotated[Email, Says("电子邮箱", "E-mail", personal=True)] = ""
    language: Annotated[Language, Says("首选语言", "Preferred language")] = Language.CHINESE


class Activation(Input):
    """Switching an account off or on."""

    active: Annotated[bool, Says("启用账号", "Account is on")] = False
    reason: Annotated[Words, Says("原因", "Reason", personal=True)]


class NewPost(Input):
    """A seat in an organisation."""

    organisation: Annotated[int, Says("单位", "Organisation", kind=Kind.REFERENCE, refers="organisations")]
    kind: Annotated[PostKind, Says("岗位类型", "Kind of post")]
    title_zh: Annotated[Name, Says("岗位中文名称", "Chinese title")]
    title_en: Annotated[Name, Says("岗位英文名称", "English title")]
    since: Annotated[date, Says("设立日期", "Exists since")]


class NewAppointment(Input):
    """Who takes a post, from which day."""

    post: Annotated[int, Says("岗位", "Post", kind=Kind.REFERENCE, refers="posts")]
    person: Annotated[int, Says("人员", "Person", kind=Kind.REFERENCE, refers="people")]
    since: Annotated[date, Says("任职日期", "From")]


class Ending(Input):
    """The day from which something is no longer in force."""

    on: Annotated[date, Says("终止日期", "Ends on", NOT_INCLUDED)]


class NewHolding(Input):
    """Which organisation holds a function in the law, and by which document."""

    function: Annotated[
        str,
        AfterValidator(_holdable),
        Says("法定职能", "Function", cites=M164.art(5), kind=Kind.REFERENCE, refers="functions"),
    ]
    jurisdiction: Annotated[
        str, Says("区划", "Jurisdiction", cites=M164.art(6), kind=Kind.REFERENCE, refers="jurisdictions")
    ]
    organisation: Annotated[int, Says("承担单位", "Held by", kind=Kind.REFERENCE, refers="organisations")]
    since: Annotated[date, Says("起始日期", "From")]
    until: Annotated[date | None, Says("终止日期", "Until", NOT_INCLUDED)] = None
    document: Annotated[Words, Says("依据文件", "Document that decided it")]


class NewDelegation(Input):
    """Who acts for the holder of a post while they are away."""

    post: Annotated[int, Says("岗位", "Post", kind=Kind.REFERENCE, refers="posts")]
    to_person: Annotated[int, Says("受托人", "Delegate", kind=Kind.REFERENCE, refers="people")]
    since: Annotated[date, Says("起始日期", "From")]
    until: Annotated[date, Says("终止日期", "Until", NOT_INCLUDED)]
    reason: Annotated[Words, Says("原因", "Reason", personal=True)]


class SignIn(Input):
    """Who signs in."""

    username: Annotated[Secret, Says("登录名", "Sign-in name")]
    password: Annotated[Password, Says("密码", "Password", personal=True, exact=True)]


class PasswordChange(Input):
    """An old password for a new one."""

    current: Annotated[Password, Says("现在的密码", "Current password", personal=True, exact=True)]
    new: Annotated[
        Password,
        Says(
            "新密码",
            "New password",
            Text("至少 10 个字符，可以是一句话", "At least 10 characters; a sentence is fine"),
            personal=True,
            exact=True,
        ),
    ]
    again: Annotated[Password, Says("再次输入新密码", "New password again", personal=True, exact=True)]


class NewPassword(Input):
    """A new password by a reset link."""

    new: Annotated[
        Password,
        Says(
            "新密码",
            "New password",
            Text("至少 10 个字符，可以是一句话", "At least 10 characters; a sentence is fine"),
            personal=True,
            exact=True,
        ),
    ]
    again: Annotated[Password, Says("再次输入新密码", "New password again", personal=True, exact=True)]


class ResetRequest(Input):
    """Who has forgotten the password."""

    username: Annotated[Secret, Says("登录名", "Sign-in name")]


class Code(Input):
    """A code of the authenticator app, or one on paper."""

    code: Annotated[
        Secret,
        Says(
            "验证码",
            "Code",
            Text("验证器应用的 6 位数字，或者一个恢复码", "The app's six digits, or a recovery code"),
            personal=True,
        ),
    ]


class Confirmation(Input):
    """What proves once more who one is: the code of whoever has a second factor, otherwise the password."""

    password: Annotated[
        str,
        StringConstraints(strip_whitespace=False, max_length=200),
        Says("密码", "Password", personal=True, exact=True),
    ] = ""
    code: Annotated[
        str,
        Field(max_length=200),
        Says(
            "验证码",
            "Code",
            Text("验证器应用的 6 位数字，或者一个恢复码", "The app's six digits, or a recovery code"),
            personal=True,
        ),
    ] = ""


class FactorReset(Input):
    """Why somebody's second factors are taken away."""

    reason: Annotated[
        Words,
        Says(
            "原因",
            "Reason",
            Text("写明如何当面核实了本人身份", "Say how you made sure, in person, who asked"),
            personal=True,
        ),
    ]


class Linking(Input):
    """Who somebody is at the provider of single sign-on."""

    subject: Annotated[
        str,
        Field(min_length=1, max_length=255),
        Says("单点登录标识", "Name at the provider", Text("提供方给出的 sub", "The provider's sub"), personal=True),
    ]


class NewToken(Input):
    """A token for a program."""

    name: Annotated[
        str,
        Field(min_length=1, max_length=100),
        Says("用途", "What for", Text("哪个程序使用，便于日后识别", "Which program uses it, to know it again")),
    ]
    scopes: Annotated[
        tuple[Scope, ...],
        Field(min_length=1),
        Says("权限范围", "Scope", Text("“办理”包括“查看”", "To act includes to read")),
    ]
    days: Annotated[
        int,
        Field(ge=1, le=366),
        Says("有效天数", "Valid for how many days", Text("最多 366 天", "At most 366")),
    ] = 90


class NewPasskey(Input):
    """A passkey to take into use: the browser's answer, and what its owner calls it."""

    name: Annotated[
        str,
        Field(min_length=1, max_length=100),
        Says("名称", "Name", Text("例如“办公室电脑”", "Such as “office computer”")),
    ]
    answer: Annotated[str, Field(min_length=1, max_length=20_000), Says("设备的应答", "The device's answer")]
