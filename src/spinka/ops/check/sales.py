"""Invariants of sales: both sides say the same (R8, R13, R17, R19)."""

from spinka.ops.check.invariant import Invariant


class SalesHaveBothOrders(Invariant):
    """An open sale has its order on either side; a closed one may have outlived them."""

    name = "sale orders"
    sentence = "an open sale has both orders"
    crosses = True
    sql = """
        select s.id as sale_id, s.supplier_id, s.contractor_id, s.supplier_order_id, s.contractor_order_id
        from connect_sale s
        where {pair} and s.is_open and not (
            exists (select from orders_order o where o.account_id = s.supplier_id and o.id = s.supplier_order_id)
            and exists (select from orders_order o where o.account_id = s.contractor_id and o.id = s.contractor_order_id)
        )
        order by 1
    """


# A sale of a chain whose supplier has locked it: the order before it lost pieces that could not be taken back (R14).
_STOPPED = "(s.reason_code = 'locked' and least(t.quantity, c.quantity) < x.quantity - x.cancelled)"


class LinesAgree(Invariant):
    """The pieces of an open sale line stand on both orders; where they may not, the sale says why."""

    name = "sale lines"
    sentence = "both orders have the lines and quantities of their sale"
    crosses = True
    sql = """
        select x.sale_id, x.id as sale_line_id, x.quantity - x.cancelled as pieces,
               t.quantity as supplier_quantity, c.quantity as contractor_quantity,
               x.supplier_line_id, x.contractor_line_id
        from connect_sale s
        join connect_saleline x on x.sale_id = s.id
        left join orders_orderline t
            on t.account_id = s.supplier_id and t.id = x.supplier_line_id and t.order_id = s.supplier_order_id
        left join orders_orderline c
            on c.account_id = s.contractor_id and c.id = x.contractor_line_id and c.order_id = s.contractor_order_id
        where {pair} and s.is_open and x.is_open and (
            coalesce(t.quantity, 0) <> x.quantity - x.cancelled or coalesce(c.quantity, 0) <> x.quantity - x.cancelled
        ) and not coalesce(STOPPED, false)
        order by 1, 2
    """.replace("STOPPED", _STOPPED)


class StoppedChains(Invariant):
    """Sales that could not follow the one before them: worth knowing, the accounts have to agree (R14)."""

    name = "stopped chains"
    sentence = "fewer pieces could not be passed on to a locked order"
    crosses = True
    fails = False
    sql = """
        select x.sale_id, x.id as sale_line_id, x.quantity - x.cancelled as pieces,
               t.quantity as supplier_quantity, c.quantity as contractor_quantity
        from connect_sale s
        join connect_saleline x on x.sale_id = s.id
        join orders_orderline t
            on t.account_id = s.supplier_id and t.id = x.supplier_line_id and t.order_id = s.supplier_order_id
        join orders_orderline c
            on c.account_id = s.contractor_id and c.id = x.contractor_line_id and c.order_id = s.contractor_order_id
        where {pair} and s.is_open and x.is_open and STOPPED
        order by 1, 2
    """.replace("STOPPED", _STOPPED)


class NoLinesBesideTheSale(Invariant):
    """The supplier's order holds nothing the sale does not know."""

    name = "extra lines"
    sentence = "the supplier's order has only lines of its sale"
    crosses = True
    sql = """
        select s.id as sale_id, s.supplier_order_id, t.id as supplier_line_id
        from connect_sale s
        join orders_orderline t on t.account_id = s.supplier_id and t.order_id = s.supplier_order_id
        where {pair} and s.is_open
          and not exists (select from connect_saleline x where x.sale_id = s.id and x.supplier_line_id = t.id)
        order by 1, 3
    """


class AmountsAgree(Invariant):
    """The sale's amount is the sum of its lines and delivery, and the supplier's order says the same prices."""

    name = "sale amounts"
    sentence = "amount of the sale = its lines and delivery = the supplier's order"
    crosses = True
    sql = """
        select s.id as sale_id, s.amount, x.gross as lines_gross, s.delivery_price, t.gross as order_gross,
               o.delivery_price as order_delivery
        from connect_sale s
        join lateral (
            select coalesce(sum(l.gross), 0) as gross from connect_saleline l where l.sale_id = s.id and l.is_open
        ) x on true
        join orders_order o on o.account_id = s.supplier_id and o.id = s.supplier_order_id
        join lateral (
            select coalesce(sum(round(l.unit_gross * l.quantity, 2)), 0) as gross
            from orders_orderline l where l.account_id = s.supplier_id and l.order_id = s.supplier_order_id
        ) t on true
        where {pair} and s.is_open and s.amount is not null and (
            s.amount <> x.gross + s.delivery_price or s.amount <> t.gross + o.delivery_price
        )
        order by 1
    """


class VatAgrees(Invariant):
    """Gross is net and VAT, on every line and on the whole (R19)."""

    name = "sale VAT"
    sentence = "gross = net + VAT, on lines and sales"
    sql = """
        select s.id as sale_id, null::bigint as sale_line_id, s.amount as gross, s.net, s.vat
        from connect_sale s where s.is_open and s.amount is not null and s.amount <> s.net + s.vat
        union all
        select x.sale_id, x.id, x.gross, x.net, x.vat
        from connect_saleline x where x.is_open and x.gross is not null and (
            x.gross <> x.net + x.vat or x.gross <> round(x.unit_gross * (x.quantity - x.cancelled), 2)
        )
        order by 1, 2
    """


class CurrenciesAgree(Invariant):
    """The supplier's order is in the sale's currency."""

    name = "sale currency"
    sentence = "the supplier's order is in the currency of its sale"
    crosses = True
    sql = """
        select s.id as sale_id, s.currency, o.currency as order_currency, o.id as supplier_order_id
        from connect_sale s
        join orders_order o on o.account_id = s.supplier_id and o.id = s.supplier_order_id
        where {pair} and o.currency <> s.currency
        order by 1
    """


class LineInOneOpenSale(Invariant):
    """A contractor's line stands in at most one open sale (R8)."""

    name = "double sales"
    sentence = "a line stands in at most one open sale"
    sql = """
        select x.contractor_id, x.contractor_line_id, array_agg(x.sale_id order by x.sale_id) as sale_ids
        from connect_saleline x join connect_sale s on s.id = x.sale_id
        where x.is_open and s.is_open
        group by x.contractor_id, x.contractor_line_id having count(*) > 1
        order by 1, 2
    """


class JournalsOnBothSides(Invariant):
    """The supplier's journal tells of the order's creation, the contractor's of the sale, and the sale has a history."""

    name = "journals"
    sentence = "every sale is in the journals of both sides"
    crosses = True
    sql = """
        select s.id as sale_id, s.supplier_id, s.supplier_order_id, s.contractor_id, s.contractor_order_id
        from connect_sale s
        where {pair} and not (
            exists (select from orders_journalentry j
                    where j.account_id = s.supplier_id and j.order_id = s.supplier_order_id and j.log_type = 1)
            and exists (select from orders_journalentry j
                        where j.account_id = s.contractor_id and j.order_id = s.contractor_order_id
                          and j.data ->> 'sale_id' = s.id::text)
            and exists (select from connect_saleevent e where e.sale_id = s.id)
        )
        order by 1
    """
