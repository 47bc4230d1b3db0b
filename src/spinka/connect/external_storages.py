"""A supplier's live catalog as an external storage of the contractor: read when asked, nothing is copied (E-22, R24)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from spinka.connect import access, queries, sharing
from spinka.connect.models import Connection, ConnectionState
from spinka.connect.shared_products import PAGE_SIZE, SharedFilters, SharedProduct, shared_page
from spinka.core.errors import NotFound

PREFIX = "blconnect_"
SUFFIX = " (Base Connect)"
EVERYTHING = SharedFilters()


@dataclass(frozen=True, slots=True)
class Storage:
    """A connected supplier that shares products: `key` is `blconnect_` and the number of its live warehouse."""

    connection_id: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class StorageCategory:
    """A category of the supplier that holds shared products or stands above one; parent 0 is the top."""

    category_id: int
    name: str
    parent_id: int


@dataclass(slots=True)
class StorageProduct:
    """A main product with its variants."""

    product: SharedProduct
    variants: list[SharedProduct] = field(default_factory=list)


def storages(*, account_id: int) -> list[Storage]:
    """Active suppliers of the account that share products, by the account's own name for them (E-22)."""
    return [
        Storage(row.connection_id, f"{PREFIX}{row.warehouse_id}", f"{row.name}{SUFFIX}")
        for row in queries.connected_integrations(account_id=account_id)
        if row.state == ConnectionState.ACTIVE and row.warehouse_id and _shares(account_id, row.connection_id)
    ]


def _shares(account_id: int, connection_id: int) -> bool:
    try:
        with access.crossing(account_id=account_id, connection_id=connection_id) as opened:
            return opened.terms.share_products
    except access.ConnectionStateRefused:
        return False


@contextmanager
def opened_storage(*, account_id: int, key: str) -> Iterator[access.Crossing]:
    """The crossing behind a storage id.

    Raises NotFound for anything that is no live catalog of the account, ConnectionStateRefused while nothing passes.
    """
    digits = key.strip().removeprefix(PREFIX)
    row = None
    if key.strip() != digits and digits.isascii() and digits.isdigit() and len(digits) < 19:
        rows = Connection.objects.as_contractor(account_id).filter(warehouse_id=int(digits))
        row = rows.order_by("pk").first()
    if row is None:
        raise NotFound("There is no storage %(id)s", id=key[:30])
    with access.crossing(account_id=account_id, connection_id=row.pk) as opened:
        if not opened.terms.share_products:
            raise access.ConnectionStateRefused("share_products")
        yield opened


_CATEGORIES = """
with recursive found as (
    select c.id, c.name, c.parent_id from catalog_category c
    where c.account_id = %(shared_supplier)s
        and c.id in (select p.category_id from catalog_product p where {shared})
    union
    select c.id, c.name, c.parent_id from found f join catalog_category c
        on c.account_id = %(shared_supplier)s and c.id = f.parent_id
)
select id, name, coalesce(parent_id, 0) from found order by id
"""


def categories(opened: access.Crossing) -> list[StorageCategory]:
    """Categories of the shared products and those above them; none where categories are not shared (B-09)."""
    if not opened.terms.shares("category"):
        return []
    shared, params = sharing.product_filter(opened, variants_too=False)
    if "shared_supplier" not in params:
        return []
    return [StorageCategory(*row) for row in sharing.fetch(_CATEGORIES.format(shared=shared), params)]


def product_page(
    opened: access.Crossing,
    *,
    filters: SharedFilters = EVERYTHING,
    page: int = 1,
    is_descending: bool = False,
    with_variants: bool = True,
) -> list[StorageProduct]:
    """A page of main products, a thousand at most, with all their variants; a few statements whatever it holds."""
    mains = shared_page(opened, filters=filters, page=page, page_size=PAGE_SIZE, is_descending=is_descending)
    found = {product.product_id: StorageProduct(product) for product in mains.products}
    if with_variants:
        for variant in variants_of(opened, list(found)):
            found[variant[0]].variants.append(variant[1])
    return list(found.values())


_VARIANTS = (
    "select p.id, p.parent_id from catalog_product p where {shared} and p.parent_id = any(%(parents)s) order by p.id"
)


def variants_of(opened: access.Crossing, parent_ids: Sequence[int]) -> list[tuple[int, SharedProduct]]:
    """The shared variants of products as (parent, variant), by id."""
    shared, params = sharing.product_filter(opened)
    if not parent_ids or "shared_supplier" not in params:
        return []
    rows = sharing.fetch(_VARIANTS.format(shared=shared), {**params, "parents": list(parent_ids)})
    parents: dict[int, int] = dict(rows)
    if not parents:
        return []
    asked = SharedFilters(product_ids=list(parents), variants_too=True)
    return [
        (parents[product.product_id], product)
        for product in shared_page(opened, filters=asked, page_size=len(parents)).products
    ]
