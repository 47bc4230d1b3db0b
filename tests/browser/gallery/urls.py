"""The product's addresses and the gallery's."""

from django.urls import include, path

from tests.browser.gallery import views

urlpatterns = [
    path("gallery/list", views.rows),
    path("gallery/resource", views.resource),
    path("gallery/live", views.live),
    path("gallery/bump", views.bump),
    path("gallery/confirm", views.confirm_stop),
    path("gallery/stop", views.stop),
    path("gallery/refuse", views.refuse),
    path("gallery/break", views.break_down),
    path("", include("config.urls")),
]
handler404 = "spinka.panel.errors.not_found"
handler500 = "spinka.panel.errors.failed"
