"""Invariants of the credit ledger (R21, R22)."""

from dataclasses import fields

from spinka.connect.chain import Entry, entry_hash
from spinka.ops.check.invariant import Cursor, Invariant, Row

_HASHED = tuple(item.name for item in fields(Entry))

RAISES = "('charge')"
LOWERS = "('settlement', 'release', 'acceptance')"


class LedgerAddsUp(Invariant):
    """Every entry's balance follows from the one before, and the connection repeats the last one."""

    name = "ledger sums"
    sentence = "the ledger's balances are the sums of its entries"
    sql = f"""
        with entries as (
            select e.connection_id, e.id, e.number, e.blocked_after, e.limit_after,
                   row_number() over w as expected_number,
                   sum(case when e.kind in {RAISES} then e.amount
                            when e.kind = 'acceptance' then -coalesce(claim.amount, e.amount)
                            when e.kind in {LOWERS} then -e.amount else 0 end) over w as balance
            from connect_creditentry e left join connect_creditentry claim on claim.id = e.refers_to
            window w as (partition by e.connection_id order by e.number)
        )
        select connection_id, id as credit_entry_id, balance, blocked_after
        from entries where balance <> blocked_after or number <> expected_number
        union all
        select c.id, null, coalesce(last.balance, 0), c.credit_blocked
        from connect_connection c
        left join lateral (
            select e.balance, e.limit_after from entries e where e.connection_id = c.id order by e.number desc limit 1
        ) last on true
        where c.credit_blocked <> coalesce(last.balance, 0)
           or c.credit_limit is distinct from last.limit_after
        order by 1, 2
    """


class ChargesMatchSales(Invariant):
    """What the ledger holds for a sale is what the sale says is charged: its amount, or nothing."""

    name = "ledger charges"
    sentence = "the charge of a sale is its amount"
    sql = """
        select s.id as sale_id, s.amount, s.charged, coalesce(e.charged, 0) as ledger
        from connect_sale s
        left join lateral (
            select sum(case when kind = 'charge' then amount when kind = 'release' then -amount else 0 end) as charged
            from connect_creditentry where sale_id = s.id
        ) e on true
        where s.charged <> coalesce(e.charged, 0)
           or (s.is_open and s.charged <> 0 and s.charged <> case
               when s.credit_rate is null then s.amount
               when s.credit_rate ->> 'operation' = 'multiply'
                   then round(s.amount * (s.credit_rate ->> 'value')::numeric, 2)
               else round(s.amount / (s.credit_rate ->> 'value')::numeric, 2) end)
           or (not s.is_open and s.state in ('cancelled', 'refused') and s.charged <> 0)
        order by 1
    """


class LedgerChainHolds(Invariant):
    """Every entry's hash follows from its values and the hash before; the connection repeats the last one."""

    name = "ledger chain"
    sentence = "the ledger's hash chain holds and ends at its connection"
    sql = """
        select e.connection_id, e.id as credit_entry_id, e.number, e.kind, e.amount, e.currency, e.limit_after,
               e.blocked_after, e.message, e.sale_id, e.supplier_order_id, e.contractor_order_id, e.refers_to, e.actor,
               e.created_at, e.hash, c.credit_hash, c.credit_entries
        from connect_creditentry e join connect_connection c on c.id = e.connection_id
        order by e.connection_id, e.number
    """
    ends = """
        select c.id as connection_id, c.credit_entries, c.credit_hash, last.number, last.hash
        from connect_connection c
        left join lateral (
            select e.number, e.hash from connect_creditentry e where e.connection_id = c.id order by e.number desc limit 1
        ) last on true
        where c.credit_hash <> coalesce(last.hash, '') or c.credit_entries <> coalesce(last.number, 0)
        order by 1
    """

    def find(self, cursor: Cursor, pair: str = "true") -> list[Row]:
        """Compute the chain anew; the first entry of a connection whose hash differs is the one to look at."""
        breaches: list[Row] = []
        connection_id, before = 0, ""
        for row in super().find(cursor, pair):
            if row["connection_id"] != connection_id:
                connection_id, before = row["connection_id"], ""
            values = {name: row[name] for name in _HASHED}
            if row["hash"] != entry_hash(before, Entry(**values)):
                breaches.append({name: row[name] for name in ("connection_id", "credit_entry_id", "number")})
            before = row["hash"]
        cursor.execute(self.ends)
        names = [column[0] for column in cursor.description]
        return breaches + [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
