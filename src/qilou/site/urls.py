"""All addresses. A module with pages has `urls.py`; its addresses are whole, no prefix is put before them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from qilou.site import places, views
from qilou.site.api import api

handler400 = "qilou.site.errors.bad_request"
handler403 = "qilou.site.errors.forbidden"
handler404 = "qilou.site.errors.not_found"
handler500 = "qilou.site.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.figures, name="metrics"),
    path("preferences/", views.preferences, name="preferences"),
    path("i18n/setlang/", views.set_language, name="set_language"),
    path("api/v1/", api.urls),
]
if settings.FROM_SOURCES:
    from qilou.kernel.gallery import gallery

    samples = login_not_required(gallery)
    urlpatterns += [
        path("gallery/", samples, name="gallery"),
        path("gallery/<slug:page>/", samples, name="gallery_page"),
    ]
urlpatterns += [
    path("", include(f"qilou.{module}.urls"))
    for module in settings.MODULES
    if (places.SOURCE / module / "urls.py").exists() or (places.SOURCE / module / "urls").is_dir()
]
