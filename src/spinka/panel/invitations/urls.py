"""Addresses of invitations."""

from django.urls import path

from spinka.panel.invitations import opened, views

urlpatterns = [
    path("contractors/invitations", views.invitation_list, name="invitations"),
    path("contractors/invitations/<int:invitation_id>/resend", views.resend, name="resend-invitation"),
    path("contractors/invitations/<int:invitation_id>/revoke", views.revoke, name="revoke-invitation"),
    path("invitation/join", opened.join, name="invited"),
    path("invitation/<str:secret>", opened.show, name="invitation"),
    path("invitation/<str:secret>/go", opened.go_on, name="take-invitation"),
]
