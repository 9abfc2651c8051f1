"""Addresses of the network's own pages; those of its cases are declared with their procedures."""

from django.urls import path

from .views.register import entries, network, retire_entry

urlpatterns = [
    path("network/", network, name="network"),
    path("network/register/<slug:kind>/", entries, name="network_entries"),
    path("network/register/<slug:kind>/<int:entry_id>/retire/", retire_entry, name="network_retire"),
]
