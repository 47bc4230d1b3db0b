"""Recurring copies of a supplier's stock and prices: wanted, scheduled, run in batches, stopped (E-17, E-18, R7).

A copy has a clock, one waiting row of work that asks for the next run and sets itself anew in the same transaction, and
runs, which stand in one stream per connection so that no two overlap.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import PriceGroup, PriceGroupType, Warehouse
from spinka.connect import access, settings
from spinka.connect.copied_prices import copy_terms
from spinka.connect.models import Connection, ConnectionState, Subject, Syncing, SyncState
from spinka.connect.sync import copies
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.jobs import enqueue

BATCH = 2000
INTERVALS = {
    "live": timedelta(minutes=15),  # beside each change: what no event tells, such as a rule's last day
    "15m": timedelta(minutes=15),
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
    "12h": timedelta(hours=12),
    "24h": timedelta(hours=24),
}
# Contractors who switched on together do not all come at once for ever: each interval starts up to a tenth later.
SPREAD = 0.1
GIVEN_UP = gettext_noop("The copy failed several times; it is tried again at its next time")
NOT_SHARED = {
    "stock": gettext_noop("The supplier does not share stock"),
    "prices": gettext_noop("The supplier does not share prices"),
}


class SyncFailed(Conflict):
    """A run cannot be done as things stand. `is_final` ends the schedule until somebody changes something."""

    def __init__(self, sentence: str, *, is_final: bool) -> None:
        super().__init__(sentence)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class _Wanted:
    every: str
    target_id: int
    markup: Decimal


def _wanted(terms: settings.ContractorSettings) -> dict[Subject, _Wanted | None]:
    """What the settings ask for; None where a copy is off. Raises BadParameters where its target is not named."""
    stock = price = None
    if terms.stock_sync != "off":
        if terms.stock_warehouse_id is None:
            raise BadParameters("Setting %(key)s: choose the own warehouse to copy into", key="stock_warehouse_id")
        stock = _Wanted(terms.stock_sync, int(terms.stock_warehouse_id.removeprefix("bl_")), Decimal(0))
    if terms.price_sync != "off":
        if terms.price_group_id is None:
            raise BadParameters("Setting %(key)s: choose the own price group to copy into", key="price_group_id")
        price = _Wanted(terms.price_sync, terms.price_group_id, terms.price_markup_percent)
    return {Subject.STOCK: stock, Subject.PRICE: price}


def _copies(row: Connection) -> dict[str, Syncing]:
    """The connection's copies, held until the transaction ends."""
    found = Syncing.objects.for_account(row.contractor_id).filter(connection_id=row.pk).order_by("pk")
    return {str(one.subject): one for one in found.select_for_update(no_key=True)}


def follow_settings(*, account_id: int, row: Connection) -> None:
    """Bring the copies in line with the contractor's settings just stored; what changed runs at once.

    The connection is held by the caller, who acts for the contractor. Pieces in a warehouse that is copied to no longer
    fall to 0, so that they do not count twice; switching off leaves the last numbers. Raises BadParameters without a
    target; Conflict where the supplier copies this account's stock, so that each would count the other's copies.
    """
    wanted = _wanted(settings.contractor_terms(row.contractor_settings))
    held = _copies(row) if row.pk else {}
    for subject, asked in wanted.items():
        copy = held.get(subject)
        if asked is None:
            if copy is not None and copy.state != SyncState.OFF:
                _end(copy, SyncState.OFF)
            continue
        is_same = copy is not None and _Wanted(copy.every, copy.target_id, copy.markup) == asked
        if is_same and copy is not None and copy.state != SyncState.OFF and (copy.next_at or row.state != "active"):
            continue
        if subject == Subject.STOCK:
            _refuse_circle(row)
        if copy is None:
            copy = Syncing(
                supplier_id=row.supplier_id, contractor_id=row.contractor_id, connection_id=row.pk, subject=subject
            )
        elif subject == Subject.STOCK and copy.state != SyncState.OFF and copy.target_id != asked.target_id:
            _queue_emptying(copy)
        copy.every, copy.target_id, copy.markup = asked.every, asked.target_id, asked.markup
        if row.state == ConnectionState.ACTIVE:
            _start(copy)
        else:
            _end(copy, SyncState.STOPPED)


