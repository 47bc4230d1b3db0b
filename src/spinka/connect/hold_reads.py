"""Open holds as either side lists them (L-05)."""

from dataclasses import dataclass
from datetime import datetime

from spinka.core import statements

PAGE = 100

_LIST = """
select h.id, case when h.supplier_id = %(account)s then 'supplier' else 'contractor' end,
    case when h.supplier_id = %(account)s then c.integration_id else c.contractor_integration_id end, h.connection_id,
    case when h.supplier_id = %(account)s then c.contractor_name else c.supplier_name end, h.supplier_product_id,
    h.quantity, h.converted, h.created_at, h.expires_at, coalesce(p.name, '')
from connect_hold h join connect_connection c on c.id = h.connection_id
left join catalog_product p on p.account_id = %(account)s and p.account_id = h.supplier_id and p.id = h.supplier_product_id
where (h.supplier_id = %(account)s or h.contractor_id = %(account)s) and h.state = 'open'
  and h.expires_at > clock_timestamp()
  and (%(integration)s::bigint is null or %(integration)s::bigint =
    case when h.supplier_id = %(account)s then c.integration_id else c.contractor_integration_id end)
  and (%(connection)s::bigint is null or h.connection_id = %(connection)s::bigint)
  and (%(product)s::bigint is null or h.supplier_product_id = %(product)s::bigint)
order by h.id limit %(limit)s offset %(offset)s
"""


@dataclass(frozen=True, slots=True)
class ListedHold:
    """An open hold; the integration by the reader's own number, the partner's name, pieces left and ordered already.

    The product's name is there for its supplier only.
    """

    hold_id: int
    role: str
    integration_id: int
    connection_id: int
    partner_name: str
    supplier_product_id: int
    quantity: int
    converted: int
    created_at: datetime
    expires_at: datetime
    name: str


def holds_page(
    *,
    account_id: int,
    integration_id: int | None = None,
    connection_id: int | None = None,
    supplier_product_id: int | None = None,
    page: int = 1,
) -> list[ListedHold]:
    """Holds that last, on either side of which the account stands, oldest first; one whose time is over is none."""
    rows = statements.named(
        _LIST,
        {
            "account": account_id,
            "integration": integration_id,
            "connection": connection_id,
            "product": supplier_product_id,
            "limit": PAGE,
            "offset": (page - 1) * PAGE,
        },
    )
    return [ListedHold(*row) for row in rows]
