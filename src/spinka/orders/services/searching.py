"""Which texts of an order the search looks through (R56)."""

from spinka.core.text import search_key
from spinka.orders.models import Order

SEARCHED = (
    "external_order_id",
    "transaction_number",
    "source_info",
    "user_login",
    "email",
    "phone",
    "delivery_fullname",
    "delivery_company",
    "delivery_city",
    "invoice_fullname",
    "invoice_company",
    "invoice_nip",
    "extra_field_1",
    "extra_field_2",
)


def search_key_of(order: Order) -> str:
    """What the search compares of an order: its number and the texts above, folded."""
    return f"{order.pk} {search_key(*filter(None, (getattr(order, name) for name in SEARCHED)))}"
