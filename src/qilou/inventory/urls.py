"""Addresses of the inventory."""

from django.urls import path

from .sheet import sheet
from .views import one_system, systems

urlpatterns = [
    path("systems/", systems, name="inventory"),
    path("systems/sheet/", sheet, name="inventory_sheet"),
    path("systems/<int:system_id>/", one_system, name="system"),
]
