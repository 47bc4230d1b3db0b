"""Addresses of the account's mailbox."""

from django.urls import path

from spinka.panel.mailbox import views

urlpatterns = [
    path("settings/mailbox", views.show, name="mailbox"),
    path("settings/mailbox/test", views.send_test, name="test-mailbox"),
    path("settings/mailbox/delete", views.delete, name="delete-mailbox"),
    path("settings/mailbox/mails/<int:mail_id>/retry", views.retry, name="retry-mail"),
]
