"""Old storages over catalogs: ids, and products as old programs read them."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from spinka.catalog import queries
from spinka.catalog.queries import Document, InventoryContext
from spinka.compat.wire.catalog import served
from spinka.core.errors import NotFound
from spinka.core.money import line_amounts

_STORAGE = re.compile(r"bl_([0-9]{1,18})", re.ASCII)
_TEXTS = ("description", *(f"description_extra{number}" for number in range(1, 5)))
Row = dict[str, Any]


def storage_key(inventory_id: int) -> str:
    """The storage a catalog is."""
    return f"bl_{inventory_id}"


def open_storage(account_id: int, storage_id: str) -> InventoryContext:
    """The catalog behind a storage id. Raises NotFound; shops and wholesalers are no storages here."""
    found = _STORAGE.fullmatch(storage_id.strip())
    if found is None:
        raise NotFound("There is no storage %(id)s", id=storage_id[:30])
    return queries.inventory_context(account_id=account_id, inventory_id=int(found[1]))


def products_of(document: Document, account_id: int) -> dict[str, Row]:
    """The products of a page by id, read back from the JSON the database made."""
    products: dict[str, Row] = msgspec.json.decode(served(document, account_id))
    return products


def pieces(stock: Mapping[str, Any], context: InventoryContext) -> int:
    """Pieces in the default warehouse."""
    return int(stock.get(f"bl_{context.default_warehouse_id}", 0))


def price(prices: Mapping[str, Any], context: InventoryContext) -> float:
    """The gross price of the default price group, 0 without one."""
    found: float = prices.get(str(context.default_price_group_id), 0)
    return found


def list_row(product: Row, context: InventoryContext) -> Row:
    """A product of the short list."""
    return {
        "product_id": str(product["id"]),
        "ean": product["ean"],
        "sku": product["sku"],
        "name": product["name"],
        "quantity": pieces(product["stock"], context),
        "price_brutto": price(product["prices"], context),
    }


def quantity_row(product_id: str, product: Row, context: InventoryContext) -> Row:
    """Pieces of a product and of its variants."""
    variants = [
        {"variant_id": variant_id, "quantity": pieces(stock, context)}
        for variant_id, stock in product.get("variants", {}).items()
    ]
    return {"product_id": product_id, "quantity": pieces(product["stock"], context), "variants": variants}


def price_row(product_id: str, product: Row, context: InventoryContext) -> Row:
    """Prices of a product and of its variants."""
    variants = [
        {"variant_id": variant_id, "price": price(prices, context)}
        for variant_id, prices in product.get("variants", {}).items()
    ]
    return {"product_id": product_id, "price": price(product["prices"], context), "variants": variants}


def full_row(product_id: str, product: Row, context: InventoryContext, makers: Mapping[int, Row]) -> Row:
    """A product in full, its texts in the default language."""
    texts, gross = product["text_fields"], price(product["prices"], context)
    maker = makers.get(product["manufacturer_id"], {})
    features = texts.get("features") or {}
    return {
        "product_id": product_id,
        "sku": product["sku"],
        "ean": product["ean"],
        "asin": product["asin"],
        "name": texts.get("name", ""),
        "quantity": pieces(product["stock"], context),
        "price_netto": _net(gross, product["tax_rate"]),
        "price_brutto": gross,
        "price_wholesale_netto": 0,
        "tax_rate": product["tax_rate"],
        "weight": product["weight"],
        **{name: texts.get(name, "") for name in _TEXTS},
        "man_name": maker.get("name", ""),
        "man_image": maker.get("photo", ""),
        "category_id": product["category_id"],
        "images": list(product["images"].values()),
        "features": {name: str(value) for name, value in features.items()},
        "variants": [
            {
                "variant_id": variant_id,
                "name": variant["name"],
                "price": price(variant["prices"], context),
                "quantity": pieces(variant["stock"], context),
                "sku": variant["sku"],
                "ean": variant["ean"],
                "asin": variant["asin"],
            }
            for variant_id, variant in product["variants"].items()
        ],
    }


def _net(gross: float, rate: float) -> float:
    """The net price of one piece (R19)."""
    return float(line_amounts(unit_gross=Decimal(str(gross)), quantity=1, rate=Decimal(str(rate))).net)


def makers_of(account_id: int) -> dict[int, Row]:
    """Name and picture of every manufacturer by id."""
    found = {}
    for row in queries.manufacturers(account_id=account_id):
        details = row["details"]
        details = msgspec.json.decode(details) if isinstance(details, str) else details
        found[row["manufacturer_id"]] = {"name": row["name"], "photo": details.get("photo", "")}
    return found
