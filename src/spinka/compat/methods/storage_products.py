"""Old storage methods for products and variants; each does what its successor of the catalog does."""

import re
from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.catalog.draft import IMAGES
from spinka.catalog.queries import InventoryContext, ProductFilters
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.storages import (
    AddProductReply,
    AddProductVariantReply,
    GetProductsDataReply,
    GetProductsListReply,
)
from spinka.compat.wire.catalog import Amount, Id, Key, Text, Text100, Text200, Whole, finite, or_none, warnings_map
from spinka.compat.wire.storages import full_row, list_row, makers_of, open_storage, products_of, storage_key
from spinka.core.errors import NotFound

_TEXTS = ("name", "description", *(f"description_extra{number}" for number in range(1, 5)))
_LIMIT = re.compile(r"\s*([0-9]{1,6})\s*,\s*([0-9]{1,6})\s*", re.ASCII)
Code = Annotated[str, Meta(max_length=32)]


class StorageGoods(Params):
    """What a product and a variant have in common."""

    storage_id: Key
    name: Text200 | UnsetType = UNSET
    quantity: Whole | UnsetType = UNSET
    price_brutto: Amount | UnsetType = UNSET
    sku: Code | UnsetType = UNSET
    ean: Code | UnsetType = UNSET


def _fields(params: StorageGoods, context: InventoryContext, **more: Any) -> catalog.ProductFields:
    """The fields that were sent; pieces go to the default warehouse, the price to the default price group."""
    quantity, price = params.quantity, params.price_brutto
    finite(price, "price_brutto")
    return catalog.ProductFields(
        sku=params.sku,
        ean=params.ean,
        stock=UNSET if isinstance(quantity, UnsetType) else {f"bl_{context.default_warehouse_id}": quantity},
        prices=UNSET if isinstance(price, UnsetType) else {context.default_price_group_id: price},
        **more,
    )


def _texts(params: StorageGoods) -> dict[str, Any] | UnsetType:
    found = {name: getattr(params, name, UNSET) for name in _TEXTS}
    found["features"] = _features(getattr(params, "features", UNSET))
    return {name: value for name, value in found.items() if value is not UNSET} or UNSET


def _features(value: Any) -> Any:
    """Features as a map; old programs also send a list of pairs."""
    if isinstance(value, dict) and value and all(isinstance(pair, list) for pair in value.values()):
        value = list(value.values())
    if not isinstance(value, list):
        return value
    if any(not isinstance(pair, list) or len(pair) != 2 for pair in value):
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter features: expected pairs of name and value")
    return {str(name): text for name, text in value}


class AddProduct(StorageGoods, kw_only=True):
    """A product of a storage; with an id only the fields sent are changed."""

    product_id: Id | UnsetType = UNSET
    price_wholesale_netto: Amount | UnsetType = UNSET
    tax_rate: Amount | UnsetType = UNSET
    weight: Amount | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    description_extra1: Text | UnsetType = UNSET
    description_extra2: Text | UnsetType = UNSET
    description_extra3: Text | UnsetType = UNSET
    description_extra4: Text | UnsetType = UNSET
    man_name: Annotated[str, Meta(max_length=50)] | UnsetType = UNSET
    category_id: Id | UnsetType = UNSET
    images: Annotated[list[str], Meta(max_length=IMAGES)] | UnsetType = UNSET
    features: Any = UNSET


@method("addProduct", scope=Scope.CATALOG_WRITE, params=AddProduct, reply=AddProductReply)
def add_product(call: Call, params: AddProduct) -> Answer:
    """Create a product of the storage, or change the given fields when product_id is given."""
    context = open_storage(call.account_id, params.storage_id)
    warnings = {}
    if finite(params.price_wholesale_netto, "price_wholesale_netto"):
        warnings["price_wholesale_netto"] = "price_wholesale_netto is not kept; it was left out"
    images = params.images
    saved = catalog.save_product(
        account_id=call.account_id,
        inventory_id=context.inventory_id,
        product_id=or_none(params.product_id),
        fields=_fields(
            params,
            context,
            texts=_texts(params),
            tax_rate=params.tax_rate,
            weight=params.weight,
            category_id=params.category_id,
            manufacturer_id=_maker(call.account_id, params.man_name),
            images=dict(enumerate(images, start=1)) if isinstance(images, list) else UNSET,
        ),
        actor=call.actor,
    )
    return {
        "storage_id": storage_key(context.inventory_id),
        "product_id": str(saved.product_id),
        "warnings": warnings_map(warnings | saved.warnings),
    }


def _maker(account_id: int, name: str | UnsetType) -> int | UnsetType:
    """The manufacturer of this name, made when there is none; 0 for an empty name."""
    if isinstance(name, UnsetType):
        return UNSET
    if not name.strip():
        return 0
    return catalog.save_manufacturer(account_id=account_id, manufacturer_id=None, name=name, details={})


class AddProductVariant(StorageGoods, kw_only=True):
    """A variant of a product; with an id only the fields sent are changed."""

    product_id: Id
    variant_id: Id | UnsetType = UNSET
    name: Text100 | UnsetType = UNSET


@method("addProductVariant", scope=Scope.CATALOG_WRITE, params=AddProductVariant, reply=AddProductVariantReply)
def add_product_variant(call: Call, params: AddProductVariant) -> Answer:
    """Create a variant of the product, or change the given fields when variant_id is given."""
    context = open_storage(call.account_id, params.storage_id)
    variant_id = or_none(params.variant_id)
    if variant_id is not None:
        _check_variant(call.account_id, params.product_id, variant_id)
    saved = catalog.save_product(
        account_id=call.account_id,
        inventory_id=context.inventory_id,
        product_id=variant_id,
        fields=_fields(params, context, texts=_texts(params), parent_id=params.product_id),
        actor=call.actor,
    )
    return {"storage_id": storage_key(context.inventory_id), "variant_id": str(saved.product_id)}


