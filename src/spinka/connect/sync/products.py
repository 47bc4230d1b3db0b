"""Import of a supplier's products, set-based: compare what is shared with what was sent, write only what differs (E-05 … E-12).

Every function runs inside the crossing to the supplier, for a batch of products, in a constant number of statements.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Model

from spinka.catalog.models import Product
from spinka.connect.copied_prices import CopyTerms
from spinka.connect.sync.fields import SyncField, columns_sql, texts_sql

CREATED_LOG_TYPE = 3


@dataclass(frozen=True, slots=True)
class Course:
    """From which supplier's catalog to which own one, what is written, and how.

    `shared_sql` narrows the supplier's catalog to what this contractor sees (alias `p`), with its named parameters in
    `shared_params`. `import_id` is where rows go; in a partial course some fields are decided elsewhere. `digest`
    stands for the chosen options, so other options count as a change. `price_sql` is the
    contractor's price as an expression over `p`, null where there is none.
    """

    connection_id: int
    supplier_id: int
    contractor_id: int
    source_inventory_id: int
    inventory_id: int
    warehouse_id: int
    fields: tuple[SyncField, ...]
    kept: tuple[SyncField, ...]
    source_suffix: str
    target_suffix: str
    digest: str
    shared_sql: str
    shared_params: Mapping[str, Any]
    now: datetime
    actor: str
    import_id: int = 0
    is_partial: bool = False
    product_ids: list[int] | None = None
    price_group_id: int | None = None
    source_price_group_id: int | None = None
    further_price_groups: Mapping[int, int] = field(default_factory=dict)
    price_factor: Decimal = Decimal(1)
    price_markup: Decimal = Decimal(1)
    is_price_plain: bool = True
    copied: CopyTerms | None = None
    stock_warehouse_id: int | None = None
    sorts: Mapping[int, int] = field(default_factory=dict)
    makers: Mapping[int, int] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Names of the fields written at creation."""
        return frozenset(item.name for item in self.fields)

    @property
    def overwritten(self) -> tuple[SyncField, ...]:
        """The fields written over an existing product's (E-12)."""
        return tuple(item for item in self.fields if item not in self.kept)

    def narrowed(self, product_ids: list[int]) -> "Course":
        """The same course for some products only."""
        return replace(self, product_ids=product_ids)

    def sorted_into(self, *, sorts: Mapping[int, int], makers: Mapping[int, int]) -> "Course":
        """The same course with own categories and manufacturers by the supplier's ids."""
        return replace(self, sorts=sorts, makers=makers)

    def own_prices(self, amounts: Mapping[int, Decimal]) -> dict[int, Decimal]:
        """What the contractor's price group gets for what its supplier asks."""
        if self.copied is None:
            return {}
        return {product_id: self.copied.amount(amount) for product_id, amount in amounts.items()}

    @property
    def params(self) -> dict[str, Any]:
        """Named parameters every statement may use."""
        return {
            **self.shared_params,
            "connection": self.connection_id,
            "import": self.import_id,
            "supplier": self.supplier_id,
            "contractor": self.contractor_id,
            "source": self.source_inventory_id,
            "inventory": self.inventory_id,
            "live": self.warehouse_id,
            "digest": self.digest,
            "now": self.now,
            "actor": self.actor,
            "only": self.product_ids,
            "group": self.price_group_id,
            "source_group": self.source_price_group_id,
            "source_groups": json.dumps(dict(self.further_price_groups)),
            "factor": self.price_factor,
            "markup": self.price_markup,
            "sort_from": list(self.sorts),
            "sort_to": list(self.sorts.values()),
            "maker_from": list(self.makers),
            "maker_to": list(self.makers.values()),
        }

    @property
    def source_sql(self) -> str:
        """Condition of a shared, asked product `p`; `shared_sql` names its catalogs."""
        asked = " and p.id = any(%(only)s)" if self.product_ids is not None else ""
        return f"p.account_id = %(supplier)s and not p.is_draft and ({self.shared_sql}){asked}"


