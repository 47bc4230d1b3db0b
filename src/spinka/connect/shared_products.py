"""Pages of a supplier's products as one contractor gets them: shared fields, own price, shown stock (B-09 … B-11, E-01)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from spinka.catalog import images, pricing
from spinka.catalog.queries import IMAGE_MARK
from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.core.text import match_key

PAGE_SIZE = 1000
_TEXTS = {
    "name": ("name",),
    "description": (
        "description",
        "description_extra1",
        "description_extra2",
        "description_extra3",
        "description_extra4",
    ),
    "features": ("features",),
}


@dataclass(frozen=True, slots=True)
class SharedFilters:
    """The filters of getInventoryProductsList; those on fields that are not shared find nothing (R10)."""

    product_ids: Sequence[int] | None = None
    category_id: int | None = None
    sku: str = ""
    ean: str = ""
    name: str = ""
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    stock_from: int | None = None
    stock_to: int | None = None
    variants_too: bool = False


@dataclass(slots=True)
class SharedProduct:
    """One product: `document` is a JSON object of the plain shared fields, the rest was computed for this contractor."""

    product_id: int
    document: str
    price: pricing.VatPrice | None = None
    trace: list[dict[str, str]] = field(default_factory=list)
    steps: list[tuple[int, Decimal]] = field(default_factory=list)
    stock: int | None = None
    linked_product_id: int = 0
    images: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SharedPage:
    """Products in the order asked for, with what holds for all of them."""

    products: list[SharedProduct]
    currency: str
    shares_prices: bool
    shares_stock: bool
    shares_images: bool


def _pattern(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _tests(opened: Crossing, asked: SharedFilters) -> sharing.Sql:
    variants_too = asked.variants_too or asked.product_ids is not None
    shared, params = sharing.product_filter(opened, variants_too=variants_too)
    tests, shares = [shared], opened.terms.shares
    if asked.product_ids is not None:
        tests.append("p.id = any(%(asked)s)")
        params["asked"] = list(asked.product_ids)
    if asked.category_id:
        tests.append("p.category_id = %(category)s" if shares("category") else "false")
        params["category"] = asked.category_id
    if asked.sku:
        tests.append("p.sku_key = %(sku)s and p.sku_key <> ''" if shares("sku") else "false")
        params["sku"] = match_key(asked.sku)[:50]
    if asked.ean:
        additional = "p.ean_additional @> jsonb_build_array(jsonb_build_object('ean', %(ean)s::text))"
        tests.append(f"((p.ean_key = %(ean_key)s and p.ean_key <> '') or {additional})" if shares("ean") else "false")
        params |= {"ean": asked.ean.strip(), "ean_key": match_key(asked.ean)[:32]}
    if asked.name:
        tests.append("p.name ilike %(name)s" if shares("name") else "false")
        params["name"] = _pattern(asked.name)
    if asked.stock_from is not None or asked.stock_to is not None:
        tests.append(
            "exists (select 1 from spinka_shown_stock(%(shared_connection)s, array[p.id]) o"
            " where o.shown >= %(stock_from)s and o.shown <= %(stock_to)s)"
            if shares("stock")
            else "false"
        )
        params |= {
            "shared_connection": opened.connection_id,
            "stock_from": -1 if asked.stock_from is None else asked.stock_from,
            "stock_to": 2**31 - 1 if asked.stock_to is None else asked.stock_to,
        }
    return " and ".join(tests), params


def _text_fields(opened: Crossing) -> str:
    """The shared part of `texts` as JSON in SQL; without any shared text an empty string."""
    shares = opened.terms.shares
    groups = [name for name in (*_TEXTS, "extra_fields") if shares(name)]  # type: ignore[arg-type]
    if not groups:
        return ""
    if len(groups) == len(_TEXTS) + 1:
        return "p.texts"
    names = [text for group in groups for text in _TEXTS.get(group, ())]
    # Names come from the table above, never from a caller.
    tests = [f"split_part(k.key, '|', 1) in ({', '.join(repr(name) for name in names)})"] if names else []
    if "extra_fields" in groups:
        tests.append("starts_with(k.key, 'extra_field_')")
    return (
        f"coalesce((select jsonb_object_agg(k.key, k.value) from jsonb_each(p.texts) k where {' or '.join(tests)}),"
        " '{}'::jsonb)"
    )


def _plain_fields(opened: Crossing) -> dict[str, str]:
    """A product's plain shared fields in SQL; a field not shared has no key (B-09)."""
    shares = opened.terms.shares
    pairs = {
        "id": "p.id",
        "parent_id": "coalesce(p.parent_id, 0)",
        "type": "p.kind",
        "is_bundle": "p.is_bundle",
        "min_quantity": "p.min_quantity",
        "quantity_step": "p.quantity_step",
        "available_from": "coalesce(extract(epoch from p.available_from)::bigint, 0)",
    }
    if shares("name"):
        pairs["name"] = "p.name"
    if shares("sku"):
        pairs["sku"] = "p.sku"
    if shares("ean"):
        pairs |= {"ean": "p.ean", "ean_additional": "p.ean_additional"}
    if shares("manufacturer"):
        pairs |= {"manufacturer_id": "coalesce(p.manufacturer_id, 0)", "manufacturer": "coalesce(m.name, '')"}
    if shares("category"):
        pairs |= {"category_id": "coalesce(p.category_id, 0)", "category": "coalesce(c.name, '')"}
    if shares("dimensions"):
        pairs |= {name: f"trim_scale(p.{name})" for name in ("weight", "height", "width", "length")}
    texts = _text_fields(opened)
    if texts:
        pairs["text_fields"] = texts
    return pairs


