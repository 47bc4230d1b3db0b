"""Golden pairs: one story of calls, told to a new account at a fixed moment, with ids that are always the same."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.compat.examples import fill
from tests.factories.accounts import MadeAccount
from tests.support.api import Answer

FOLDER = Path(__file__).parents[1] / "golden"
MOMENT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A call with its title; `keep` gives names to ids of the answer. A case without a title only prepares."""

    method: str
    name: str
    title: str
    parameters: dict[str, Any] = field(default_factory=dict)
    keep: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return FOLDER / self.method / f"{self.name}.json"


def _preparing(method: str, parameters: dict[str, Any], **keep: str) -> Case:
    return Case(method, "", "", parameters, keep)


STORY = [
    _preparing("getInventories", {}, inventory="inventories.0.inventory_id"),
    _preparing("getInventoryPriceGroups", {}, group="price_groups.0.price_group_id"),
    _preparing("getInventoryWarehouses", {}, warehouse="warehouses.0.warehouse_id"),
    _preparing("addInventoryManufacturer", {"manufacturer_name": "Weaving Works"}, maker="manufacturer_id"),
    _preparing(
        "addInventoryCategory", {"inventory_id": "$inventory", "name": "Towels", "parent_id": 0}, category="category_id"
    ),
    Case(
        "getOrderStatusList",
        "all",
        "The account's order statuses",
        keep={"new": "statuses.0.id", "next": "statuses.1.id"},
    ),
    Case(
        "addInventoryProduct",
        "create",
        "A product with prices, stock and texts",
        {
            "inventory_id": "$inventory",
            "sku": "TW-70",
            "ean": "5901234123457",
            "tags": ["cotton"],
            "tax_rate": 23,
            "weight": 0.35,
            "manufacturer_id": "$maker",
            "category_id": "$category",
            "prices": {"$group": 39.99},
            "stock": {"bl_$warehouse": 120},
            "locations": {"bl_$warehouse": "A-1-1"},
            "text_fields": {
                "name": "Bath towel 70 × 140",
                "description": "<p>Cotton, 500 g/m².</p>",
                "features": {"Colour": "white", "Material": "cotton"},
            },
        },
        {"product": "product_id"},
    ),
    Case(
        "addInventoryProduct",
        "create_variant",
        "A variant of a product",
        {
            "inventory_id": "$inventory",
            "parent_id": "$product",
            "sku": "TW-70-G",
            "ean": "5901234123464",
            "prices": {"$group": 41.5},
            "stock": {"bl_$warehouse": 40},
            "text_fields": {"name": "Bath towel 70 × 140, green"},
        },
        {"variant": "product_id"},
    ),
    Case(
        "addInventoryProduct",
        "change",
        "Only what is named changes",
        {"inventory_id": "$inventory", "product_id": "$product", "weight": 0.4},
    ),
    Case(
        "addInventoryProduct",
        "refused",
        "A text longer than the field is refused, nothing is written",
        {"inventory_id": "$inventory", "sku": "x" * 51, "text_fields": {"name": "Towel"}},
    ),
    Case(
        "getInventoryProductsList",
        "by_sku",
        "Short list by a filter",
        {"inventory_id": "$inventory", "filter_sku": "TW-70"},
    ),
    Case(
        "getInventoryProductsList",
        "with_variants",
        "The last added first, variants as rows of their own",
        {"inventory_id": "$inventory", "filter_sort": "id DESC", "include_variants": True},
    ),
    Case("getInventoryProductsList", "end", "After the last page", {"inventory_id": "$inventory", "page": 2}),
    Case(
        "getInventoryProductsData",
        "product",
        "A product with its variant",
        {"inventory_id": "$inventory", "products": ["$product"]},
    ),
    Case(
        "getInventoryProductsData",
        "unknown",
        "Ids the catalog does not have are left out",
        {"inventory_id": "$inventory", "products": [987654321]},
    ),
    Case(
        "updateInventoryProductsStock",
        "two",
        "Stock of a product and of its variant",
        {
            "inventory_id": "$inventory",
            "products": {"$product": {"bl_$warehouse": 118}, "$variant": {"bl_$warehouse": 37}},
        },
    ),
    Case(
        "updateInventoryProductsStock",
        "warning",
        "A product nobody has gets a warning, the others are written",
        {
            "inventory_id": "$inventory",
            "products": {"$product": {"bl_$warehouse": 117}, "987654321": {"bl_$warehouse": 1}},
        },
    ),
    Case(
        "updateInventoryProductsPrices",
        "two",
        "Prices of a product and of its variant",
        {"inventory_id": "$inventory", "products": {"$product": {"$group": 42}, "$variant": {"$group": 43.5}}},
    ),
    Case(
        "addOrder",
        "create",
        "An order with two lines, paid on delivery",
        {
            "order_status_id": "$new",
            "date_add": int(MOMENT.timestamp()) - 60,
            "currency": "PLN",
            "payment_method": "Cash on delivery",
            "payment_method_cod": True,
            "paid": False,
            "email": "anna@buyer.example",
            "phone": "600100200",
            "user_comments": "Please ring twice",
            "delivery_method": "Courier",
            "delivery_price": 14.99,
            "delivery_fullname": "Anna Kowalska",
            "delivery_address": "Prosta 1",
            "delivery_postcode": "00-001",
            "delivery_city": "Warszawa",
            "delivery_country_code": "PL",
            "want_invoice": False,
            "products": [
                {
                    "storage": "db",
                    "storage_id": 0,
                    "product_id": "$product",
                    "name": "Bath towel 70 × 140",
                    "sku": "TW-70",
                    "ean": "5901234123457",
                    "price_brutto": 42,
                    "tax_rate": 23,
                    "quantity": 2,
                    "weight": 0.4,
                },
                {"name": "Gift wrapping", "price_brutto": 5, "tax_rate": 23, "quantity": 1},
            ],
        },
        {"order": "order_id"},
    ),
    Case(
        "addOrder",
        "refused",
        "A wrong quantity is refused by its name",
        {"products": [{"name": "Bath towel", "quantity": -1}]},
    ),
    Case(
        "getOrders",
        "by_id",
        "One order with all its blocks",
        {"order_id": "$order", "include_custom_extra_fields": True, "include_commissions": True},
    ),
    Case(
        "getOrders",
        "page",
        "Orders confirmed since a moment; go on with the last date_confirmed + 1",
        {"date_confirmed_from": int(MOMENT.timestamp()) - 3600},
    ),
    Case("getOrders", "end", "Nothing new", {"date_confirmed_from": int(MOMENT.timestamp()) + 1}),
    Case("setOrderStatus", "change", "An order goes on", {"order_id": "$order", "status_id": "$next"}),
    Case(
        "setOrderStatus",
        "refused",
        "A status the account does not have",
        {"order_id": "$order", "status_id": 987654321},
    ),
    Case("getJournalList", "all", "What happened to orders", {"last_log_id": 0}, {"last": "logs.-1.log_id"}),
    Case("getJournalList", "end", "Nothing happened since", {"last_log_id": "$last", "logs_types": [1, 18]}),
]

