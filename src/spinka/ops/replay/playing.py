"""Placing, forwarding and cancelling the invoices in the file's order."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Sale
from spinka.connect.services import ForwardResult
from spinka.core import worker
from spinka.core.errors import SpinkaError
from spinka.ops.replay.invoices import Book, FileLine, Invoice
from spinka.ops.replay.market import ACTOR, CURRENCY, Contractor, Market
from spinka.ops.replay.outcome import CustomerOutcome, Outcome, Refusal, Unmatched
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.orders.services import CreatedOrder

FORWARDED = "forwarded"


@dataclass(slots=True)
class Purchase:
    """A forwarded line and the pieces of it that still stand."""

    order_id: int
    line_id: int
    code: str
    price: Decimal
    left: int


class _Customer:
    """One customer's side of the replay."""

    def __init__(self, customer: str, contractor: Contractor, market: Market) -> None:
        self.contractor = contractor
        self.market = market
        self.outcome = CustomerOutcome(customer or "(cash)", account_id=contractor.account_id)
        self.purchases: list[Purchase] = []

    @property
    def account_id(self) -> int:
        return self.contractor.account_id

    def _agree_prices(self, lines: list[FileLine]) -> None:
        """The supplier sets this contractor's own prices, since those of the file are the agreed ones (R18)."""
        rules = [
            {"scope": "product", "ids": [self.market.products[code]], "kind": "fixed", "value": str(price)}
            for code, price in {line.code: line.price for line in lines}.items()
        ]
        with acting_for(self.market.supplier_id):
            connect.set_contractor_settings(
                account_id=self.market.supplier_id,
                connection_id=self.contractor.connection_id,
                values={"price_rules": rules},
                actor=ACTOR,
            )

    def place(self, invoice: Invoice) -> None:
        """Place the invoice and forward it. A code at two prices makes a second order: the price rule is per product."""
        for lines in invoice.waves():
            value = sum((line.value for line in lines), Decimal(0))
            self.outcome.orders += 1
            self.outcome.lines += len(lines)
            self.outcome.units += sum(line.quantity for line in lines)
            self.outcome.value += value
            self._agree_prices(lines)
            created = self._create_order(invoice, lines)
            forwarded: set[int] = set()
            for result in self._forward(created.order_id):
                if result.state == FORWARDED:
                    forwarded.update(result.forwarded_lines)
                else:
                    reason = result.reason % result.details if result.details else result.reason
                    self.outcome.refused.append(Refusal(invoice.number, value, reason))
            self.purchases += [
                Purchase(created.order_id, line_id, line.code, line.price, line.quantity)
                for line, line_id in zip(lines, created.line_ids, strict=True)
                if line_id in forwarded
            ]
            self._count_sales(created.order_id)

    def _create_order(self, invoice: Invoice, lines: list[FileLine]) -> CreatedOrder:
        draft = OrderDraft(
            external_order_id=invoice.number[:50],
            date_add=invoice.date,
            currency=CURRENCY,
            delivery_fullname=self.contractor.name,
            delivery_state=invoice.country[:35],
            lines=[
                LineDraft(
                    product_id=self.contractor.products[line.code],
                    name=line.description,
                    unit_gross=line.price,
                    tax_rate=Decimal(0),
                    quantity=line.quantity,
                )
                for line in lines
            ],
        )
        with acting_for(self.account_id):
            return orders.create_order(account_id=self.account_id, draft=draft, actor=ACTOR)

    def _forward(self, order_id: int) -> list[ForwardResult]:
        with acting_for(self.account_id):
            return connect.forward_order(account_id=self.account_id, order_id=order_id, actor=ACTOR)

    def _count_sales(self, order_id: int) -> None:
        with acting_for(self.account_id):
            sales = list(Sale.objects.as_contractor(self.account_id).filter(contractor_order_id=order_id))
        self.outcome.forwarded_orders += len(sales)
        self.outcome.forwarded += sum((sale.amount or Decimal(0) for sale in sales), Decimal(0))

    def cancel(self, invoice: Invoice) -> None:
        """Take back earlier lines of the same code, newest first; what finds none changes nothing."""
        for line in invoice.lines:
            wanted = -line.quantity
            taken = 0
            for purchase in reversed(self.purchases):
                pieces = min(wanted - taken, purchase.left)
                if purchase.code != line.code or not pieces:
                    continue
                try:
                    with acting_for(self.account_id):
                        connect.cancel_pieces(
                            account_id=self.account_id,
                            order_id=purchase.order_id,
                            line_id=purchase.line_id,
                            quantity=pieces,
                            actor=ACTOR,
                        )
                except SpinkaError as error:
                    self.outcome.refused.append(Refusal(invoice.number, -line.price * pieces, str(error)))
                    wanted -= pieces
                    continue
                purchase.left -= pieces
                taken += pieces
                self.outcome.cancelled_units += pieces
                self.outcome.cancelled += purchase.price * pieces
            self.outcome.cancelled_lines += bool(taken)
            if wanted > taken:
                rest = wanted - taken
                self.outcome.unmatched.append(Unmatched(line.row, invoice.number, line.code, rest, line.price * rest))

    def count_standing(self) -> None:
        """What the open sales are worth in the end."""
        with acting_for(self.account_id):
            amounts = Sale.objects.as_contractor(self.account_id).filter(is_open=True).values_list("amount", flat=True)
            self.outcome.standing = sum((amount or Decimal(0) for amount in amounts), Decimal(0))


def play(book: Book, market: Market, *, told: Callable[[], None] | None = None) -> Outcome:
    """Place, forward and cancel every invoice; what is refused is noted with its reason and the rest goes on.

    `told` hears of each invoice done.
    """
    customers = {
        customer: _Customer(customer, contractor, market) for customer, contractor in market.contractors.items()
    }
    for invoice in book.invoices:
        customer = customers[invoice.customer]
        if invoice.is_cancellation:
            customer.cancel(invoice)
        else:
            customer.place(invoice)
        worker.work_all()
        if told:
            told()
    for customer in customers.values():
        customer.count_standing()
    return Outcome(market.supplier_id, book.plain_sum, [customer.outcome for customer in customers.values()])
