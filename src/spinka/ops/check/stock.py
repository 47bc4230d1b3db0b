"""Invariants of stock and reservations (R1, R4, R6)."""

from spinka.ops.check.invariant import Invariant


class ReservationsMatchAllocations(Invariant):
    """Reserved pieces are exactly the open allocations of order lines."""

    name = "reservations"
    sentence = "reserved pieces = open allocations, per product and warehouse"
    sql = """
        select coalesce(s.account_id, a.account_id) as account_id, coalesce(s.product_id, a.product_id) as product_id,
               coalesce(s.warehouse_id, a.warehouse_id) as warehouse_id, coalesce(s.reserved, 0) as reserved,
               coalesce(a.held, 0) as allocated
        from catalog_stock s
        full join (
            select account_id, product_id, warehouse_id, sum(quantity) as held
            from orders_allocation where not is_taken group by account_id, product_id, warehouse_id
        ) a on a.product_id = s.product_id and a.warehouse_id = s.warehouse_id
        where coalesce(s.reserved, 0) <> coalesce(a.held, 0)
        order by 1, 2, 3
    """


class LinesHoldWhatTheyAsk(Invariant):
    """A line never holds more pieces than it has; a bundle's line holds its components'."""

    name = "allocations"
    sentence = "no line holds more pieces than it asks for"
    sql = """
        select l.account_id, l.order_id, l.id as line_id, l.quantity, a.product_id, a.held, l.backordered
        from orders_orderline l
        join (
            select line_id, product_id, sum(quantity) as held from orders_allocation group by line_id, product_id
        ) a on a.line_id = l.id
        left join catalog_bundleitem b on b.bundle_id = l.product_id and b.product_id = a.product_id
        where a.held + l.backordered > l.quantity * coalesce(b.quantity, 1)
        order by 1, 2, 3
    """


class NothingGrantedBeyondStock(Invariant):
    """Only the supplier's own absolute write may leave fewer pieces than are reserved (R6).

    While stock is short nothing may be granted, so an order that holds pieces and is younger than the last change of
    on hand was granted what was not there. A minute is left for transactions that waited for each other.
    """

    name = "granted"
    sentence = "no reservation was granted beyond the pieces on hand"
    sql = """
        select s.account_id, s.product_id, s.warehouse_id, s.quantity, s.reserved, max(o.id) as order_id
        from catalog_stock s
        join catalog_warehouse h on h.id = s.warehouse_id
        join orders_allocation a on a.product_id = s.product_id and a.warehouse_id = s.warehouse_id and not a.is_taken
        join orders_orderline l on l.id = a.line_id
        join orders_order o on o.id = l.order_id
        where s.quantity < s.reserved and o.created_at - interval '1 minute' > coalesce((
            select max(g.created_at) from catalog_productlog g
            where g.account_id = s.account_id and g.product_id = s.product_id and g.log_type = 1
              and g.info = h.kind || '_' || h.id
        ), '-infinity'::timestamptz)
        group by s.account_id, s.product_id, s.warehouse_id, s.quantity, s.reserved
        order by 1, 2, 3
    """


class ShortOrders(Invariant):
    """Orders that hold more than is left after an absolute write: worth knowing, not a fault (R6)."""

    name = "short"
    sentence = "orders are short after a stock write"
    fails = False
    sql = """
        select s.account_id, s.product_id, s.warehouse_id, s.quantity, s.reserved,
               array_agg(distinct l.order_id order by l.order_id) as order_ids
        from catalog_stock s
        join orders_allocation a on a.product_id = s.product_id and a.warehouse_id = s.warehouse_id and not a.is_taken
        join orders_orderline l on l.id = a.line_id
        where s.quantity < s.reserved
        group by s.account_id, s.product_id, s.warehouse_id, s.quantity, s.reserved
        order by 1, 2, 3
    """
