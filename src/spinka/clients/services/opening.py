"""The client statuses every new account starts with."""

from django.db import transaction

from spinka.accounts.models import Account
from spinka.clients.models import ClientStatus

_DEFAULTS = (("Nowi klienci", "New clients", "#1565c0"), ("Stali klienci", "Regular clients", "#2e7d32"))


@transaction.atomic
def open_default_client_statuses(account: Account) -> None:
    """Nowi klienci and Stali klienci, or their English names for an English account."""
    for position, (polish, english, color) in enumerate(_DEFAULTS):
        name = polish if account.language == "pl" else english
        ClientStatus(account=account, name=name, color=color, position=position).save(force_insert=True)
