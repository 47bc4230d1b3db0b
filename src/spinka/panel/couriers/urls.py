"""Addresses of courier accounts and of parcels made with them."""

from django.urls import path

from spinka.panel.couriers import views

urlpatterns = [
    path("settings/couriers", views.account_list, name="couriers"),
    path("settings/couriers/add", views.choose, name="choose-courier"),
    path("settings/couriers/add/<str:courier_code>", views.add, name="add-courier"),
    path("settings/couriers/<int:courier_account_id>", views.edit, name="courier"),
    path("settings/couriers/<int:courier_account_id>/delete", views.delete, name="delete-courier"),
    path("orders/<int:order_id>/parcels/make", views.make_parcel, name="make-parcel"),
]