def _document(opened: Crossing, end: str = "'}'") -> str:
    """The plain fields as a JSON object in SQL, as text from the start: a cast to json would read all of it again.

    `end` is SQL of what closes the object.
    """
    parts = [f"', \"{key}\" : ', to_json({value})" for key, value in _plain_fields(opened).items()]
    parts[0] = "'{" + parts[0][3:]
    return f"concat({', '.join(parts)}, {end})"


def _priced_ids(
    opened: Crossing, given: pricing.Terms, where: str, params: dict[str, Any], asked: SharedFilters
) -> list[int]:
    """Ids whose price lies between the bounds: prices are computed, so all candidates are priced first."""
    found = sharing.fetch(f"select p.id from catalog_product p where {where} order by p.id", params)
    mode = opened.terms.vat_mode
    low, high = asked.price_from, asked.price_to
    kept = []
    for row in sharing.priced_rows(opened, given, [one[0] for one in found]):
        amount = pricing.amount_of(row.product, given)
        if amount is None:
            continue
        gross = pricing.under_vat_mode(amount, row.tax_rate, mode).gross
        if (low is None or gross >= low) and (high is None or gross <= high):
            kept.append(row.product.product_id)
    return kept


# The page carries its products whole, and parents are looked up one by one only where a rule needs them: right after
# an import the planner knows nothing of the tables, and joins by account would compare everything with everything.
_PAGE = """
with page as materialized (
    select p.* from catalog_product p where {where} order by p.id {direction} limit %(most)s offset %(skip)s
){shown}
"""
_JOINED = """
from page p
left join lateral (
    select k.product_id from connect_productlink k where k.contractor_id + 0 = %(contractor)s
        and k.connection_id = %(connection)s and k.supplier_product_id = p.id offset 0
) l on true
{joins}
"""
_SHOWN = """, shown as materialized (
    select * from spinka_shown_stock(%(connection)s, array(select id from page))
)"""
_IMAGES = (
    "array(select g.position::text || ':' || g.id from catalog_productimage g"
    " where g.account_id + 0 = p.account_id and g.product_id = p.id order by g.position)"
)


@dataclass(frozen=True, slots=True)
class _Source:
    """The page's products with what hangs on them: SQL from `with` and SQL from `from`, and their values."""

    given: pricing.Terms
    before: str
    joined: str
    params: dict[str, Any]


