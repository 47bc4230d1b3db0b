"""The order statuses every new account starts with."""

from django.db import transaction

from spinka.accounts.models import Account
from spinka.orders.models import OrderStatus, StatusType

_DEFAULTS = (
    ("Nowe", "New", StatusType.OTHER, "#1565c0"),
    ("W realizacji", "In progress", StatusType.IN_PROGRESS, "#ef6c00"),
    ("Wysłane", "Sent", StatusType.SENT, "#6a1b9a"),
    ("Anulowane", "Cancelled", StatusType.CANCELLED, "#9e9e9e"),
)


@transaction.atomic
def open_default_statuses(account: Account) -> None:
    """Nowe, W realizacji, Wysłane, Anulowane, or their English names for an English account."""
    for position, (polish, english, kind, color) in enumerate(_DEFAULTS):
        name = polish if account.language == "pl" else english
        OrderStatus(account=account, name=name, name_for_customer=name, color=color, type=kind, position=position).save(
            force_insert=True
        )