# What an id is one of, by the name it stands under; every kind has numbers of its own.
_KINDS = {
    "inventory_id": "inventory",
    "product_id": "product",
    "parent_id": "product",
    "filter_id": "product",
    "price_group_id": "group",
    "warehouse_id": "warehouse",
    "category_id": "category",
    "manufacturer_id": "maker",
    "order_id": "order",
    "id_from": "order",
    "order_product_id": "line",
    "order_status_id": "status",
    "status_id": "status",
    "log_id": "log",
    "last_log_id": "log",
}
_FIRST = {
    "inventory": 101,
    "group": 201,
    "warehouse": 301,
    "category": 401,
    "maker": 501,
    "status": 601,
    "product": 2001,
    "order": 10001,
    "line": 20001,
    "log": 30001,
}
_ENTRIES = {"getInventoryProductsList.id": "product", "getOrderStatusList.id": "status"}
_KEYED = {"products": "product", "variants": "product", "warnings": "product", "prices": "group"}
_PLACE = re.compile(r"bl_([0-9]+)")
_STATUS_CHANGED = 18


class Numbers:
    """Gives ids of this database the numbers of the story, in the order they come up; 0 and unknown ones stay."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, int], int] = {}

    def number(self, kind: str, value: Any) -> Any:
        if not str(value).isdigit() or int(value) in (0, 987654321):
            return value
        taken = [entry for entry in self.known if entry[0] == kind]
        number = self.known.setdefault((kind, int(value)), _FIRST[kind] + len(taken))
        return str(number) if isinstance(value, str) else number

    def told(self, method: str, value: Any, name: str = "") -> Any:
        """A request or an answer in the story's numbers."""
        if isinstance(value, dict):
            return dict(self._entries(method, value, name))
        if isinstance(value, list):
            return [self.told(method, entry, name) for entry in value]
        if isinstance(value, str) and (place := _PLACE.fullmatch(value)):
            return f"bl_{self.number('warehouse', place[1])}"
        kind = _KINDS.get(name) or _ENTRIES.get(f"{method}.{name}") or ("product" if name == "products" else None)
        return self.number(kind, value) if kind else value

    def _entries(self, method: str, value: dict[str, Any], name: str) -> Iterator[tuple[str, Any]]:
        for key, entry in value.items():
            if key == "object_id" and value.get("log_type") == _STATUS_CHANGED:
                yield key, self.number("status", entry)
            elif place := _PLACE.fullmatch(key):
                yield f"bl_{self.number('warehouse', place[1])}", entry
            elif key.isdigit() and name in _KEYED:
                inner = "prices" if method == "updateInventoryProductsPrices" and name == "products" else ""
                yield self.number(_KEYED[name], key), self.told(method, entry, inner)
            else:
                yield key, self.told(method, entry, key)


def _found(answer: Answer, path: str) -> Any:
    value: Any = answer
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def tell(account: MadeAccount) -> Iterator[tuple[Case, dict[str, Any]]]:
    """Make the calls one after another; each titled one with its pair as the file has it."""
    ids: dict[str, int | str] = {}
    numbers = Numbers()
    for case in STORY:
        parameters = fill(case.parameters, ids)
        answer = account.api.call(case.method, **parameters)
        ids |= {name: _found(answer, path) for name, path in case.keep.items()}
        request, response = numbers.told(case.method, parameters), numbers.told(case.method, answer)
        if case.title:
            yield case, {"title": case.title, "request": request, "response": response}


def as_file(pair: dict[str, Any]) -> str:
    """The text of a pair's file."""
    return json.dumps(pair, ensure_ascii=False, indent=2) + "\n"
