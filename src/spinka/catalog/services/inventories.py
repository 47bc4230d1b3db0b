"""Writes of catalogs and warehouses."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from msgspec import UNSET, UnsetType

from spinka.accounts.models import Account
from spinka.catalog.models import (
    Inventory,
    InventoryPriceGroup,
    InventoryWarehouse,
    PriceGroup,
    PriceGroupType,
    Warehouse,
)
from spinka.catalog.queries import warehouse_by_key
from spinka.core.errors import BadParameters, Conflict, Locked, NotFound

_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(slots=True, kw_only=True)
class InventoryFields:
    """What a catalog is made or changed with; UNSET stays, or is the account's default when making."""

    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    languages: list[str] | UnsetType = UNSET
    default_language: str | UnsetType = UNSET
    price_group_ids: list[int] | UnsetType = UNSET
    default_price_group_id: int | UnsetType = UNSET
    warehouses: list[str] | UnsetType = UNSET
    default_warehouse: str | UnsetType = UNSET
    reservations: bool | UnsetType = UNSET


def _named(name: str | UnsetType, is_new: bool) -> None:
    if name is UNSET and not is_new:
        return
    if name is UNSET or not name.strip():
        raise BadParameters("parameter name is required")


@transaction.atomic
def save_inventory(*, account_id: int, inventory_id: int | None, fields: InventoryFields) -> int:
    """Make a catalog, or change one; a partial change keeps the rest (R36).

    Lists left out when making are the account's default language, price group and warehouse. Raises NotFound for ids
    that are not the account's, BadParameters when a default is not in its list; nothing is written then.
    """
    _named(fields.name, inventory_id is None)
    if inventory_id is None:
        row = _new_inventory(account_id)
    else:
        found = Inventory.objects.for_account(account_id).select_for_update().filter(pk=inventory_id).first()
        if found is None:
            raise NotFound("There is no catalog %(id)s", id=inventory_id)
        row = found
    for name in ("name", "description", "reservations"):
        value = getattr(fields, name)
        if value is not UNSET:
            setattr(row, name, value)
    _set_languages(row, fields)
    groups = _price_groups(account_id, row, fields, is_new=inventory_id is None)
    places = _warehouses(account_id, row, fields, is_new=inventory_id is None)
    row.save()
    _replace_uses(account_id, row.pk, groups, places)
    return int(row.pk)


def _new_inventory(account_id: int) -> Inventory:
    account = Account.objects.get(pk=account_id)
    group = PriceGroup.objects.for_account(account_id).order_by("-is_default", "pk").first()
    place = Warehouse.objects.for_account(account_id).filter(kind="bl").order_by("-is_default", "pk").first()
    if group is None or place is None:
        raise Conflict("The account has no price group or no warehouse; add one first")
    is_first = not Inventory.objects.for_account(account_id).exists()
    return Inventory(
        account_id=account_id,
        languages=[account.language],
        default_language=account.language,
        default_price_group=group,
        default_warehouse=place,
        is_default=is_first,
    )


def _set_languages(row: Inventory, fields: InventoryFields) -> None:
    if isinstance(fields.languages, list) and fields.languages:
        row.languages = list(dict.fromkeys(code.strip().lower() for code in fields.languages))
        if row.default_language not in row.languages and fields.default_language is UNSET:
            row.default_language = row.languages[0]
    if isinstance(fields.default_language, str):
        row.default_language = fields.default_language.strip().lower()
        if fields.languages is UNSET and row._state.adding:
            row.languages = [row.default_language]
    if any(not _LANGUAGE.fullmatch(code) for code in row.languages):
        raise BadParameters("parameter languages: expected codes of 2 letters")
    if row.default_language not in row.languages:
        raise BadParameters("parameter default_language: expected one of languages")


def _price_groups(account_id: int, row: Inventory, fields: InventoryFields, *, is_new: bool) -> list[int] | None:
    default = fields.default_price_group_id if isinstance(fields.default_price_group_id, int) else 0
    asked: list[int] | None = None
    if isinstance(fields.price_group_ids, list) and fields.price_group_ids:
        asked = fields.price_group_ids
    elif is_new:
        asked = [default or row.default_price_group_id]
    if asked is not None:
        known = set(PriceGroup.objects.for_account(account_id).filter(pk__in=asked).values_list("pk", flat=True))
        for group_id in asked:
            if group_id not in known:
                raise NotFound("There is no price group %(id)s", id=group_id)
    if default:
        row.default_price_group_id = default
    elif asked is not None and row.default_price_group_id not in asked:
        row.default_price_group_id = asked[0]
    used = asked if asked is not None else _used(InventoryPriceGroup, "price_group_id", account_id, row)
    if row.default_price_group_id not in used:
        raise BadParameters("parameter default_price_group: expected one of price_groups")
    if _follows(account_id, row.default_price_group_id):
        raise BadParameters("parameter default_price_group: prices of a default price group are its own")
    return asked


