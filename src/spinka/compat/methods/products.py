"""Products: written one at a time, listed, read in full, deleted, and their log."""

import re
from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from spinka.accounts.permissions import Scope
from spinka.catalog import log_types, queries
from spinka.catalog import services as catalog
from spinka.catalog.draft import IMAGES
from spinka.catalog.queries import ProductFilters
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.products import (
    AddInventoryProductReply,
    GetInventoryProductLogsReply,
    GetInventoryProductsDataReply,
    GetInventoryProductsListReply,
)
from spinka.compat.wire.amounts import LogTypes
from spinka.compat.wire.catalog import (
    Amount,
    Ean,
    Id,
    Key,
    Seconds,
    Text20,
    Text50,
    Text200,
    Whole,
    finite,
    live_totals,
    or_none,
    served,
    warnings_map,
    without_nulls,
)
from spinka.core import clock

_LINK_KEY = re.compile(r"[a-z]{1,20}_[0-9]{1,18}")


class AdditionalEan(Struct):
    """One more EAN with the pieces it stands for."""

    ean: Annotated[str, Meta(max_length=32)] = ""
    quantity: Whole = 1


class WrittenProduct(Params, kw_only=True):
    """A product to make or to change; type to available_from are ours (R34)."""

    product_id: Id | UnsetType = UNSET
    parent_id: Id | UnsetType = UNSET
    is_bundle: bool | UnsetType = UNSET
    sku: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    ean: Annotated[str, Meta(max_length=32)] | UnsetType = UNSET
    ean_additional: list[AdditionalEan] | UnsetType = UNSET
    asin: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    tax_rate: Amount | UnsetType = UNSET
    weight: Amount | UnsetType = UNSET
    height: Amount | UnsetType = UNSET
    width: Amount | UnsetType = UNSET
    length: Amount | UnsetType = UNSET
    average_cost: Amount | UnsetType = UNSET
    star: Whole | UnsetType = UNSET
    manufacturer_id: Id | UnsetType = UNSET
    category_id: Id | UnsetType = UNSET
    prices: dict[Id, Amount] | UnsetType = UNSET
    stock: dict[str, Whole] | UnsetType = UNSET
    locations: dict[str, str] | UnsetType = UNSET
    text_fields: dict[str, Any] | UnsetType = UNSET
    images: dict[Id, str] | UnsetType = UNSET
    links: dict[str, dict[str, Any]] | UnsetType = UNSET
    bundle_products: dict[Id, Whole] | UnsetType = UNSET
    videos: list[Any] | UnsetType = UNSET
    media_options: dict[str, Any] | UnsetType = UNSET
    suppliers: list[Any] | UnsetType = UNSET
    type: Annotated[str, Meta(max_length=10)] | UnsetType = UNSET
    is_draft: bool | UnsetType = UNSET
    min_quantity: Whole | UnsetType = UNSET
    quantity_step: Whole | UnsetType = UNSET
    available_from: Seconds | UnsetType = UNSET


class AddInventoryProduct(WrittenProduct, kw_only=True):
    """Parameters of addInventoryProduct."""

    inventory_id: Id


_SAME = (
    *("parent_id", "is_bundle", "sku", "ean", "asin", "tags", "tax_rate", "weight", "height", "width", "length"),
    *("average_cost", "star", "manufacturer_id", "category_id", "prices", "stock", "locations", "bundle_products"),
    *("is_draft", "min_quantity", "quantity_step"),
)


def _links(links: dict[str, dict[str, Any]] | UnsetType, warnings: dict[str, str]) -> dict[str, Any] | UnsetType:
    if isinstance(links, UnsetType):
        return UNSET
    out: dict[str, Any] = {}
    for key, link in links.items():
        if not _LINK_KEY.fullmatch(key):
            warnings[f"links.{key[:40]}"] = "Unknown external storage; the link was left out"
        elif key.startswith(("blconnect_", "bl_")):
            warnings[f"links.{key[:40]}"] = "Links to Base Connect suppliers are written by setConnectProductLinks"
        else:
            product, variant = str(link.get("product_id") or ""), str(link.get("variant_id") or "0")
            removed = product in ("", "0")
            out[key] = {} if removed else {"product_id": product[:100], "variant_id": variant[:100]}
    return out


