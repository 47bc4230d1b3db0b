"""Addresses of imports and links."""

from django.urls import path
from django.views.generic import RedirectView

from spinka.panel.imports import links, picks, views

urlpatterns = [
    path("imports", views.import_list, name="imports"),
    path("imports/new", views.new, name="new-import"),
    path("imports/<int:import_id>", views.show, name="import"),
    path("imports/<int:import_id>/live", views.live, name="import-live"),
    path("imports/<int:import_id>/cancel", views.cancel, name="cancel-import"),
    path("imports/links", links.link_list, name="links"),
    path("imports/links/exact", links.link_exact, name="link-exact"),
    path("imports/links/chosen", links.link_chosen, name="link-chosen"),
    path("imports/links/clear", links.clear_chosen, name="clear-links"),
    path("imports/links/prefer", links.prefer, name="prefer-link"),
    path("imports/links/duplicates", links.duplicate_list, name="link-duplicates"),
    path("imports/links/undo/<int:batch_id>", links.undo_links, name="undo-links"),
    path("imports/links/products/<int:product_id>", picks.pick, name="pick-link"),
    path("links", RedirectView.as_view(pattern_name="panel:links", query_string=True, permanent=True)),
]
