"""A catalog with what is written into it: languages, price groups, warehouses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from spinka.core import statements
from spinka.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class WarehouseRow:
    """A warehouse of the account."""

    warehouse_id: int
    kind: str
    name: str

    @property
    def key(self) -> str:
        """The name on the wire."""
        return f"{self.kind}_{self.warehouse_id}"


@dataclass(frozen=True, slots=True)
class InventoryContext:
    """A catalog's own settings, and the price groups (id → currency) and warehouses (by key) of its account.

    `price_group_ids` and `warehouse_ids` are those the catalog uses, in their order of ids; `dependent_group_ids` those
    of the account whose prices follow others.
    """

    inventory_id: int
    name: str
    languages: list[str]
    default_language: str
    default_price_group_id: int
    default_warehouse_id: int
    reservations: bool
    price_group_ids: list[int]
    warehouse_ids: list[int]
    price_groups: dict[int, str]
    warehouses: dict[str, WarehouseRow]
    dependent_group_ids: frozenset[int] = frozenset()

    @property
    def written_groups(self) -> set[int]:
        """The price groups with prices of their own."""
        return self.price_groups.keys() - self.dependent_group_ids


_CONTEXT = """
select i.id, i.name, i.languages, i.default_language, i.default_price_group_id, i.default_warehouse_id, i.reservations,
  array(select g.price_group_id from catalog_inventorypricegroup g
        where g.account_id = i.account_id and g.inventory_id = i.id order by 1),
  array(select w.warehouse_id from catalog_inventorywarehouse w
        where w.account_id = i.account_id and w.inventory_id = i.id order by 1),
  (select json_agg(json_build_array(g.id, g.currency, g.type <> 'standard'))
     from catalog_pricegroup g where g.account_id = i.account_id),
  (select json_agg(json_build_array(h.id, h.kind, h.name) order by h.id)
     from catalog_warehouse h where h.account_id = i.account_id)
from catalog_inventory i where i.account_id = %s and i.id = %s
"""


def inventory_context(*, account_id: int, inventory_id: int) -> InventoryContext:
    """A catalog of the account in one statement. Raises NotFound (R26)."""
    row = statements.row(_CONTEXT, account_id, inventory_id)
    if row is None:
        raise NotFound("There is no catalog %(id)s", id=inventory_id)
    warehouses = [WarehouseRow(*entry) for entry in row[10] or []]
    return InventoryContext(
        inventory_id=row[0],
        name=row[1],
        languages=row[2],
        default_language=row[3],
        default_price_group_id=row[4],
        default_warehouse_id=row[5],
        reservations=row[6],
        price_group_ids=row[7],
        warehouse_ids=row[8],
        price_groups={entry[0]: entry[1] for entry in row[9] or []},
        warehouses={entry.key: entry for entry in warehouses},
        dependent_group_ids=frozenset(entry[0] for entry in row[9] or [] if entry[2]),
    )


def default_inventory(account_id: int) -> int:
    """The account's default catalog. Raises NotFound when every catalog was deleted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from catalog_inventory where account_id = %s order by is_default desc, id limit 1", [account_id]
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound("The account has no catalog")
    return int(row[0])


def warehouse_by_key(*, account_id: int, key: str) -> WarehouseRow:
    """The warehouse named on the wire, e.g. `bl_205`. Raises NotFound."""
    kind, _, number = key.rpartition("_")
    if number.isascii() and number.isdigit() and len(number) < 19:
        with connection.cursor() as cursor:
            cursor.execute(
                "select id, kind, name from catalog_warehouse where account_id = %s and id = %s and kind = %s",
                [account_id, int(number), kind],
            )
            row = cursor.fetchone()
        if row is not None:
            return WarehouseRow(*row)
    raise NotFound("There is no warehouse %(key)s", key=key[:60])


@dataclass(frozen=True, slots=True)
class ProductHead:
    """What writes need to know of a product that exists."""

    product_id: int
    inventory_id: int
    parent_id: int | None
    kind: str
    is_bundle: bool
    has_variants: bool


def product_heads(*, account_id: int, product_ids: Sequence[int]) -> dict[int, ProductHead]:
    """Those of the products that are the account's, in one statement."""
    if not product_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select p.id, p.inventory_id, p.parent_id, p.kind, p.is_bundle,
                   exists (select 1 from catalog_product v where v.account_id = p.account_id and v.parent_id = p.id)
            from catalog_product p where p.account_id = %s and p.id = any(%s::bigint[])
            """,
            [account_id, list(product_ids)],
        )
        return {row[0]: ProductHead(*row) for row in cursor.fetchall()}


def known_products(*, account_id: int, inventory_id: int, product_ids: Sequence[int]) -> dict[int, str]:
    """Kind (goods, service) by id of those of the products that stand in the catalog."""
    if not product_ids:
        return {}
    found = statements.rows(
        "select id, kind from catalog_product where account_id = %s and id = any(%s::bigint[]) and inventory_id + 0 = %s",
        account_id,
        statements.array(product_ids),
        inventory_id,
    )
    return dict(found)


@dataclass(frozen=True, slots=True)
class Sorting:
    """Categories and manufacturers out of those asked for that exist."""

    category_ids: frozenset[int]
    manufacturer_ids: frozenset[int]


def known_sorting(
    *, account_id: int, inventory_id: int, category_ids: Sequence[int], manufacturer_ids: Sequence[int]
) -> Sorting:
    """Those of the categories that serve the catalog and of the manufacturers that are the account's."""
    if not category_ids and not manufacturer_ids:
        return Sorting(frozenset(), frozenset())
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select array(select id from catalog_category where account_id = %s and id = any(%s::bigint[])
                         and (inventory_id is null or inventory_id = %s)),
                   array(select id from catalog_manufacturer where account_id = %s and id = any(%s::bigint[]))
            """,
            [account_id, list(category_ids), inventory_id, account_id, list(manufacturer_ids)],
        )
        row = cursor.fetchone()
    return Sorting(frozenset(row[0]), frozenset(row[1]))
