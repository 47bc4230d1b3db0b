"""Addresses of the panel; one line per section, names are flat in the `panel` namespace."""

from django.urls import include, path

from spinka.panel.images import product_image

app_name = "panel"
urlpatterns = [
    path("images/<str:signed>", product_image, name="product-image"),
    path("", include("spinka.panel.access.urls")),
    path("", include("spinka.panel.start.urls")),
    path("", include("spinka.panel.orders.urls")),
    path("", include("spinka.panel.products.urls")),
    path("", include("spinka.panel.integrations.urls")),
    path("", include("spinka.panel.prices.urls")),
    path("", include("spinka.panel.invitations.urls")),
    path("", include("spinka.panel.contractors.urls")),
    path("", include("spinka.panel.suppliers.urls")),
    path("", include("spinka.panel.directory.urls")),
    path("", include("spinka.panel.imports.urls")),
    path("", include("spinka.panel.settlements.urls")),
    path("", include("spinka.panel.settings.urls")),
    path("", include("spinka.panel.couriers.urls")),
    path("", include("spinka.panel.mailbox.urls")),
    path("", include("spinka.panel.rates.urls")),
    path("", include("spinka.panel.help.urls")),
]