def product_fields(params: WrittenProduct, warnings: dict[str, str]) -> catalog.ProductFields:
    """The parameters as the catalog takes them; positions of images count from 0 here and from 1 in the catalog."""
    for name in ("videos", "media_options", "suppliers"):
        if getattr(params, name) not in (UNSET, None, [], {}, ""):
            warnings[name] = f"{name} are not kept; they were left out"
    images = params.images
    if isinstance(images, dict) and any(position >= IMAGES for position in images):
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter images: expected positions 0 to {IMAGES - 1}")
    available = params.available_from
    additional = params.ean_additional
    return catalog.ProductFields(
        **{name: getattr(params, name) for name in _SAME},
        kind=params.type or UNSET,
        texts=without_nulls(params.text_fields),
        images={position + 1: text for position, text in images.items()} if isinstance(images, dict) else UNSET,
        links=_links(params.links, warnings),
        ean_additional=(
            [{"ean": entry.ean, "quantity": entry.quantity} for entry in additional]
            if isinstance(additional, list)
            else UNSET
        ),
        available_from=(
            UNSET if isinstance(available, UnsetType) else clock.from_unix(available) if available else None
        ),
    )


@method("addInventoryProduct", scope=Scope.CATALOG_WRITE, params=AddInventoryProduct, reply=AddInventoryProductReply)
def add_inventory_product(call: Call, params: AddInventoryProduct) -> Answer:
    """Create a product or variant, or change the given fields when product_id is given."""
    warnings: dict[str, str] = {}
    saved = catalog.save_product(
        account_id=call.account_id,
        inventory_id=params.inventory_id,
        product_id=or_none(params.product_id),
        fields=product_fields(params, warnings),
        actor=call.actor,
    )
    return {"product_id": saved.product_id, "warnings": warnings_map(warnings | saved.warnings)}


class ProductId(Params):
    """The product's id."""

    product_id: Id


@method("deleteInventoryProduct", scope=Scope.CATALOG_WRITE, params=ProductId, reply=NoReply)
def delete_inventory_product(call: Call, params: ProductId) -> Answer:
    """Delete a product with its variants; refused while open orders reserve it."""
    catalog.delete_product(account_id=call.account_id, product_id=params.product_id, actor=call.actor)
    return {}


class GetInventoryProductsData(Params):
    """Parameters of getInventoryProductsData."""

    inventory_id: Id
    products: Annotated[list[Id], Meta(max_length=5000)]
    include_erp_units: bool = False
    include_wms_units: bool = False
    include_additional_eans: bool = False
    include_suppliers: bool = False
    include_relations: bool = False
    include_marketplace_categories: bool = False
    include_channels_media: bool = False


@method(
    "getInventoryProductsData",
    scope=Scope.CATALOG_READ,
    params=GetInventoryProductsData,
    reply=GetInventoryProductsDataReply,
)
def get_inventory_products_data(call: Call, params: GetInventoryProductsData) -> Answer:
    """Full data of the products whose ids are given; ids of other catalogs are left out."""
    additional: dict[str, str] = {}
    if params.include_additional_eans:
        additional["ean_additional"] = "p.ean_additional"
    if params.include_erp_units:
        additional["stock_erp_units"] = "'{}'::json"
    if params.include_wms_units:
        additional["stock_wms_units"] = "'{}'::json"
    if params.include_suppliers:
        additional["suppliers"] = "'[]'::json"
    if params.include_relations:
        additional["relations"] = "'{}'::json"
    document = queries.products_data(
        account_id=call.account_id,
        inventory_id=params.inventory_id,
        product_ids=params.products,
        additional=additional,
    )
    if document.is_empty:
        # Products that are there are of a catalog that is.
        queries.inventory_context(account_id=call.account_id, inventory_id=params.inventory_id)
    return {"products": served(document, call.account_id)}


