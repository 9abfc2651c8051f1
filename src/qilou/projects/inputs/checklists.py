"""Additions to the open lists of Articles 3 and 10."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Says


class NewProjectType(Input):
    """A type added to the open list."""

    code: Annotated[Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,38}$")], Says("代码", "Code")]
    name_zh: Annotated[Annotated[str, Field(min_length=1, max_length=60)], Says("中文名称", "Chinese name")]
    name_en: Annotated[Annotated[str, Field(min_length=1, max_length=60)], Says("英文名称", "English name")]
    since: Annotated[date, Says("生效日期", "In force from")]
    document: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("依据文件文号", "Document")]


class NewChecklistItem(Input):
    """An item added to the contents of a programme."""

    code: Annotated[Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,38}$")], Says("代码", "Code")]
    name_zh: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("中文名称", "Chinese name")]
    name_en: Annotated[Annotated[str, Field(min_length=1, max_length=200)], Says("英文名称", "English name")]
    document: Annotated[
        Annotated[str, Field(min_length=1, max_length=200)], Says("公布文件文号", "Document that publishes it")
    ]
