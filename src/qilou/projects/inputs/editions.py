"""The numbered forms of a project's life and the date of each edition; a form that changes gets a new date here."""

from datetime import date

from qilou.kernel.fields import FormEdition

IN_FORCE = date(2015, 10, 10)  # the contents that these forms ask for follow the Measures since they took effect

DECLARATION = FormEdition("B1", IN_FORCE)
THIRD_PARTY_REPORT = FormEdition("B4", IN_FORCE)
EXPERT_SHEET = FormEdition("B5", IN_FORCE)
PANEL_OPINION = FormEdition("B6", IN_FORCE)
APPROVAL_REPLY = FormEdition("B7", IN_FORCE)
ACCEPTANCE_REPORT = FormEdition("B8", IN_FORCE)
PAYMENT_APPLICATION = FormEdition("B9", IN_FORCE)
