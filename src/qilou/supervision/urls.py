"""Addresses of supervision: doubtful points, and the cases that the audit office calls for."""

from django.urls import path

from .views import calls, doubts

urlpatterns = [
    path("audit/doubts/", doubts.doubts, name="doubts"),
    path("audit/doubts/look/", doubts.look, name="look_for_doubts"),
    path("audit/doubts/<int:doubt_id>/", doubts.doubt, name="doubt"),
    path("audit/doubts/<int:doubt_id>/<slug:verb>/", doubts.act, name="doubt_act"),
    path("audit/doubts/<int:doubt_id>/files/<str:hash_>/", doubts.paper, name="doubt_paper"),
    path("audit/cases/", calls.cases, name="callable_cases"),
    path("audit/cases/<str:number>/", calls.call, name="call_case"),
    path("audit/openings/", calls.openings, name="package_openings"),
]
