"""Addresses of filed cases and their transfer."""

from django.urls import path

from . import views

urlpatterns = [
    path("archive/", views.archive, name="archive"),
    path("archive/transfers/", views.transfers, name="transfers"),
    path("archive/transfers/<int:transfer_id>/package.zip", views.package, name="transfer_package"),
    path("archive/transfers/<int:transfer_id>/receipt/", views.receipt, name="transfer_receipt"),
    path("archive/<str:number>/", views.one_file, name="archive_file"),
]
