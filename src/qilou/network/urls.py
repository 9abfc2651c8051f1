"""Addresses of the network's pages beside its cases, which casework serves at `/network/<procedure>/`."""

from django.urls import path

from .views import delegations, findings, plan, register, sheets

urlpatterns = [
    path("addresses/", plan.plan, name="address_plan"),
    path("addresses/find/", plan.find, name="find_address"),
    path("addresses/prefixes/<int:prefix_id>/", plan.prefix, name="prefix"),
    path("addresses/delegations/", delegations.delegations, name="delegations"),
    path("addresses/findings/", findings.findings, name="findings"),
    path("addresses/import/", sheets.choose, name="import_addresses"),
    path("addresses/import/<str:hash_>/", sheets.enter, name="import_addresses_file"),
    path("addresses/sheet/", sheets.sheet, name="address_sheet"),
    path("addresses/prefixes/<int:prefix_id>/<slug:way>.zone", sheets.zone, name="address_zone"),
    path("network/", register.network, name="network"),
    path("network/register/<slug:kind>/", register.entries, name="network_entries"),
    path("network/register/<slug:kind>/<int:entry_id>/retire/", register.retire_entry, name="network_retire"),
]
