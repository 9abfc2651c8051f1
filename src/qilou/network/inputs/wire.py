"""What is handed in about the wire, and how a difference was settled."""

from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Kind, Says
from qilou.law import Text
from qilou.network.models.wire import Source
from qilou.network.rules.addressing import ARTICLE


class NewScan(Input):
    """A scan or a device's table; the file is sent beside it."""

    vrf: Annotated[int, Says("路由域", "Routing table", kind=Kind.REFERENCE, refers="vrfs")]
    source: Annotated[Source, Says("来源", "Source")]
    covers: Annotated[
        Annotated[str, Field(max_length=2000)],
        Says(
            "完整扫描的地址段",
            "Networks scanned whole",
            hint=Text(
                "以空格分隔；只有在这些段内，未见在用的地址才列为差异",
                "Separated by spaces; only in these is an address that was not seen a difference",
            ),
        ),
    ] = ""


class Settled(Input):
    """What was done about a difference."""

    ground: Annotated[
        Annotated[str, Field(min_length=1, max_length=300)], Says("处理情况", "What was done", cites=ARTICLE)
    ]
