"""Addresses of contractors."""

from django.urls import path

from spinka.panel.contractors import credit, holds, states, terms, views

urlpatterns = [
    path("contractors", views.contractor_list, name="contractors"),
    path("contractors/accept", states.accept_many, name="accept-contractors"),
    path("contractors/suspend", states.suspend_many, name="suspend-contractors"),
    path("contractors/<int:connection_id>", views.contractor, name="contractor"),
    path("contractors/<int:connection_id>/settings/<slug:tab>", terms.edit, name="contractor-settings"),
    path("contractors/<int:connection_id>/restore", terms.restore_all, name="restore-contractor"),
    path("contractors/<int:connection_id>/holds/<int:hold_id>", holds.release, name="release-hold"),
    path("contractors/<int:connection_id>/limit", credit.set_limit, name="credit-limit"),
    path("contractors/<int:connection_id>/settle", credit.settle, name="credit-settle"),
    path("contractors/<int:connection_id>/claims/<int:entry_id>", credit.answer, name="credit-answer"),
    path("contractors/<int:connection_id>/<str:action>", states.change, name="contractor-state"),
]
