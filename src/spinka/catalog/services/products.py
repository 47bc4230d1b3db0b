"""Writes of products: one or a thousand at once, with everything that hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from msgspec import UNSET

from spinka.catalog import draft, events, images, journal, log_types, queries, stock
from spinka.catalog.draft import MOST_PRODUCTS, ProductFields, SavedProduct, SaveResult
from spinka.catalog.queries import InventoryContext, ProductHead
from spinka.catalog.services import product_parts, product_rows
from spinka.catalog.services.dependent_prices import follow_prices
from spinka.catalog.services.prices import write_prices
from spinka.catalog.services.stocks import writable
from spinka.core import clock
from spinka.core.errors import BadParameters, Locked, NotFound, SpinkaError


@dataclass(slots=True)
class Plan:
    """A checked product on its way to the tables."""

    fields: ProductFields
    columns: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Any] | None = None
    prices: dict[int, Decimal] = field(default_factory=dict)
    stock: dict[int, int] = field(default_factory=dict)
    locations: dict[int, str] = field(default_factory=dict)
    gallery: dict[int, images.Given | None] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    product_id: int = 0


def save_product(
    *, account_id: int, inventory_id: int, product_id: int | None = None, fields: ProductFields, actor: str
) -> SavedProduct:
    """Make a product, or change the given fields of one (R36, R37).

    Raises NotFound for the catalog, the product and what it refers to, BadParameters for values; nothing is written
    then. What can be left out is left out and named in `warnings`: strange warehouses (R5), price groups, text fields,
    images that are none.
    """
    fields.product_id = product_id if product_id is not None else fields.product_id
    result = save_products(account_id=account_id, inventory_id=inventory_id, products=[fields], actor=actor)[0]
    if isinstance(result, SpinkaError):
        raise result
    return result


def save_products(
    *, account_id: int, inventory_id: int, products: Sequence[ProductFields], actor: str
) -> list[SaveResult]:
    """Make or change up to 1000 products of a catalog with a constant number of statements.

    Each is taken or refused on its own: the answer has, in the order asked, what was saved or the error. Raises
    NotFound for the catalog and BadParameters for more than 1000.
    """
    if len(products) > MOST_PRODUCTS:
        raise BadParameters("At most %(most)s products a call", most=MOST_PRODUCTS)
    context = queries.inventory_context(account_id=account_id, inventory_id=inventory_id)
    # What is refused was refused above, so nothing below needs a savepoint in the caller's transaction.
    with transaction.atomic(savepoint=False):
        return _save(account_id, context, products, actor)


def _save(
    account_id: int, context: InventoryContext, products: Sequence[ProductFields], actor: str
) -> list[SaveResult]:
    references = _References(account_id, context, products)
    current = product_rows.lock_rows(
        account_id=account_id,
        inventory_id=context.inventory_id,
        product_ids=sorted({fields.product_id for fields in products if fields.product_id}),
    )
    results: list[SaveResult | None] = [None] * len(products)
    plans: dict[int, Plan] = {}
    for index, fields in enumerate(products):
        try:
            plans[index] = _plan(fields, context, references, current)
        except SpinkaError as error:
            results[index] = error
    _write(account_id, context, list(plans.values()), current, actor)
    for index, plan in plans.items():
        results[index] = SavedProduct(plan.product_id, plan.warnings, plan.fields.product_id is None)
    return [result for result in results if result is not None]


class _References:
    """Products, categories and manufacturers the asked products refer to, looked up for all of them at once."""

    def __init__(self, account_id: int, context: InventoryContext, products: Sequence[ProductFields]) -> None:
        heads: set[int] = set()
        categories: set[int] = set()
        manufacturers: set[int] = set()
        for fields in products:
            heads |= {fields.parent_id, fields.product_id or 0} if isinstance(fields.parent_id, int) else set()
            heads |= set(fields.bundle_products) if isinstance(fields.bundle_products, dict) else set()
            categories |= {fields.category_id} if isinstance(fields.category_id, int) else set()
            manufacturers |= {fields.manufacturer_id} if isinstance(fields.manufacturer_id, int) else set()
        self.inventory_id = context.inventory_id
        self.heads = queries.product_heads(account_id=account_id, product_ids=sorted(heads - {0}))
        self.sorting = queries.known_sorting(
            account_id=account_id,
            inventory_id=context.inventory_id,
            category_ids=sorted(categories - {0}),
            manufacturer_ids=sorted(manufacturers - {0}),
        )

    def head(self, product_id: int) -> ProductHead:
        found = self.heads.get(product_id)
        if found is None or found.inventory_id != self.inventory_id:
            raise NotFound("There is no product %(id)s in the catalog", id=product_id)
        return found

    def check(self, fields: ProductFields) -> None:
        category, manufacturer = fields.category_id, fields.manufacturer_id
        if isinstance(category, int) and category and category not in self.sorting.category_ids:
            raise NotFound("There is no category %(id)s for the catalog", id=category)
        if isinstance(manufacturer, int) and manufacturer and manufacturer not in self.sorting.manufacturer_ids:
            raise NotFound("There is no manufacturer %(id)s", id=manufacturer)
        if isinstance(fields.parent_id, int) and fields.parent_id:
            parent = self.head(fields.parent_id)
            own = self.heads.get(fields.product_id or 0)
            if parent.parent_id is not None or parent.product_id == fields.product_id or (own and own.has_variants):
                raise BadParameters("parameter parent_id: a variant cannot have variants of its own")
        if isinstance(fields.bundle_products, dict):
            for product_id in draft.checked_pieces(fields.bundle_products):
                if self.head(product_id).is_bundle or product_id == fields.product_id:
                    raise BadParameters("parameter bundle_products: a bundle cannot hold a bundle")


def _plan(
    fields: ProductFields, context: InventoryContext, references: _References, current: dict[int, product_rows.Row]
) -> Plan:
    if fields.product_id is not None and fields.product_id not in current:
        raise NotFound("There is no product %(id)s in the catalog", id=fields.product_id)
    plan = Plan(fields, columns=draft.checked_columns(fields))
    references.check(fields)
    if isinstance(fields.texts, dict):
        plan.texts = draft.checked_texts(fields.texts, context.default_language, plan.warnings)
    is_named = bool(str((plan.texts or {}).get("name", "")).strip())
    if not is_named and (fields.product_id is None or "name" in (plan.texts or {})):
        raise BadParameters("parameter text_fields.name is required")
    if isinstance(fields.tags, list):
        fields.tags = [tag.strip() for tag in fields.tags if tag.strip()]
        if any(len(tag) > product_parts.TAG_LENGTH for tag in fields.tags):
            raise BadParameters("parameter tags: at most %(most)s characters", most=product_parts.TAG_LENGTH)
    _plan_amounts(plan, context, current)
    if isinstance(fields.images, dict):
        for position, text in draft.checked_images(fields.images).items():
            try:
                plan.gallery[position] = images.given(text)
            except images.NotAnImage as error:
                plan.warnings[f"images.{position}"] = str(error)
    return plan


def _plan_prices(plan: Plan, prices: dict[int, Decimal], context: InventoryContext) -> None:
    for group, price in draft.checked_prices(prices).items():
        if group in context.dependent_group_ids:
            plan.warnings[f"prices.{group}"] = f"Prices of price group {group} follow others and cannot be written"
        elif group in context.price_groups:
            plan.prices[group] = price
        else:
            plan.warnings[f"prices.{group}"] = f"There is no price group {group}"


def _plan_amounts(plan: Plan, context: InventoryContext, current: dict[int, product_rows.Row]) -> None:
    fields = plan.fields
    if isinstance(fields.prices, dict):
        _plan_prices(plan, fields.prices, context)
    before = current.get(fields.product_id or 0, product_rows.EMPTY)
    is_service = plan.columns.get("kind", before["kind"]) == "service"
    if isinstance(fields.stock, dict):
        for key, quantity in draft.checked_stock(fields.stock).items():
            target = writable(context, key)
            if is_service:
                plan.warnings["stock"] = "A service has no stock"
            elif isinstance(target, str):
                plan.warnings[f"stock.{key[:60]}"] = target
            else:
                plan.stock[target] = quantity
    if isinstance(fields.locations, dict):
        for key, text in fields.locations.items():
            target = writable(context, key)
            if isinstance(target, str):
                plan.warnings[f"locations.{key[:60]}"] = target
            elif len(text) > 255:
                raise BadParameters("parameter locations: at most %(most)s characters", most=255)
            elif not is_service:
                plan.locations[target] = text
    is_bundle = plan.columns.get("is_bundle", before["is_bundle"])
    if isinstance(fields.bundle_products, dict) and fields.bundle_products and not is_bundle:
        plan.warnings["bundle_products"] = "Only a bundle holds products; they were left out"
        fields.bundle_products = UNSET


def _write(
    account_id: int, context: InventoryContext, plans: list[Plan], current: dict[int, product_rows.Row], actor: str
) -> None:
    """Write checked products; statements do not depend on their number."""
    fresh = [plan for plan in plans if plan.fields.product_id is None]
    known = [plan for plan in plans if plan.fields.product_id is not None]
    moment = clock.now()
    made = product_rows.insert_products(
        account_id=account_id,
        inventory_id=context.inventory_id,
        products=[
            product_rows.NewProduct(
                product_rows.new_row(plan.columns, _merged({}, plan.texts), _linked(plan.columns.get("links", {}))),
                plan.prices,
                plan.stock,
                plan.locations,
            )
            for plan in fresh
        ],
        actor=actor,
        moment=moment,
    )
    for plan, product_id in zip(fresh, made, strict=True):
        plan.product_id = product_id
    entries: list[journal.Entry] = []
    changed: dict[int, product_rows.Row] = {}
    for plan in known:
        plan.product_id = plan.fields.product_id or 0
        # A product named twice in one call: the later change goes on top of the earlier one.
        before = changed.get(plan.product_id, current[plan.product_id])
        after = {**before, **plan.columns, "texts": _merged(before["texts"], plan.texts)}
        after["links"] = _linked({**before["links"], **after["links"]})
        if after != before:
            entries += _row_entries(plan.product_id, before, after)
            changed[plan.product_id] = product_rows.with_keys(after)
    product_rows.update_rows(account_id=account_id, rows=changed, moment=moment)
    entries += _write_parts(account_id, plans)
    journal.record(account_id=account_id, entries=entries, actor=actor)
    with events.together():
        events.products_changed(
            account_id=account_id, product_ids={*made, *changed, *(entry.product_id for entry in entries)}
        )
        priced = {plan.product_id for plan in fresh if plan.prices}
        rows = [(plan.product_id, group, price) for plan in known for group, price in plan.prices.items()]
        priced.update(write_prices(account_id=account_id, rows=rows, actor=actor))
        costed = {plan.product_id for plan in plans if plan.columns.get("average_cost") is not None}
        priced.update(follow_prices(account_id=account_id, product_ids=priced | costed, actor=actor))
        events.prices_changed(account_id=account_id, product_ids=priced)
        if known:
            _write_amounts(account_id, known, actor)


def _write_amounts(account_id: int, plans: list[Plan], actor: str) -> None:
    """Pieces and places of products that were there before."""
    pieces = [stock.Piece(plan.product_id, place, count) for plan in plans for place, count in plan.stock.items()]
    changes = stock.set_stock(account_id=account_id, rows=pieces, actor=actor)
    places = [(plan.product_id, place, text) for plan in plans for place, text in plan.locations.items()]
    stock.set_locations(account_id=account_id, rows=places, actor=actor)
    events.stock_changed(account_id=account_id, product_ids={change.product_id for change in changes})


def _linked(links: dict[str, Any]) -> dict[str, Any]:
    """The links that stay: an empty one removes, and a new product has none to remove."""
    return {key: link for key, link in links.items() if link}


def _merged(before: dict[str, Any], texts: dict[str, Any] | None) -> dict[str, Any]:
    """Texts with the given keys set; an empty one is dropped, except the name."""
    merged = {**before, **texts} if texts else before
    return {key: value for key, value in merged.items() if value or key == "name"}


def _row_entries(product_id: int, before: product_rows.Row, after: product_rows.Row) -> list[journal.Entry]:
    entries = [
        journal.Entry(
            product_id, log_types.TEXTS, key, _logged(before["texts"].get(key)), _logged(after["texts"].get(key))
        )
        for key in sorted({*before["texts"], *after["texts"]})
        if before["texts"].get(key) != after["texts"].get(key)
    ]
    if before["links"] != after["links"]:
        entries.append(
            journal.Entry(product_id, log_types.LINKS, "", _logged(before["links"]), _logged(after["links"]))
        )
    if before["parent_id"] != after["parent_id"]:
        for parent_id, old, new in ((before["parent_id"], product_id, ""), (after["parent_id"], "", product_id)):
            if parent_id:
                entries.append(journal.Entry(parent_id, log_types.VARIANTS, str(product_id), str(old), str(new)))
    return entries


def _logged(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    return str(value or "")


def _write_parts(account_id: int, plans: list[Plan]) -> list[journal.Entry]:
    """Tags, bundle items and images of all plans; gives their log entries."""
    product_parts.write_tags(
        account_id=account_id,
        tags={plan.product_id: plan.fields.tags for plan in plans if isinstance(plan.fields.tags, list)},
    )
    entries = product_parts.write_bundles(
        account_id=account_id,
        bundles={
            plan.product_id: plan.fields.bundle_products
            for plan in plans
            if isinstance(plan.fields.bundle_products, dict)
        },
    )
    _find_pictures(account_id, plans)
    gallery = {plan.product_id: plan.gallery for plan in plans if plan.gallery}
    entries += product_parts.write_images(account_id=account_id, wanted=gallery)
    new = {plan.product_id for plan in plans if plan.fields.product_id is None}
    return [entry for entry in entries if entry.product_id not in new]


def _find_pictures(account_id: int, plans: list[Plan]) -> None:
    """Put pictures of the account where their own addresses were given; a strange one is left out with a warning."""
    texts = {given for plan in plans for given in plan.gallery.values() if isinstance(given, str)}
    known = product_parts.known_pictures(account_id=account_id, texts=texts)
    for plan in plans if known else ():
        for position, given in list(plan.gallery.items()):
            if not isinstance(given, str) or given not in known:
                continue
            picture = known[given]
            if picture is None:
                plan.warnings[f"images.{position}"] = "The address shows no picture of this account"
                del plan.gallery[position]
            else:
                plan.gallery[position] = picture


@transaction.atomic
def delete_products(*, account_id: int, product_ids: Sequence[int], actor: str) -> int:
    """Delete products with their variants; orders keep their lines as text. Raises NotFound, Locked.

    Locked: pieces of one are reserved by open orders, which would be left without stock (R6).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select p.id, p.parent_id, p.name from catalog_product p
            where p.account_id = %s and (p.id = any(%s::bigint[]) or p.parent_id = any(%s::bigint[]))
            order by p.id for update
            """,
            [account_id, list(product_ids), list(product_ids)],
        )
        found = cursor.fetchall()
        missing = set(product_ids) - {row[0] for row in found}
        if missing:
            raise NotFound("There is no product %(id)s", id=min(missing))
        ids = [row[0] for row in found]
        cursor.execute(
            "select product_id from catalog_stock where account_id = %s and product_id = any(%s::bigint[])"
            " and reserved > 0 order by product_id limit 1",
            [account_id, ids],
        )
        reserved = cursor.fetchone()
        if reserved is not None:
            raise Locked("Pieces of product %(id)s are reserved by open orders", id=reserved[0])
        cursor.execute(
            "delete from catalog_product where account_id = %s and id = any(%s::bigint[])", [account_id, ids]
        )
    entries = [journal.Entry(product_id, log_types.DELETED, "", name, "") for product_id, _parent, name in found]
    entries += [
        journal.Entry(parent_id, log_types.VARIANTS, str(product_id), str(product_id), "")
        for product_id, parent_id, _name in found
        if parent_id is not None and parent_id not in ids
    ]
    journal.record(account_id=account_id, entries=entries, actor=actor)
    events.products_changed(account_id=account_id, product_ids=ids)
    return len(ids)


def delete_product(*, account_id: int, product_id: int, actor: str) -> None:
    """Delete a product with its variants. Raises NotFound, Locked."""
    delete_products(account_id=account_id, product_ids=[product_id], actor=actor)
