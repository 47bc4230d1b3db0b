"""What one contractor gets, as the supplier looks at it, and why a price is what it is, for either side (T8, R18)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from spinka.catalog import pricing
from spinka.catalog.models import PriceGroup
from spinka.connect import queries, sharing
from spinka.connect.access import ConnectionStateRefused, Crossing, crossing
from spinka.connect.models import Sale, SaleLine
from spinka.connect.offer_reads import PAGE, searched_page
from spinka.connect.shared_products import SharedFilters, SharedProduct
from spinka.core.errors import NotFound

MOST_PIECES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ViewedProduct:
    """A product with the fields the contractor gets; `fields` is what the API sends it, decoded."""

    product_id: int
    fields: Mapping[str, Any]
    price: pricing.VatPrice | None
    steps: list[tuple[int, Decimal]]
    stock: int | None


@dataclass(frozen=True, slots=True)
class View:
    """A page of what a contractor gets; `state` names why it gets nothing, where the connection is not active."""

    state: str = ""
    products: list[ViewedProduct] = field(default_factory=list)
    total: int = 0
    page: int = 1
    currency: str = ""
    share_fields: tuple[str, ...] = ()
    shares_products: bool = False

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self.page * PAGE < self.total


def contractor_view(*, account_id: int, connection_id: int, words: str = "", page: int = 1) -> View:
    """What the token of a contractor gets, read by the functions its own calls are answered with. Raises NotFound.

    `words` are a SKU, an EAN or a part of the name, as far as those are shared with it.
    """
    queries.get_supplied_connection(account_id=account_id, connection_id=connection_id)
    try:
        with crossing(account_id=account_id, connection_id=connection_id) as opened:
            return _view(opened, words.strip(), max(1, page))
    except ConnectionStateRefused as error:
        return View(state=error.state)


def _view(opened: Crossing, words: str, page: int) -> View:
    total, found = searched_page(opened, SharedFilters(variants_too=True), words=words, page=page)
    return View(
        products=[_viewed(product) for product in found.products],
        total=total,
        page=page,
        currency=found.currency if found.shares_prices else "",
        share_fields=tuple(opened.terms.share_fields),
        shares_products=opened.terms.share_products,
    )


def _viewed(product: SharedProduct) -> ViewedProduct:
    return ViewedProduct(
        product.product_id, json.loads(product.document), product.price, list(product.steps), product.stock
    )


@dataclass(frozen=True, slots=True)
class WhyPrice:
    """A price for a number of pieces with its steps; the contractor's are those from the agreed price on.

    `price` is None without a price. `hidden_by` names what keeps the product from the contractor, for the supplier.
    """

    product_id: int
    name: str
    quantity: int
    currency: str
    price: pricing.VatPrice | None
    trace: list[dict[str, str]]
    steps: list[tuple[int, Decimal]] = field(default_factory=list)
    groups: Mapping[int, str] = field(default_factory=dict)
    hidden_by: tuple[str, ...] = ()
    min_quantity: int = 1
    quantity_step: int = 1


def why_price(*, account_id: int, connection_id: int, product_id: int, quantity: int = 1) -> WhyPrice:
    """Every step of what one contractor pays for a product of the account now (R18, R19).

    Also for a product the contractor does not get, with what hides it. Raises NotFound, ConnectionStateRefused.
    """
    queries.get_supplied_connection(account_id=account_id, connection_id=connection_id)
    with crossing(account_id=account_id, connection_id=connection_id) as opened:
        hidden = sharing.hidden_by(opened, product_id)
        found = _explained(opened, product_id, quantity, everything=True)
    groups = dict(PriceGroup.objects.for_account(account_id).values_list("pk", "name"))
    return WhyPrice(**found, groups=groups, hidden_by=tuple(hidden))


def why_own_price(*, account_id: int, contractor_integration_id: int, product_id: int, quantity: int = 1) -> WhyPrice:
    """What the account pays a supplier for a product, from the agreed price on: rate, rounding, VAT, other quantities.

    Raises NotFound for a product that is not shared with the account, ConnectionStateRefused.
    """
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=contractor_integration_id)
    with crossing(account_id=account_id, connection_id=joined.pk) as opened:
        if not opened.terms.shares("prices"):
            raise NotFound("There is no product %(id)s", id=product_id)
        found = _explained(opened, product_id, quantity, everything=False)
        if not opened.terms.shares("name"):
            found["name"] = ""
    found["trace"] = pricing.payers_steps(found["trace"])
    return WhyPrice(**found)


def _explained(opened: Crossing, product_id: int, quantity: int, *, everything: bool) -> dict[str, Any]:
    given = sharing.price_terms(opened)
    rows = sharing.priced_rows(opened, given, [product_id], is_shared=not everything)
    if not rows:
        raise NotFound("There is no product %(id)s", id=product_id)
    row, mode = rows[0], opened.terms.vat_mode
    pieces = min(max(1, quantity), MOST_PIECES)
    found = pricing.explain(row.product, given, tax_rate=row.tax_rate, mode=mode, quantity=pieces)
    steps = [
        (number, pricing.under_vat_mode(amount, row.tax_rate, mode).gross)
        for number, amount in pricing.steps_of(row.product, given)
    ]
    return {
        "product_id": product_id,
        "name": row.name,
        "quantity": pieces,
        "currency": given.of(row.product).currency,
        "price": found.price,
        "trace": found.trace,
        "steps": steps,
        "min_quantity": row.min_quantity,
        "quantity_step": row.quantity_step,
    }


@dataclass(frozen=True, slots=True)
class SoldPrice:
    """The frozen price of a sold line, by the reader's own order and line; a contractor's steps are cut (R18)."""

    partner: str
    line_id: int
    quantity: int
    currency: str
    unit_gross: Decimal | None
    trace: list[dict[str, str]]
    is_supplier: bool
    groups: Mapping[int, str] = field(default_factory=dict)


def sold_price(*, account_id: int, order_id: int, line_id: int) -> SoldPrice:
    """How the price of a line came about when it was sold. Raises NotFound for a line that was not."""
    for is_supplier in (True, False):
        own = "supplier" if is_supplier else "contractor"
        side = SaleLine.objects.as_supplier if is_supplier else SaleLine.objects.as_contractor
        row = (
            side(account_id)
            .filter(**{f"{own}_line_id": line_id})
            .order_by("-is_open", "-pk")
            .only("sale_id", "quantity", "cancelled", "unit_gross", "price_trace")
            .first()
        )
        if row is None:
            continue
        sale = Sale.objects.for_account(account_id).select_related("connection").get(pk=row.sale_id)
        if (sale.supplier_order_id if is_supplier else sale.contractor_order_id) != order_id:
            continue
        groups = dict(PriceGroup.objects.for_account(account_id).values_list("pk", "name")) if is_supplier else {}
        partner = sale.connection.contractor_name if is_supplier else sale.connection.supplier_name
        return SoldPrice(
            partner=partner,
            line_id=line_id,
            quantity=row.quantity - row.cancelled,
            currency=sale.currency,
            unit_gross=row.unit_gross,
            trace=row.price_trace if is_supplier else pricing.payers_steps(row.price_trace),
            is_supplier=is_supplier,
            groups=groups,
        )
    raise NotFound("There is no line %(id)s", id=line_id)
