"""External storages: connected suppliers' live catalogs, named with the suffix "(Base Connect)" (E-22, E-23, R24)."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoParams, Params, method
from spinka.compat.replies.external_storages import (
    GetExternalStorageCategoriesReply,
    GetExternalStorageProductsDataReply,
    GetExternalStorageProductsListReply,
    GetExternalStorageProductsPricesReply,
    GetExternalStorageProductsQuantityReply,
    GetExternalStoragesListReply,
    UpdateExternalStorageProductsQuantityReply,
)
from spinka.compat.wire.catalog import Amount, Id, Key, Text50, Text100, Whole, finite, or_none
from spinka.compat.wire.external_storages import full_row, list_row, price_row, quantity_row
from spinka.connect import external_storages
from spinka.connect.external_storages import opened_storage
from spinka.connect.shared_products import PAGE_SIZE, SharedFilters

Page = Annotated[int, Meta(ge=0, le=1_000_000)]
QuantityRow = Annotated[list[int], Meta(min_length=3, max_length=3)]
_READING = (
    "getExternalStorageCategories",
    "getExternalStorageProductsData",
    "getExternalStorageProductsList",
    "getExternalStorageProductsPrices",
    "getExternalStorageProductsQuantity",
)


@method("getExternalStoragesList", scope=Scope.CONNECT_READ, params=NoParams, reply=GetExternalStoragesListReply)
def get_external_storages_list(call: Call, params: NoParams) -> Answer:
    """List connected suppliers whose catalogs can be read live; none of them can be written to."""
    return {
        "storages": [
            {"storage_id": one.key, "name": one.name, "methods": list(_READING), "read": True, "write": False}
            for one in external_storages.storages(account_id=call.account_id)
        ]
    }


class StorageOnly(Params):
    """The storage, `blconnect_` and a number, as getExternalStoragesList gives it."""

    storage_id: Key


@method(
    "getExternalStorageCategories",
    scope=Scope.CONNECT_READ,
    params=StorageOnly,
    reply=GetExternalStorageCategoriesReply,
)
def get_external_storage_categories(call: Call, params: StorageOnly) -> Answer:
    """List the supplier's categories that hold shared products, with those above them."""
    with opened_storage(account_id=call.account_id, key=params.storage_id) as opened:
        found = external_storages.categories(opened)
    return {
        "storage_id": params.storage_id.strip(),
        "categories": [{"category_id": one.category_id, "name": one.name, "parent_id": one.parent_id} for one in found],
    }


class ProductsAsked(StorageOnly, kw_only=True):
    """The products wanted, by the supplier's ids."""

    products: Annotated[list[Id], Meta(max_length=PAGE_SIZE)]


@method(
    "getExternalStorageProductsData",
    scope=Scope.CONNECT_READ,
    params=ProductsAsked,
    reply=GetExternalStorageProductsDataReply,
)
def get_external_storage_products_data(call: Call, params: ProductsAsked) -> Answer:
    """Read products in full, a thousand at most, each with its variants; what is not shared is empty."""
    with opened_storage(account_id=call.account_id, key=params.storage_id) as opened:
        filters = SharedFilters(product_ids=params.products, variants_too=True)
        found = external_storages.product_page(opened, filters=filters)
    return {
        "storage_id": params.storage_id.strip(),
        "products": {str(entry.product.product_id): full_row(entry) for entry in found},
    }


class ProductsFiltered(StorageOnly, kw_only=True):
    """Filters, an order and a page of 1000."""

    filter_category_id: Key = ""
    filter_sort: Key = ""
    filter_id: Key = ""
    filter_sku: Annotated[str, Meta(max_length=32)] = ""
    filter_ean: Annotated[str, Meta(max_length=320)] = ""
    filter_asin: Text50 = ""
    filter_name: Text100 = ""
    filter_price_from: Amount | UnsetType = UNSET
    filter_price_to: Amount | UnsetType = UNSET
    filter_quantity_from: Whole | UnsetType = UNSET
    filter_quantity_to: Whole | UnsetType = UNSET
    filter_available: Whole | UnsetType = UNSET
    page: Page = 1


