"""Addresses of the supplier directory."""

from django.urls import path

from spinka.panel.directory import goods, inquiries, joining, publishing, views

urlpatterns = [
    path("directory", views.directory, name="directory"),
    path("directory/<int:listing_id>", views.company, name="company"),
    path("directory/<int:listing_id>/goods", goods.goods_list, name="company-goods"),
    path("directory/<int:listing_id>/goods/<int:product_id>", goods.one, name="company-product"),
    path("directory/<int:listing_id>/join", joining.join, name="join-company"),
    path("directory/<int:listing_id>/contact", inquiries.contact, name="contact-company"),
    path("inquiries", inquiries.inquiry_list, name="inquiries"),
    path("inquiries/<int:inquiry_id>", inquiries.inquiry, name="inquiry"),
    path("inquiries/<int:inquiry_id>/close", inquiries.close, name="close-inquiry"),
    path("integrations/<int:integration_id>/listing", publishing.edit, name="integration-listing"),
    path("integrations/<int:integration_id>/listing/preview", publishing.preview, name="listing-preview"),
    path("integrations/<int:integration_id>/listing/publish", publishing.publish, name="publish-listing"),
    path("integrations/<int:integration_id>/listing/withdraw", publishing.withdraw, name="withdraw-listing"),
]
