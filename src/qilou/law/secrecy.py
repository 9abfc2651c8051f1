"""The markings that secret papers bear, and where such matters belong: not here (Article 44)."""

import re
from collections.abc import Iterable

from .text import say

# 机密性 and 商业机密 are ordinary words; 秘密 alone is too, so it counts only as a marking.
MARKINGS = re.compile(
    r"绝密(?!性)|(?<!商业)机密(?!性)|秘密\s*[★☆]|[★☆]\s*秘密|秘密级|密级\s*[:：]\s*秘密|\bTOP\s+SECRET\b|\bSECRET\s*[★☆]",
    re.IGNORECASE,
)
# What a form says by its choice of network: then nothing of it is kept, no draft either (A22.4).
INTRANET = "intranet"
WAY_OUT = say(
    "请停止录入，删除本机草稿，依照《中华人民共和国保守国家秘密法》通过涉密渠道办理；本平台只保留不涉密的登记代称。",
    "Stop, delete the draft, and proceed outside this platform under the State Secrets Law; only a name that is not "
    "secret may be registered here.",
)


def markings_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The markings of secret papers that stand in these texts, each once."""
    return tuple(dict.fromkeys(found.group().strip() for text in texts for found in MARKINGS.finditer(text)))
