"""Events of parcels; every one is of the stream of its order and carries `order_id` and `package_id`."""

from spinka.core.events import publish


def created(*, account_id: int, order_id: int, package_id: int, origin: str) -> None:
    """A parcel was registered."""
    stream = f"order:{order_id}"
    publish(
        "package.created", account_id=account_id, stream=stream, origin=origin, order_id=order_id, package_id=package_id
    )


def deleted(*, account_id: int, order_id: int, package_id: int, origin: str) -> None:
    """A parcel was deleted."""
    stream = f"order:{order_id}"
    publish(
        "package.deleted", account_id=account_id, stream=stream, origin=origin, order_id=order_id, package_id=package_id
    )


def status_changed(*, account_id: int, order_id: int, package_id: int, origin: str) -> None:
    """A parcel took another tracking state."""
    stream = f"order:{order_id}"
    publish(
        "package.status", account_id=account_id, stream=stream, origin=origin, order_id=order_id, package_id=package_id
    )


def labelled(*, account_id: int, order_id: int, package_id: int, origin: str) -> None:
    """A parcel got a label."""
    stream = f"order:{order_id}"
    publish(
        "package.label", account_id=account_id, stream=stream, origin=origin, order_id=order_id, package_id=package_id
    )
