"""Names and numbers that a government site must show: an installation's own, or samples that are plainly samples."""

import json
from pathlib import Path
from typing import Any

from qilou.law import Text

SAMPLES: dict[str, Any] = {
    "name": Text("骑楼电子政务平台", "Qilou E-Government"),
    "short": Text("骑楼", "Qilou"),
    "government": Text("示例市人民政府", "Sample City People's Government"),
    "host": Text("示例市电子政务主管部门", "The sample city's e-government authority"),
    "operator": Text("示例市电子政务技术管理机构", "Technical body of the sample city"),
    "phone": "0000-0000000",
    "accessibility": "/about/accessibility/",
    "site_code": "0000000000",
    "icp": "",
    "police": "",
    "links": [],
    "open_licence": "",
}


def read(path: str) -> dict[str, Any]:
    """The samples, overlaid by a JSON file; a pair {"zh": …, "en": …} is one text in both languages."""
    given = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    return {**SAMPLES, **{name: _said(value) for name, value in given.items()}}


def _said(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"zh", "en"}:
        return Text(value["zh"], value["en"])
    if isinstance(value, dict):
        return {name: _said(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_said(one) for one in value]
    return value
