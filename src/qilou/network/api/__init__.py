"""The API of the network beside its cases: the address plan, and the feed of enforcement points."""

from ninja import Router

from . import addresses, enforcement

router = Router()
router.add_router("", addresses.router)
router.add_router("", enforcement.router)
