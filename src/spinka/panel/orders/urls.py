"""Addresses of orders."""

from django.urls import path

from spinka.panel.orders import actions, bulk, requests, reshaping, views

urlpatterns = [
    path("orders", views.order_list, name="orders"),
    path("orders/status", actions.bulk_status, name="orders-status"),
    path("orders/forward", bulk.bulk_forward, name="orders-forward"),
    path("orders/forwards/<int:run_id>", bulk.run_page, name="forward-run"),
    path("orders/forwards/<int:run_id>/live", bulk.run_live, name="forward-run-live"),
    path("orders/forwards/<int:run_id>/cancel", bulk.cancel_run, name="cancel-forward-run"),
    path("orders/forwards/<int:run_id>/file", bulk.run_file, name="forward-run-file"),
    path("orders/merge", reshaping.bulk_merge, name="orders-merge"),
    path("orders/<int:order_id>", views.order_page, name="order"),
    path("orders/<int:order_id>/live", views.exchange_box, name="order-live"),
    path("orders/<int:order_id>/edit", actions.edit_order, name="edit-order"),
    path("orders/<int:order_id>/status", actions.change_status, name="order-status"),
    path("orders/<int:order_id>/payment", actions.set_payment, name="order-payment"),
    path("orders/<int:order_id>/forward", actions.forward, name="forward-order"),
    path("orders/<int:order_id>/reduce", actions.reduce_order, name="reduce-order"),
    path("orders/<int:order_id>/lines/<int:line_id>", requests.change_line, name="order-line"),
    path("orders/<int:order_id>/requests/<int:request_id>", requests.answer_request, name="sale-request"),
    path("orders/<int:order_id>/split", reshaping.split_order, name="split-order"),
    path("orders/<int:order_id>/copy", reshaping.duplicate_order, name="duplicate-order"),
    path("orders/<int:order_id>/parcels/add", actions.add_parcel, name="add-parcel"),
    path("parcels/<int:package_id>/label", views.label, name="label"),
    path("parcels/<int:package_id>/delete", actions.delete_parcel, name="delete-parcel"),
]
