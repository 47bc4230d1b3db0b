"""What the page of a product says about suppliers it is bought from and contractors it is shared with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection as database

from spinka.connect import sharing
from spinka.connect.access import ConnectionStateRefused, crossing
from spinka.connect.models import Connection, ConnectionState


@dataclass(frozen=True, slots=True)
class ProductLinkRow:
    """A link of a contractor's product to a supplier's; `warehouse_key` is where its live stock is shown (R5)."""

    connection_id: int
    partner: str
    state: str
    supplier_product_id: int
    is_preferred: bool
    warehouse_key: str
    contractor_integration_id: int
    is_offered: bool = True


def offered(*, account_id: int, connection_id: int, product_ids: Iterable[int]) -> set[int]:
    """Which of a supplier's products the account gets through a connection now; none where it is not active.

    What falls out of the supplier's selection stays linked and shows 0 pieces (L-04, R5). Raises NotFound.
    """
    wanted = sorted(set(product_ids))
    try:
        with crossing(account_id=account_id, connection_id=connection_id) as opened:
            shared, params = sharing.product_filter(opened)
            rows = sharing.fetch(
                f"select p.id from catalog_product p where p.id = any(%(ids)s) and {shared}",
                {**params, "ids": wanted},
            )
            return {row[0] for row in rows}
    except ConnectionStateRefused:
        return set()


def links_of_product(*, account_id: int, product_id: int) -> list[ProductLinkRow]:
    """Suppliers' products the account's product is linked to, the preferred one first (R8)."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            select l.connection_id, c.supplier_name, c.state, l.supplier_product_id, l.is_preferred,
                'blconnect_' || coalesce(c.warehouse_id, 0), c.contractor_integration_id
            from connect_productlink l join connect_connection c on c.id = l.connection_id
            where l.contractor_id = %s and l.product_id = %s order by l.is_preferred desc, l.connection_id
            """,
            [account_id, product_id],
        )
        rows = cursor.fetchall()
    links = [ProductLinkRow(*row) for row in rows]
    return [
        replace(
            link,
            is_offered=bool(
                offered(account_id=account_id, connection_id=link.connection_id, product_ids=[link.supplier_product_id])
            ),
        )
        for link in links
    ]


def buys(*, account_id: int) -> bool:
    """Whether the account has an active connection to a supplier, so that its products can be linked."""
    return Connection.objects.as_contractor(account_id).filter(state=ConnectionState.ACTIVE).exists()


def contractors_linked(*, account_id: int, product_id: int) -> int:
    """How many contractors linked this product of their supplier's to one of their own."""
    with database.cursor() as cursor:
        cursor.execute(
            "select count(distinct contractor_id) from connect_productlink"
            " where supplier_id = %s and supplier_product_id = %s",
            [account_id, product_id],
        )
        return int(cursor.fetchone()[0])


def warehouse_partners(*, account_id: int) -> dict[str, str]:
    """The supplier's name behind each warehouse key that shows live stock (R5)."""
    with database.cursor() as cursor:
        cursor.execute(
            "select 'blconnect_' || warehouse_id, supplier_name from connect_connection"
            " where contractor_id = %s and warehouse_id is not null",
            [account_id],
        )
        return dict(cursor.fetchall())
