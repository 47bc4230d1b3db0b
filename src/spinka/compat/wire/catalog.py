"""Types of the catalog's parameters, and products as they go over the wire."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from spinka.catalog import images, queries
from spinka.catalog.queries import IMAGE_MARK, Document
from spinka.compat.errors import ApiError
from spinka.compat.wire.amounts import LAST_SECOND
from spinka.connect import queries as connect
from spinka.connect.storage_links import storage_links

Id = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Whole = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
# Not to the last day there is: its moments have no date in zones east of Greenwich, so no page could show them.
Seconds = Annotated[int, Meta(ge=0, le=LAST_SECOND)]
Text = Annotated[str, Meta(max_length=65_000)]
Key = Annotated[str, Meta(max_length=30)]
Text20 = Annotated[str, Meta(max_length=20)]
Ean = Annotated[str, Meta(max_length=32)]
Text40 = Annotated[str, Meta(max_length=40)]
Text50 = Annotated[str, Meta(max_length=50)]
Text80 = Annotated[str, Meta(max_length=80)]
Text100 = Annotated[str, Meta(max_length=100)]
Text200 = Annotated[str, Meta(max_length=200)]
Amount = Decimal

_MARK = re.compile(rf'"{IMAGE_MARK}([0-9]+)"')


def or_none(value: int | UnsetType) -> int | None:
    """An id as services take it: 0 and a missing one stand for none."""
    return value if isinstance(value, int) and value else None


def finite(value: Amount | UnsetType, name: str) -> Amount | None:
    """An amount of a filter, None when it is not given. Refuses NaN and infinity."""
    if isinstance(value, UnsetType):
        return None
    if not value.is_finite() or abs(value) > 10**12:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter {name}: expected a number")
    return value


def live_totals(account_id: int, inventory_id: int) -> dict[int, int]:
    """Live pieces of every linked product of a catalog, for filters on stock (R5)."""
    linked = queries.linked_products(account_id=account_id, inventory_id=inventory_id)
    if not linked:
        return {}
    live = connect.live_stock(account_id=account_id, product_ids=linked)
    return {product_id: sum(places.values()) for product_id, places in live.items()}


def served(document: Document, account_id: int) -> msgspec.Raw:
    """The map of products with live stock of suppliers put in (R5) and addresses of uploaded images (R43)."""
    text = document.text
    if IMAGE_MARK in text:
        text = _MARK.sub(lambda found: f'"{_address(account_id, int(found[1]))}"', text)
    if not document.linked_ids:
        return msgspec.Raw(text.encode())
    return msgspec.Raw(msgspec.json.encode(_with_live(msgspec.json.decode(text), account_id, document.linked_ids)))


def _address(account_id: int, image_id: int) -> str:
    return images.public_address(images.signed_address(account_id, image_id))


def _with_live(products: dict[str, Any], account_id: int, linked_ids: Sequence[int]) -> dict[str, Any]:
    live = {
        str(product_id): places
        for product_id, places in connect.live_stock(account_id=account_id, product_ids=linked_ids).items()
    }
    for product_id, product in products.items():
        product["stock"].update(live.get(product_id, {}))
        for variant_id, variant in product.get("variants", {}).items():
            # In stock lists a variant is its map of quantities, elsewhere an object that has one.
            places = variant["stock"] if isinstance(variant.get("stock"), dict) else variant
            places.update(live.get(variant_id, {}))
    if any("links" in product for product in products.values()):
        for own_id, links in storage_links(account_id=account_id, product_ids=linked_ids).items():
            if str(own_id) in products:
                products[str(own_id)]["links"].update(
                    {key: {"product_id": str(their_id), "variant_id": "0"} for key, their_id in links.items()}
                )
    return products


def warnings_map(warnings: dict[Any, str]) -> dict[str, str]:
    """Warnings keyed by text; an empty map, never a text, when there are none."""
    return {str(key): text for key, text in warnings.items()}


def without_nulls(values: dict[str, Any] | UnsetType) -> dict[str, Any] | UnsetType:
    """A map whose null values count as not given."""
    if isinstance(values, UnsetType):
        return UNSET
    return {key: value for key, value in values.items() if value is not None}
