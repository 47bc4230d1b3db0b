"""Products of a supplier's live catalog in the words of the external storage methods."""

from typing import Any

import msgspec

from spinka.connect.external_storages import StorageProduct
from spinka.connect.shared_products import SharedProduct

Row = dict[str, Any]


def _shown(product: SharedProduct) -> Row:
    document: Row = msgspec.json.decode(product.document)
    return document


def _gross(product: SharedProduct) -> Any:
    return product.price.gross if product.price is not None else 0


def list_row(product: SharedProduct) -> Row:
    """A product of the short list; a product without a number of pieces (a service) has 0."""
    shown = _shown(product)
    return {
        "product_id": str(product.product_id),
        "sku": shown.get("sku", ""),
        "ean": shown.get("ean", ""),
        "asin": "",
        "name": shown.get("name", ""),
        "quantity": product.stock or 0,
        "price_brutto": _gross(product),
    }


def quantity_row(entry: StorageProduct) -> Row:
    """Pieces of a product and of its variants."""
    variants = [{"variant_id": str(one.product_id), "quantity": one.stock or 0} for one in entry.variants]
    return {
        "product_id": str(entry.product.product_id),
        "quantity": entry.product.stock or 0,
        "variants": variants,
    }


def price_row(entry: StorageProduct) -> Row:
    """Gross prices of a product and of its variants."""
    variants = [{"variant_id": str(one.product_id), "price": _gross(one)} for one in entry.variants]
    return {"product_id": str(entry.product.product_id), "price": _gross(entry.product), "variants": variants}


def full_row(entry: StorageProduct) -> Row:
    """A product in full, its texts in the supplier's default language; the wholesale price is the contractor's own."""
    product, shown = entry.product, _shown(entry.product)
    texts = shown.get("text_fields") or {}
    features = texts.get("features") or {}
    net = product.price.net if product.price is not None else 0
    row = list_row(product)
    row |= {
        "price_netto": net,
        "price_wholesale_netto": net,
        "tax_rate": product.price.rate if product.price is not None else 0,
        "weight": shown.get("weight", 0),
        "description": texts.get("description", ""),
        "description_extra1": texts.get("description_extra1", ""),
        "description_extra2": texts.get("description_extra2", ""),
        "man_name": shown.get("manufacturer", ""),
        "man_image": "",
        "category_id": shown.get("category_id", 0),
        "images": [address for _position, address in product.images],
        "features": {str(name): str(value) for name, value in features.items()} if isinstance(features, dict) else {},
        "variants": [_variant(one) for one in entry.variants],
    }
    return row


def _variant(product: SharedProduct) -> Row:
    row = list_row(product)
    return {
        "variant_id": row["product_id"],
        "name": row["name"],
        "price": row["price_brutto"],
        "quantity": row["quantity"],
        "sku": row["sku"],
        "ean": row["ean"],
        "asin": "",
    }
