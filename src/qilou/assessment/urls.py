"""Addresses of assessment."""

from django.urls import path

from .views import districts

urlpatterns = [path("districts/", districts, name="districts")]
