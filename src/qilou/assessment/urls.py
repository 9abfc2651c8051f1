"""Addresses of assessment."""

from django.urls import path

from .views import assessments, districts

urlpatterns = [
    path("districts/", districts, name="districts"),
    path("assessment/", assessments, name="assessment"),
]