def _source(opened: Crossing, filters: SharedFilters, page: int, page_size: int, is_descending: bool) -> _Source:
    shares = opened.terms.shares
    given = sharing.price_terms(opened)
    where, params = _tests(opened, filters)
    if filters.price_from is not None or filters.price_to is not None:
        kept = _priced_ids(opened, given, where, params, filters) if shares("prices") else []
        where, params = f"{where} and p.id = any(%(kept)s)", {**params, "kept": kept}
    joins = []
    if shares("prices"):
        joins.append(
            "left join catalog_price x on x.account_id = p.account_id and x.product_id = p.id"
            f" and x.price_group_id = {sharing.price_group_sql(given)}"
        )
    if shares("stock"):
        joins.append("left join shown s on s.product_id = p.id")
    if shares("manufacturer"):
        joins.append("left join catalog_manufacturer m on m.account_id = p.account_id and m.id = p.manufacturer_id")
    if shares("category"):
        joins.append("left join catalog_category c on c.account_id = p.account_id and c.id = p.category_id")
    direction = "desc" if is_descending else "asc"
    return _Source(
        given,
        _PAGE.format(where=where, direction=direction, shown=_SHOWN if shares("stock") else ""),
        _JOINED.format(joins="\n".join(joins)),
        {
            **params,
            "supplier": opened.supplier_id,
            "contractor": opened.contractor_id,
            "connection": opened.connection_id,
            "price_group": given.price_group_id,
            "most": page_size,
            "skip": (max(1, page) - 1) * page_size,
        },
    )


def shared_page(
    opened: Crossing,
    *,
    filters: SharedFilters = SharedFilters(),
    page: int = 1,
    page_size: int = PAGE_SIZE,
    is_descending: bool = False,
    with_trace: bool = False,
) -> SharedPage:
    """A page of products as this contractor gets them now; the same few statements whatever the page holds.

    Only shared, non-draft products, also when ids are asked for; prices by R18 and R19, pieces by R1.
    """
    return _read_page(opened, _source(opened, filters, page, page_size, is_descending), is_descending, with_trace)


def _read_page(opened: Crossing, source: _Source, is_descending: bool, with_trace: bool) -> SharedPage:
    shares, given = opened.terms.shares, source.given
    shares_prices, shares_stock, shares_images = shares("prices"), shares("stock"), shares("images")
    scopes = sharing.scopes_of(given) if shares_prices else set()
    columns = (
        "p.id",
        _document(opened),
        "p.tax_rate",
        "x.price" if shares_prices else "null::numeric",
        "coalesce(p.parent_id, 0)",
        sharing.of_parent("category_id") if "category" in scopes else "0",
        sharing.of_parent("manufacturer_id") if "manufacturer" in scopes else "0",
        sharing.TAGS if "tag" in scopes else "'{}'::text[]",
        "s.shown" if shares_stock else "null::int",
        "coalesce(l.product_id, 0)",
        _IMAGES if shares_images else "'{}'::text[]",
        "p.inventory_id",
    )
    rows = sharing.fetch(
        f"{source.before} select {', '.join(columns)} {source.joined} order by p.id {'desc' if is_descending else 'asc'}",
        source.params,
    )
    return SharedPage(
        products=[_product(opened, given, row, with_trace) for row in rows],
        currency=given.currency,
        shares_prices=shares_prices,
        shares_stock=shares_stock,
        shares_images=shares_images,
    )


# R18 without rules and R19 as `pricing` has them. Multiplied, not divided, by a hundred: that loses no digit, and the
# quotient has digits enough that no other tie arises.
_GROSS = "round(x.price * (100 - %(discount)s::numeric) * 0.01, 2)"
_OF_RATE = "case when p.tax_rate > 0 then round(({0})::numeric(40, 12) / (100 + p.tax_rate), 2) else {1} end"


