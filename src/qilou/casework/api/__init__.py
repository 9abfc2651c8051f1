"""The API of casework: cases with their steps, and the registers."""

from ninja import Router

from . import cases, registers

router = Router()
router.add_router("", cases.router)
router.add_router("", registers.router)
