"""Links between own products and a supplier's, set by a person or a client, one or many (E-14)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from spinka.connect import access, queries, sharing
from spinka.connect.models import ProductLink
from spinka.connect.services import live_copies
from spinka.connect.sync.courses import lock_import
from spinka.connect.sync.products import run
from spinka.core import clock
from spinka.core.errors import BadParameters

MOST_LINKS = 1000


@dataclass(frozen=True, slots=True)
class WantedLink:
    """An own product and the supplier's; 0 clears the link. `is_preferred` decides between several suppliers (R8)."""

    product_id: int
    supplier_product_id: int
    is_preferred: bool | None = None


@dataclass(slots=True)
class LinkResult:
    """How many products are linked as asked now, and per own product why not."""

    linked: int = 0
    warnings: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def set_links(
    *, account_id: int, connect_integration_id: int, links: Sequence[WantedLink], actor: str = ""
) -> LinkResult:
    """Link own products to a connected supplier's, or clear with 0; what cannot be linked becomes a warning.

    A supplier's product is linked to one own product at most, the first asked for stands (R10). The catalog of every
    linked product shows the supplier's warehouse from then on (R5). Raises NotFound for the integration,
    ConnectionStateRefused, BadParameters for more than 1000 links.
    """
    if len(links) > MOST_LINKS:
        raise BadParameters("parameter links: at most %(most)s links", most=MOST_LINKS)
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    result = LinkResult()
    wanted = {link.product_id: link for link in links}
    with access.crossing(account_id=account_id, connection_id=joined.pk) as crossing:
        lock_import(crossing.connection_id)
        params = {
            "contractor": account_id,
            "connection": crossing.connection_id,
            "live": crossing.connection.warehouse_id,
        }
        own = {
            row[0]
            for row in run(
                "select id from catalog_product where account_id = %(contractor)s and id = any(%(ids)s)",
                {**params, "ids": list(wanted)},
            )
        }
        theirs = _shared(crossing, [link.supplier_product_id for link in wanted.values()])
        cleared = [number for number, link in wanted.items() if number in own and not link.supplier_product_id]
        kept: dict[int, WantedLink] = {}
        for product_id, link in wanted.items():
            if product_id not in own:
                result.warnings[product_id] = "There is no such product"
            elif link.supplier_product_id and link.supplier_product_id not in theirs:
                result.warnings[product_id] = f"The supplier shares no product {link.supplier_product_id}"
            elif link.supplier_product_id:
                kept[product_id] = link
        _unlink(params, [*cleared, *kept])
        _link(crossing, params, kept, result)
        live_copies.follow_links(
            account_id=account_id,
            connection_id=crossing.connection_id,
            product_ids=[*cleared, *kept],
            supplier_product_ids=[link.supplier_product_id for link in kept.values()],
        )
    result.linked += len(cleared)
    return result


def _shared(crossing: access.Crossing, product_ids: list[int]) -> set[int]:
    shared, values = sharing.product_filter(crossing)
    rows = sharing.fetch(
        f"select p.id from catalog_product p where p.id = any(%(ids)s) and ({shared})", {**values, "ids": product_ids}
    )
    return {row[0] for row in rows}


def _unlink(params: dict[str, int | None], product_ids: list[int]) -> None:
    """Remove the links of own products in this connection, and its warehouse from them."""
    if not product_ids:
        return
    run(
        """
        with gone as (
            delete from connect_productlink
            where contractor_id = %(contractor)s and connection_id = %(connection)s and product_id = any(%(ids)s)
            returning product_id
        )
        update catalog_product c set live_warehouse_ids = array_remove(c.live_warehouse_ids, %(live)s::bigint)
        from gone g where c.account_id = %(contractor)s and c.id = g.product_id
        """,
        {**params, "ids": product_ids},
    )


def _link(
    crossing: access.Crossing, params: dict[str, int | None], kept: dict[int, WantedLink], result: LinkResult
) -> None:
    if not kept:
        return
    made = run(
        """
        with linked as (
            insert into connect_productlink (supplier_id, contractor_id, connection_id, product_id,
                                             supplier_product_id, is_preferred, sent, created_at)
            select %(supplier)s, %(contractor)s, %(connection)s, t.own_id, t.their_id, t.preferred, '', %(now)s
            from unnest(%(own)s::bigint[], %(theirs)s::bigint[], %(preferred)s::bool[]) with ordinality
                as t(own_id, their_id, preferred, position)
            order by t.position
            on conflict do nothing returning product_id
        ), live as (
            update catalog_product c set live_warehouse_ids = c.live_warehouse_ids || %(live)s::bigint
            from linked l where c.account_id = %(contractor)s and c.id = l.product_id
              and not c.live_warehouse_ids @> array[%(live)s::bigint]
        ), shown as (
            insert into catalog_inventorywarehouse (account_id, inventory_id, warehouse_id)
            select distinct %(contractor)s, c.inventory_id, %(live)s::bigint
            from linked l join catalog_product c on c.account_id = %(contractor)s and c.id = l.product_id
            on conflict do nothing
        )
        select product_id from linked
        """,
        {
            **params,
            "supplier": crossing.supplier_id,
            "now": clock.now(),
            "own": list(kept),
            "theirs": [link.supplier_product_id for link in kept.values()],
            "preferred": [bool(link.is_preferred) for link in kept.values()],
        },
    )
    linked = {row[0] for row in made}
    result.linked += len(linked)
    for product_id, link in kept.items():
        if product_id not in linked:
            result.warnings[product_id] = (
                f"Product {link.supplier_product_id} of the supplier is linked to another product"
            )
        elif link.is_preferred:
            _prefer(params, product_id)


def _prefer(params: dict[str, int | None], product_id: int) -> None:
    """One preferred link a product: the others give way."""
    run(
        "update connect_productlink set is_preferred = (connection_id = %(connection)s)"
        " where contractor_id = %(contractor)s and product_id = %(id)s",
        {**params, "id": product_id},
    )


def links_page(
    *, account_id: int, connect_integration_id: int, product_ids: Sequence[int] | None = None, page: int = 1
) -> list[ProductLink]:
    """Links of a connected integration by own product, 1000 a page. Raises NotFound."""
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    rows = ProductLink.objects.as_contractor(account_id).filter(connection_id=joined.pk)
    if product_ids is not None:
        rows = rows.filter(product_id__in=list(product_ids))
    start = (max(1, page) - 1) * 1000
    return list(rows.order_by("product_id")[start : start + 1000])