def _number(text: str) -> int | None:
    """The id a text filter names; None without one, and an id nothing has for a text that is none."""
    text = text.strip()
    if text in {"", "0"}:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1


def _filters(params: ProductsFiltered) -> SharedFilters:
    product_id, category_id = _number(params.filter_id), _number(params.filter_category_id)
    least = None if isinstance(params.filter_quantity_from, UnsetType) else params.filter_quantity_from
    most = None if isinstance(params.filter_quantity_to, UnsetType) else params.filter_quantity_to
    if or_none(params.filter_available) is not None:
        least = max(1, least or 0)
    return SharedFilters(
        product_ids=None if product_id is None else [product_id],
        category_id=category_id,
        sku=params.filter_sku,
        ean=params.filter_ean,
        name=params.filter_name,
        price_from=finite(params.filter_price_from, "filter_price_from"),
        price_to=finite(params.filter_price_to, "filter_price_to"),
        stock_from=least,
        stock_to=most,
    )


@method(
    "getExternalStorageProductsList",
    scope=Scope.CONNECT_READ,
    params=ProductsFiltered,
    reply=GetExternalStorageProductsListReply,
)
def get_external_storage_products_list(call: Call, params: ProductsFiltered) -> Answer:
    """Short list of products by filters, 1000 a page, by id; a filter on a field that is not shared finds nothing."""
    rows: list[dict[str, Any]] = []
    filters = _filters(params)
    with opened_storage(account_id=call.account_id, key=params.storage_id) as opened:
        if not params.filter_asin:  # suppliers never share this code
            found = external_storages.product_page(
                opened,
                filters=filters,
                page=params.page,
                is_descending=params.filter_sort.strip().lower() == "id desc",
                with_variants=False,
            )
            rows = [list_row(entry.product) for entry in found]
    return {"storage_id": params.storage_id.strip(), "products": rows}


class PageOfStorage(StorageOnly, kw_only=True):
    """A page of 1000."""

    page: Page = 1


@method(
    "getExternalStorageProductsQuantity",
    scope=Scope.CONNECT_READ,
    params=PageOfStorage,
    reply=GetExternalStorageProductsQuantityReply,
)
def get_external_storage_products_quantity(call: Call, params: PageOfStorage) -> Answer:
    """Read pieces as the contractor may order them now, 1000 products a page; 0 where stock is not shared."""
    with opened_storage(account_id=call.account_id, key=params.storage_id) as opened:
        found = external_storages.product_page(opened, page=params.page)
    return {"storage_id": params.storage_id.strip(), "products": [quantity_row(entry) for entry in found]}


@method(
    "getExternalStorageProductsPrices",
    scope=Scope.CONNECT_READ,
    params=PageOfStorage,
    reply=GetExternalStorageProductsPricesReply,
)
def get_external_storage_products_prices(call: Call, params: PageOfStorage) -> Answer:
    """Read the contractor's own gross prices, 1000 products a page; 0 where there is none."""
    with opened_storage(account_id=call.account_id, key=params.storage_id) as opened:
        found = external_storages.product_page(opened, page=params.page)
    return {"storage_id": params.storage_id.strip(), "products": [price_row(entry) for entry in found]}


class WriteQuantity(StorageOnly, kw_only=True):
    """Rows of [product, variant or 0, quantity]."""

    products: Annotated[list[QuantityRow], Meta(max_length=1000)]


@method(
    "updateExternalStorageProductsQuantity",
    scope=Scope.CONNECT_WRITE,
    params=WriteQuantity,
    reply=UpdateExternalStorageProductsQuantityReply,
)
def update_external_storage_products_quantity(call: Call, params: WriteQuantity) -> Answer:
    """Write nothing: a supplier's stock changes by orders alone, so each product gets a warning (R5, E-20)."""
    with opened_storage(account_id=call.account_id, key=params.storage_id):
        pass
    text = "the stock of a supplier's live catalog is read only; nothing was written"
    return {"counter": 0, "warnings": {str(row[1] or row[0]): text for row in params.products}}
