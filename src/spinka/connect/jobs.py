"""Work of the exchange: forwarding by itself, telling the partner, imports. One thin job per step (R11, R12, R50)."""

from datetime import timedelta
from typing import Any

from spinka.connect.services import (
    automatic,
    chains,
    feedback,
    forward_runs,
    holds,
    import_runs,
    letters,
    live_copies,
    parcels,
    profiles,
    syncing,
)
from spinka.core.jobs import job


@job("connect.tell_state")
def tell_state(
    *, account_id: int, event_id: int, connection_id: int, action: str = "", message: str = "", **_: Any
) -> None:
    """Write the mail that tells the other side of a connection what happened to it."""
    letters.tell_state(
        account_id=account_id, event_id=event_id, connection_id=connection_id, action=action, message=message
    )


@job("connect.forward_automatically")
def forward_automatically(*, account_id: int, event_id: int, order_id: int, **_: Any) -> None:
    """Forward an order that entered a status, was confirmed or paid, where a connection forwards by itself."""
    automatic.forward_ready(account_id=account_id, event_id=event_id, order_id=order_id)
    # Every order that may have reserved or freed pieces passes here; a row of work for each would cost more than a look.
    live_copies.follow_order(account_id=account_id, order_id=order_id)


@job("connect.retry_forward")
def retry_forward(*, account_id: int, order_id: int, connection_id: int, attempt: int, **_: Any) -> None:
    """Try a refused automatic forward again while the order still stands where it is forwarded."""
    automatic.retry(account_id=account_id, order_id=order_id, connection_id=connection_id, attempt=attempt)


def give_up_run(*, account_id: int, run_id: int, **_: Any) -> None:
    """End a run of forwarding that could not be finished, so that nobody waits for it."""
    forward_runs.give_up_run(account_id=account_id, run_id=run_id)


@job("connect.run_forwards", long=True, given_up=give_up_run)
def run_forwards(*, account_id: int, run_id: int, **_: Any) -> None:
    """Forward the orders of a run one after the other; started again it goes on where it stopped."""
    forward_runs.run_forwards(account_id=account_id, run_id=run_id)


@job("connect.pass_status")
def pass_status(*, account_id: int, order_id: int, new_status_id: int, origin: str = "", **_: Any) -> None:
    """Derive the sale's state and set the partner's mapped status."""
    feedback.pass_status(account_id=account_id, order_id=order_id, new_status_id=new_status_id, origin=origin)


@job("connect.pass_changes")
def pass_changes(*, account_id: int, order_id: int, fields: list[str], origin: str = "", **_: Any) -> None:
    """Send changed contact and addresses on to the supplier."""
    feedback.pass_changes(account_id=account_id, order_id=order_id, fields=fields, origin=origin)
    live_copies.follow_order(account_id=account_id, order_id=order_id)


@job("connect.pass_deletion")
def pass_deletion(*, account_id: int, order_id: int, **_: Any) -> None:
    """End the sales of an order that is gone."""
    feedback.pass_deletion(account_id=account_id, order_ids=[order_id])


@job("connect.pass_package")
def pass_package(*, account_id: int, package_id: int, **_: Any) -> None:
    """Put a new parcel on the partner's order."""
    parcels.pass_package(account_id=account_id, package_id=package_id)


@job("connect.pass_label")
def pass_label(*, account_id: int, package_id: int, **_: Any) -> None:
    """Give the partner's copy the label."""
    parcels.pass_label(account_id=account_id, package_id=package_id)


@job("connect.pass_tracking")
def pass_tracking(*, account_id: int, package_id: int, **_: Any) -> None:
    """Give the partner's copy the tracking state."""
    parcels.pass_tracking(account_id=account_id, package_id=package_id)


@job("connect.pass_removal")
def pass_removal(*, account_id: int, package_id: int, **_: Any) -> None:
    """Delete the partner's copy."""
    parcels.pass_removal(account_id=account_id, package_id=package_id)


@job("connect.pass_pieces")
def pass_pieces(*, account_id: int, order_id: int, line_id: int, **_: Any) -> None:
    """Take as many pieces off the next sale of a line as were taken off the order."""
    chains.pass_pieces(account_id=account_id, order_id=order_id, line_id=line_id)


@job("connect.expire_hold")
def expire_hold(*, account_id: int, hold_id: int, **_: Any) -> None:
    """Write down that a hold is over and tell both sides."""
    holds.expire_hold(account_id=account_id, hold_id=hold_id)


