"""What is typed when files are handed over, and when the archives have received them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from qilou.kernel.fields import Input, Says
from qilou.law.statutes import ARCHIVES_LAW

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Transferring(Input):
    """To which archives files are handed over."""

    receiver: Annotated[Name, Says("接收档案馆", "Receiving archives", cites=ARCHIVES_LAW.art(15))]


class Received(Input):
    """By which receipt the archives took a transfer over."""

    receipt: Annotated[Annotated[str, Field(min_length=1, max_length=100)], Says("接收凭证号", "Number of the receipt")]
    received_on: Annotated[date, Says("接收日期", "Received on")]