def run(sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Execute with named parameters; the rows, if the statement gives any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def within(ids: Sequence[int]) -> dict[str, Any]:
    """Ids, at least one, with the range they lie in: an index range is read then, whatever the planner knows of a table
    just loaded."""
    return {"ids": list(ids), "low": min(ids), "high": max(ids)}


@dataclass(frozen=True, slots=True)
class Batch:
    """The next products of the source, judged: which are new, changed, unchanged, in conflict, or to be linked.

    Those an earlier step of the import has a row for, a conflict or an association, are neither new nor changed.
    """

    size: int
    last_id: int
    fresh: list[int]
    fresh_sent: list[str]
    changed: list[int]
    changed_sent: list[str]
    unchanged: int
    conflicts: int
    associated: int


def count_source(course: Course) -> int:
    """How many shared products the import will look at."""
    return int(run(f"select count(*) from catalog_product p where {course.source_sql}", course.params)[0][0])


def unknown_ids(course: Course) -> list[int]:
    """Asked products the supplier does not share, drafts and other catalogs' among them (E-09)."""
    if course.product_ids is None:
        return []
    rows = run(
        f"""
        select t.id from unnest(%(only)s::bigint[]) as t(id)
        where not exists (select 1 from catalog_product p where p.id = t.id and {course.source_sql}) order by 1
        """,
        course.params,
    )
    return [row[0] for row in rows]


PLAIN_PRICE = (
    "(select round(round(x.price * %(factor)s, 2) * %(markup)s, 2) from catalog_price x"
    " where x.product_id = p.id and x.price_group_id = coalesce("
    "(%(source_groups)s::jsonb ->> p.inventory_id::text)::bigint, %(source_group)s::bigint) and x.account_id = %(supplier)s)"
)
_IMAGES = (
    "(select string_agg(i.position || ':' || i.url || ':' || coalesce(i.image_id, 0), ',' order by i.position)"
    " from catalog_productimage i where i.product_id = p.id and i.account_id = %(supplier)s)"
)
SORTED = """
left join unnest(%(sort_from)s::bigint[], %(sort_to)s::bigint[]) as sorts(source_id, own_id)
  on sorts.source_id = p.category_id
left join unnest(%(maker_from)s::bigint[], %(maker_to)s::bigint[]) as makers(source_id, own_id)
  on makers.source_id = p.manufacturer_id
"""


def hash_sql(course: Course) -> str:
    """One md5 of all the import reads of a product `p`, and of how it was asked to write it."""
    plain = {"own_maker_id": "manufacturer_id", "own_sort_id": "category_id"}
    parts = [
        f"p.{plain.get(source.removeprefix('p.'), source.removeprefix('p.'))}::text"
        for column, source in columns_sql(course.fields)
        if not column.endswith("_key")
    ]
    parts.append(f"({texts_sql(course.fields, source_suffix=course.source_suffix, target_suffix='')})::text")
    if "images" in course.names:
        parts.append(_IMAGES)
    if course.price_group_id:
        parts.append(f"{PLAIN_PRICE}::text")
    return f"md5(concat_ws(chr(31), %(digest)s, {', '.join(f'coalesce({part}, chr(30))' for part in parts)}))"


NAME_KEY = "lower(regexp_replace(btrim({0}.name), '\\s+', ' ', 'g'))"


def next_batch(course: Course, *, after_id: int, size: int) -> Batch:
    """Judge the next `size` shared products in one statement."""
    row = run(
        f"""
        with source as materialized (
            select p.id, {hash_sql(course)} as sent_now
            from catalog_product p where {course.source_sql} and p.id > %(after)s order by p.id limit %(size)s
        ), judged as (
            select p.id, p.sent_now, l.product_id, l.sent, r.kind
            from source p left join connect_productlink l
              on l.contractor_id = %(contractor)s and l.connection_id = %(connection)s and l.supplier_product_id = p.id
            left join lateral (
                select r.kind from connect_importrow r where r.account_id = %(contractor)s
                  and r.import_id = %(import)s and r.supplier_product_id = p.id offset 0
            ) r on true
        )
        select count(*), coalesce(max(id), 0),
            coalesce(array_agg(id order by id) filter (where product_id is null and kind is null), '{{}}'),
            coalesce(array_agg(sent_now order by id) filter (where product_id is null and kind is null), '{{}}'),
            coalesce(array_agg(id order by id) filter (where sent <> sent_now and kind is null), '{{}}'),
            coalesce(array_agg(sent_now order by id) filter (where sent <> sent_now and kind is null), '{{}}'),
            count(*) filter (where product_id is not null and (sent = sent_now or kind is not null)),
            count(*) filter (where product_id is null and kind = 'conflict'),
            count(*) filter (where product_id is null and kind = 'associate')
        from judged
        """,
        {**course.params, "after": after_id, "size": size},
    )[0]
    return Batch(*row)


def _default_of(column: str) -> Any:
    for item in Product._meta.concrete_fields:
        if item.column == column:
            value = item.get_default()
            return item.get_db_prep_save(value, connection)
    raise KeyError(column)


def _column_names(model: type[Model]) -> list[str]:
    return [str(item.column) for item in model._meta.concrete_fields if item.column != "id"]


def create_products(course: Course, ids: Sequence[int], sent: Sequence[str]) -> int:
    """Create new products with links, prices, log rows and the import's rows in one statement; the number created."""
    if not ids:
        return 0
    texts = texts_sql(course.fields, source_suffix=course.source_suffix, target_suffix=course.target_suffix)
    values = {
        "account_id": "%(contractor)s::bigint",
        "inventory_id": "%(inventory)s::bigint",
        "parent_id": "p.own_parent_id",
        "kind": "p.kind",
        "tax_rate": "p.tax_rate",
        "search_key": "p.search_key",
        "texts": texts,
        "live_warehouse_ids": "array[%(live)s::bigint]",
        "created_at": "%(now)s::timestamptz",
        "updated_at": "%(now)s::timestamptz",
        **dict(columns_sql(course.fields)),
    }
    params = {**course.params, **within(ids), "sent": list(sent)}
    for column in _column_names(Product):
        if column not in values:
            values[column] = f"%(default_{column})s"
            params[f"default_{column}"] = _default_of(column)
    if not {"name", "sku", "ean"} <= course.names:
        values["search_key"] = "''"  # what was not chosen must not be found; filled by refresh_search
    price = ""
    if course.price_group_id and course.is_price_plain:
        price = f""", priced as (
            insert into catalog_price (account_id, product_id, price_group_id, price)
            select %(contractor)s, p.new_id, %(group)s, p.price
            from (select p.new_id, {PLAIN_PRICE} as price from fresh p offset 0) p where p.price is not null
        )"""
    columns = ", ".join(values)
    run(
        f"""
        with fresh as materialized (
            select p.*, w.sent, sorts.own_id as own_sort_id, makers.own_id as own_maker_id,
                   nextval('catalog_product_id_seq') as new_id
            from unnest(%(ids)s::bigint[], %(sent)s::text[]) as w(id, sent)
            join catalog_product p on p.account_id = %(supplier)s and p.id = w.id
              and p.id between %(low)s and %(high)s {SORTED} order by p.id
        ), parents as materialized (
            select id, new_id from fresh where id in (select parent_id from fresh)
        ), placed as (
            -- Laterals that start with the test for a parent cost nothing for products without one.
            select p.*, coalesce(f.new_id, up.id) as own_parent_id
            from fresh p left join lateral (
                select q.new_id from parents q where p.parent_id is not null and q.id = p.parent_id limit 1
            ) f on true left join lateral (
                select c.id from connect_productlink l
                join catalog_product c on c.account_id = %(contractor)s and c.id = l.product_id
                  and c.inventory_id = %(inventory)s
                where p.parent_id is not null and l.contractor_id = %(contractor)s
                  and l.connection_id = %(connection)s and l.supplier_product_id = p.parent_id limit 1
            ) up on true
        ), products as (
            insert into catalog_product (id, {columns}) select p.new_id, {", ".join(values.values())} from placed p
        ), links as (
            insert into connect_productlink (supplier_id, contractor_id, connection_id, product_id,
                                             supplier_product_id, is_preferred, sent, created_at)
            select %(supplier)s, %(contractor)s, %(connection)s, p.new_id, p.id, false, p.sent, %(now)s from fresh p
        ), logged as (
            insert into catalog_productlog (account_id, product_id, log_type, info, old, new, profile, created_at)
            select %(contractor)s, p.new_id, {CREATED_LOG_TYPE}, '', '', '', %(actor)s, %(now)s from fresh p
        ), noted as (
            insert into connect_importrow (account_id, import_id, supplier_product_id, product_id, kind, name, sku,
                                           state, sent, own_version)
            select %(contractor)s, %(import)s, p.id, p.new_id, 'create', p.name, p.sku, 'written', p.sent, 1 from fresh p
            on conflict (import_id, supplier_product_id) do update
            set product_id = excluded.product_id, kind = 'create', state = 'written', sent = excluded.sent, own_version = 1
        ){price} select count(*) from fresh
        """,
        params,
    )
    return len(ids)
