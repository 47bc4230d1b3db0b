"""Addresses of imports and links."""

from django.urls import path

from spinka.panel.imports import links, views

urlpatterns = [
    path("imports", views.import_list, name="imports"),
    path("imports/new", views.new, name="new-import"),
    path("imports/<int:import_id>", views.show, name="import"),
    path("imports/<int:import_id>/live", views.live, name="import-live"),
    path("imports/<int:import_id>/cancel", views.cancel, name="cancel-import"),
    path("links", links.link_list, name="links"),
    path("links/set", links.set_link, name="set-link"),
    path("links/clear", links.clear_link, name="clear-link"),
]
