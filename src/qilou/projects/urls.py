"""Addresses of projects beside their cases, which casework serves at `/projects/<procedure>/`."""

from django.urls import path

from .views import dashboard, draw, fund, portfolio, register, versions, what_if

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("projects/", register.projects, name="projects"),
    path("projects/fund/", fund.fund, name="fund"),
    path("projects/fund/<int:year>/", fund.fund_year, name="fund_year"),
    path("projects/import/", portfolio.choose, name="import_projects"),
    path("projects/import/<str:hash_>/", portfolio.enter, name="import_file"),
    path("projects/sessions/<str:number>/draw/", draw.draw, name="draw"),
    path("projects/rounds/<str:number>/what-if/", what_if.what_if, name="what_if"),
    path("projects/versions/<str:number>/", versions.versions, name="versions"),
    path("projects/<int:project_id>/", register.project, name="project"),
]
