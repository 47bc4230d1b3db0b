"""Addresses of suppliers."""

from django.urls import path

from spinka.panel.suppliers import copies, holding, offer, settings, views

urlpatterns = [
    path("suppliers", views.supplier_list, name="suppliers"),
    path("suppliers/<int:integration_id>", views.supplier, name="supplier"),
    path("suppliers/<int:integration_id>/settings", settings.own_settings, name="supplier-settings"),
    path("suppliers/<int:integration_id>/statuses", settings.statuses, name="supplier-statuses"),
    path("suppliers/<int:integration_id>/holds/<int:hold_id>/end", views.end_hold, name="end-supplier-hold"),
    path("suppliers/<int:integration_id>/offer", offer.offer, name="supplier-offer"),
    path("suppliers/<int:integration_id>/offer/<int:product_id>/order", offer.order, name="order-from-offer"),
    path("suppliers/<int:integration_id>/offer/<int:product_id>/hold", holding.hold, name="hold-from-offer"),
    path("suppliers/<int:integration_id>/copies", copies.edit, name="supplier-copies"),
    path("suppliers/<int:integration_id>/copies/live", copies.live, name="supplier-copies-live"),
    path("suppliers/<int:integration_id>/copies/run", copies.run_now, name="run-supplier-copies"),
    path("suppliers/<int:integration_id>/leave", views.leave, name="leave-supplier"),
]
