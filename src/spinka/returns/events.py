"""Events of returns; every one is of the stream of its return and carries `return_id`."""

from spinka.core.events import publish


def stream_of(return_id: int) -> str:
    """The stream that keeps the work of one return in order."""
    return f"return:{return_id}"


def created(*, account_id: int, return_id: int) -> None:
    """A return came into being, with all its lines."""
    publish("return.created", account_id=account_id, stream=stream_of(return_id), return_id=return_id)


def status_changed(*, account_id: int, return_id: int, old_status_id: int, new_status_id: int) -> None:
    """A return moved to another status."""
    publish(
        "return.status_changed",
        account_id=account_id,
        stream=stream_of(return_id),
        return_id=return_id,
        old_status_id=old_status_id,
        new_status_id=new_status_id,
    )


def refunded(*, account_id: int, return_id: int) -> None:
    """The refunded amount of a return changed."""
    publish("return.refunded", account_id=account_id, stream=stream_of(return_id), return_id=return_id)
