"""The API of the network: the address plan, and what is on the wire."""

from ninja import Router

from . import addresses, wire

router = Router()
router.add_router("", addresses.router)
router.add_router("", wire.router)
