"""Old storage methods for storages, categories and bulk updates; each does what its successor of the catalog does."""

from decimal import Decimal
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.catalog.draft import MOST_PRODUCTS
from spinka.catalog.queries import ProductFilters
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoParams, NoReply, Params, method
from spinka.compat.replies.storages import (
    AddCategoryReply,
    GetCategoriesReply,
    GetProductsPricesReply,
    GetProductsQuantityReply,
    GetStoragesListReply,
    UpdateStorageReply,
)
from spinka.compat.wire.catalog import Amount, Id, Key, Text200, finite, or_none, warnings_map
from spinka.compat.wire.storages import open_storage, price_row, products_of, quantity_row, storage_key
from spinka.core.errors import NotFound

Page = Annotated[int, Meta(ge=0, le=1_000_000)]
# A row is [product, variant or 0, value].
QuantityRow = Annotated[list[int], Meta(min_length=3, max_length=3)]
PriceRow = Annotated[list[Amount], Meta(min_length=3, max_length=3)]
_OLD = (
    *("addCategory", "addProduct", "addProductVariant", "deleteCategory", "deleteProduct", "deleteProductVariant"),
    *("getCategories", "getProductsData", "getProductsList", "getProductsPrices", "getProductsQuantity"),
    *("updateProductsPrices", "updateProductsQuantity"),
)


@method("getStoragesList", scope=Scope.CATALOG_READ, reply=GetStoragesListReply)
def get_storages_list(call: Call, params: NoParams) -> Answer:
    """List catalogs as storages, with the old methods that work on them."""
    rows = queries.inventories(account_id=call.account_id)
    return {
        "storages": [
            {"storage_id": storage_key(row["inventory_id"]), "name": row["name"], "methods": list(_OLD)} for row in rows
        ]
    }


class StorageOnly(Params):
    """The storage, `bl_` and the catalog's id."""

    storage_id: Key


class AddCategory(StorageOnly, kw_only=True):
    """A category of a storage; with an id it is changed."""

    category_id: Id | UnsetType = UNSET
    name: Text200 | UnsetType = UNSET
    parent_id: Id | UnsetType = UNSET


@method("addCategory", scope=Scope.CATALOG_WRITE, params=AddCategory, reply=AddCategoryReply)
def add_category(call: Call, params: AddCategory) -> Answer:
    """Create or update (category_id) a category of the storage's catalog."""
    context = open_storage(call.account_id, params.storage_id)
    category_id = catalog.save_category(
        account_id=call.account_id,
        category_id=or_none(params.category_id),
        name=params.name,
        parent_id=params.parent_id,
        inventory_id=context.inventory_id,
    )
    return {"storage_id": storage_key(context.inventory_id), "category_id": category_id}


class DeleteCategory(StorageOnly, kw_only=True):
    """A category of a storage."""

    category_id: Id


@method("deleteCategory", scope=Scope.CATALOG_WRITE, params=DeleteCategory, reply=NoReply)
def delete_category(call: Call, params: DeleteCategory) -> Answer:
    """Delete a category with the products directly in it; its children become top-level."""
    context = open_storage(call.account_id, params.storage_id)
    rows = queries.categories(account_id=call.account_id, inventory_id=context.inventory_id)
    if params.category_id not in {row["category_id"] for row in rows}:
        raise NotFound("There is no category %(id)s in the catalog", id=params.category_id)
    catalog.delete_category(account_id=call.account_id, category_id=params.category_id, actor=call.actor)
    return {}


@method("getCategories", scope=Scope.CATALOG_READ, params=StorageOnly, reply=GetCategoriesReply)
def get_categories(call: Call, params: StorageOnly) -> Answer:
    """List the categories that serve the storage's catalog."""
    context = open_storage(call.account_id, params.storage_id)
    rows = queries.categories(account_id=call.account_id, inventory_id=context.inventory_id)
    return {"storage_id": storage_key(context.inventory_id), "categories": rows}


class StoragePage(StorageOnly, kw_only=True):
    """A page of 1000 products."""

    page: Page = 1


@method("getProductsQuantity", scope=Scope.CATALOG_READ, params=StoragePage, reply=GetProductsQuantityReply)
def get_products_quantity(call: Call, params: StoragePage) -> Answer:
    """Pieces in the default warehouse, 1000 products a page."""
    context = open_storage(call.account_id, params.storage_id)
    document = queries.products_stock(
        account_id=call.account_id,
        inventory_id=context.inventory_id,
        reservations=False,
        filters=ProductFilters(),
        page=params.page,
    )
    found = products_of(document, call.account_id)
    rows = [quantity_row(product_id, product, context) for product_id, product in found.items()]
    return {"storage_id": storage_key(context.inventory_id), "products": rows}


@method("getProductsPrices", scope=Scope.CATALOG_READ, params=StoragePage, reply=GetProductsPricesReply)
def get_products_prices(call: Call, params: StoragePage) -> Answer:
    """Gross prices of the default price group, 1000 products a page."""
    context = open_storage(call.account_id, params.storage_id)
    document = queries.products_prices(account_id=call.account_id, inventory_id=context.inventory_id, page=params.page)
    found = products_of(document, call.account_id)
    rows = [price_row(product_id, product, context) for product_id, product in found.items()]
    return {"storage_id": storage_key(context.inventory_id), "products": rows}


class UpdateProductsQuantity(StorageOnly, kw_only=True):
    """Up to 1000 rows of product, variant (0 for the product itself) and pieces."""

    products: Annotated[list[QuantityRow], Meta(max_length=MOST_PRODUCTS)]


@method("updateProductsQuantity", scope=Scope.CATALOG_WRITE, params=UpdateProductsQuantity, reply=UpdateStorageReply)
def update_products_quantity(call: Call, params: UpdateProductsQuantity) -> Answer:
    """Set pieces in the default warehouse; what cannot be written is a warning."""
    context = open_storage(call.account_id, params.storage_id)
    place = f"bl_{context.default_warehouse_id}"
    result = catalog.update_stock(
        account_id=call.account_id,
        inventory_id=context.inventory_id,
        products={variant or product: {place: quantity} for product, variant, quantity in params.products},
        actor=call.actor,
    )
    return {"counter": result.counter, "warnings": warnings_map(result.warnings)}


class UpdateProductsPrices(StorageOnly, kw_only=True):
    """Up to 1000 rows of product, variant (0 for the product itself) and gross price."""

    products: Annotated[list[PriceRow], Meta(max_length=MOST_PRODUCTS)]


@method("updateProductsPrices", scope=Scope.CATALOG_WRITE, params=UpdateProductsPrices, reply=UpdateStorageReply)
def update_products_prices(call: Call, params: UpdateProductsPrices) -> Answer:
    """Set gross prices of the default price group; what cannot be written is a warning."""
    context = open_storage(call.account_id, params.storage_id)
    wanted = {}
    for product, variant, price in params.products:
        key = _whole(variant) or _whole(product)
        wanted[key] = {context.default_price_group_id: price}
    result = catalog.update_prices(
        account_id=call.account_id, inventory_id=context.inventory_id, products=wanted, actor=call.actor
    )
    return {"counter": result.counter, "warnings": warnings_map(result.warnings)}


def _whole(value: Decimal) -> int:
    """An id of a row of prices."""
    number = finite(value, "products")
    if number is None or number < 0 or number != int(number):
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter products: expected ids of products and variants")
    return int(number)
