"""Addresses of imports and links."""

from django.urls import path
from django.views.generic import RedirectView

from spinka.panel.imports import links, picks, previews, profiles, views, wizard

urlpatterns = [
    path("imports", views.import_list, name="imports"),
    path("imports/new", wizard.new, name="new-import"),
    path("imports/new/scope", wizard.scope, name="import-scope"),
    path("imports/new/count", wizard.count, name="import-count"),
    path("imports/<int:import_id>", views.show, name="import"),
    path("imports/<int:import_id>/live", views.live, name="import-live"),
    path("imports/<int:import_id>/cancel", views.cancel, name="cancel-import"),
    path("imports/<int:import_id>/undo", views.undo, name="undo-import"),
    path("imports/<int:import_id>/repeat", views.repeat, name="repeat-import"),
    path("imports/<int:import_id>/report.csv", views.report, name="import-report"),
    path("imports/<int:import_id>/preview", previews.preview, name="import-preview"),
    path("imports/<int:import_id>/planning", previews.planning, name="import-planning"),
    path("imports/<int:import_id>/decide", previews.decide, name="decide-import"),
    path("imports/<int:import_id>/apply", previews.apply, name="apply-import"),
    path("imports/<int:import_id>/products/<int:product_id>", previews.compare, name="import-product"),
    path("imports/subscriptions", profiles.profile_list, name="import-profiles"),
    path("imports/subscriptions/new", profiles.new_profile, name="new-import-profile"),
    path("imports/subscriptions/<int:profile_id>", profiles.profile, name="import-profile"),
    path("imports/subscriptions/<int:profile_id>/run", profiles.run, name="run-import-profile"),
    path("imports/subscriptions/<int:profile_id>/delete", profiles.delete, name="delete-import-profile"),
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
