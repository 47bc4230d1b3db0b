"""A supplier's live offer as a contractor browses it: a page of products with own prices and pieces (E-22, E-23)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from spinka.catalog import pricing
from spinka.connect import queries
from spinka.connect.access import ConnectionStateRefused, Crossing, crossing
from spinka.connect.external_storages import StorageCategory, categories
from spinka.connect.shared_products import SharedFilters, SharedPage, SharedProduct, shared_count, shared_page
from spinka.core.errors import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class Offered:
    """A product of the offer; `fields` are what the API sends, `picture` a signed address or ""."""

    product_id: int
    fields: Mapping[str, Any]
    price: pricing.VatPrice | None
    steps: list[tuple[int, Decimal]]
    stock: int | None
    linked_product_id: int
    picture: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of an offer. `state` names why there is nothing to see: a connection's state, or `share_products`."""

    state: str = ""
    products: list[Offered] = field(default_factory=list)
    total: int = 0
    page: int = 1
    currency: str = ""
    share_fields: frozenset[str] = frozenset()
    categories: list[StorageCategory] = field(default_factory=list)
    takes_orders: bool = False

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self.page * PAGE < self.total


def offer_page(
    *,
    account_id: int,
    contractor_integration_id: int,
    words: str = "",
    category_id: int = 0,
    in_stock: bool = False,
    page: int = 1,
) -> Offer:
    """A page of what the account's token gets, variants as products of their own. Raises NotFound.

    `words` are a SKU, an EAN or a part of the name, as far as those are shared.
    """
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=contractor_integration_id)
    try:
        with crossing(account_id=account_id, connection_id=joined.pk) as opened:
            if not opened.terms.share_products:
                return Offer(state="share_products")
            return _page(opened, words.strip(), category_id, in_stock, max(1, page))
    except ConnectionStateRefused as error:
        return Offer(state=error.state)


def _page(opened: Crossing, words: str, category_id: int, in_stock: bool, page: int) -> Offer:
    base = SharedFilters(category_id=category_id or None, stock_from=1 if in_stock else None, variants_too=True)
    total, found = searched_page(opened, base, words=words, page=page)
    return Offer(
        products=[_offered(product) for product in found.products],
        total=total,
        page=page,
        currency=found.currency if found.shares_prices else "",
        share_fields=frozenset(opened.terms.share_fields),
        categories=categories(opened),
        takes_orders=opened.terms.accept_orders,
    )


def searched_page(opened: Crossing, base: SharedFilters, *, words: str, page: int) -> tuple[int, SharedPage]:
    """How many products meet the filters and words, and a page of them, for either side of the connection.

    Words are a SKU; where no product has it an EAN, else a part of the name, as far as those are shared.
    """
    wanted = [replace(base, sku=words), replace(base, ean=words), replace(base, name=words)] if words else [base]
    total, filters = 0, base
    for filters in wanted:
        total = shared_count(opened, filters=filters)
        if total:
            break
    return total, shared_page(opened, filters=filters, page=page, page_size=PAGE)


def _offered(product: SharedProduct) -> Offered:
    return Offered(
        product.product_id,
        json.loads(product.document),
        product.price,
        list(product.steps),
        product.stock,
        product.linked_product_id,
        product.images[0][1] if product.images else "",
    )


def offered_product(
    *, account_id: int, contractor_integration_id: int, supplier_product_id: int
) -> tuple[Offer, Offered]:
    """One product of the offer. Raises NotFound for one outside it, ConnectionStateRefused where nothing passes."""
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=contractor_integration_id)
    with crossing(account_id=account_id, connection_id=joined.pk) as opened:
        filters = SharedFilters(product_ids=[supplier_product_id], variants_too=True)
        found = shared_page(opened, filters=filters, page_size=1)
        if not found.products:
            raise NotFound("There is no product %(id)s", id=supplier_product_id)
        offer = Offer(
            currency=found.currency if found.shares_prices else "",
            share_fields=frozenset(opened.terms.share_fields),
            takes_orders=opened.terms.accept_orders,
        )
        return offer, _offered(found.products[0])
