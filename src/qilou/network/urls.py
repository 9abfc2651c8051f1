"""Addresses of the network's pages beside its cases, which casework serves at `/network/<procedure>/`."""

from django.urls import path

from .views import delegations, findings, plan

urlpatterns = [
    path("addresses/", plan.plan, name="address_plan"),
    path("addresses/find/", plan.find, name="find_address"),
    path("addresses/prefixes/<int:prefix_id>/", plan.prefix, name="prefix"),
    path("addresses/delegations/", delegations.delegations, name="delegations"),
    path("addresses/findings/", findings.findings, name="findings"),
]