def give_up_import(*, account_id: int, import_id: int, **_: Any) -> None:
    """End an import that could not be finished, so that nobody waits for it."""
    import_runs.give_up_import(account_id=account_id, import_id=import_id)


@job("connect.run_import", long=True, given_up=give_up_import)
def run_import(*, account_id: int, import_id: int, **_: Any) -> None:
    """Do an import in batches; started again it goes on where it stopped."""
    import_runs.run_import(account_id=account_id, import_id=import_id)


@job("connect.forget_import_rows", long=True)
def forget_import_rows(*, account_id: int, import_id: int, **_: Any) -> None:
    """Delete what a preview nobody wanted would have done."""
    import_runs.forget_rows(account_id=account_id, import_id=import_id)


@job("connect.tick_profile")
def tick_profile(*, account_id: int, profile_id: int, generation: int, **_: Any) -> None:
    """The clock of an import that repeats itself: ask for the run that is due and set itself anew."""
    profiles.tick(account_id=account_id, profile_id=profile_id, generation=generation)


@job("connect.tick_copy")
def tick_copy(*, account_id: int, copy_id: int, generation: int, **_: Any) -> None:
    """The clock of a copy of stock or prices: ask for the run that is due and set itself anew."""
    syncing.tick(account_id=account_id, copy_id=copy_id, generation=generation)


def give_up_copy(*, account_id: int, copy_id: int, generation: int, **_: Any) -> None:
    """Show on the copy that its run could not be done."""
    syncing.give_up(account_id=account_id, copy_id=copy_id, generation=generation)


# Few tries: a copy has a next time of its own.
_FEW = (timedelta(seconds=5), timedelta(minutes=1))


@job("connect.run_copy", long=True, retries=_FEW, given_up=give_up_copy)
def run_copy(*, account_id: int, copy_id: int, generation: int, run: int, **_: Any) -> None:
    """Copy a supplier's stock or prices in batches; started again it goes on where it stopped."""
    syncing.run(account_id=account_id, copy_id=copy_id, generation=generation, run=run)


@job("connect.empty_copy", long=True)
def empty_copy(*, account_id: int, connection_id: int, warehouse_id: int, **_: Any) -> None:
    """Show 0 of what a connection copied to a warehouse."""
    syncing.empty(account_id=account_id, connection_id=connection_id, warehouse_id=warehouse_id)


@job("connect.spread_stock")
def spread_stock(*, account_id: int, product_ids: list[int], **_: Any) -> None:
    """Tell live copies which of the supplier's products changed their stock."""
    live_copies.spread(account_id=account_id, subjects=["stock"], product_ids=product_ids)


@job("connect.spread_held")
def spread_held(*, account_id: int, product_ids: list[int], **_: Any) -> None:
    """Tell live copies that pieces of the supplier's products are held, or are no longer."""
    live_copies.follow_parts(account_id=account_id, product_ids=product_ids)


@job("connect.spread_prices")
def spread_prices(*, account_id: int, product_ids: list[int], **_: Any) -> None:
    """Tell live copies which of the supplier's products changed their price."""
    live_copies.spread(account_id=account_id, subjects=["price"], product_ids=product_ids)


@job("connect.spread_products")
def spread_products(*, account_id: int, product_ids: list[int], **_: Any) -> None:
    """Tell live copies which of the supplier's products changed: drafts, kinds and what price rules look at."""
    live_copies.spread(account_id=account_id, subjects=["stock", "price"], product_ids=product_ids)


@job("connect.copy_imported")
def copy_imported(*, account_id: int, import_id: int, **_: Any) -> None:
    """Let live copies take over what an import linked."""
    live_copies.follow_import(account_id=account_id, import_id=import_id)


@job("connect.wake_copies")
def wake_copies(*, account_id: int, connection_id: int, **_: Any) -> None:
    """Ask the contractor's side to take over what changed."""
    live_copies.wake(account_id=account_id, connection_id=connection_id)


def give_up_changes(*, account_id: int, connection_id: int, **_: Any) -> None:
    """Show on the live copies that changes could not be taken over."""
    live_copies.give_up(account_id=account_id, connection_id=connection_id)


@job("connect.take_changes", retries=_FEW, given_up=give_up_changes)
def take_changes(*, account_id: int, connection_id: int, **_: Any) -> None:
    """Take over the changes a live copy was told of, a batch at a time."""
    live_copies.take(account_id=account_id, connection_id=connection_id)
