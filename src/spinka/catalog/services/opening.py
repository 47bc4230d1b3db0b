"""The catalog every new account starts with."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from spinka.accounts.models import Account
from spinka.catalog.models import Inventory, InventoryPriceGroup, InventoryWarehouse, PriceGroup, Warehouse


@transaction.atomic
def open_default_catalog(account: Account) -> None:
    """Make the default price group, warehouse and catalog, named in the account's language; reservations on (R4)."""
    with override(account.language):
        group = PriceGroup(account=account, name=_("Default"), currency=account.currency, is_default=True)
        warehouse = Warehouse(account=account, name=_("Main warehouse"), is_default=True)
        group.save(force_insert=True)
        warehouse.save(force_insert=True)
        inventory = Inventory(
            account=account,
            name=_("Main catalog"),
            languages=[account.language],
            default_language=account.language,
            default_price_group=group,
            default_warehouse=warehouse,
            is_default=True,
        )
        inventory.save(force_insert=True)
    InventoryPriceGroup(account=account, inventory=inventory, price_group=group).save(force_insert=True)
    InventoryWarehouse(account=account, inventory=inventory, warehouse=warehouse).save(force_insert=True)
