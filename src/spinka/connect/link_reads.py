"""What the association page reads: own products beside a supplier's, what they match and what they resemble (E-14, R10)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from spinka.catalog.models import Product
from spinka.connect import sharing
from spinka.connect.access import Crossing, crossing
from spinka.connect.code_matches import (
    CODES,
    FREE,
    SIMPLE,
    Duplicate,
    Matches,
    doubtful_products,
    duplicates,
    exact_pairs,
    holders,
    matches_of,
    source_ids,
)
from spinka.connect.models import ProductLink
from spinka.connect.shared_products import SharedFilters, shared_page
from spinka.core.text import match_key, search_key

MOST_FOUND = 10_000
MOST_HINTS = 5
CANDIDATES = 50
# How alike two names are, 0 to 1: a hint is shown from the first, taken in bulk from the second.
LIKE_ENOUGH = Decimal("0.35")
LIKE_FOR_BULK = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Offer:
    """A supplier's product as the contractor sees it; `likeness` 0–100 for a hint by name, `key` for the same code."""

    product_id: int
    name: str = ""
    sku: str = ""
    ean: str = ""
    stock: int | None = None
    price: Decimal | None = None
    currency: str = ""
    linked_product_id: int = 0
    likeness: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """How many own products can be linked by their EAN and by their SKU, and how many stay in doubt."""

    by_ean: int
    by_sku: int
    doubts: int


@dataclass(slots=True)
class OwnRow:
    """An own product: `state` is linked, exact, conflict or open, `offer` what it is linked to, matches or resembles."""

    product: Product
    state: str = "open"
    offer: Offer | None = None
    is_shared: bool = True
    is_preferred: bool = False
    suppliers: int = 0
    key: str = ""
    hits: list[Offer] = field(default_factory=list)
    own_hits: int = 0


def own_products(*, account_id: int, inventory_id: int, connection_id: int, state: str = "") -> QuerySet[Product]:
    """Own products of a catalog: every one, or those `linked` in the connection, or those that are `open`.

    Parents follow their variants (R10), so they stand only among the linked ones.
    """
    links = ProductLink.objects.as_contractor(account_id).filter(connection_id=connection_id, product_id=OuterRef("pk"))
    variants = Product.objects.for_account(account_id).filter(parent_id=OuterRef("pk"))
    rows = Product.objects.for_account(account_id).filter(inventory_id=inventory_id)
    if state == "linked":
        return rows.filter(Exists(links))
    rows = rows.filter(~Exists(variants))
    return rows if state == "" else rows.filter(~Exists(links))


def found_own(*, account_id: int, inventory_id: int, words: str) -> list[int]:
    """Ids of own products whose name, SKU or EAN holds the words; a number is also a product's own (R48)."""
    rows = sharing.fetch(
        "select spinka_search_products(%(inventory)s, %(pattern)s, %(most)s)",
        {"inventory": inventory_id, "pattern": _pattern(words), "most": MOST_FOUND},
    )
    found = [row[0] for row in rows]
    if words.isascii() and words.isdigit() and len(words) < 19:
        found += Product.objects.for_account(account_id).filter(pk=int(words)).values_list("pk", flat=True)
    return found


