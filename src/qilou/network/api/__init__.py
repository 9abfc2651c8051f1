"""The API of the network: the address plan."""

from ninja import Router

from . import addresses

router = Router()
router.add_router("", addresses.router)
