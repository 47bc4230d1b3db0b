"""A shop that keeps warehouse documents, and reading back what they did."""

from dataclasses import dataclass
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import ProductLog
from spinka.warehousing import services as warehousing
from spinka.warehousing.draft import DocumentDraft, ItemDraft
from spinka.warehousing.models import DocumentCounter, Kind, StockDocument, StockItem
from tests.factories.shop import Shop, make_shop


@dataclass(frozen=True, slots=True)
class Hall:
    """A shop with a warehouse; every method acts for its account."""

    shop: Shop

    @property
    def account_id(self) -> int:
        return self.shop.account_id

    def draft(self, kind: Kind = Kind.GOODS_RECEIVED, **fields: Any) -> StockDocument:
        """An empty document, at the default warehouse unless another is named."""
        draft = DocumentDraft(kind=kind, **{"warehouse_id": self.shop.warehouse_id, **fields})
        with acting_for(self.account_id):
            made = warehousing.create_document(account_id=self.account_id, draft=draft)
        return self.found(made.document_id)

    def add(self, document_id: int, *items: ItemDraft) -> list[int]:
        with acting_for(self.account_id):
            return warehousing.add_items(account_id=self.account_id, document_id=document_id, items=items)

    def filled(self, kind: Kind, pieces: dict[int, int], **fields: Any) -> int:
        """A draft with a line per product; its id."""
        document_id = self.draft(kind, **fields).pk
        self.add(document_id, *(ItemDraft(product_id=product, quantity=count) for product, count in pieces.items()))
        return document_id

    def confirm(self, document_id: int) -> None:
        with acting_for(self.account_id):
            warehousing.confirm_document(account_id=self.account_id, document_id=document_id, actor="test")

    def found(self, document_id: int) -> StockDocument:
        with acting_for(self.account_id):
            return StockDocument.objects.for_account(self.account_id).get(pk=document_id)

    def items(self, document_id: int) -> list[StockItem]:
        with acting_for(self.account_id):
            rows = StockItem.objects.for_account(self.account_id)
            return list(rows.filter(document_id=document_id).order_by("position"))

    def log(self, product_id: int) -> list[tuple[str, str, str, str]]:
        """Warehouse, on hand before and after, and who, of a product's changes of stock."""
        with acting_for(self.account_id):
            rows = ProductLog.objects.for_account(self.account_id).filter(product_id=product_id, log_type=1)
            return list(rows.order_by("pk").values_list("info", "old", "new", "profile"))

    def counters(self) -> list[tuple[int, int, int]]:
        """Year, month and last number of every counter."""
        with acting_for(self.account_id):
            rows = DocumentCounter.objects.for_account(self.account_id).order_by("pk")
            return list(rows.values_list("year", "month", "last"))

    def count(self) -> int:
        with acting_for(self.account_id):
            return StockDocument.objects.for_account(self.account_id).count()


@pytest.fixture
def hall(db: None) -> Hall:
    return Hall(make_shop())
