"""A shop with goods, an order of several rates, and reading documents back."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.documents import services as documents
from spinka.documents.models import Document, DocumentLine, Series, SeriesCounter
from spinka.orders.draft import LineDraft
from tests.factories.shop import Shop, make_shop


@dataclass(frozen=True, slots=True)
class Office:
    """A shop that issues documents."""

    shop: Shop

    @property
    def account_id(self) -> int:
        return self.shop.account_id

    def order(self, *lines: tuple[str, str, int], **fields: Any) -> int:
        """An order of (unit price, rate, quantity); one of 100.00 at 23 % by default."""
        drafts = [
            LineDraft(name=f"Towar {place}", unit_gross=Decimal(price), tax_rate=Decimal(rate), quantity=quantity)
            for place, (price, rate, quantity) in enumerate(lines or [("100", "23", 1)], start=1)
        ]
        return self.shop.order(*drafts, **fields).order_id

    def invoice(self, order_id: int | None = None, **options: Any) -> Document:
        """The invoice of an order, a new one by default."""
        with acting_for(self.account_id):
            document_id = documents.issue_invoice(
                account_id=self.account_id, order_id=order_id or self.order(), actor="test", **options
            )
        return self.found(document_id)

    def found(self, document_id: int) -> Document:
        with acting_for(self.account_id):
            return Document.objects.for_account(self.account_id).get(pk=document_id)

    def lines(self, document_id: int, *, is_before: bool = False) -> list[DocumentLine]:
        with acting_for(self.account_id):
            rows = DocumentLine.objects.for_account(self.account_id)
            return list(rows.filter(document_id=document_id, is_before=is_before).order_by("position"))

    def series(self, kind: str) -> Series:
        with acting_for(self.account_id):
            return Series.objects.for_account(self.account_id).filter(kind=kind).order_by("pk")[0]

    def counters(self) -> list[tuple[int, int, int]]:
        """Year, month and last number of every counter."""
        with acting_for(self.account_id):
            rows = SeriesCounter.objects.for_account(self.account_id).order_by("pk")
            return list(rows.values_list("year", "month", "last"))

    def count(self) -> int:
        with acting_for(self.account_id):
            return Document.objects.for_account(self.account_id).count()


@pytest.fixture
def office(db: None) -> Office:
    return Office(make_shop())
