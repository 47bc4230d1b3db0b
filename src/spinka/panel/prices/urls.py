"""Addresses of what a contractor gets and of why a price is what it is."""

from django.urls import path

from spinka.panel.prices import views

urlpatterns = [
    path("contractors/<int:connection_id>/view", views.seen_by, name="contractor-view"),
    path("contractors/<int:connection_id>/view/<int:product_id>", views.why, name="why-price"),
    path("suppliers/<int:integration_id>/prices/<int:product_id>", views.why_own, name="why-own-price"),
    path("orders/<int:order_id>/lines/<int:line_id>/price", views.why_sold, name="why-sold-price"),
]
