"""Returns for tests: a shop's return, and reading it back."""

from dataclasses import dataclass
from typing import Any

from spinka.accounts.tenancy import acting_for
from spinka.orders.draft import LineChanges, LineDraft
from spinka.returns import queries
from spinka.returns import services as returns
from spinka.returns.draft import ReturnDraft, ReturnLineFields
from spinka.returns.models import Return, ReturnJournalEntry, ReturnLine, ReturnRefund
from tests.factories.shop import Shop, make_shop


@dataclass(frozen=True, slots=True)
class Desk:
    """A shop that takes goods back, with one order of two products; every method acts for the account."""

    shop: Shop
    order_id: int
    line_ids: tuple[int, ...]
    product_ids: tuple[int, ...]
    status_ids: tuple[int, int, int, int]

    @property
    def account_id(self) -> int:
        return self.shop.account_id

    def make(self, *lines: ReturnLineFields, **fields: Any) -> returns.CreatedReturn:
        """A return made through the service."""
        with acting_for(self.account_id):
            draft = ReturnDraft(lines=list(lines), **fields)
            return returns.create_return(account_id=self.account_id, draft=draft, actor="test")

    def found(self, return_id: int) -> Return:
        with acting_for(self.account_id):
            return queries.get_return(account_id=self.account_id, return_id=return_id)

    def lines(self, return_id: int) -> list[ReturnLine]:
        with acting_for(self.account_id):
            return queries.lines_of(account_id=self.account_id, return_id=return_id)

    def refunds(self, return_id: int) -> list[ReturnRefund]:
        with acting_for(self.account_id):
            return queries.refunds_of(account_id=self.account_id, return_id=return_id)

    def journal(self, return_id: int) -> list[tuple[int, int]]:
        """Log types and object ids."""
        with acting_for(self.account_id):
            rows = queries.journal_of_return(account_id=self.account_id, return_id=return_id)
        return [(row.log_type, row.object_id) for row in rows]

    def counts(self) -> tuple[int, int, int, int]:
        """How many returns, lines, refunds and journal rows the account has."""
        with acting_for(self.account_id):
            first, second, third, fourth = (
                model.objects.for_account(self.account_id).count()  # type: ignore[attr-defined]
                for model in (Return, ReturnLine, ReturnRefund, ReturnJournalEntry)
            )
        return first, second, third, fourth


def line(**fields: Any) -> ReturnLineFields:
    """A line by the names of LineChanges, with order_line_id, status_id and reason_id beside them."""
    own = {name: fields.pop(name) for name in ("order_line_id", "status_id", "reason_id") if name in fields}
    return ReturnLineFields(goods=LineChanges(**fields), **own)


def make_desk(shop: Shop | None = None) -> Desk:
    """A shop with an order of 3 cups at 12.50 and 1 plate at 20."""
    shop = shop or make_shop()
    cup = shop.product(10, price="12.50", name="Kubek", sku="K-1", ean="590", tax_rate=23)
    plate = shop.product(10, price="20", name="Talerz", sku="T-1", ean="591", tax_rate=8)
    order = shop.order(
        LineDraft(product_id=cup, quantity=3), LineDraft(product_id=plate, quantity=1), currency="EUR", email="a@b.pl"
    )
    with acting_for(shop.account_id):
        first, second, third, fourth = (status.pk for status in queries.statuses(shop.account_id))
    return Desk(shop, order.order_id, tuple(order.line_ids), (cup, plate), (first, second, third, fourth))
