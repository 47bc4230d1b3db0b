"""Live copies: a supplier's change reaches the connections that copy at once, gathered for a second (R7, R35).

The supplier's side finds the copies and leaves a note on each in one statement; the contractor's side takes the noted
products over in the stream of its runs. Connections that only read live stock cost nothing here.
"""

from collections.abc import Sequence
from datetime import timedelta

from spinka.connect import access, sharing
from spinka.connect.models import ProductImport, Subject, Syncing
from spinka.connect.services import syncing
from spinka.connect.sync import copies
from spinka.core.jobs import enqueue, enqueue_many

GATHERED = timedelta(seconds=1)
BATCH = 2000
# More noted products than this are the whole catalog.
MOST_NOTED = 20_000

_NOTE = """
with hit as materialized (
    select y.id, y.is_woken from connect_syncing y
    where y.supplier_id = %(supplier)s and y.every = 'live' and y.next_at is not null and y.subject = any(%(subjects)s)
      {which}
    order by y.id for no key update
), noted as (
    update connect_syncing y
    set is_woken = true,
        is_pending_whole = y.is_pending_whole or {is_whole},
        pending = case when y.is_pending_whole or {is_whole} then '{{}}'
            else array(select distinct t.id from unnest(y.pending || %(ids)s::bigint[]) t(id)) end
    from hit where y.id = hit.id
    returning y.connection_id, hit.is_woken
)
select distinct connection_id from noted where not is_woken order by 1
"""
_IS_WHOLE = "(%(whole)s or cardinality(y.pending) + cardinality(%(ids)s::bigint[]) > %(most)s)"


def spread(
    *,
    account_id: int,
    subjects: Sequence[str] = ("stock", "price"),
    product_ids: Sequence[int] | None = None,
    integration_id: int | None = None,
    connection_id: int | None = None,
) -> None:
    """Note a supplier's changed products, None for all, on its live copies and wake those that were not woken yet.

    `integration_id` or `connection_id` narrow to the connections a change of settings concerns. One statement, and one
    row of work per connection that copies live; nothing else where none does.
    """
    which = ""
    if integration_id is not None:
        which = (
            "and y.connection_id in (select c.id from connect_connection c where c.supplier_id = %(supplier)s"
            " and c.integration_id = %(integration)s)"
        )
    elif connection_id is not None:
        which = "and y.connection_id = %(connection)s"
    woken = sharing.fetch(
        _NOTE.format(which=which, is_whole=_IS_WHOLE),
        {
            "supplier": account_id,
            "subjects": list(subjects),
            "ids": list(product_ids or []),
            "whole": product_ids is None,
            "most": MOST_NOTED,
            "integration": integration_id,
            "connection": connection_id,
        },
    )
    if woken:
        enqueue_many(
            "connect.wake_copies",
            account_id=account_id,
            delay=GATHERED,
            work=[(f"connect-wake:{one[0]}", {"connection_id": one[0]}) for one in woken],
        )


def follow_order(*, account_id: int, order_id: int) -> None:
    """Note the products of a supplier's order: what it reserves or frees changes what is shown (R1).

    Lines and orders that are deleted leave no products to note; the next run of the copy takes those over.
    """
    rows = sharing.fetch(
        "select array_agg(distinct l.product_id) from orders_orderline l"
        " where l.account_id = %(account)s and l.order_id = %(order)s and l.product_id is not null and exists ("
        "  select 1 from connect_syncing y where y.supplier_id = %(account)s and y.every = 'live')",
        {"account": account_id, "order": order_id},
    )
    if rows[0][0]:
        follow_parts(account_id=account_id, product_ids=rows[0][0])


def follow_parts(*, account_id: int, product_ids: Sequence[int]) -> None:
    """Note products whose pieces were reserved, held or freed, with the components of bundles among them (R1)."""
    parts = sharing.fetch(
        "select distinct product_id from catalog_bundleitem"
        " where account_id = %(account)s and bundle_id = any(%(ids)s::bigint[])",
        {"account": account_id, "ids": list(product_ids)},
    )
    spread(account_id=account_id, subjects=["stock"], product_ids=[*product_ids, *(one[0] for one in parts)])


