"""Issuing invoices and receipts of orders."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from spinka.accounts.models import Account
from spinka.accounts.queries import get_account
from spinka.core import clock
from spinka.core.errors import Conflict
from spinka.documents.drafts import Buyer
from spinka.documents.lines import Line, is_reverse_charged, lines_of_order
from spinka.documents.models import Document, Kind
from spinka.documents.rates import fixed_rate
from spinka.documents.services.series import series_for
from spinka.documents.services.writing import Content, write_document
from spinka.documents.wording import words
from spinka.orders import services as orders
from spinka.orders.models import Order, OrderLine


def buyer_of_order(order: Order) -> Buyer:
    """The buyer an order names: its invoice data, where it has none its delivery address."""
    prefix = "invoice" if order.invoice_fullname or order.invoice_company or order.invoice_nip else "delivery"
    return Buyer(
        fullname=getattr(order, f"{prefix}_fullname"),
        company=getattr(order, f"{prefix}_company"),
        nip=order.invoice_nip,
        address=getattr(order, f"{prefix}_address"),
        postcode=getattr(order, f"{prefix}_postcode"),
        city=getattr(order, f"{prefix}_city"),
        state=getattr(order, f"{prefix}_state"),
        country_code=getattr(order, f"{prefix}_country_code"),
    )


@transaction.atomic
def issue_invoice(
    *,
    account_id: int,
    order_id: int,
    series_id: int = 0,
    vat_rate: str = "",
    buyer: Buyer | None = None,
    due_at: datetime | None = None,
    actor: str,
) -> int:
    """Issue the invoice of an order; its id. Lines and delivery are frozen as they stand, VAT by line (R19).

    `series_id` 0 is the account's first series of invoices. `vat_rate` is addInvoice's (rates.fixed_rate). `buyer` is
    the buyer of a sale, which the package above knows (R16); without it the order's. `due_at` the day agreed with the
    partner, else the series' days from now.
    Raises NotFound for a foreign order or series, Conflict when the order has an invoice or nothing to invoice.
    """
    order = orders.lock_order(account_id=account_id, order_id=order_id)
    _refuse_second(order, Kind.INVOICE)
    series = series_for(account_id=account_id, kind=Kind.INVOICE, series_id=series_id)
    account = get_account(account_id)
    lines = _lines(account, order, rate=fixed_rate(vat_rate, of_series=series.vat_rate))
    note = words(account.language)["reverse_charge"] if is_reverse_charged(lines) else ""
    due = max(due_at, clock.now()) if due_at else clock.now() + timedelta(days=series.payment_days)
    content = _content(order, lines, buyer, due_at=due, additional_info=note)
    return int(write_document(account=account, series=series, content=content, actor=actor).pk)


@transaction.atomic
def issue_receipt(*, account_id: int, order_id: int, series_id: int = 0, buyer: Buyer | None = None, actor: str) -> int:
    """Issue the receipt of an order; its id. Every line keeps its own rate.

    Raises NotFound for a foreign order or series, Conflict when the order has a receipt or nothing to put on one.
    """
    order = orders.lock_order(account_id=account_id, order_id=order_id)
    _refuse_second(order, Kind.RECEIPT)
    series = series_for(account_id=account_id, kind=Kind.RECEIPT, series_id=series_id)
    account = get_account(account_id)
    lines = _lines(account, order, rate=fixed_rate(series.vat_rate))
    content = _content(order, lines, buyer, due_at=None)
    return int(write_document(account=account, series=series, content=content, actor=actor).pk)


def _refuse_second(order: Order, kind: Kind) -> None:
    # The order's row is locked, so nobody issues another one meanwhile.
    rows = Document.objects.for_account(order.account_id).filter(order_id=order.pk, kind=kind)
    number = rows.values_list("full_number", flat=True).first()
    if number is not None:
        raise Conflict("Order %(id)s has the document %(number)s already", id=order.pk, number=number)


def _lines(account: Account, order: Order, *, rate: Decimal | None) -> list[Line]:
    rows = list(OrderLine.objects.for_account(account.pk).filter(order_id=order.pk).order_by("pk"))
    lines = lines_of_order(order, rows, rate=rate, delivery_name=words(account.language)["delivery"])
    if not lines:
        raise Conflict("Order %(id)s has no line to put on a document", id=order.pk)
    return lines


def _content(
    order: Order, lines: list[Line], buyer: Buyer | None, *, due_at: datetime | None, additional_info: str = ""
) -> Content:
    return Content(
        order_id=order.pk,
        buyer=buyer or buyer_of_order(order),
        lines=lines,
        currency=order.currency,
        sold_at=order.date_confirmed or order.date_add,
        due_at=due_at,
        payment_method=order.payment_method,
        columns={"additional_info": additional_info},
    )
