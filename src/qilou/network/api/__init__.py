"""The API of the network beside its cases: the address plan, what is on the wire, and the enforcement points' feed."""

from ninja import Router

from . import addresses, enforcement, wire

router = Router()
router.add_router("", addresses.router)
router.add_router("", wire.router)
router.add_router("", enforcement.router)
