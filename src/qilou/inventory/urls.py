"""Addresses of the inventory."""

from django.urls import path

from .views import one_system, systems

urlpatterns = [
    path("systems/", systems, name="inventory"),
    path("systems/<int:system_id>/", one_system, name="system"),
]
