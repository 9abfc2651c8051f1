"""Addresses of the public pages; `{% article %}` links to `/law/<statute>/<number>/`."""

from django.urls import path

from .views import home, law, ledger, procedures

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
]
