"""Invariants of documents (R53)."""

from spinka.ops.check.invariant import Invariant


class NumbersHaveNoGap(Invariant):
    """The documents of a series and period are numbered 1, 2, 3 … up to its counter."""

    name = "invoice numbers"
    sentence = "invoice numbers are gapless in every series and period"
    sql = """
        select coalesce(c.account_id, d.account_id) as account_id, coalesce(c.series_id, d.series_id) as series_id,
               coalesce(c.year, d.year) as year, coalesce(c.month, d.month) as month, coalesce(c.last, 0) as last_given,
               coalesce(d.documents, 0) as documents, coalesce(d.highest, 0) as highest
        from documents_seriescounter c
        full join (
            select account_id, series_id, year, month, count(*) as documents, max(number) as highest
            from documents_document group by account_id, series_id, year, month
        ) d on d.account_id = c.account_id and d.series_id = c.series_id and d.year = c.year and d.month = c.month
        where coalesce(c.last, 0) <> coalesce(d.documents, 0) or coalesce(c.last, 0) <> coalesce(d.highest, 0)
        order by 1, 2, 3, 4
    """


class TotalsAreSumsOfLines(Invariant):
    """A document's totals are the sums of its lines (R19)."""

    name = "invoice totals"
    sentence = "totals of documents are the sums of their lines"
    sql = """
        select d.account_id, d.id as document_id, d.total_gross, coalesce(l.gross, 0) as lines_gross
        from documents_document d
        left join (
            select document_id, sum(gross) as gross, sum(net) as net, sum(vat) as vat
            from documents_documentline where not is_before group by document_id
        ) l on l.document_id = d.id
        where d.total_gross <> coalesce(l.gross, 0) or d.total_net <> coalesce(l.net, 0)
           or d.total_vat <> coalesce(l.vat, 0) or d.total_gross <> d.total_net + d.total_vat
        order by 1, 2
    """
