"""Writes of categories, manufacturers, tags and extra fields."""

from typing import Any

from django.db import connection, transaction
from msgspec import UNSET, UnsetType

from spinka.catalog.models import Category, ExtraField, Inventory, Manufacturer, Tag
from spinka.catalog.services.products import delete_products
from spinka.core.errors import BadParameters, Conflict, NotFound

EDITORS = frozenset({"text", "number", "select", "checkbox", "radio", "date", "file"})


def _required(name: str | UnsetType) -> str:
    if not isinstance(name, str) or not name.strip():
        raise BadParameters("parameter name is required")
    return name.strip()


@transaction.atomic
def save_category(
    *,
    account_id: int,
    category_id: int | None,
    name: str | UnsetType,
    parent_id: int | UnsetType = UNSET,
    inventory_id: int | UnsetType = UNSET,
) -> int:
    """Make or change a category; without a catalog it serves all. Raises NotFound, and BadParameters for a circle."""
    if category_id is None:
        _required(name)
        row = Category(account_id=account_id)
    else:
        found = Category.objects.for_account(account_id).select_for_update().filter(pk=category_id).first()
        if found is None:
            raise NotFound("There is no category %(id)s", id=category_id)
        row = found
    if isinstance(name, str):
        row.name = _required(name)
    if isinstance(inventory_id, int):
        if inventory_id and not Inventory.objects.for_account(account_id).filter(pk=inventory_id).exists():
            raise NotFound("There is no catalog %(id)s", id=inventory_id)
        if category_id is None:
            row.inventory_id = inventory_id or None
        elif row.inventory_id is not None and inventory_id and row.inventory_id != inventory_id:
            raise NotFound("There is no category %(id)s in the catalog", id=category_id)
    if isinstance(parent_id, int):
        _check_parent(account_id, row, parent_id)
        row.parent_id = parent_id or None
    row.save()
    return int(row.pk)


def _check_parent(account_id: int, row: Category, parent_id: int) -> None:
    """The parent serves the same catalog and does not stand below the category itself."""
    if not parent_id:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with recursive up as (
                select id, parent_id, inventory_id, 1 as depth from catalog_category where account_id = %s and id = %s
                union all
                select c.id, c.parent_id, c.inventory_id, up.depth + 1 from catalog_category c join up on c.id = up.parent_id
                where c.account_id = %s and up.depth < 100
            )
            select id, inventory_id from up order by depth
            """,
            [account_id, parent_id, account_id],
        )
        above = cursor.fetchall()
    if not above or above[0][1] not in (None, row.inventory_id):
        raise NotFound("There is no category %(id)s", id=parent_id)
    if row.pk in {found[0] for found in above}:
        raise BadParameters("parameter parent_id: a category cannot stand below itself")


@transaction.atomic
def delete_category(*, account_id: int, category_id: int, actor: str) -> int:
    """Delete a category with the products directly in it; its children become top-level. Gives the number of products.

    Raises NotFound; Locked when a product has reserved pieces, nothing is deleted then.
    """
    row = Category.objects.for_account(account_id).select_for_update().filter(pk=category_id).first()
    if row is None:
        raise NotFound("There is no category %(id)s", id=category_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from catalog_product where account_id = %s and category_id = %s order by id",
            [account_id, category_id],
        )
        product_ids = [found[0] for found in cursor.fetchall()]
        deleted = delete_products(account_id=account_id, product_ids=product_ids, actor=actor) if product_ids else 0
        cursor.execute(
            "update catalog_category set parent_id = null where account_id = %s and parent_id = %s",
            [account_id, category_id],
        )
        cursor.execute("delete from catalog_category where account_id = %s and id = %s", [account_id, category_id])
    return deleted


@transaction.atomic
def save_manufacturer(
    *, account_id: int, manufacturer_id: int | None, name: str | UnsetType, details: dict[str, Any]
) -> int:
    """Make or change a manufacturer; details not named stay. A name in use answers the existing one when making.

    Raises NotFound, and Conflict when a changed name is another manufacturer's.
    """
    if manufacturer_id is None:
        wanted = _required(name)
        found = Manufacturer.objects.for_account(account_id).select_for_update().filter(name=wanted).first()
        row = found or Manufacturer(account_id=account_id, name=wanted)
    else:
        found = Manufacturer.objects.for_account(account_id).select_for_update().filter(pk=manufacturer_id).first()
        if found is None:
            raise NotFound("There is no manufacturer %(id)s", id=manufacturer_id)
        row = found
    if isinstance(name, str):
        row.name = _required(name)
    if Manufacturer.objects.for_account(account_id).filter(name=row.name).exclude(pk=row.pk).exists():
        raise Conflict("There is already a manufacturer %(name)s", name=row.name)
    row.details = {key: value for key, value in {**row.details, **details}.items() if value != ""}
    row.save()
    return int(row.pk)


def _delete(table: str, account_id: int, row_id: int, sentence: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {table} where account_id = %s and id = %s", [account_id, row_id])
        if not cursor.rowcount:
            raise NotFound(sentence, id=row_id)


@transaction.atomic
def delete_manufacturer(*, account_id: int, manufacturer_id: int) -> None:
    """Delete a manufacturer; its products stay, without one. Raises NotFound."""
    _delete("catalog_manufacturer", account_id, manufacturer_id, "There is no manufacturer %(id)s")


@transaction.atomic
def save_tag(*, account_id: int, tag_id: int | None, name: str | UnsetType) -> int:
    """Make or rename a tag; names are unique in the account, so making one twice answers the first. Raises NotFound, Conflict."""
    wanted = _required(name)
    same = Tag.objects.for_account(account_id).select_for_update().filter(name=wanted).first()
    if not tag_id:
        row = same or Tag(account_id=account_id, name=wanted)
    else:
        found = Tag.objects.for_account(account_id).select_for_update().filter(pk=tag_id).first()
        if found is None:
            raise NotFound("There is no tag %(id)s", id=tag_id)
        if same is not None and same.pk != found.pk:
            raise Conflict("There is already a tag %(name)s", name=wanted)
        row = found
        row.name = wanted
    row.save()
    return int(row.pk)


@transaction.atomic
def delete_tag(*, account_id: int, tag_id: int) -> None:
    """Delete a tag and take it off products. Raises NotFound."""
    _delete("catalog_tag", account_id, tag_id, "There is no tag %(id)s")


@transaction.atomic
def save_extra_field(
    *,
    account_id: int,
    extra_field_id: int | None,
    name: str,
    kind: int = 0,
    editor: str = "text",
    options: list[str] | None = None,
) -> int:
    """Make or change an extra product field (the public API only lists them). Raises NotFound, BadParameters."""
    if kind not in (0, 1) or editor not in EDITORS or len(_required(name)) > 100:
        raise BadParameters("parameter kind or editor_type: not one of the known ones, or the name is too long")
    if extra_field_id is None:
        row = ExtraField(account_id=account_id)
    else:
        found = ExtraField.objects.for_account(account_id).select_for_update().filter(pk=extra_field_id).first()
        if found is None:
            raise NotFound("There is no extra field %(id)s", id=extra_field_id)
        row = found
    row.name, row.kind, row.editor, row.options = name.strip(), kind, editor, options or []
    row.save()
    return int(row.pk)
