"""Stock and prices of products, read a page and written up to a thousand products at once."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.catalog.draft import MOST_PRODUCTS
from spinka.catalog.queries import ProductFilters
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.stock_prices import (
    GetInventoryProductsPricesReply,
    GetInventoryProductsStockReply,
    UpdateInventoryProductsPricesReply,
    UpdateInventoryProductsStockReply,
)
from spinka.compat.wire.catalog import (
    Amount,
    Ean,
    Id,
    Key,
    Text20,
    Text50,
    Text200,
    Whole,
    live_totals,
    or_none,
    served,
    warnings_map,
)

Page = Annotated[int, Meta(ge=0, le=1_000_000)]


class GetInventoryProductsStock(Params):
    """Parameters of getInventoryProductsStock."""

    inventory_id: Id
    page: Page = 1
    filter_id: Id | UnsetType = UNSET
    filter_category_id: Id | UnsetType = UNSET
    filter_ean: Ean = ""
    filter_sku: Text50 = ""
    filter_name: Text200 = ""
    filter_asin: Text50 = ""
    filter_stock_from: Whole | UnsetType = UNSET
    filter_stock_to: Whole | UnsetType = UNSET
    filter_sort: Key = ""
    filter_locations: Text20 = ""


@method(
    "getInventoryProductsStock",
    scope=Scope.CATALOG_READ,
    params=GetInventoryProductsStock,
    reply=GetInventoryProductsStockReply,
)
def get_inventory_products_stock(call: Call, params: GetInventoryProductsStock) -> Answer:
    """Stock of a catalog's products by warehouse, 1000 products a page, suppliers' live stock included."""
    context = queries.inventory_context(account_id=call.account_id, inventory_id=params.inventory_id)
    filters = ProductFilters(
        product_id=or_none(params.filter_id),
        category_id=or_none(params.filter_category_id),
        ean=params.filter_ean,
        sku=params.filter_sku,
        name=params.filter_name,
        asin=params.filter_asin,
        location=params.filter_locations,
        stock_from=None if isinstance(params.filter_stock_from, UnsetType) else params.filter_stock_from,
        stock_to=None if isinstance(params.filter_stock_to, UnsetType) else params.filter_stock_to,
        variants_too=bool(or_none(params.filter_id)),
    )
    document = queries.products_stock(
        account_id=call.account_id,
        inventory_id=params.inventory_id,
        reservations=context.reservations,
        filters=filters,
        page=params.page,
        is_descending=params.filter_sort.strip().lower() == "id desc",
        live=live_totals(call.account_id, params.inventory_id) if filters.needs_stock else None,
    )
    return {"products": served(document, call.account_id)}


class GetInventoryProductsPrices(Params):
    """Parameters of getInventoryProductsPrices."""

    inventory_id: Id
    page: Page = 1


@method(
    "getInventoryProductsPrices",
    scope=Scope.CATALOG_READ,
    params=GetInventoryProductsPrices,
    reply=GetInventoryProductsPricesReply,
)
def get_inventory_products_prices(call: Call, params: GetInventoryProductsPrices) -> Answer:
    """Gross prices of a catalog's products by price group, 1000 products a page."""
    queries.inventory_context(account_id=call.account_id, inventory_id=params.inventory_id)
    document = queries.products_prices(account_id=call.account_id, inventory_id=params.inventory_id, page=params.page)
    return {"products": served(document, call.account_id)}


class UpdateInventoryProductsStock(Params):
    """Parameters of updateInventoryProductsStock."""

    inventory_id: Id
    products: Annotated[dict[Id, dict[str, Whole]], Meta(max_length=MOST_PRODUCTS)]


@method(
    "updateInventoryProductsStock",
    scope=Scope.CATALOG_WRITE,
    params=UpdateInventoryProductsStock,
    reply=UpdateInventoryProductsStockReply,
)
def update_inventory_products_stock(call: Call, params: UpdateInventoryProductsStock) -> Answer:
    """Set stock of up to 1000 products or variants by warehouse; what cannot be written is a warning."""
    result = catalog.update_stock(
        account_id=call.account_id, inventory_id=params.inventory_id, products=params.products, actor=call.actor
    )
    return {"counter": result.counter, "warnings": warnings_map(result.warnings)}


class UpdateInventoryProductsPrices(Params):
    """Parameters of updateInventoryProductsPrices."""

    inventory_id: Id
    products: Annotated[dict[Id, dict[Id, Amount]], Meta(max_length=MOST_PRODUCTS)]


@method(
    "updateInventoryProductsPrices",
    scope=Scope.CATALOG_WRITE,
    params=UpdateInventoryProductsPrices,
    reply=UpdateInventoryProductsPricesReply,
)
def update_inventory_products_prices(call: Call, params: UpdateInventoryProductsPrices) -> Answer:
    """Set gross prices of up to 1000 products or variants by price group; what cannot be written is a warning."""
    result = catalog.update_prices(
        account_id=call.account_id, inventory_id=params.inventory_id, products=params.products, actor=call.actor
    )
    return {"counter": result.counter, "warnings": warnings_map(result.warnings)}
