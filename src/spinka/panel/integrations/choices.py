"""Choices of the forms about connections: what is shared, shortages, price groups, warehouses, statuses."""

from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog import queries as catalog
from spinka.orders import queries as orders
from spinka.panel.components import Label

Choices = list[tuple[Any, Label]]

SHARED_FIELDS: Final[dict[str, Label]] = {
    "name": _("Name"),
    "description": _("Description"),
    "images": _("Images"),
    "features": _("Features"),
    "prices": _("Prices"),
    "stock": _("Stock"),
    "sku": _("SKU"),
    "ean": _("EAN"),
    "manufacturer": _("Manufacturer"),
    "category": _("Category"),
    "dimensions": _("Weight and dimensions"),
    "extra_fields": _("Extra fields"),
}
STOCK_SHORTAGE: Final = [
    ("refuse", _("Refuse the order")),
    ("backorder", _("Accept, the missing pieces wait")),
    ("accept", _("Accept whatever the stock is")),
]
CREDIT_SHORTAGE: Final = [
    ("refuse", _("Refuse the order")),
    ("accept_unpaid", _("Accept as unpaid")),
    ("hold_status", _("Accept into a waiting status")),
]
FORWARDING: Final = [("manual", _("By hand")), ("automatic", _("Automatically"))]
UNMATCHED: Final = [
    ("text", _("Pass as text")),
    ("skip", _("Leave out")),
    ("refuse", _("Do not forward the order")),
]


def catalogs(account_id: int) -> Choices:
    """The account's catalogs."""
    return [(row["inventory_id"], row["name"]) for row in catalog.inventories(account_id=account_id)]


def price_groups(account_id: int) -> Choices:
    """Price groups with their currency."""
    rows = catalog.price_groups(account_id=account_id)
    return [(row["price_group_id"], f"{row['name']} ({row['currency']})") for row in rows]


def currencies(account_id: int) -> dict[int, str]:
    """The currency of each price group."""
    return {row["price_group_id"]: row["currency"] for row in catalog.price_groups(account_id=account_id)}


def warehouses(account_id: int) -> Choices:
    """Own warehouses, without those that show suppliers' stock."""
    rows = catalog.warehouses(account_id=account_id)
    return [(row["warehouse_id"], row["name"]) for row in rows if row["warehouse_type"] == "bl"]


def statuses(account_id: int) -> Choices:
    """Order statuses in their order."""
    return [(row.pk, row.name) for row in orders.statuses(account_id)]


def languages(account_id: int) -> Choices:
    """Every language of any catalog."""
    codes = {code for row in catalog.inventories(account_id=account_id) for code in row["languages"]}
    return [(code, code.upper()) for code in sorted(codes)]


def with_empty(choices: Choices, label: Label) -> Choices:
    """The choices after one that stands for nothing chosen."""
    return [("", label), *choices]


def words(choices: Choices, value: object) -> str:
    """How a value reads among its choices; a dash for one that is not among them."""
    found = {str(key): label for key, label in choices}.get(str(value))
    return gettext("not set") if found is None else str(found)