def _price_text(mode: str) -> str:
    """A product's price with net and rate as further JSON keys in SQL, nothing where it has no price."""
    if mode == "domestic":
        gross, rate = _GROSS, "p.tax_rate"
        net = f"({_GROSS} - {_OF_RATE.format(f'{_GROSS} * p.tax_rate', '0.00')})"
    else:
        gross = net = _OF_RATE.format(f"{_GROSS} * 100", _GROSS)
        rate = f"'{pricing.under_vat_mode(Decimal(0), Decimal(0), mode).rate:f}'"
    return (
        f"case when x.price is not null then concat(', \"price\": ', {gross}, ', \"price_net\": ', {net},"
        f" ', \"tax_rate\": ', {rate}, ', \"currency\": ', to_json(%(currency)s::text)) end"
    )


_PICTURES = """', "images": {' || coalesce((
    select string_agg('"' || g.position || '": "' || %(mark)s || g.id || '"', ', ') from (
        select g.position, g.id from catalog_productimage g
        where g.account_id + 0 = p.account_id and g.product_id = p.id order by g.position) g), '') || '}'"""


def shared_text(
    opened: Crossing, *, filters: SharedFilters, page: int = 1, is_descending: bool = False
) -> str | SharedPage:
    """A page as the JSON map of the API, made by the database alone; pictures stand as IMAGE_MARK and their id.

    The page's products instead where price rules have to be worked out for each of them (R18).
    """
    source = _source(opened, filters, page, PAGE_SIZE, is_descending)
    shares, given = opened.terms.shares, source.given
    if shares("prices") and not given.is_plain:
        return _read_page(opened, source, is_descending, with_trace=False)
    parts = [_document(opened, "''")]
    if shares("prices"):
        parts += [_price_text(opened.terms.vat_mode), "', \"price_steps\": []'"]
    if shares("stock"):
        parts.append("', \"stock\": ' || s.shown")
    if shares("images"):
        parts.append(_PICTURES)
    parts.append("', \"linked_product_id\": ' || coalesce(l.product_id, 0) || '}'")
    order = "p.id desc" if is_descending else "p.id"
    rows = sharing.fetch(
        f"{source.before} select string_agg(concat('\"', p.id, '\": ', {', '.join(parts)}), ', ' order by {order})"
        f" {source.joined}",
        {**source.params, "discount": given.discount_percent, "currency": given.currency, "mark": IMAGE_MARK},
    )
    return f"{{{rows[0][0] or ''}}}"


def _product(opened: Crossing, given: pricing.Terms, row: tuple[Any, ...], with_trace: bool) -> SharedProduct:
    product_id, document, tax_rate, base, parent_id, category_id, manufacturer_id, tags, pieces, linked_id, shown = row[
        :11
    ]
    product = SharedProduct(product_id, document, stock=pieces, linked_product_id=linked_id)
    if shown:
        product.images = [_image(opened, entry) for entry in shown]
    if base is None:
        return product
    mode = opened.terms.vat_mode
    priced = pricing.PricedProduct(
        product_id,
        base,
        parent_id,
        category_id,
        manufacturer_id,
        sharing.tag_names(tags) if tags else frozenset(),
        row[11],
    )
    if with_trace:
        explained = pricing.explain(priced, given, tax_rate=tax_rate, mode=mode)
        product.price, product.trace = explained.price, explained.trace
    else:
        amount = pricing.amount_of(priced, given)
        product.price = None if amount is None else pricing.under_vat_mode(amount, tax_rate, mode)
    if given.steps:
        product.steps = [
            (quantity, pricing.under_vat_mode(step, tax_rate, mode).gross)
            for quantity, step in pricing.steps_of(priced, given)
        ]
    return product


def _image(opened: Crossing, entry: str) -> tuple[int, str]:
    position, _, image_id = entry.partition(":")
    path = images.connection_address(opened.connection_id, opened.supplier_id, int(image_id))
    return int(position), images.public_address(path)


def shared_count(opened: Crossing, *, filters: SharedFilters = SharedFilters(variants_too=True)) -> int:
    """How many products a contractor may see."""
    where, params = _tests(opened, filters)
    return int(sharing.fetch(f"select count(*) from catalog_product p where {where}", params)[0][0])
