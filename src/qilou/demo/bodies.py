"""Who there is in the demo city: bodies, the functions they hold, and invented people at their posts."""

from dataclasses import dataclass

from qilou.identity.kinds import OrganisationKind as Kind
from qilou.identity.kinds import PostKind as Post

CITY = "440500"
LONGHU = "440507"
NANAO = "440523"


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation: its names, what it holds in the law, and the word under which it numbers its papers."""

    zh: str
    en: str
    word: str = ""
    functions: tuple[str, ...] = ()
    area: str = CITY
    kind: Kind = Kind.GOVERNMENT
    unit: bool = True


@dataclass(frozen=True, slots=True)
class Someone:
    """A person at a post. The sign-in name is the body's short name and the post's, such as `finance.signer`."""

    zh: str
    en: str
    post: Post
    title: tuple[str, str]


HANDLER = ("经办人", "handler")
CHECKER = ("科长（核稿）", "section chief, checks")
SIGNER = ("分管领导（签发）", "deputy head, signs")
ADMINISTRATOR = ("系统管理员", "administrator")

BODIES = {
    "authority": Body("市政务服务和数据管理局", "City Government Services and Data Bureau", "汕政数", ("AUTHORITY",)),
    "technical": Body(
        "市电子政务技术中心",
        "City E-government Technical Centre",
        "汕政技",
        ("TECHNICAL_BODY",),
        kind=Kind.INSTITUTION,
    ),
    "finance": Body("市财政局", "City Finance Bureau", "汕财", ("FINANCE",)),
    "drc": Body("市发展和改革局", "City Development and Reform Bureau", "汕发改", ("DEVELOPMENT_REFORM",)),
    "government": Body("市人民政府", "City People's Government", "汕府", ("GOVERNMENT",), unit=False),
    "audit": Body("市审计局", "City Audit Bureau", "汕审", ("AUDIT",)),
    "mib": Body("市医疗保障局", "City Healthcare Security Bureau", "汕医保"),
    "health": Body("市卫生健康局", "City Health Bureau", "汕卫健"),
    "ecology": Body("市生态环境局", "City Ecology and Environment Bureau", "汕环"),
    "urban": Body("市城市管理和综合执法局", "City Urban Management Bureau", "汕城管"),
    "education": Body("市教育局", "City Education Bureau", "汕教"),
    "land": Body("市自然资源局", "City Natural Resources Bureau", "汕自然资"),
    "civil": Body("市民政局", "City Civil Affairs Bureau", "汕民"),
    "emergency": Body("市应急管理局", "City Emergency Management Bureau", "汕应急"),
    "water": Body("市水务局", "City Water Bureau", "汕水"),
    "union": Body("市某群团机关", "A city people's organisation", "汕群", kind=Kind.INSTITUTION),
    "archives": Body("市档案馆", "City Archives", "汕档", kind=Kind.INSTITUTION),
    "labour": Body("市人力资源和社会保障局", "City Human Resources and Social Security Bureau", "汕人社"),
    "transport": Body("市交通运输局", "City Transport Bureau", "汕交"),
    "culture": Body("市文化广电旅游体育局", "City Culture, Tourism and Sports Bureau", "汕文广旅体"),
    "market": Body("市市场监督管理局", "City Market Supervision Bureau", "汕市监"),
    "housing": Body("市住房和城乡建设局", "City Housing and Construction Bureau", "汕建"),
    "agriculture": Body("市农业农村局", "City Agriculture Bureau", "汕农"),
    "justice": Body("市司法局", "City Justice Bureau", "汕司"),
    "commerce": Body("市商务局", "City Commerce Bureau", "汕商"),
    "police": Body("市公安局", "City Public Security Bureau"),
    "library": Body("市图书馆", "City Library", "汕图", kind=Kind.INSTITUTION),
    "science": Body("市科学技术局", "City Science and Technology Bureau", "汕科"),
    "industry": Body("市工业和信息化局", "City Industry and Information Bureau", "汕工信"),
    "statistics": Body("市统计局", "City Statistics Bureau", "汕统"),
    "veterans": Body("市退役军人事务局", "City Veterans Affairs Bureau", "汕退役"),
    "petitions": Body("市信访局", "City Petitions Bureau", "汕信"),
    "sasac": Body("市国有资产监督管理委员会", "City State Assets Commission", "汕国资"),
    "housingfund": Body("市住房公积金管理中心", "City Housing Fund Centre", "汕房金", kind=Kind.INSTITUTION),
    "insurance": Body("市社会保险基金管理局", "City Social Insurance Bureau", "汕社保", kind=Kind.INSTITUTION),
    "hospital": Body("市中心医院", "City Central Hospital", "汕中医院", kind=Kind.INSTITUTION),
    "cdc": Body("市疾病预防控制中心", "City Disease Control Centre", "汕疾控", kind=Kind.INSTITUTION),
    "exchange": Body("市公共资源交易中心", "City Public Resources Exchange", "汕交易", kind=Kind.INSTITUTION),
    "fire": Body("市消防救援支队", "City Fire and Rescue Brigade", "汕消"),
    "foreign": Body("市外事局", "City Foreign Affairs Bureau", "汕外"),
    "investment": Body("市投资促进局", "City Investment Promotion Bureau", "汕投促"),
    "monitoring": Body("市生态环境监测站", "City Environmental Monitoring Station", "汕监测", kind=Kind.INSTITUTION),
    "disabled": Body("市残疾人联合会", "City Disabled Persons' Federation", kind=Kind.INSTITUTION),
    "longhu": Body("龙湖区政务服务数据管理局", "Longhu Data Bureau", "汕龙政数", ("AUTHORITY",), LONGHU),
    "longhu-technical": Body(
        "龙湖区电子政务技术中心", "Longhu Technical Centre", "", ("TECHNICAL_BODY",), LONGHU, Kind.INSTITUTION
    ),
    "longhu-finance": Body("龙湖区财政局", "Longhu Finance Bureau", "汕龙财", ("FINANCE",), LONGHU),
    "longhu-drc": Body("龙湖区发展和改革局", "Longhu Development Bureau", "", ("DEVELOPMENT_REFORM",), LONGHU),
    "longhu-government": Body("龙湖区人民政府", "Longhu Government", "汕龙府", ("GOVERNMENT",), LONGHU, unit=False),
    "longhu-civil": Body("龙湖区民政局", "Longhu Civil Affairs Bureau", "汕龙民", area=LONGHU),
    "pool": Body("市电子政务专家库", "City E-government Experts' Pool", kind=Kind.INSTITUTION, unit=False),
    "hanjiang": Body("韩江咨询评估中心", "Hanjiang Assessment Centre", "韩评", kind=Kind.THIRD_PARTY, unit=False),
    "nanbin": Body("南滨工程咨询有限公司", "Nanbin Consulting Ltd", kind=Kind.THIRD_PARTY, unit=False),
    "tuodao": Body("鮀岛软件有限公司", "Tuodao Software Ltd", kind=Kind.BIDDER, unit=False),
    "queshi": Body("礐石信息监理有限公司", "Queshi Supervision Ltd", kind=Kind.BIDDER, unit=False),
    "mayu": Body("妈屿信息测评中心", "Mayu Testing Centre", kind=Kind.BIDDER, unit=False),
    "haibin": Body("海滨视讯科技有限公司", "Haibin Video Technology Ltd", kind=Kind.BIDDER, unit=False),
}

# The other districts and the county have their authority and technical body, but Nan'ao no technical body: the
# register of functions shows that gap (Art. 6).
OTHER_DISTRICTS = {
    "440511": ("金平区", "Jinping", "汕金政数"),
    "440512": ("濠江区", "Haojiang", "汕濠政数"),
    "440513": ("潮阳区", "Chaoyang", "汕阳政数"),
    "440514": ("潮南区", "Chaonan", "汕南政数"),
    "440515": ("澄海区", "Chenghai", "汕澄政数"),
    NANAO: ("南澳县", "Nan'ao", "汕澳政数"),
}
for _code, (_zh, _en, _word) in OTHER_DISTRICTS.items():
    BODIES[_code] = Body(f"{_zh}政务服务数据管理局", f"{_en} Data Bureau", _word, ("AUTHORITY",), _code)
    if _code != NANAO:
        BODIES[f"{_code}-technical"] = Body(
            f"{_zh}电子政务技术中心", f"{_en} Technical Centre", "", ("TECHNICAL_BODY",), _code, Kind.INSTITUTION
        )


def _three(body: str, *names: tuple[str, str]) -> dict[str, Someone]:
    """The three through whose hands a decision goes."""
    posts = ((Post.HANDLER, HANDLER), (Post.CHECKER, CHECKER), (Post.SIGNER, SIGNER))
    return {
        f"{body}.{post.value}": Someone(zh, en, post, title)
        for (zh, en), (post, title) in zip(names, posts, strict=True)
    }


def _handlers(**names: tuple[str, str]) -> dict[str, Someone]:
    return {f"{body}.handler": Someone(zh, en, Post.HANDLER, HANDLER) for body, (zh, en) in names.items()}


PEOPLE: dict[str, Someone] = {
    **_three("authority", ("林知远", "Lin Zhiyuan"), ("陈思齐", "Chen Siqi"), ("郑明哲", "Zheng Mingzhe")),
    "authority.administrator": Someone("吴静安", "Wu Jing'an", Post.ADMINISTRATOR, ADMINISTRATOR),
    **_three("finance", ("黄雨桐", "Huang Yutong"), ("蔡允文", "Cai Yunwen"), ("周正则", "Zhou Zhengze")),
    **_three("drc", ("张沐阳", "Zhang Muyang"), ("李景行", "Li Jingxing"), ("谢远达", "Xie Yuanda")),
    **_three("government", ("王书恒", "Wang Shuheng"), ("杨澄", "Yang Cheng"), ("方立群", "Fang Liqun")),
    "technical.handler": Someone("许之航", "Xu Zhihang", Post.HANDLER, ("技术经办人", "technical handler")),
    "audit.auditor": Someone("赵清和", "Zhao Qinghe", Post.AUDITOR, ("审计员", "auditor")),
    **_handlers(
        mib=("余佳音", "Yu Jiayin"),
        health=("沈若谷", "Shen Ruogu"),
        ecology=("江映雪", "Jiang Yingxue"),
        urban=("彭向荣", "Peng Xiangrong"),
        education=("罗书瑶", "Luo Shuyao"),
        land=("曾弘毅", "Zeng Hongyi"),
        civil=("姚念慈", "Yao Nianci"),
        emergency=("邱定川", "Qiu Dingchuan"),
        water=("温如海", "Wen Ruhai"),
        union=("庄敏行", "Zhuang Minxing"),
        archives=("翁静之", "Weng Jingzhi"),
        labour=("佘嘉禾", "She Jiahe"),
        transport=("马致道", "Ma Zhidao"),
        culture=("洪墨", "Hong Mo"),
        market=("柯慎言", "Ke Shenyan"),
        housing=("卓安居", "Zhuo Anju"),
        agriculture=("丁丰年", "Ding Fengnian"),
        justice=("魏持平", "Wei Chiping"),
        commerce=("连海棠", "Lian Haitang"),
        hanjiang=("潘析理", "Pan Xili"),
    ),
    **_three("longhu", ("苏启明", "Su Qiming"), ("纪文澜", "Ji Wenlan"), ("辜长风", "Gu Changfeng")),
    "longhu.administrator": Someone("叶若水", "Ye Ruoshui", Post.ADMINISTRATOR, ADMINISTRATOR),
    **_three("longhu-finance", ("钟守正", "Zhong Shouzheng"), ("古月明", "Gu Yueming"), ("欧阳知", "Ouyang Zhi")),
    **_handlers(**{"longhu-civil": ("孙暖", "Sun Nuan")}),
}
EXPERTS = {
    "expert1": ("顾衡之", "Gu Hengzhi"),
    "expert2": ("梁思衡", "Liang Siheng"),
    "expert3": ("田秉钧", "Tian Bingjun"),
    "expert4": ("白芷宁", "Bai Zhining"),
    "expert5": ("石见微", "Shi Jianwei"),
    "expert6": ("冯砚", "Feng Yan"),
    "expert7": ("秦知微", "Qin Zhiwei"),
}
PEOPLE |= {name: Someone(zh, en, Post.EXPERT, ("评审专家", "evaluation expert")) for name, (zh, en) in EXPERTS.items()}

# Those whom the story only needs as somebody at a post: their names are put together from two lists.
SURNAMES = (
    *(("陈", "Chen"), ("林", "Lin"), ("黄", "Huang"), ("郑", "Zheng"), ("李", "Li"), ("张", "Zhang"), ("吴", "Wu")),
    *(("蔡", "Cai"), ("许", "Xu"), ("杨", "Yang"), ("刘", "Liu"), ("谢", "Xie"), ("王", "Wang"), ("曾", "Zeng")),
    *(("洪", "Hong"), ("郭", "Guo"), ("方", "Fang"), ("朱", "Zhu"), ("姚", "Yao"), ("赖", "Lai")),
)
GIVEN = (
    *(("砚秋", "Yanqiu"), ("望舒", "Wangshu"), ("听澜", "Tinglan"), ("怀瑾", "Huaijin"), ("予安", "Yu'an")),
    *(("临溪", "Linxi"), ("青禾", "Qinghe"), ("既白", "Jibai"), ("知夏", "Zhixia"), ("承远", "Chengyuan")),
    *(("明澈", "Mingche"), ("疏影", "Shuying"), ("屿舟", "Yuzhou"), ("采薇", "Caiwei"), ("南乔", "Nanqiao")),
    *(("景初", "Jingchu"), ("若愚", "Ruoyu"), ("星野", "Xingye"), ("令仪", "Lingyi"), ("扶摇", "Fuyao")),
    *(("归鸿", "Guihong"), ("枕流", "Zhenliu"), ("漱石", "Shushi")),
)
MANAGER = ("项目负责人", "project manager")
NEW_UNITS = (
    *("police", "disabled", "library", "audit", "science", "industry", "statistics", "veterans", "petitions", "sasac"),
    *("housingfund", "insurance", "hospital", "cdc", "exchange", "fire", "foreign", "investment", "monitoring"),
)
MANAGED = (
    *("mib", "health", "ecology", "urban", "education", "land", "civil", "water", "labour", "transport", "culture"),
    *("market", "housing", "agriculture", "justice", "commerce", "police", "emergency", "industry", "insurance"),
    *("hospital", "cdc", "fire", "hanjiang"),
)
_POSTS = [(f"{unit}.handler", Post.HANDLER, HANDLER) for unit in NEW_UNITS]
_POSTS += [(f"{unit}.manager", Post.HANDLER, MANAGER) for unit in MANAGED]
for _code in OTHER_DISTRICTS:
    _POSTS.append((f"{_code}.handler", Post.HANDLER, HANDLER))
    _POSTS.append((f"{_code}.checker", Post.CHECKER, CHECKER))
    _POSTS.append((f"{_code}.signer", Post.SIGNER, SIGNER))
_POSTS.append(("authority.registrar", Post.REGISTRAR, ("编号用印员", "registrar of numbers and seals")))
MORE_EXPERTS = tuple(f"expert{number}" for number in range(8, 16))
_POSTS += [(name, Post.EXPERT, ("评审专家", "evaluation expert")) for name in MORE_EXPERTS]
ENGINEER = ("网络管理员", "network engineer")
_POSTS += [(f"{body}.handler", Post.HANDLER, ENGINEER) for body in BODIES if body.endswith("-technical")]
for _place, (_name, _post, _title) in enumerate(_POSTS):
    (_zh, _en), (_given, _called) = SURNAMES[_place % len(SURNAMES)], GIVEN[_place % len(GIVEN)]
    PEOPLE[_name] = Someone(f"{_zh}{_given}", f"{_en} {_called}", _post, _title)


def body_of(name: str) -> str:
    """The body whose member a sign-in name stands for."""
    return "pool" if name in EXPERTS or name in MORE_EXPERTS else name.partition(".")[0]
