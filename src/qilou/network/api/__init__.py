"""The API of the network: the address plan, what is on the wire, and what enforcement points fetch."""

from ninja import Router

from . import addresses, enforcement, wire

router = Router()
router.add_router("", addresses.router)
router.add_router("", wire.router)
router.add_router("", enforcement.router)
