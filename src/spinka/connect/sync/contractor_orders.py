"""The contractor's side of forwarding: reading its order, its lines, and which of them a sale holds already."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spinka.connect.matching import LineToMatch, Link
from spinka.connect.sync.orders import TRAVELLING_FIELDS
from spinka.core import statements
from spinka.core.errors import NotFound

ORDER_COLUMNS = (
    "id",
    "status_id",
    "currency",
    "paid",
    "total_cents",
    "is_cod",
    "payment_method",
    "transaction_number",
    "chain",
    "date_confirmed",
    *TRAVELLING_FIELDS,
)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A contractor's line. `is_sold`: it stands in an open sale already; `is_reserved`: it holds own stock."""

    line_id: int
    product_id: int | None
    storage: str
    storage_id: int
    product_ref: str
    variant_ref: str
    name: str
    attributes: str
    sku: str
    ean: str
    quantity: int
    tax_rate: Decimal
    warehouse_id: int | None
    is_sold: bool
    is_reserved: bool

    @property
    def is_open(self) -> bool:
        """Whether it has pieces that stand in no sale."""
        return self.quantity > 0 and not self.is_sold

    @property
    def to_match(self) -> LineToMatch:
        """What matching may look at."""
        return LineToMatch(
            self.line_id,
            self.product_id,
            self.storage,
            self.storage_id,
            self.product_ref,
            self.variant_ref,
            self.sku,
            self.ean,
        )


@dataclass(frozen=True, slots=True)
class SaleHead:
    """A sale an order already has at a connection."""

    sale_id: int
    connection_id: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """What forwarding looks at of an order: its lines in their order, their links, and the sales it already has.

    `is_technical`: it only bundles others, which are forwarded themselves. `has_attempts`: a refusal is stored.
    """

    is_technical: bool
    status_type: int
    has_attempts: bool
    sales: dict[int, SaleHead]
    lines: list[ReadLine]
    links: list[Link]


_READ = """
select o.is_technical, t.type, a.found, x.sales,
    (select jsonb_agg(jsonb_build_array(k.connection_id, k.product_id, k.supplier_product_id, k.is_preferred))
        from connect_productlink k where k.contractor_id = o.account_id and k.product_id = l.product_id),
    l.id, l.product_id, l.storage, l.storage_id, l.product_ref, l.variant_ref, l.name, l.attributes, l.sku, l.ean,
    l.quantity, l.tax_rate, l.warehouse_id,
    exists (select 1 from connect_saleline s where s.contractor_id = o.account_id and s.contractor_line_id = l.id
        and s.is_open),
    exists (select 1 from orders_allocation h where h.account_id = o.account_id and h.line_id = l.id and not h.is_taken)
from orders_order o
join orders_orderstatus t on t.account_id = o.account_id and t.id = o.status_id
cross join lateral (
    select exists (select 1 from connect_forwardattempt f where f.account_id = o.account_id and f.order_id = o.id)
) a (found)
cross join lateral (
    select jsonb_agg(jsonb_build_array(s.id, s.connection_id, s.is_open)) from connect_sale s
    where s.contractor_id = o.account_id and s.contractor_order_id = o.id
) x (sales)
left join orders_orderline l on l.account_id = o.account_id and l.order_id = o.id
where o.account_id = %s and o.id = %s order by l.id
"""


def read_order(*, account_id: int, order_id: int) -> ReadOrder:
    """The order as forwarding sees it, in one statement. Raises NotFound."""
    rows = statements.rows(_READ, account_id, order_id) if 0 < order_id < 2**63 else []
    if not rows:
        raise NotFound("There is no order %(id)s", id=order_id)
    is_technical, status_type, has_attempts, sales = rows[0][:4]
    heads = [SaleHead(*head) for head in json.loads(sales or "[]")]
    lines = [row for row in rows if row[5] is not None]
    # Lines of one product share their links.
    links = {Link(*link) for row in lines if row[4] for link in json.loads(row[4])}
    return ReadOrder(
        is_technical=is_technical,
        status_type=status_type,
        has_attempts=has_attempts,
        sales={head.connection_id: head for head in heads},
        lines=[ReadLine(*row[5:]) for row in lines],
        links=list(links),
    )


_HOLD = f"select {', '.join(ORDER_COLUMNS)} from orders_order where account_id = %s and id = %s for no key update"


def hold_order(*, account_id: int, order_id: int) -> dict[str, Any]:
    """Hold the order's row until the transaction ends; its columns by name. Raises NotFound.

    Its status is read afterwards (`read_order`): joined here, a row that changed its status while we waited would match
    no more.
    """
    row = statements.row(_HOLD, account_id, order_id) if 0 < order_id < 2**63 else None
    if row is None:
        raise NotFound("There is no order %(id)s", id=order_id)
    return dict(zip(ORDER_COLUMNS, row, strict=True))
