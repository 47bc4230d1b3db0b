"""What the supplier offers for the lines of an order, read inside the crossing: price under terms, rules, shown stock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import connection as database

from spinka.catalog import pricing
from spinka.connect import settings, sharing
from spinka.connect.access import Crossing
from spinka.connect.matching import LineToMatch, code_hits
from spinka.connect.sync.orders import QuantityRule
from spinka.core import statements


@dataclass(frozen=True, slots=True)
class Offer:
    """A supplier's product as this contractor may order it; `priced` is None where prices are not shared."""

    product_id: int
    name: str
    tax_rate: Decimal
    rule: QuantityRule
    priced: pricing.PricedProduct | None


def code_hits_of(crossing: Crossing, lines: Sequence[LineToMatch]) -> dict[int, tuple[int, str]]:
    """Lines whose EAN or SKU exactly one product shared with this contractor has (R8)."""
    if not crossing.terms.share_products or not crossing.terms.accept_orders:
        return {}
    shared_sql, shared_params = sharing.product_filter(crossing)
    return code_hits(
        supplier_id=crossing.supplier_id,
        inventory_ids=[one.inventory_id for one in sharing.catalogs(crossing)],
        lines=lines,
        share_fields=crossing.terms.share_fields,
        shared_sql=shared_sql,
        shared_params=shared_params,
    )


_OFFERS = """
select p.id, p.name, p.tax_rate, p.min_quantity, p.quantity_step, p.available_from
from catalog_product p where p.id = any(%(ids)s) and ({shared})
"""


def offers_of(crossing: Crossing, product_ids: Sequence[int], given: pricing.Terms | None) -> dict[int, Offer]:
    """The shared products among these ids, sold out or not; with what `given` price terms need of them."""
    if not product_ids:
        return {}
    everything = replace(crossing, terms=settings.sold_out_too(crossing.terms))
    shared, params = sharing.product_filter(everything)
    if given is None:
        rows = statements.named(_OFFERS.format(shared=shared), {**params, "ids": list(product_ids)})
        return {row[0]: Offer(row[0], row[1], row[2], QuantityRule(*row[3:]), None) for row in rows}
    return {
        row.product.product_id: Offer(
            row.product.product_id,
            row.name,
            row.tax_rate,
            QuantityRule(row.min_quantity, row.quantity_step, row.available_from),
            row.product,
        )
        for row in sharing.priced_rows(everything, given, product_ids)
    }


def earlier_prices(connection_id: int, contractor_id: int, product_ids: Sequence[int]) -> dict[int, Decimal]:
    """The unit price of each product in the connection's last sale of it, for the guard against rises (R18)."""
    with database.cursor() as cursor:
        cursor.execute(
            "select distinct on (l.supplier_product_id) l.supplier_product_id, l.unit_gross"
            " from connect_saleline l join connect_sale s on s.id = l.sale_id"
            " where l.contractor_id = %s and s.contractor_id = %s and s.connection_id = %s"
            " and l.supplier_product_id = any(%s) and l.unit_gross is not null"
            " order by l.supplier_product_id, l.id desc",
            [contractor_id, contractor_id, connection_id, list(product_ids)],
        )
        return dict(cursor.fetchall())


def linked_product(contractor_id: int, connection_id: int, supplier_product_id: int) -> int | None:
    """The contractor's product linked to a supplier's through this connection."""
    found = statements.row(
        "select product_id from connect_productlink where contractor_id = %s and connection_id = %s"
        " and supplier_product_id = %s",
        contractor_id,
        connection_id,
        supplier_product_id,
    )
    return int(found[0]) if found else None