def _check_variant(account_id: int, product_id: int, variant_id: int) -> None:
    head = queries.product_heads(account_id=account_id, product_ids=[variant_id]).get(variant_id)
    if head is None or head.parent_id != product_id:
        raise NotFound("There is no product %(id)s in the catalog", id=variant_id)


class StorageProductId(Params):
    """A product of a storage."""

    storage_id: Key
    product_id: Id


@method("deleteProduct", scope=Scope.CATALOG_WRITE, params=StorageProductId, reply=NoReply)
def delete_product(call: Call, params: StorageProductId) -> Answer:
    """Delete a product with its variants; refused while open orders reserve it."""
    context = open_storage(call.account_id, params.storage_id)
    known = queries.known_products(
        account_id=call.account_id, inventory_id=context.inventory_id, product_ids=[params.product_id]
    )
    if not known:
        raise NotFound("There is no product %(id)s in the catalog", id=params.product_id)
    catalog.delete_product(account_id=call.account_id, product_id=params.product_id, actor=call.actor)
    return {}


class DeleteProductVariant(StorageProductId, kw_only=True):
    """A variant of a product."""

    variant_id: Id


@method("deleteProductVariant", scope=Scope.CATALOG_WRITE, params=DeleteProductVariant, reply=NoReply)
def delete_product_variant(call: Call, params: DeleteProductVariant) -> Answer:
    """Delete a variant of the product; refused while open orders reserve it."""
    open_storage(call.account_id, params.storage_id)
    _check_variant(call.account_id, params.product_id, params.variant_id)
    catalog.delete_product(account_id=call.account_id, product_id=params.variant_id, actor=call.actor)
    return {}


class GetProductsList(Params):
    """Filters of the short list; filter_limit is the old "passed over, shown" of the page."""

    storage_id: Key
    filter_category_id: Id | UnsetType = UNSET
    filter_limit: Text200 = ""
    filter_sort: Key = ""
    filter_id: Id | UnsetType = UNSET
    filter_ean: Code = ""
    filter_sku: Code = ""
    filter_name: Text100 = ""
    filter_price_from: Amount | UnsetType = UNSET
    filter_price_to: Amount | UnsetType = UNSET
    filter_quantity_from: Whole | UnsetType = UNSET
    filter_quantity_to: Whole | UnsetType = UNSET
    filter_available: Annotated[str, Meta(max_length=5)] = ""
    page: Annotated[int, Meta(ge=0, le=1_000_000)] = 1


def _bounds(params: GetProductsList) -> tuple[int | None, int | None]:
    """The least and the most pieces asked for; available 1 means some, 0 none."""
    least = None if isinstance(params.filter_quantity_from, UnsetType) else params.filter_quantity_from
    most = None if isinstance(params.filter_quantity_to, UnsetType) else params.filter_quantity_to
    available = params.filter_available.strip().lower()
    if available not in ("", "0", "1", "true", "false"):
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter filter_available: expected 0 or 1")
    if available in ("1", "true"):
        least = max(1, least or 1)
    if available in ("0", "false"):
        most = min(0, most or 0)
    return least, most


@method("getProductsList", scope=Scope.CATALOG_READ, params=GetProductsList, reply=GetProductsListReply)
def get_products_list(call: Call, params: GetProductsList) -> Answer:
    """Short list of products by filters, 1000 a page, sorted by id; variants are not listed."""
    context = open_storage(call.account_id, params.storage_id)
    least, most = _bounds(params)
    document = queries.products_list(
        account_id=call.account_id,
        inventory_id=context.inventory_id,
        filters=ProductFilters(
            product_id=or_none(params.filter_id),
            category_id=or_none(params.filter_category_id),
            ean=params.filter_ean,
            sku=params.filter_sku,
            name=params.filter_name,
            price_from=finite(params.filter_price_from, "filter_price_from"),
            price_to=finite(params.filter_price_to, "filter_price_to"),
            stock_from=least,
            stock_to=most,
            stock_warehouse_id=context.default_warehouse_id,
        ),
        page=params.page,
        is_descending=params.filter_sort.strip().lower() == "id desc",
    )
    rows = [list_row(product, context) for product in products_of(document, call.account_id).values()]
    limit = _LIMIT.fullmatch(params.filter_limit)
    if limit is not None:
        rows = rows[int(limit[1]) : int(limit[1]) + int(limit[2])]
    return {"storage_id": storage_key(context.inventory_id), "products": rows}


class GetProductsData(Params):
    """The products wanted."""

    storage_id: Key
    products: Annotated[list[Id], Meta(max_length=5000)]


@method("getProductsData", scope=Scope.CATALOG_READ, params=GetProductsData, reply=GetProductsDataReply)
def get_products_data(call: Call, params: GetProductsData) -> Answer:
    """Full data of the products whose ids are given; ids of other storages are left out."""
    context = open_storage(call.account_id, params.storage_id)
    document = queries.products_data(
        account_id=call.account_id, inventory_id=context.inventory_id, product_ids=params.products
    )
    found, makers = products_of(document, call.account_id), makers_of(call.account_id)
    rows = {product_id: full_row(product_id, product, context, makers) for product_id, product in found.items()}
    return {"storage_id": storage_key(context.inventory_id), "products": rows}