def _refuse_circle(row: Connection) -> None:
    other_way = Syncing.objects.as_supplier(row.contractor_id).filter(
        contractor_id=row.supplier_id, subject=Subject.STOCK
    )
    if other_way.exclude(state=SyncState.OFF).exists():
        raise Conflict("The supplier copies your stock; copying each other's would count pieces twice")


def _end(copy: Syncing, state: SyncState) -> None:
    copy.state = state
    copy.generation += 1
    copy.next_at = None
    _forget_changes(copy)
    copy.save()


def _forget_changes(copy: Syncing) -> None:
    copy.pending, copy.is_pending_whole, copy.is_woken = [], False, False


def _start(copy: Syncing) -> None:
    """Run at once, and from then on at the interval."""
    interval = INTERVALS[copy.every]
    copy.generation += 1
    if copy._state.adding:
        copy.state = SyncState.QUEUED
        copy.save(force_insert=True)
    share = copy.pk * 2654435761 % 1000 / 1000
    copy.next_at = clock.now() + interval + share * SPREAD * interval
    _forget_changes(copy)
    _set_clock(copy)
    _queue_run(copy)


def _set_clock(copy: Syncing) -> None:
    # A stream of its own per generation: a row that is not due holds up everything behind it.
    enqueue(
        "connect.tick_copy",
        stream=f"connect-clock:{copy.pk}:{copy.generation}",
        account_id=copy.contractor_id,
        delay=max(timedelta(), (copy.next_at or clock.now()) - clock.now()),
        copy_id=copy.pk,
        generation=copy.generation,
    )


def stream_of(connection_id: int) -> str:
    """The stream in which a connection's copies are done one after another."""
    return f"connect-copies:{connection_id}"


def _queue_run(copy: Syncing) -> None:
    copy.run += 1
    if copy.state != SyncState.RUNNING:
        copy.state = SyncState.QUEUED
    copy.save()
    enqueue(
        "connect.run_copy",
        stream=stream_of(copy.connection_id),
        account_id=copy.contractor_id,
        copy_id=copy.pk,
        generation=copy.generation,
        run=copy.run,
    )


def ask_run(copy: Syncing) -> None:
    """Ask for a run of a held copy, unless one waits already."""
    if copy.run == copy.begun_run:
        _queue_run(copy)


def _queue_emptying(copy: Syncing) -> None:
    enqueue(
        "connect.empty_copy",
        stream=stream_of(copy.connection_id),
        account_id=copy.contractor_id,
        connection_id=copy.connection_id,
        warehouse_id=copy.target_id,
    )


@contextmanager
def _for_contractor(account_id: int, row: Connection) -> Iterator[None]:
    """Let work be written for the contractor, whichever side acts; the connection is active."""
    if account_id == row.contractor_id:
        yield
        return
    with access.crossing(account_id=account_id, connection_id=row.pk):
        yield


def start_all(*, account_id: int, row: Connection) -> None:
    """Start the wanted copies of a connection that became active, acted by either side."""
    held = [copy for copy in _copies(row).values() if copy.state != SyncState.OFF]
    if held:
        with _for_contractor(account_id, row):
            for copy in held:
                _start(copy)


def stop_all(*, account_id: int, row: Connection) -> None:
    """Stop the copies of a connection that is about to end or be suspended: pieces fall to 0 once, prices stay (A-21).

    Called while the connection still stands as active; nothing to do otherwise.
    """
    if row.state != ConnectionState.ACTIVE:
        return
    held = [copy for copy in _copies(row).values() if copy.state != SyncState.OFF]
    if not held:
        return
    with _for_contractor(account_id, row):
        for copy in held:
            _end(copy, SyncState.STOPPED)
            if copy.subject == Subject.STOCK:
                _queue_emptying(copy)


