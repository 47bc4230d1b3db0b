"""Invariants of the credit ledger (R21, R22)."""

from spinka.ops.check.invariant import Invariant

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
           or (s.is_open and s.charged <> 0 and s.charged <> s.amount)
           or (not s.is_open and s.state in ('cancelled', 'refused') and s.charged <> 0)
        order by 1
    """


class LedgerChainHolds(Invariant):
    """The connection repeats the hash of the last entry; the chain itself is computed anew (see chain.py)."""

    name = "ledger head"
    sentence = "the connection repeats the hash of its last credit entry"
    sql = """
        select c.id as connection_id, c.credit_hash, last.hash
        from connect_connection c
        left join lateral (
            select e.hash from connect_creditentry e where e.connection_id = c.id order by e.number desc limit 1
        ) last on true
        where c.credit_hash <> coalesce(last.hash, '')
        order by 1
    """
