"""The one table of reactions: event name → jobs, and what every new account gets."""

from importlib import import_module
from importlib.util import find_spec

from spinka.accounts import services as accounts
from spinka.catalog import services as catalog
from spinka.clients import services as clients
from spinka.core import events
from spinka.documents import services as documents
from spinka.orders import services as orders
from spinka.returns import services as returns

SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {
    "connection.accepted": ("connect.tell_state",),
    "connection.ended": ("connect.tell_state",),
    "connection.rejected": ("connect.tell_state",),
    "connection.requested": ("connect.tell_state",),
    "connection.suspended": ("connect.tell_state",),
    "order.created": (),  # orders waiting for confirmation are forwarded once they are confirmed
    "order.fetched": (),
    "order.confirmed": ("connect.forward_automatically",),
    "order.paid": ("connect.forward_automatically",),
    "order.status_changed": ("connect.pass_status", "connect.forward_automatically"),
    "order.changed": ("connect.pass_changes",),
    "order.deleted": ("connect.pass_deletion",),
    "package.created": ("connect.pass_package",),
    "package.label": ("connect.pass_label",),
    "package.status": ("connect.pass_tracking",),
    "package.deleted": ("connect.pass_removal",),
    # One row of work whatever the number of contractors: it finds those with a live copy.
    "stock.changed": ("connect.spread_stock",),
    "price.changed": ("connect.spread_prices",),
    "product.changed": ("connect.spread_products",),
    # Told to nobody yet; readers of events and automation will.
    "sale.forwarded": (),
    "sale.refused": (),
    "sale.changed": (),
    "credit.changed": (),
    "hold.expired": (),
    "import.finished": ("connect.copy_imported",),
    "return.created": (),
    "return.status_changed": (),
    "return.refunded": (),
    "document.issued": (),
}

_PACKAGES = ("catalog", "orders", "shipments", "documents", "messaging", "connect")


def install() -> None:
    """Register the jobs of every package, the table, and the steps of opening an account."""
    for package in _PACKAGES:
        if find_spec(f"spinka.{package}.jobs") is not None:
            import_module(f"spinka.{package}.jobs")
    events.install(SUBSCRIPTIONS)
    accounts.set_opening_steps(
        (
            catalog.open_default_catalog,
            orders.open_default_statuses,
            documents.open_default_series,
            returns.open_default_returns,
            clients.open_default_client_statuses,
        )
    )
