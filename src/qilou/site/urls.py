"""All addresses. A module with pages has `urls.py`; what it lists comes here under no prefix of its own."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from qilou.site import places, views

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", views.healthz, name="healthz")]
urlpatterns += [
    path("", include(f"qilou.{module}.urls"))
    for module in settings.MODULES
    if (places.SOURCE / module / "urls.py").exists() or (places.SOURCE / module / "urls").is_dir()
]
