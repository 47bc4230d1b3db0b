"""The contractor's side of forwarding: reading its order, its lines, and which of them a sale holds already."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection as database

from spinka.connect.matching import LineToMatch
from spinka.connect.sync.orders import TRAVELLING_FIELDS
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


def read_lines(*, account_id: int, order_id: int) -> list[ReadLine]:
    """The order's lines, in their order."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            select l.id, l.product_id, l.storage, l.storage_id, l.product_ref, l.variant_ref, l.name, l.attributes,
                   l.sku, l.ean, l.quantity, l.tax_rate, l.warehouse_id,
                   exists (select 1 from connect_saleline s where s.contractor_id = l.account_id
                           and s.contractor_line_id = l.id and s.is_open),
                   exists (select 1 from orders_allocation a where a.account_id = l.account_id and a.line_id = l.id
                           and not a.is_taken)
            from orders_orderline l where l.account_id = %s and l.order_id = %s order by l.id
            """,
            [account_id, order_id],
        )
        return [ReadLine(*row) for row in cursor.fetchall()]


def lock_order(*, account_id: int, order_id: int) -> dict[str, Any]:
    """Hold the order's row until the transaction ends; its columns by name. Raises NotFound."""
    with database.cursor() as cursor:
        cursor.execute(
            f"select {', '.join(f'o.{name}' for name in ORDER_COLUMNS)}, s.type from orders_order o"
            " join orders_orderstatus s on s.account_id = o.account_id and s.id = o.status_id"
            " where o.account_id = %s and o.id = %s for no key update of o",
            [account_id, order_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound("There is no order %(id)s", id=order_id)
    return dict(zip((*ORDER_COLUMNS, "status_type"), row, strict=True))


def is_technical_order(*, account_id: int, order_id: int) -> bool:
    """Whether an order only bundles others, which are forwarded themselves. Raises NotFound for a foreign order."""
    with database.cursor() as cursor:
        cursor.execute(
            "select is_technical from orders_order where account_id = %s and id = %s", [account_id, order_id]
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound("There is no order %(id)s", id=order_id)
    return bool(row[0])


@dataclass(frozen=True, slots=True)
class SaleHead:
    """A sale an order already has at a connection."""

    sale_id: int
    connection_id: int
    is_open: bool


def sales_of(*, account_id: int, order_id: int, connection_ids: Sequence[int]) -> dict[int, SaleHead]:
    """The order's sales by connection."""
    with database.cursor() as cursor:
        cursor.execute(
            "select id, connection_id, is_open from connect_sale where contractor_id = %s and contractor_order_id = %s"
            " and connection_id = any(%s)",
            [account_id, order_id, list(connection_ids)],
        )
        return {row[1]: SaleHead(*row) for row in cursor.fetchall()}
