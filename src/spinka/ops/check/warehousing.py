"""Invariants of warehouse documents."""

from spinka.ops.check.invariant import Invariant


class WarehouseNumbersHaveNoGap(Invariant):
    """The warehouse documents of a series and month are numbered 1, 2, 3 … up to its counter."""

    name = "warehouse numbers"
    sentence = "numbers of warehouse documents are gapless in every series and month"
    sql = """
        select coalesce(c.account_id, d.account_id) as account_id, coalesce(c.series_id, d.series_id) as series_id,
               coalesce(c.year, d.year) as year, coalesce(c.month, d.month) as month, coalesce(c.last, 0) as last_given,
               coalesce(d.documents, 0) as documents, coalesce(d.highest, 0) as highest
        from warehousing_documentcounter c
        full join (
            select account_id, series_id, year, month, count(*) as documents, max(number) as highest
            from warehousing_stockdocument group by account_id, series_id, year, month
        ) d on d.account_id = c.account_id and d.series_id = c.series_id and d.year = c.year and d.month = c.month
        where coalesce(c.last, 0) <> coalesce(d.documents, 0) or coalesce(c.last, 0) <> coalesce(d.highest, 0)
        order by 1, 2, 3, 4
    """


class WarehouseDocumentsAreWhole(Invariant):
    """A confirmed document has its lines 1, 2, 3 …, each with the product of quantity and price."""

    name = "warehouse documents"
    sentence = "confirmed warehouse documents have all their lines"
    sql = """
        select d.account_id, d.id as document_id, count(i.id) as lines, coalesce(max(i.position), 0) as last_position
        from warehousing_stockdocument d left join warehousing_stockitem i on i.document_id = d.id
        where d.confirmed_at is not null
        group by d.account_id, d.id
        having count(i.id) = 0 or max(i.position) <> count(i.id) or bool_or(i.total <> i.price * i.quantity)
        order by 1, 2
    """
