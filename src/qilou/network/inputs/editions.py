"""The numbered forms of the network and the date of each edition; a form that changes gets a new date here."""

from datetime import date

from qilou.kernel.fields import FormEdition
from qilou.law import Text

IN_FORCE = date(2015, 10, 10)

ACCESS = FormEdition("B10", Text("政务外网接入申请表", "Application for access to the extranet"), IN_FORCE)
