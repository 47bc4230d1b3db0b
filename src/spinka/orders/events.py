"""Events of orders; every one is of the stream of its order and carries `order_id`."""

from collections.abc import Sequence

from spinka.core.events import publish


def stream_of(order_id: int) -> str:
    """The stream that keeps the work of one order in order."""
    return f"order:{order_id}"


def created(*, account_id: int, order_id: int, origin: str) -> None:
    """An order came into being, with all its lines."""
    publish("order.created", account_id=account_id, stream=stream_of(order_id), origin=origin, order_id=order_id)


def fetched(*, account_id: int, order_id: int, origin: str) -> None:
    """An order came through an integration (F-17)."""
    publish("order.fetched", account_id=account_id, stream=stream_of(order_id), origin=origin, order_id=order_id)


def confirmed(*, account_id: int, order_id: int, origin: str) -> None:
    """An order was confirmed."""
    publish("order.confirmed", account_id=account_id, stream=stream_of(order_id), origin=origin, order_id=order_id)


def paid(*, account_id: int, order_id: int, origin: str) -> None:
    """An order is paid in full now and was not before."""
    publish("order.paid", account_id=account_id, stream=stream_of(order_id), origin=origin, order_id=order_id)


def status_changed(*, account_id: int, order_id: int, old_status_id: int, new_status_id: int, origin: str) -> None:
    """An order moved to another status; `origin` keeps it from echoing (R12)."""
    publish(
        "order.status_changed",
        account_id=account_id,
        stream=stream_of(order_id),
        origin=origin,
        order_id=order_id,
        old_status_id=old_status_id,
        new_status_id=new_status_id,
    )


def changed(*, account_id: int, order_id: int, fields: Sequence[str], origin: str) -> None:
    """Fields or lines ("lines") of an order changed."""
    publish(
        "order.changed",
        account_id=account_id,
        stream=stream_of(order_id),
        origin=origin,
        order_id=order_id,
        fields=list(fields),
    )


def deleted(*, account_id: int, order_id: int, origin: str) -> None:
    """An order was deleted."""
    publish("order.deleted", account_id=account_id, stream=stream_of(order_id), origin=origin, order_id=order_id)
