"""Answers about categories, manufacturers, tags, extra fields and keys of text fields."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import EditorType


class AddInventoryCategoryReply(Reply):
    """The category created or changed."""

    category_id: int


class CategoryRow(Reply):
    """A category; parent_id is 0 at the top."""

    category_id: int
    name: str
    parent_id: int


class GetInventoryCategoriesReply(Reply):
    """Categories of a catalog and the shared ones."""

    categories: list[CategoryRow]


class AddInventoryManufacturerReply(Reply):
    """The manufacturer created or changed."""

    manufacturer_id: int


class ManufacturerRow(Reply):
    """A manufacturer with its address."""

    manufacturer_id: int
    name: str
    manufacturer_name: str
    manufacturer_photo: str
    manufacturer_url: str
    manufacturer_street: str
    manufacturer_postcode: str
    manufacturer_city: str
    manufacturer_state: str
    manufacturer_country_code: str
    manufacturer_email: str
    manufacturer_phone: str


class GetInventoryManufacturersReply(Reply):
    """The account's manufacturers, or a page of them."""

    manufacturers: list[ManufacturerRow]


class TagRow(Reply):
    """A tag of products."""

    name: str
    tag_id: int


class GetInventoryTagsReply(Reply):
    """The account's tags."""

    tags: list[TagRow]


class AddInventoryTagReply(Reply):
    """The tag created or renamed."""

    tag_id: int


class ProductExtraFieldRow(Reply):
    """An extra field of products; kind 0 is short, 1 is long."""

    extra_field_id: int
    name: str
    kind: int
    editor_type: EditorType
    options: list[str] | UnsetType = UNSET


class GetInventoryExtraFieldsReply(Reply):
    """Extra fields of products."""

    extra_fields: list[ProductExtraFieldRow]


class GetInventoryAvailableTextFieldKeysReply(Reply):
    """Text fields of a catalog."""

    text_field_keys: Annotated[dict[str, str], Meta(description="Label by text key")]