def ask_held(*, account_id: int, product_ids: Sequence[int]) -> None:
    """Let the supplier's work note what is held or freed now: who holds pieces does not see whose copies are live."""
    if product_ids:
        enqueue(
            "connect.spread_held",
            stream=f"catalog:{account_id}",
            account_id=account_id,
            product_ids=sorted(set(product_ids)),
        )


def follow_links(
    *, account_id: int, connection_id: int, product_ids: Sequence[int], supplier_product_ids: Sequence[int]
) -> None:
    """Follow a contractor's change of links: pieces of own products no longer linked fall to 0, new links are taken
    over at once by live copies and by the others at their next run.
    """
    rows = Syncing.objects.as_contractor(account_id).select_for_update(no_key=True)
    held = list(rows.filter(connection_id=connection_id, next_at__isnull=False).order_by("pk"))
    for copy in held:
        if copy.subject == Subject.STOCK:
            copies.empty_unlinked(copy, product_ids)
    told = [copy for copy in held if copy.every == "live"]
    if not told or not supplier_product_ids:
        return
    for copy in told:
        copy.pending, copy.is_woken = sorted({*copy.pending, *supplier_product_ids}), True
        copy.save(update_fields=["pending", "is_woken"])
    _ask_to_take(account_id, connection_id)


def follow_import(*, account_id: int, import_id: int) -> None:
    """Let live copies of a finished import's connection take over the products it linked."""
    done = ProductImport.objects.for_account(account_id).filter(pk=import_id).first()
    if done is None:
        return
    rows = Syncing.objects.as_contractor(account_id).select_for_update(no_key=True)
    for copy in rows.filter(connection_id=done.connection_id, every="live", next_at__isnull=False).order_by("pk"):
        syncing.ask_run(copy)


def _ask_to_take(account_id: int, connection_id: int) -> None:
    enqueue(
        "connect.take_changes",
        stream=syncing.stream_of(connection_id),
        account_id=account_id,
        connection_id=connection_id,
    )


def wake(*, account_id: int, connection_id: int) -> None:
    """Ask, as the supplier, that the contractor's side takes over what is noted; nothing once the connection ended."""
    try:
        with access.crossing(account_id=account_id, connection_id=connection_id) as opened:
            _ask_to_take(opened.contractor_id, connection_id)
    except access.ConnectionStateRefused:
        return


def _woken(account_id: int, connection_id: int) -> list[Syncing]:
    rows = Syncing.objects.as_contractor(account_id).select_for_update(no_key=True)
    return list(rows.filter(connection_id=connection_id, is_woken=True, next_at__isnull=False).order_by("pk"))


def take(*, account_id: int, connection_id: int) -> None:
    """Take over a batch of noted products; a note of everything asks for a run, and what is left waits for the next turn."""
    held = _woken(account_id, connection_id)
    if not held:
        return
    is_left = False
    try:
        with access.crossing(account_id=account_id, connection_id=connection_id) as opened:
            for copy in held:
                is_left |= _take(opened, copy)
    except access.ConnectionStateRefused:
        return
    if is_left:
        _ask_to_take(account_id, connection_id)


def _take(opened: access.Crossing, copy: Syncing) -> bool:
    """One copy's batch; whether more is noted."""
    if copy.is_pending_whole:
        copy.pending, copy.is_pending_whole, copy.is_woken = [], False, False
        copy.save()
        syncing.ask_run(copy)
        return False
    batch, copy.pending = copy.pending[:BATCH], copy.pending[BATCH:]
    try:
        syncing.check_target(opened, copy)
    except syncing.SyncFailed as error:
        syncing.fail(copy, error.sentence, is_final=error.is_final)
        return False
    links = copies.touched_links(copy, batch)
    changed = copies.copy(opened, copy, links)
    syncing.note_changes(copy, checked=len(links.own_ids), changed=changed)
    copy.is_woken = bool(copy.pending)
    copy.save()
    return copy.is_woken


def give_up(*, account_id: int, connection_id: int) -> None:
    """Note on the live copies that changes could not be taken over; their next run does it."""
    for copy in _woken(account_id, connection_id):
        syncing.fail(copy, syncing.GIVEN_UP, is_final=False)