def copying_ids(*, account_id: int, connection_ids: Sequence[int]) -> set[int]:
    """Which of a supplier's connections have a copy switched on."""
    rows = Syncing.objects.as_supplier(account_id).filter(connection_id__in=list(connection_ids))
    return set(rows.exclude(state=SyncState.OFF).values_list("connection_id", flat=True))


@transaction.atomic
def run_now(*, account_id: int, contractor_integration_id: int, actor: str = "") -> list[Syncing]:
    """Run a connected integration's copies now, one that waits or runs is left alone; gives the copies.

    A schedule that ended with a mistake starts again. Raises NotFound; ConnectionStateRefused unless the connection is
    active; Conflict where neither copy is switched on.
    """
    rows = Connection.objects.as_contractor(account_id).select_for_update(no_key=True)
    row = rows.filter(contractor_integration_id=contractor_integration_id).first()
    if row is None:
        raise NotFound("There is no integration %(id)s", id=contractor_integration_id)
    if row.state != ConnectionState.ACTIVE:
        raise access.ConnectionStateRefused(row.state)
    held = [copy for copy in _copies(row).values() if copy.state != SyncState.OFF]
    if not held:
        raise Conflict("Neither stock nor prices are copied; choose stock_sync or price_sync first")
    for copy in held:
        if copy.next_at is None:
            _start(copy)
        elif copy.state not in {SyncState.QUEUED, SyncState.RUNNING}:
            ask_run(copy)
    return held


def _held(account_id: int, copy_id: int, generation: int) -> Syncing | None:
    """The copy, held, while its schedule is still that generation's."""
    rows = Syncing.objects.as_contractor(account_id).select_for_update(no_key=True)
    return rows.filter(pk=copy_id, generation=generation, next_at__isnull=False).first()


def tick(*, account_id: int, copy_id: int, generation: int) -> None:
    """Ask for the run that is due and set the clock for the next time; times that were missed are not made up for."""
    copy = _held(account_id, copy_id, generation)
    if copy is None:
        return
    copy.next_at = _next_time(copy.next_at or clock.now(), INTERVALS[copy.every], clock.now())
    copy.save(update_fields=["next_at"])
    _set_clock(copy)
    ask_run(copy)


