"""Addresses of the public pages; `{% article %}` links to `/law/<statute>/<number>/`."""

from django.urls import path

from .views import home, law, ledger, open_data, procedures, published

urlpatterns = [
    path("", home.home, name="home"),
    path("about/accessibility/", home.accessibility, name="accessibility"),
    path("search/", home.searched, name="search"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/verify.py", ledger.verifier, name="ledger_verifier"),
    path("law/", law.index, name="law"),
    path("law/requirements/", law.requirements, name="requirements"),
    path("law/<slug:code>/", law.statute, name="statute"),
    path("law/<slug:code>/<int:number>/", law.article, name="article"),
    path("procedures/", procedures.index, name="procedures"),
    path("procedures/<str:code>/", procedures.procedure, name="procedure"),
    path("open/", published.index, name="published"),
    path("open/projects/", published.projects, name="published_projects"),
    path("open/projects/<int:project>/", published.project, name="published_project"),
    path("open/data/", open_data.about, name="open_data"),
    path("open/data/oc4ids.json", open_data.oc4ids_all, name="open_oc4ids"),
    path("open/data/oc4ids/<int:project>.json", open_data.oc4ids_one, name="open_oc4ids_one"),
    path("open/data/ocds.json", open_data.ocds_all, name="open_ocds"),
    path("open/data/ocds/<int:project>.json", open_data.ocds_one, name="open_ocds_one"),
    path("open/<number:number>/", published.publication, name="publication"),
    path("open/<number:number>.json", open_data.content, name="open_content"),
]
