"""Whether the ids in settings are the account's own; another account's id answers as a missing one (R3, R26)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection as database

from spinka.accounts.models import Account
from spinka.catalog.models import Inventory, PriceGroup
from spinka.catalog.rates import rate_on
from spinka.connect.settings import SupplierSettings
from spinka.core import clock
from spinka.core.errors import BadParameters

_STATUS_KEYS = ("start_status_id", "credit_hold_status_id")
_STATUS_LISTS = ("status_map_out", "lock_status_ids", "forward_status_ids")
_FILTERS = {
    "category_ids": "catalog_category",
    "manufacturer_ids": "catalog_manufacturer",
    "product_ids": "catalog_product",
    "exclude_product_ids": "catalog_product",
}
_SCOPES = {"category": "catalog_category", "manufacturer": "catalog_manufacturer", "product": "catalog_product"}


def _missing(account_id: int, table: str, ids: Iterable[int]) -> int | None:
    wanted = sorted(set(ids))
    if not wanted:
        return None
    with database.cursor() as cursor:
        cursor.execute(
            f"select min(w.id) from unnest(%s::bigint[]) w(id)"
            f" where not exists (select 1 from {table} t where t.account_id = %s and t.id = w.id)",
            [wanted, account_id],
        )
        row = cursor.fetchone()
        return None if row is None else row[0]


def _require(account_id: int, table: str, key: str, ids: Iterable[int]) -> None:
    missing = _missing(account_id, table, ids)
    if missing is not None:
        raise BadParameters("Setting %(key)s: there is no %(id)s", key=key, id=missing)


def _check_statuses(account_id: int, values: Mapping[str, Any]) -> None:
    for key in _STATUS_KEYS:
        if values.get(key):
            _require(account_id, "orders_orderstatus", key, [values[key]])
    for key in _STATUS_LISTS:
        _require(account_id, "orders_orderstatus", key, values.get(key) or [])
    _require(account_id, "orders_orderstatus", "status_map_in", (values.get("status_map_in") or {}).values())


def check_supplier(*, account_id: int, inventory_id: int, values: Mapping[str, Any]) -> None:
    """Refuse supplier settings that name what the account or its shared catalog does not have.

    `values` are the changed keys as stored. Raises BadParameters naming key and id.
    """
    _check_statuses(account_id, values)
    if values.get("price_group_id"):
        _require(account_id, "catalog_pricegroup", "price_group_id", [values["price_group_id"]])
    if values.get("warehouses") is not None:
        _check_warehouses(account_id, inventory_id, values["warehouses"])
    _check_filter(account_id, "product_filter", values.get("product_filter"))
    _check_catalogs(account_id, inventory_id, values.get("catalogs") or [])
    for number, rule in enumerate(values.get("price_rules") or []):
        if rule.get("scope") in _SCOPES:
            _require(account_id, _SCOPES[rule["scope"]], f"price_rules[{number}].ids", rule.get("ids") or [])


def _check_filter(account_id: int, key: str, chosen: Mapping[str, Any] | None) -> None:
    for name, table in _FILTERS.items():
        _require(account_id, table, f"{key}.{name}", (chosen or {}).get(name) or [])


def _check_catalogs(account_id: int, inventory_id: int, catalogs: Sequence[Mapping[str, Any]]) -> None:
    """Further catalogs are the account's, and none stands twice under one code, the first included (L-03)."""
    seen = {inventory_id}
    for number, catalog in enumerate(catalogs):
        key = f"catalogs[{number}]"
        if catalog["inventory_id"] in seen:
            raise BadParameters(
                "Setting %(key)s: catalog %(id)s stands there twice", key=key, id=catalog["inventory_id"]
            )
        seen.add(catalog["inventory_id"])
        _require(account_id, "catalog_inventory", f"{key}.inventory_id", [catalog["inventory_id"]])
        if catalog.get("price_group_id"):
            _require(account_id, "catalog_pricegroup", f"{key}.price_group_id", [catalog["price_group_id"]])
        if catalog.get("warehouses") is not None:
            _check_warehouses(account_id, catalog["inventory_id"], catalog["warehouses"], f"{key}.warehouses")
        _check_filter(account_id, f"{key}.product_filter", catalog.get("product_filter"))


def _check_warehouses(account_id: int, inventory_id: int, keys: list[str], name: str = "warehouses") -> None:
    if len(set(keys)) != len(keys):
        raise BadParameters("Setting %(key)s: a warehouse stands there twice", key=name)
    with database.cursor() as cursor:
        cursor.execute(
            "select w.key from unnest(%s::text[]) w(key) where not exists ("
            " select 1 from catalog_inventorywarehouse u join catalog_warehouse h on h.id = u.warehouse_id"
            " where u.account_id = %s and h.account_id = u.account_id and u.inventory_id = %s"
            " and h.kind = 'bl' and 'bl_' || h.id = w.key) limit 1",
            [keys, account_id, inventory_id],
        )
        row = cursor.fetchone()
    if row is not None:
        raise BadParameters("Setting %(key)s: %(id)s is not a warehouse of the shared catalog", key=name, id=row[0])


_OF_CURRENCY = frozenset({"currency", "price_group_id", "catalogs"})


def check_currency(
    *, account_id: int, inventory_id: int, changed: Collection[str], effective: SupplierSettings
) -> None:
    """Refuse a currency the supplier keeps no rate for from the price groups that count (R18, step 5; L-03).

    Looked at only where one of the keys about it changes. Raises BadParameters naming the key and the pair.
    """
    if _OF_CURRENCY.isdisjoint(changed):
        return
    own = PriceGroup.objects.for_account(account_id)
    currencies = dict(own.values_list("pk", "currency"))
    defaults = dict(Inventory.objects.for_account(account_id).values_list("pk", "default_price_group_id"))
    first = currencies.get(effective.price_group_id or defaults.get(inventory_id) or 0, "")
    target = effective.currency or first
    groups = [("currency" if effective.currency else "price_group_id", first)]
    for number, catalog in enumerate(effective.catalogs):
        group = catalog.price_group_id or defaults.get(catalog.inventory_id)
        groups.append((f"catalogs[{number}].price_group_id", currencies.get(group or 0, "")))
    zone = Account.objects.values_list("time_zone", flat=True).get(pk=account_id)
    today = clock.now().astimezone(ZoneInfo(zone)).date()
    for key, origin in groups:
        is_foreign = bool(origin) and origin != target
        if is_foreign and rate_on(account_id=account_id, origin=origin, target=target, day=today) is None:
            raise BadParameters(
                "Setting %(key)s: keep an exchange rate from %(origin)s to %(target)s first",
                key=key,
                origin=origin,
                target=target,
            )


def check_contractor(*, account_id: int, values: Mapping[str, Any]) -> None:
    """Refuse contractor settings that name what the account does not have. Raises BadParameters naming key and id."""
    _check_statuses(account_id, values)
    if values.get("price_group_id"):
        _require(account_id, "catalog_pricegroup", "price_group_id", [values["price_group_id"]])
    if values.get("stock_warehouse_id"):
        number = int(values["stock_warehouse_id"].removeprefix("bl_"))
        with database.cursor() as cursor:
            cursor.execute(
                "select 1 from catalog_warehouse where account_id = %s and id = %s and kind = 'bl'",
                [account_id, number],
            )
            if cursor.fetchone() is None:
                raise BadParameters(
                    "Setting %(key)s: there is no %(id)s", key="stock_warehouse_id", id=values["stock_warehouse_id"]
                )
