"""Categories, manufacturers, tags, extra fields and keys of text fields."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoParams, NoReply, Params, method
from spinka.compat.replies.sorting import (
    AddInventoryCategoryReply,
    AddInventoryManufacturerReply,
    AddInventoryTagReply,
    GetInventoryAvailableTextFieldKeysReply,
    GetInventoryCategoriesReply,
    GetInventoryExtraFieldsReply,
    GetInventoryManufacturersReply,
    GetInventoryTagsReply,
)
from spinka.compat.wire.catalog import Id, Text, Text20, Text40, Text80, Text100, Text200, or_none

_LABELS = {
    "name": "Name",
    "description": "Description",
    "features": "Features",
    **{f"description_extra{number}": f"Additional description {number}" for number in range(1, 5)},
}
_DETAILS = ("photo", "url", "street", "postcode", "city", "state", "country_code", "email", "phone")


class AddInventoryCategory(Params):
    """Parameters of addInventoryCategory."""

    inventory_id: Id | UnsetType = UNSET
    category_id: Id | UnsetType = UNSET
    name: Text200 | UnsetType = UNSET
    parent_id: Id | UnsetType = UNSET


@method("addInventoryCategory", scope=Scope.CATALOG_WRITE, params=AddInventoryCategory, reply=AddInventoryCategoryReply)
def add_inventory_category(call: Call, params: AddInventoryCategory) -> Answer:
    """Create or update (category_id) a category; without inventory_id it serves every catalog."""
    category_id = catalog.save_category(
        account_id=call.account_id,
        category_id=or_none(params.category_id),
        name=params.name,
        parent_id=params.parent_id,
        inventory_id=params.inventory_id,
    )
    return {"category_id": category_id}


class CategoryId(Params):
    """The category's id."""

    category_id: Id


@method("deleteInventoryCategory", scope=Scope.CATALOG_WRITE, params=CategoryId, reply=NoReply)
def delete_inventory_category(call: Call, params: CategoryId) -> Answer:
    """Delete a category with the products directly in it; its children become top-level."""
    catalog.delete_category(account_id=call.account_id, category_id=params.category_id, actor=call.actor)
    return {}


class GetInventoryCategories(Params):
    """Parameters of getInventoryCategories."""

    inventory_id: Id | UnsetType = UNSET


@method(
    "getInventoryCategories", scope=Scope.CATALOG_READ, params=GetInventoryCategories, reply=GetInventoryCategoriesReply
)
def get_inventory_categories(call: Call, params: GetInventoryCategories) -> Answer:
    """List categories of a catalog with the shared ones, or only the shared ones."""
    rows = queries.categories(account_id=call.account_id, inventory_id=or_none(params.inventory_id))
    return {"categories": rows}


class AddInventoryManufacturer(Params):
    """Parameters of addInventoryManufacturer."""

    manufacturer_id: Id | UnsetType = UNSET
    manufacturer_name: Text200 | UnsetType = UNSET
    manufacturer_photo: Text | UnsetType = UNSET
    manufacturer_url: Text200 | UnsetType = UNSET
    manufacturer_street: Text200 | UnsetType = UNSET
    manufacturer_postcode: Text20 | UnsetType = UNSET
    manufacturer_city: Text80 | UnsetType = UNSET
    manufacturer_state: Annotated[str, Meta(max_length=35)] | UnsetType = UNSET
    manufacturer_country_code: Annotated[str, Meta(max_length=2)] | UnsetType = UNSET
    manufacturer_email: Text100 | UnsetType = UNSET
    manufacturer_phone: Text40 | UnsetType = UNSET


@method(
    "addInventoryManufacturer",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryManufacturer,
    old_names={"name": "manufacturer_name"},
    reply=AddInventoryManufacturerReply,
)
def add_inventory_manufacturer(call: Call, params: AddInventoryManufacturer) -> Answer:
    """Create or update (manufacturer_id) a manufacturer."""
    details: dict[str, Any] = {key: getattr(params, f"manufacturer_{key}") for key in _DETAILS}
    details = {key: value for key, value in details.items() if value is not UNSET}
    photo = details.get("photo", "")
    if photo:
        details["photo"] = photo = photo.removeprefix("url:")
        if not photo.startswith(("http://", "https://")):
            raise ApiError("ERROR_BAD_PARAMETERS", "parameter manufacturer_photo: expected url:http…")
    manufacturer_id = catalog.save_manufacturer(
        account_id=call.account_id,
        manufacturer_id=or_none(params.manufacturer_id),
        name=params.manufacturer_name,
        details=details,
    )
    return {"manufacturer_id": manufacturer_id}