class GetInventoryProductsList(Params):
    """Parameters of getInventoryProductsList."""

    inventory_id: Id
    filter_id: Id | UnsetType = UNSET
    filter_category_id: Id | UnsetType = UNSET
    filter_ean: Ean = ""
    filter_sku: Text50 = ""
    filter_name: Text200 = ""
    filter_price_from: Amount | UnsetType = UNSET
    filter_price_to: Amount | UnsetType = UNSET
    filter_stock_from: Whole | UnsetType = UNSET
    filter_stock_to: Whole | UnsetType = UNSET
    page: Annotated[int, Meta(ge=0, le=1_000_000)] = 1
    filter_sort: Key = ""
    filter_locations: Text20 = ""
    include_variants: bool = False


@method(
    "getInventoryProductsList",
    scope=Scope.CATALOG_READ,
    params=GetInventoryProductsList,
    reply=GetInventoryProductsListReply,
)
def get_inventory_products_list(call: Call, params: GetInventoryProductsList) -> Answer:
    """Short list of products by filters, 1000 a page, suppliers' live stock included."""
    queries.inventory_context(account_id=call.account_id, inventory_id=params.inventory_id)
    filters = ProductFilters(
        product_id=or_none(params.filter_id),
        category_id=or_none(params.filter_category_id),
        ean=params.filter_ean,
        sku=params.filter_sku,
        name=params.filter_name,
        location=params.filter_locations,
        price_from=finite(params.filter_price_from, "filter_price_from"),
        price_to=finite(params.filter_price_to, "filter_price_to"),
        stock_from=None if isinstance(params.filter_stock_from, UnsetType) else params.filter_stock_from,
        stock_to=None if isinstance(params.filter_stock_to, UnsetType) else params.filter_stock_to,
        variants_too=params.include_variants or bool(or_none(params.filter_id)),
    )
    document = queries.products_list(
        account_id=call.account_id,
        inventory_id=params.inventory_id,
        filters=filters,
        page=params.page,
        is_descending=params.filter_sort.strip().lower() == "id desc",
        live=live_totals(call.account_id, params.inventory_id) if filters.needs_stock else None,
    )
    return {"products": served(document, call.account_id)}


class GetInventoryProductLogs(Params):
    """Parameters of getInventoryProductLogs."""

    product_id: Id
    date_from: Seconds = 0
    date_to: Seconds = 0
    log_type: int | LogTypes | UnsetType = UNSET
    sort: Annotated[str, Meta(max_length=4)] = "ASC"
    page: Annotated[int, Meta(ge=0, le=1_000_000)] = 1


@method(
    "getInventoryProductLogs",
    scope=Scope.CATALOG_READ,
    params=GetInventoryProductLogs,
    reply=GetInventoryProductLogsReply,
)
def get_inventory_product_logs(call: Call, params: GetInventoryProductLogs) -> Answer:
    """Change log of one product or variant, 100 a page.

    `type` of an entry: 1 stock, 2 price, 3 made, 4 deleted, 5 texts, 6 locations, 7 links, 8 gallery, 9 variants,
    10 bundle.
    """
    wanted = params.log_type
    log_types = None if isinstance(wanted, UnsetType) else [wanted] if isinstance(wanted, int) else wanted
    if log_types in ([], [0]):
        log_types = None
    rows = queries.product_logs(
        account_id=call.account_id,
        product_id=params.product_id,
        log_types=log_types,
        date_from=params.date_from,
        date_to=params.date_to,
        is_descending=params.sort.strip().lower() == "desc",
        page=params.page,
    )
    return {"logs": [_log(row) for row in rows]}


_NUMBERS = {log_types.STOCK: int, log_types.PRICE: float}


def _log(row: dict[str, Any]) -> dict[str, Any]:
    kind = row["log_type"]
    old, new, info = row["old"], row["new"], row["info"]
    number = _NUMBERS.get(kind)
    if number is not None:
        old, new = (number(value) if value else 0 for value in (old, new))
    if kind in (log_types.PRICE, log_types.VARIANTS, log_types.BUNDLE) and info.isdigit():
        info = int(info)
    entry = {"type": kind, "info": info, "from": old, "to": new}
    return {"profile": row["profile"], "date": row["date"], "entries": [entry]}
