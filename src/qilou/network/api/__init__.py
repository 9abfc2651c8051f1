"""The API of the network beside its cases."""

from ninja import Router

from . import enforcement

router = Router(tags=["network"])
router.add_router("", enforcement.router)
