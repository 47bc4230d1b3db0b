"""Catalogs and what products are sorted by, as the API and the panel list them."""

from typing import Any

from django.db import connection

from spinka.core.errors import NotFound

Rows = list[dict[str, Any]]


def _rows(sql: str, values: list[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def inventories(*, account_id: int) -> Rows:
    """Catalogs with languages, price groups and warehouse keys."""
    return _rows(
        """
        select i.id as inventory_id, i.name, i.description, i.languages, i.default_language,
          array(select g.price_group_id from catalog_inventorypricegroup g
                where g.account_id = i.account_id and g.inventory_id = i.id order by 1) as price_groups,
          i.default_price_group_id as default_price_group,
          array(select h.kind || '_' || h.id from catalog_inventorywarehouse w
                join catalog_warehouse h on h.id = w.warehouse_id
                where w.account_id = i.account_id and w.inventory_id = i.id order by h.id) as warehouses,
          d.kind || '_' || d.id as default_warehouse, i.reservations, i.is_default
        from catalog_inventory i join catalog_warehouse d on d.id = i.default_warehouse_id
        where i.account_id = %s order by i.id
        """,
        [account_id],
    )


def price_groups(*, account_id: int) -> Rows:
    """Price groups of the account."""
    return _rows(
        "select id as price_group_id, name, description, currency, is_default, type as price_group_type,"
        " coalesce(source_id, 0) as source_price_group_id, price_multiplier::float8, price_addition::float8"
        " from catalog_pricegroup where account_id = %s order by id",
        [account_id],
    )


def warehouses(*, account_id: int) -> Rows:
    """Warehouses of the account, those that show suppliers' live stock included (R5)."""
    return _rows(
        "select kind as warehouse_type, id as warehouse_id, name, description, stock_edition, is_default,"
        " id as internal_warehouse_id, address, postcode, city, country"
        " from catalog_warehouse where account_id = %s order by id",
        [account_id],
    )


def categories(*, account_id: int, inventory_id: int | None) -> Rows:
    """Categories that serve a catalog, its own and the shared ones, or only the shared ones. Raises NotFound."""
    if inventory_id is not None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select 1 from catalog_inventory where account_id = %s and id = %s", [account_id, inventory_id]
            )
            if cursor.fetchone() is None:
                raise NotFound("There is no catalog %(id)s", id=inventory_id)
    return _rows(
        "select id as category_id, name, coalesce(parent_id, 0) as parent_id from catalog_category"
        " where account_id = %s and (inventory_id is null or inventory_id = %s::bigint) order by id",
        [account_id, inventory_id],
    )


def manufacturers(*, account_id: int, page: int | None = None, page_size: int = 1000) -> Rows:
    """Manufacturers with their details as JSON text, all or a page from 1."""
    limit, offset = (None, 0) if page is None else (page_size, (max(1, page) - 1) * page_size)
    return _rows(
        "select id as manufacturer_id, name, details from catalog_manufacturer"
        " where account_id = %s order by id limit %s offset %s",
        [account_id, limit, offset],
    )


def tags(*, account_id: int) -> Rows:
    """Tags of the account."""
    return _rows("select name, id as tag_id from catalog_tag where account_id = %s order by id", [account_id])


def extra_fields(*, account_id: int) -> Rows:
    """Extra product fields of the account."""
    return _rows(
        "select id as extra_field_id, name, kind, editor as editor_type, options"
        " from catalog_extrafield where account_id = %s order by id",
        [account_id],
    )


def product_logs(
    *,
    account_id: int,
    product_id: int,
    log_types: list[int] | None = None,
    date_from: int = 0,
    date_to: int = 0,
    is_descending: bool = False,
    page: int = 1,
    page_size: int = 100,
) -> Rows:
    """A page of a product's log; deleted products keep theirs. Raises NotFound when there is neither product nor log."""
    rows = _rows(
        f"""
        select log_type, info, old, new, profile, floor(extract(epoch from created_at))::bigint as date
        from catalog_productlog
        where account_id = %s and product_id = %s and (%s::int[] is null or log_type = any(%s::int[]))
          and (%s = 0 or created_at >= to_timestamp(%s)) and (%s = 0 or created_at < to_timestamp(%s) + interval '1 s')
        order by id {"desc" if is_descending else "asc"} limit %s offset %s
        """,
        [account_id, product_id, log_types, log_types, date_from, date_from, date_to, date_to]
        + [page_size, (max(1, page) - 1) * page_size],
    )
    if not rows:
        known = _rows(
            "select 1 as one from catalog_product where account_id = %s and id = %s union all"
            " (select 1 from catalog_productlog where account_id = %s and product_id = %s limit 1)",
            [account_id, product_id, account_id, product_id],
        )
        if not known:
            raise NotFound("There is no product %(id)s", id=product_id)
    return rows
