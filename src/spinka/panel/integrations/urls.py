"""Addresses of integrations."""

from django.urls import path

from spinka.panel.integrations import joining, own, views

urlpatterns = [
    path("integrations", views.integration_list, name="integrations"),
    path("integrations/add", views.add, name="add-integration"),
    path("integrations/add/base-connect", views.choose, name="base-connect"),
    path("integrations/add/base-connect/generate", own.create, name="generate-code"),
    path("integrations/add/base-connect/code", joining.join, name="join"),
    path("integrations/<int:integration_id>", own.show, name="integration"),
    path("integrations/<int:integration_id>/code", own.reset, name="reset-code"),
    path("integrations/<int:integration_id>/delete", own.delete, name="delete-integration"),
    path("integrations/<int:integration_id>/settings/<slug:tab>", own.show, name="integration-tab"),
]