def _pattern(text: str) -> str:
    escaped = search_key(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def offers(opened: Crossing, product_ids: Iterable[int]) -> dict[int, Offer]:
    """Those of the supplier's products the contractor sees."""
    ids = sorted(set(product_ids))
    if not ids or not opened.terms.share_products:
        return {}
    shown = shared_page(opened, filters=SharedFilters(product_ids=ids), page_size=len(ids))
    result = {}
    for row in shown.products:
        document: dict[str, Any] = json.loads(row.document)
        result[row.product_id] = Offer(
            product_id=row.product_id,
            name=str(document.get("name") or ""),
            sku=str(document.get("sku") or ""),
            ean=str(document.get("ean") or ""),
            stock=row.stock,
            price=row.price.gross if row.price else None,
            currency=shown.currency if row.price else "",
            linked_product_id=row.linked_product_id,
        )
    return result


def hints(opened: Crossing, names: Mapping[int, str], most: int = 1) -> dict[int, list[tuple[int, int]]]:
    """Supplier's products whose names resemble the given ones, best first, with their likeness in percent.

    Only shared products no own one is linked to; nothing where names are not shared (R10).
    """
    wanted = {number: search_key(name)[:200] for number, name in names.items()}
    wanted = {number: name for number, name in wanted.items() if name}
    if not wanted or not opened.terms.shares("name"):
        return {}
    shared, params = sharing.product_filter(opened)
    rows = sharing.fetch(
        f"""
        select h.place, h.product_id, h.likeness
        from unnest(%(sources)s::bigint[]) s(id)
        cross join lateral spinka_hint_products(s.id, %(names)s::text[], %(candidates)s) h
        join catalog_product p on p.id = h.product_id
        where {shared} and {FREE.format(column="supplier_product_id", alias="p")} and {SIMPLE.format("p")}
        order by h.place, h.likeness desc, h.product_id
        """,
        {
            **params,
            "sources": source_ids(opened),
            "names": list(wanted.values()),
            "candidates": CANDIDATES,
            "contractor": opened.contractor_id,
            "connection": opened.connection_id,
        },
    )
    numbers = list(wanted)
    found: dict[int, list[tuple[int, int]]] = {}
    for place, product_id, likeness in rows:
        kept = found.setdefault(numbers[place - 1], [])
        if len(kept) < most and likeness >= LIKE_ENOUGH:
            kept.append((product_id, round(likeness * 100)))
    return {number: kept for number, kept in found.items() if kept}


def search_offers(*, account_id: int, connection_id: int, words: str, most: int = 20) -> list[Offer]:
    """Shared products whose name, SKU or EAN holds the words, or whose number they are; unshared fields are not searched.

    Raises NotFound and ConnectionStateRefused.
    """
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        shares = opened.terms.shares
        tests = ["split_part(p.search_key, E'\\n', 1) like %(pattern)s"] if shares("name") else []
        tests += [f"p.{key}_key like %(code)s" for key in CODES if shares(key)]  # type: ignore[arg-type]
        shared, params = sharing.product_filter(opened)
        ids: list[int] = []
        if tests:
            rows = sharing.fetch(
                f"""
                select p.id from unnest(%(sources)s::bigint[]) s(id)
                cross join lateral spinka_search_partner_products(s.id, %(pattern)s, {MOST_FOUND}) f(id)
                join catalog_product p on p.id = f.id
                where {shared} and {SIMPLE.format("p")} and ({" or ".join(tests)}) order by p.sort_key, p.id limit %(most)s
                """,
                {
                    **params,
                    "sources": source_ids(opened),
                    "pattern": _pattern(words),
                    "code": "%" + _pattern(match_key(words)).strip("%") + "%",
                    "most": most,
                },
            )
            ids = [row[0] for row in rows]
        if words.isascii() and words.isdigit() and len(words) < 19:
            ids.append(int(words))
        found = offers(opened, ids)
        return [found[number] for number in dict.fromkeys(ids) if number in found]


def suggested_offers(*, account_id: int, connection_id: int, product: Product) -> list[Offer]:
    """What an own product may be at the supplier: the same code first, then names that resemble its own."""
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        (row,) = _rows(opened, [product], most_hints=MOST_HINTS)
        return [row.offer, *row.hits] if row.offer and row.state == "exact" else row.hits


def page_rows(*, account_id: int, connection_id: int, products: Sequence[Product]) -> list[OwnRow]:
    """Own products with what they are linked to, match or resemble; the same few statements whatever their number.

    Raises NotFound and ConnectionStateRefused.
    """
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        return _rows(opened, products, most_hints=1)


def _rows(opened: Crossing, products: Sequence[Product], *, most_hints: int) -> list[OwnRow]:
    if not products:
        return []
    result = {row.pk: OwnRow(row) for row in products}
    links = ProductLink.objects.as_contractor(opened.contractor_id).filter(product_id__in=list(result))
    linked: dict[int, ProductLink] = {}
    for link in links:
        result[link.product_id].suppliers += 1
        if link.connection_id == opened.connection_id:
            linked[link.product_id] = link
    free = [row for row in products if row.pk not in linked]
    found = matches_of(opened, products[0].inventory_id, free) if free else Matches({}, {})
    codes = {
        row.pk: row.ean_key if found.doubts[row.pk] == "ean" else row.sku_key for row in free if row.pk in found.doubts
    }
    sharing_code = holders(opened, products[0].inventory_id, found.doubts, codes)
    alike = hints(
        opened,
        {
            row.pk: row.name
            for row in free
            if row.pk not in found.pairs and (most_hints > 1 or row.pk not in found.doubts)
        },
        most_hints,
    )
    wanted = {
        *(link.supplier_product_id for link in linked.values()),
        *(their_id for their_id, _key in found.pairs.values()),
        *(number for numbers, _own in sharing_code.values() for number in numbers),
        *(number for kept in alike.values() for number, _likeness in kept),
    }
    seen = offers(opened, wanted)
    for number, row in result.items():
        if number in linked:
            link = linked[number]
            row.state, row.is_preferred = "linked", link.is_preferred
            row.is_shared = link.supplier_product_id in seen
            row.offer = seen.get(link.supplier_product_id, Offer(link.supplier_product_id))
        elif number in found.pairs and found.pairs[number][0] in seen:
            their_id, row.key = found.pairs[number]
            row.state, row.offer = "exact", _marked(seen[their_id], key=row.key)
        elif number in found.doubts:
            row.state, row.key = "conflict", found.doubts[number]
            numbers, row.own_hits = sharing_code.get(number, ([], 0))
            row.hits = [_marked(seen[one], key=row.key) for one in numbers if one in seen]
        if row.state in {"open", "conflict"}:
            known = {one.product_id for one in row.hits}
            row.hits += [
                _marked(seen[one], likeness=likeness)
                for one, likeness in alike.get(number, ())
                if one in seen and one not in known
            ]
    return [result[row.pk] for row in products]


def _marked(offer: Offer, *, key: str = "", likeness: int = 0) -> Offer:
    return Offer(
        offer.product_id,
        offer.name,
        offer.sku,
        offer.ean,
        offer.stock,
        offer.price,
        offer.currency,
        offer.linked_product_id,
        likeness,
        key,
    )


def closed_rows(*, account_id: int, connection_id: int, products: Sequence[Product]) -> list[OwnRow]:
    """Own products with the numbers they are linked to, for a connection that shows nothing now."""
    links = ProductLink.objects.as_contractor(account_id).filter(product_id__in=[row.pk for row in products])
    result = {row.pk: OwnRow(row, is_shared=False) for row in products}
    for link in links:
        row = result[link.product_id]
        row.suppliers += 1
        if link.connection_id == connection_id:
            row.state, row.offer, row.is_preferred = "linked", Offer(link.supplier_product_id), link.is_preferred
    return [result[row.pk] for row in products]


def linked_to(*, account_id: int, connection_id: int, product_id: int) -> int:
    """The supplier's product an own one is linked to in a connection; 0 for none."""
    rows = ProductLink.objects.as_contractor(account_id).filter(connection_id=connection_id, product_id=product_id)
    return rows.values_list("supplier_product_id", flat=True).first() or 0


def own_names(*, account_id: int, product_ids: Iterable[int]) -> dict[int, str]:
    """Names of own products."""
    return dict(Product.objects.for_account(account_id).filter(pk__in=list(product_ids)).values_list("pk", "name"))


def match_counts(*, account_id: int, connection_id: int, inventory_id: int) -> MatchCounts:
    """What linking every exact match would do. Raises NotFound and ConnectionStateRefused."""
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        keys = [key for _own, _their, key in exact_pairs(opened, inventory_id)]
        return MatchCounts(keys.count("ean"), keys.count("sku"), len(doubtful_products(opened, inventory_id)))


def matched_ids(*, account_id: int, connection_id: int, inventory_id: int, is_exact: bool) -> list[int]:
    """Own products that have an exact match, or those in doubt. Raises NotFound and ConnectionStateRefused."""
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        if is_exact:
            return [own_id for own_id, _their, _key in exact_pairs(opened, inventory_id)]
        return list(doubtful_products(opened, inventory_id))


def duplicate_report(
    *, account_id: int, connection_id: int, inventory_id: int
) -> list[tuple[Duplicate, dict[int, str]]]:
    """Codes that stand twice on either side, with the products' names. Raises NotFound and ConnectionStateRefused."""
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        own, theirs = (duplicates(opened, inventory_id, side) for side in ("own", "theirs"))
        seen = offers(opened, {number for one in theirs for number in one.product_ids})
    names = own_names(account_id=account_id, product_ids={number for one in own for number in one.product_ids})
    return [
        *((one, {number: names.get(number, "") for number in one.product_ids}) for one in own),
        *((one, {number: seen[number].name for number in one.product_ids if number in seen}) for one in theirs),
    ]
