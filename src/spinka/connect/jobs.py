"""Work of the exchange: forwarding by itself, telling the partner, imports. One thin job per step (R11, R12, R50)."""

from typing import Any

from spinka.connect.services import automatic, chains, feedback, holds, imports, parcels
from spinka.core.jobs import job


@job("connect.forward_automatically")
def forward_automatically(*, account_id: int, event_id: int, order_id: int, **_: Any) -> None:
    """Forward an order that entered a status, was confirmed or paid, where a connection forwards by itself."""
    automatic.forward_ready(account_id=account_id, event_id=event_id, order_id=order_id)


@job("connect.retry_forward")
def retry_forward(*, account_id: int, order_id: int, connection_id: int, attempt: int, **_: Any) -> None:
    """Try a refused automatic forward again while the order still stands where it is forwarded."""
    automatic.retry(account_id=account_id, order_id=order_id, connection_id=connection_id, attempt=attempt)


@job("connect.pass_status")
def pass_status(*, account_id: int, order_id: int, new_status_id: int, origin: str = "", **_: Any) -> None:
    """Derive the sale's state and set the partner's mapped status."""
    feedback.pass_status(account_id=account_id, order_id=order_id, new_status_id=new_status_id, origin=origin)


@job("connect.pass_changes")
def pass_changes(*, account_id: int, order_id: int, fields: list[str], origin: str = "", **_: Any) -> None:
    """Send changed contact and addresses on to the supplier."""
    feedback.pass_changes(account_id=account_id, order_id=order_id, fields=fields, origin=origin)


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
    imports.give_up_import(account_id=account_id, import_id=import_id)


@job("connect.run_import", long=True, given_up=give_up_import)
def run_import(*, account_id: int, import_id: int, **_: Any) -> None:
    """Do an import in batches; started again it goes on where it stopped."""
    imports.run_import(account_id=account_id, import_id=import_id)