def _follows(account_id: int, price_group_id: int) -> bool:
    # The row stays as it is until the catalog is written.
    rows = PriceGroup.objects.for_account(account_id).select_for_update(no_key=True).filter(pk=price_group_id)
    return any(row.type != PriceGroupType.STANDARD for row in rows)


def _warehouses(account_id: int, row: Inventory, fields: InventoryFields, *, is_new: bool) -> list[int] | None:
    default = fields.default_warehouse
    given = isinstance(default, str) and bool(default)
    default_id = warehouse_by_key(account_id=account_id, key=str(default)).warehouse_id if given else 0
    asked: list[int] | None = None
    if isinstance(fields.warehouses, list) and fields.warehouses:
        asked = [warehouse_by_key(account_id=account_id, key=key).warehouse_id for key in fields.warehouses]
    elif is_new:
        asked = [default_id or row.default_warehouse_id]
    if default_id:
        row.default_warehouse_id = default_id
    elif asked is not None and row.default_warehouse_id not in asked:
        row.default_warehouse_id = asked[0]
    used = asked if asked is not None else _used(InventoryWarehouse, "warehouse_id", account_id, row)
    if row.default_warehouse_id not in used:
        raise BadParameters("parameter default_warehouse: expected one of warehouses")
    return asked


def _used(model: Any, column: str, account_id: int, row: Inventory) -> list[int]:
    return list(model.objects.for_account(account_id).filter(inventory_id=row.pk).values_list(column, flat=True))


def _replace_uses(account_id: int, inventory_id: int, groups: list[int] | None, places: list[int] | None) -> None:
    for table, column, ids in (
        ("catalog_inventorypricegroup", "price_group_id", groups),
        ("catalog_inventorywarehouse", "warehouse_id", places),
    ):
        if ids is None:
            continue
        # Warehouses of suppliers belong to the catalog as long as their products do (R5).
        keep = " and warehouse_id not in (select id from catalog_warehouse where kind <> 'bl')"
        with connection.cursor() as cursor:
            cursor.execute(
                f"delete from {table} where account_id = %s and inventory_id = %s and {column} <> all(%s::bigint[])"
                + (keep if column == "warehouse_id" else ""),
                [account_id, inventory_id, ids],
            )
            cursor.execute(
                f"insert into {table} (account_id, inventory_id, {column}) select %s, %s, unnest(%s::bigint[])"
                f" on conflict (inventory_id, {column}) do nothing",
                [account_id, inventory_id, ids],
            )


@transaction.atomic
def delete_inventory(*, account_id: int, inventory_id: int) -> None:
    """Delete a catalog with its products. Raises NotFound; Locked for the default one and one that is shared or reserved."""
    row = Inventory.objects.for_account(account_id).select_for_update().filter(pk=inventory_id).first()
    if row is None:
        raise NotFound("There is no catalog %(id)s", id=inventory_id)
    if row.is_default:
        raise Locked("The default catalog cannot be deleted")
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from catalog_stock s join catalog_product p on p.id = s.product_id"
            " where s.account_id = %s and p.inventory_id = %s and s.reserved > 0 limit 1",
            [account_id, inventory_id],
        )
        if cursor.fetchone():
            raise Locked("Pieces of products of this catalog are reserved by open orders")
        cursor.execute("delete from catalog_inventory where account_id = %s and id = %s", [account_id, inventory_id])


@transaction.atomic
def save_warehouse(*, account_id: int, warehouse_id: int | None, values: dict[str, Any]) -> int:
    """Make or change an own warehouse; `values` has columns of it. Raises NotFound; Locked for a supplier's (R5)."""
    _named(values.get("name", UNSET), warehouse_id is None)
    if warehouse_id is None:
        country = Account.objects.get(pk=account_id).country_code
        row = Warehouse(account_id=account_id, country=country)
    else:
        row = _own_warehouse(account_id, warehouse_id)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return int(row.pk)


def _own_warehouse(account_id: int, warehouse_id: int) -> Warehouse:
    row = Warehouse.objects.for_account(account_id).select_for_update().filter(pk=warehouse_id).first()
    if row is None:
        raise NotFound("There is no warehouse %(id)s", id=warehouse_id)
    if row.kind != "bl":
        raise Locked("A supplier's warehouse is kept by Base Connect and cannot be changed")
    return row


@transaction.atomic
def delete_warehouse(*, account_id: int, warehouse_id: int) -> None:
    """Delete an own warehouse with its stock. Raises NotFound; Locked for a default one and one with reservations."""
    row = _own_warehouse(account_id, warehouse_id)
    if row.is_default or Inventory.objects.for_account(account_id).filter(default_warehouse_id=row.pk).exists():
        raise Locked("A default warehouse cannot be deleted")
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from catalog_stock where account_id = %s and warehouse_id = %s and reserved > 0 limit 1",
            [account_id, warehouse_id],
        )
        if cursor.fetchone():
            raise Locked("Pieces in this warehouse are reserved by open orders")
        cursor.execute("delete from catalog_warehouse where account_id = %s and id = %s", [account_id, warehouse_id])