class ManufacturerId(Params):
    """The manufacturer's id."""

    manufacturer_id: Id


@method("deleteInventoryManufacturer", scope=Scope.CATALOG_WRITE, params=ManufacturerId, reply=NoReply)
def delete_inventory_manufacturer(call: Call, params: ManufacturerId) -> Answer:
    """Delete a manufacturer; its products stay."""
    catalog.delete_manufacturer(account_id=call.account_id, manufacturer_id=params.manufacturer_id)
    return {}


class GetInventoryManufacturers(Params):
    """Parameters of getInventoryManufacturers."""

    page: Annotated[int, Meta(ge=0, le=1_000_000)] | UnsetType = UNSET


@method(
    "getInventoryManufacturers",
    scope=Scope.CATALOG_READ,
    params=GetInventoryManufacturers,
    reply=GetInventoryManufacturersReply,
)
def get_inventory_manufacturers(call: Call, params: GetInventoryManufacturers) -> Answer:
    """List manufacturers, 1000 a page, all without a page."""
    rows = queries.manufacturers(account_id=call.account_id, page=or_none(params.page))
    return {"manufacturers": [_manufacturer(row) for row in rows]}


def _manufacturer(row: dict[str, Any]) -> dict[str, Any]:
    details = row["details"]
    details = msgspec.json.decode(details) if isinstance(details, str) else details
    out = {"manufacturer_id": row["manufacturer_id"], "name": row["name"], "manufacturer_name": row["name"]}
    return out | {f"manufacturer_{key}": details.get(key, "") for key in _DETAILS}


@method("getInventoryTags", scope=Scope.CATALOG_READ, reply=GetInventoryTagsReply)
def get_inventory_tags(call: Call, params: NoParams) -> Answer:
    """List product tags."""
    return {"tags": queries.tags(account_id=call.account_id)}


class AddInventoryTag(Params):
    """Parameters of addInventoryTag."""

    tag_id: Id | UnsetType = UNSET
    name: Annotated[str, Meta(max_length=25)] | UnsetType = UNSET


@method("addInventoryTag", scope=Scope.CATALOG_WRITE, params=AddInventoryTag, reply=AddInventoryTagReply)
def add_inventory_tag(call: Call, params: AddInventoryTag) -> Answer:
    """Create or rename (tag_id) a product tag."""
    tag_id = catalog.save_tag(account_id=call.account_id, tag_id=or_none(params.tag_id), name=params.name)
    return {"tag_id": tag_id}


class TagId(Params):
    """The tag's id."""

    tag_id: Id


@method("deleteInventoryTag", scope=Scope.CATALOG_WRITE, params=TagId, reply=NoReply)
def delete_inventory_tag(call: Call, params: TagId) -> Answer:
    """Delete a tag and take it off products."""
    catalog.delete_tag(account_id=call.account_id, tag_id=params.tag_id)
    return {}


@method("getInventoryExtraFields", scope=Scope.CATALOG_READ, reply=GetInventoryExtraFieldsReply)
def get_inventory_extra_fields(call: Call, params: NoParams) -> Answer:
    """List extra product fields."""
    return {"extra_fields": queries.extra_fields(account_id=call.account_id)}


class InventoryId(Params):
    """The catalog's id."""

    inventory_id: Id


@method(
    "getInventoryAvailableTextFieldKeys",
    scope=Scope.CATALOG_READ,
    params=InventoryId,
    reply=GetInventoryAvailableTextFieldKeysReply,
)
def get_inventory_available_text_field_keys(call: Call, params: InventoryId) -> Answer:
    """List text_fields keys usable in a catalog, with labels."""
    context = queries.inventory_context(account_id=call.account_id, inventory_id=params.inventory_id)
    labels = dict(_LABELS)
    for row in queries.extra_fields(account_id=call.account_id):
        labels[f"extra_field_{row['extra_field_id']}"] = row["name"]
    keys = dict(labels)
    for language in context.languages:
        if language != context.default_language:
            keys |= {f"{key}|{language}": f"{label} ({language})" for key, label in labels.items()}
    return {"text_field_keys": keys}
