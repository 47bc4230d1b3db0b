"""What the forms of the settings choose from: the account's own names and the statuses partners tell."""

from dataclasses import dataclass
from functools import cached_property

from spinka.catalog import queries as catalog
from spinka.catalog.models import CurrencyRate
from spinka.connect.status_reads import ToldStatus
from spinka.panel.integrations import choices


@dataclass
class Place:
    """The account and catalog the settings belong to; names are read when a tab needs them."""

    account_id: int
    inventory_id: int
    told: tuple[ToldStatus, ...] = ()

    @cached_property
    def statuses(self) -> choices.Choices:
        """The account's order statuses in their order."""
        return choices.statuses(self.account_id)

    @cached_property
    def price_groups(self) -> choices.Choices:
        """Price groups with their currency."""
        return choices.price_groups(self.account_id)

    @cached_property
    def currencies(self) -> dict[int, str]:
        """The currency of each price group."""
        return choices.currencies(self.account_id)

    @cached_property
    def known_currencies(self) -> list[str]:
        """Currencies contractors may pay in: those of price groups and of kept rates."""
        rates = CurrencyRate.objects.for_account(self.account_id).order_by()
        pairs = rates.values_list("currency_from", "currency_to").distinct()
        return sorted({*self.currencies.values(), *(name for pair in pairs for name in pair)})

    @cached_property
    def warehouses(self) -> list[tuple[str, str]]:
        """Own warehouses of the shared catalog, by key (R3)."""
        shared: set[str] = set()
        for row in catalog.inventories(account_id=self.account_id):
            if row["inventory_id"] == self.inventory_id:
                shared.update(row["warehouses"])
        rows = catalog.warehouses(account_id=self.account_id)
        named = [(f"bl_{row['warehouse_id']}", str(row["name"])) for row in rows if row["warehouse_type"] == "bl"]
        return [(key, name) for key, name in named if key in shared]

    @cached_property
    def categories(self) -> dict[int, str]:
        """Categories that serve the shared catalog, with the names above them."""
        rows = catalog.categories(account_id=self.account_id, inventory_id=self.inventory_id)
        known = {row["category_id"]: row for row in rows}
        return dict(sorted(((key, _path(known, key)) for key in known), key=lambda pair: pair[1].casefold()))

    @cached_property
    def manufacturers(self) -> dict[int, str]:
        """Manufacturers by name."""
        rows = catalog.manufacturers(account_id=self.account_id)
        return dict(
            sorted(((row["manufacturer_id"], row["name"]) for row in rows), key=lambda pair: pair[1].casefold())
        )

    @cached_property
    def tags(self) -> list[str]:
        """Names of tags."""
        return sorted((row["name"] for row in catalog.tags(account_id=self.account_id)), key=str.casefold)


def _path(known: "dict[int, dict[str, object]]", key: int) -> str:
    """A category's name after the names above it; a loop in the tree ends it."""
    names: list[str] = []
    seen: set[int] = set()
    at = key
    while at in known and at not in seen:
        seen.add(at)
        names.append(str(known[at]["name"]))
        at = int(str(known[at]["parent_id"] or 0))
    return " › ".join(reversed(names))
