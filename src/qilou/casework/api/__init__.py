"""The API of casework: cases with their steps, papers, and the registers."""

from ninja import Router

from . import cases, papers, registers

router = Router()
router.add_router("", cases.router)
router.add_router("", papers.router)
router.add_router("", registers.router)
