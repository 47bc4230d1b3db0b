"""Invariants of timed holds (L-05, R6)."""

from spinka.ops.check.invariant import Invariant


class HeldPiecesAreWhole(Invariant):
    """The number on a stock row is the sum of the pieces held of it, those whose time is over included."""

    name = "held"
    sentence = "held pieces = pieces of holds, per product and warehouse"
    sql = """
        select coalesce(s.account_id, h.account_id) as account_id, coalesce(s.product_id, h.product_id) as product_id,
               coalesce(s.warehouse_id, h.warehouse_id) as warehouse_id, coalesce(s.held, 0) as held,
               coalesce(h.pieces, 0) as pieces
        from catalog_stock s
        full join (
            select account_id, product_id, warehouse_id, sum(quantity) as pieces
            from catalog_heldpiece group by account_id, product_id, warehouse_id
        ) h on h.product_id = s.product_id and h.warehouse_id = s.warehouse_id
        where coalesce(s.held, 0) <> coalesce(h.pieces, 0)
        order by 1, 2, 3
    """


class HeldPiecesAreOfOpenHolds(Invariant):
    """Pieces that still count belong to an open hold of the same contractor that lasts as long."""

    name = "held by nobody"
    sentence = "pieces are held only by open holds"
    sql = """
        select p.account_id, p.hold_id, p.product_id, p.warehouse_id, p.quantity
        from catalog_heldpiece p
        where p.expires_at > clock_timestamp() and not exists (
            select from connect_hold h
            where h.id = p.hold_id and h.supplier_id = p.account_id and h.connection_id = p.holder_id
              and h.state = 'open' and h.expires_at = p.expires_at
        )
        order by 1, 2, 3
    """


class HoldsHaveTheirPieces(Invariant):
    """An open hold that lasts has exactly its pieces; seen by the supplier, whose product it is."""

    name = "holds"
    sentence = "an open hold holds the pieces it says"
    sql = """
        select s.id as hold_id, s.supplier_id, s.supplier_product_id, s.quantity, coalesce(h.pieces, 0) as pieces
        from connect_hold s
        join catalog_product p on p.account_id = s.supplier_id and p.id = s.supplier_product_id
        left join lateral (
            select sum(x.quantity) as pieces from catalog_heldpiece x
            where x.account_id = s.supplier_id and x.hold_id = s.id and x.product_id = p.id
        ) h on true
        where s.state = 'open' and s.expires_at > clock_timestamp() + interval '1 second'
          and not p.is_bundle and s.quantity <> coalesce(h.pieces, 0)
        order by 1
    """


class NothingHeldBeyondStock(Invariant):
    """Only the supplier's own absolute write may leave fewer pieces than are reserved and held (R6).

    A hold younger than the last change of on hand was granted what was not there; a minute is left for transactions
    that waited for each other.
    """

    name = "held beyond"
    sentence = "no hold was granted beyond the pieces on hand"
    sql = """
        select s.account_id, s.product_id, s.warehouse_id, s.quantity, s.reserved, sum(x.quantity) as held
        from catalog_stock s
        join catalog_warehouse w on w.id = s.warehouse_id
        join catalog_heldpiece x on x.product_id = s.product_id and x.warehouse_id = s.warehouse_id
            and x.expires_at > clock_timestamp()
        join connect_hold h on h.id = x.hold_id
        where s.held > 0
        group by s.account_id, s.product_id, s.warehouse_id, s.quantity, s.reserved, w.kind, w.id
        having s.quantity < s.reserved + sum(x.quantity)
           and max(h.created_at) - interval '1 minute' > coalesce((
            select max(g.created_at) from catalog_productlog g
            where g.account_id = s.account_id and g.product_id = s.product_id and g.log_type = 1
              and g.info = w.kind || '_' || w.id
        ), '-infinity'::timestamptz)
        order by 1, 2, 3
    """