def _next_time(last: datetime, interval: timedelta, moment: datetime) -> datetime:
    """The first time after `moment` that lies whole intervals after `last`, so the time of day never drifts."""
    return last + max(1, (moment - last) // interval + 1) * interval


def run(*, account_id: int, copy_id: int, generation: int, run: int, batch_size: int = BATCH) -> None:
    """Do a run in batches, each committed; called again it goes on where it stopped, and once done it does nothing.

    A mistake ends the run as failed with its sentence; a connection that is not active stops the copy.
    """
    try:
        while _next_batch(account_id, copy_id, generation, run, batch_size):
            pass
    except access.ConnectionStateRefused:
        pass  # whoever ended the connection stopped the copy
    except SyncFailed as error:
        with acting_for(account_id):
            copy = _held(account_id, copy_id, generation)
            if copy is not None:
                fail(copy, error.sentence, is_final=error.is_final)


def _next_batch(account_id: int, copy_id: int, generation: int, run: int, size: int) -> bool:
    """One batch in one transaction; whether there is more."""
    with acting_for(account_id):
        copy = _held(account_id, copy_id, generation)
        if copy is None or run < copy.begun_run or (run == copy.begun_run and copy.state != SyncState.RUNNING):
            return False
        if run != copy.begun_run:
            copy.begun_run, copy.cursor, copy.checked, copy.changed = run, 0, 0, 0
            copy.state, copy.started_at = SyncState.RUNNING, clock.now()
            # Everything is compared, so what was noted is too; a wake that was lost keeps nothing asleep.
            _forget_changes(copy)
        with access.crossing(account_id=account_id, connection_id=copy.connection_id) as opened:
            check_target(opened, copy)
            links = copies.next_links(copy, size=size)
            copy.changed += copies.copy(opened, copy, links)
            copy.checked += len(links.own_ids)
            is_last = links.size < size
            if is_last and copy.subject == Subject.STOCK:
                orphans = copies.empty_orphans(opened, copy, size=size)
                copy.changed += orphans
                is_last = orphans < size
            if is_last:
                _finish(opened, copy)
            elif links.size:
                copy.cursor = links.last_id
        copy.save()
    return not is_last


def check_target(opened: access.Crossing, copy: Syncing) -> None:
    """Raises SyncFailed where the warehouse or the price group is gone or the currencies differ."""
    if copy.subject == Subject.STOCK:
        if not Warehouse.objects.for_account(copy.contractor_id).filter(pk=copy.target_id, kind="bl").exists():
            raise SyncFailed("The warehouse stock was copied into is gone; choose another", is_final=True)
        return
    own = PriceGroup.objects.for_account(copy.contractor_id).filter(pk=copy.target_id).first()
    if own is None:
        raise SyncFailed("The price group prices were copied into is gone; choose another", is_final=True)
    if own.type != PriceGroupType.STANDARD:
        raise SyncFailed("The prices of this price group follow others; choose another", is_final=True)
    terms = copy_terms(opened, price_group_id=copy.target_id, markup_percent=copy.markup)
    if opened.terms.shares("prices") and terms is None:
        raise SyncFailed(
            "The supplier's prices are in another currency than the price group, and no exchange rate is kept",
            is_final=False,
        )


def _finish(opened: access.Crossing, copy: Syncing) -> None:
    field = "stock" if copy.subject == Subject.STOCK else "prices"
    is_shared = opened.terms.share_products and opened.terms.shares(field)  # type: ignore[arg-type]
    copy.state, copy.error = SyncState.DONE, ""
    if not is_shared:
        copy.state, copy.error = SyncState.FAILED, NOT_SHARED[field]
    elif copy.run > copy.begun_run:
        copy.state = SyncState.QUEUED
    copy.last_at, copy.last_checked, copy.last_changed = clock.now(), copy.checked, copy.changed


def note_changes(copy: Syncing, *, checked: int, changed: int) -> None:
    """Report changes a live copy took over, beside its runs; the caller saves."""
    if checked:
        copy.last_at, copy.last_checked, copy.last_changed = clock.now(), checked, changed


def fail(copy: Syncing, error: str, *, is_final: bool) -> None:
    """Note a failed run of a held copy; a final failure ends its schedule."""
    if copy.begun_run != copy.run:
        copy.checked = copy.changed = 0
    copy.begun_run, copy.state, copy.error, copy.last_at = copy.run, SyncState.FAILED, error, clock.now()
    copy.last_checked, copy.last_changed = copy.checked, copy.changed
    _forget_changes(copy)
    if is_final:
        copy.next_at = None
        copy.generation += 1
    copy.save()


def give_up(*, account_id: int, copy_id: int, generation: int) -> None:
    """Note a run whose work failed at every try; the clock goes on."""
    copy = _held(account_id, copy_id, generation)
    if copy is not None:
        fail(copy, GIVEN_UP, is_final=False)


def empty(*, account_id: int, connection_id: int, warehouse_id: int, batch_size: int = BATCH) -> None:
    """Show 0 of what a connection copied to a warehouse, in committed batches; done again it changes nothing."""
    while True:
        with acting_for(account_id):
            changed = copies.empty(
                contractor_id=account_id, connection_id=connection_id, warehouse_id=warehouse_id, size=batch_size
            )
        if changed < batch_size:
            return
