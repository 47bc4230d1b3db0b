"""Addresses of products."""

from django.urls import path

from spinka.panel.products import cells, views

urlpatterns = [
    path("products", views.product_list, name="products"),
    path("products/add", views.add_product, name="add-product"),
    path("products/<int:product_id>", views.product, name="product"),
    path("products/<int:product_id>/edit", views.edit_product, name="edit-product"),
    path("products/<int:product_id>/log", views.product_log, name="product-log"),
    path("products/<int:product_id>/prices/<int:price_group_id>", cells.price, name="price-cell"),
    path("products/<int:product_id>/stock/<int:warehouse_id>", cells.stock, name="stock-cell"),
]
