"""Writing links inside the crossing: what every way of linking ends in, set-based and without a limit (E-14, R10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from spinka.connect import sharing
from spinka.connect.access import Crossing
from spinka.connect.models import ProductLink
from spinka.connect.services import live_copies
from spinka.connect.sync.products import run
from spinka.core import clock


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


def write_links(opened: Crossing, wanted: Mapping[int, WantedLink]) -> LinkResult:
    """Link the contractor's products to the supplier's, or clear with 0; what cannot be linked becomes a warning.

    A supplier's product is linked to one own product at most: the one linked already, else the first asked for (R10). A
    product whose wish is refused keeps the link it has. The catalogs of linked products show the supplier's warehouse
    from then on (R5). The caller holds the connection's import lock.
    """
    result = LinkResult()
    params = {
        "contractor": opened.contractor_id,
        "connection": opened.connection_id,
        "live": opened.connection.warehouse_id,
    }
    rows = sharing.fetch(
        "select id from catalog_product where account_id = %(contractor)s and id = any(%(ids)s)",
        {**params, "ids": list(wanted)},
    )
    own = {row[0] for row in rows}
    asked = sorted({link.supplier_product_id for link in wanted.values()} - {0})
    theirs = _shared(opened, asked)
    links = ProductLink.objects.as_contractor(opened.contractor_id).filter(connection_id=opened.connection_id)
    holder = dict(links.filter(supplier_product_id__in=asked).values_list("supplier_product_id", "product_id"))
    before = {row.product_id: row for row in links.filter(product_id__in=list(wanted))}
    cleared: list[int] = []
    kept: dict[int, WantedLink] = {}
    taken: set[int] = set()
    for product_id, link in wanted.items():
        number = link.supplier_product_id
        if product_id not in own:
            result.warnings[product_id] = "There is no such product"
        elif not number:
            cleared.append(product_id)
        elif number not in theirs:
            result.warnings[product_id] = f"The supplier shares no product {number}"
        elif number in taken or holder.get(number, product_id) not in wanted:
            result.warnings[product_id] = f"Product {number} of the supplier is linked to another product"
        else:
            taken.add(number)
            kept[product_id] = link
    # A holder whose own wish was refused keeps its link, and so refuses the one who wanted it: look until none is left.
    while refused := [
        product_id
        for product_id, link in kept.items()
        if (now := holder.get(link.supplier_product_id, product_id)) != product_id
        and now not in kept
        and now not in cleared
    ]:
        for product_id in refused:
            number = kept.pop(product_id).supplier_product_id
            result.warnings[product_id] = f"Product {number} of the supplier is linked to another product"
    moved = {
        product_id: link
        for product_id, link in kept.items()
        if product_id not in before or before[product_id].supplier_product_id != link.supplier_product_id
    }
    _unlink(params, [*(number for number in cleared if number in before), *(one for one in moved if one in before)])
    _link(opened, params, moved, {one: before[one].is_preferred for one in moved if one in before})
    _prefer(params, kept)
    live_copies.follow_links(
        account_id=opened.contractor_id,
        connection_id=opened.connection_id,
        product_ids=[*cleared, *kept],
        supplier_product_ids=[link.supplier_product_id for link in kept.values()],
    )
    result.linked = len(cleared) + len(kept)
    return result


def _shared(opened: Crossing, product_ids: list[int]) -> set[int]:
    if not product_ids:
        return set()
    shared, values = sharing.product_filter(opened)
    rows = sharing.fetch(
        f"select p.id from catalog_product p where p.id = any(%(ids)s) and ({shared})", {**values, "ids": product_ids}
    )
    return {row[0] for row in rows}


def _unlink(params: Mapping[str, int | None], product_ids: list[int]) -> None:
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
    opened: Crossing, params: Mapping[str, int | None], moved: Mapping[int, WantedLink], preferred: Mapping[int, bool]
) -> None:
    if not moved:
        return
    run(
        """
        with linked as (
            insert into connect_productlink (supplier_id, contractor_id, connection_id, product_id,
                                             supplier_product_id, is_preferred, sent, created_at)
            select %(supplier)s, %(contractor)s, %(connection)s, t.own_id, t.their_id, t.preferred, '', %(now)s
            from unnest(%(own)s::bigint[], %(theirs)s::bigint[], %(preferred)s::bool[]) as t(own_id, their_id, preferred)
            returning product_id
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
        select count(*) from linked
        """,
        {
            **params,
            "supplier": opened.supplier_id,
            "now": clock.now(),
            "own": list(moved),
            "theirs": [link.supplier_product_id for link in moved.values()],
            "preferred": [preferred.get(number, False) for number in moved],
        },
    )


def _prefer(params: Mapping[str, int | None], kept: Mapping[int, WantedLink]) -> None:
    """One preferred link a product: the others give way. Products nothing was said about stay as they are."""
    chosen = [number for number, link in kept.items() if link.is_preferred]
    dropped = [number for number, link in kept.items() if link.is_preferred is False]
    if chosen or dropped:
        run(
            "update connect_productlink l set is_preferred = (l.connection_id = %(connection)s"
            " and l.product_id = any(%(chosen)s)) where l.contractor_id = %(contractor)s"
            " and (l.product_id = any(%(chosen)s) or (l.connection_id = %(connection)s and l.product_id = any(%(dropped)s)))",
            {**params, "chosen": chosen, "dropped": dropped},
        )
