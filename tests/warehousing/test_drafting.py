"""Drafts: numbers without gaps, lines that freeze what they name, and stock that does not change."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from spinka.catalog.services import delete_product
from spinka.core.errors import BadParameters, Locked, NotFound
from spinka.warehousing import queries
from spinka.warehousing import services as warehousing
from spinka.warehousing.draft import DocumentDraft, ItemDraft
from spinka.warehousing.models import Kind, StockDocument
from tests.factories.shop import make_shop
from tests.orders.test_contention import at_once
from tests.support.rows import changed, fingerprint
from tests.warehousing.conftest import Hall

NOVEMBER = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Undone(Exception):
    """The caller took everything back."""


class TestCreateDocument:
    def test_numbers_by_kind_and_warehouse(self, hall: Hall) -> None:
        other = hall.shop.warehouse()
        with time_machine.travel(NOVEMBER, tick=False):
            kinds = [hall.draft(kind, target_warehouse_id=other if kind == Kind.TRANSFER else 0) for kind in Kind]
            second, elsewhere = hall.draft(), hall.draft(warehouse_id=other)
        here = hall.shop.warehouse_id
        assert [row.full_number for row in kinds] == [
            f"{code} 1/11/2026/{here}" for code in ("PZ", "PW", "WZ", "RW", "MM", "BO")
        ]
        assert (second.full_number, elsewhere.full_number) == (f"PZ 2/11/2026/{here}", f"PZ 1/11/2026/{other}")

    def test_series_come_with_a_warehouses_first_document_in_the_accounts_language(self, hall: Hall) -> None:
        with acting_for(hall.account_id):
            assert queries.series_list(account_id=hall.account_id) == []
            Account.objects.filter(pk=hall.account_id).update(language="en")
        made = hall.draft(Kind.TRANSFER, target_warehouse_id=hall.shop.warehouse())
        with acting_for(hall.account_id):
            rows = queries.series_list(account_id=hall.account_id)
        here = hall.shop.warehouse_id
        assert [(row.kind, row.name, row.format) for row in rows] == [
            (kind, code, f"{code} %N/%M/%Y/{here}") for kind, code in enumerate(("GR", "IGR", "GI", "IGI", "IT", "OB"))
        ]
        assert made.series_id == rows[Kind.TRANSFER].pk

    def test_is_numbered_in_the_month_it_is_dated_by_the_accounts_calendar(self, hall: Hall) -> None:
        here = hall.shop.warehouse_id
        late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
        numbers = [hall.draft(issued_at=moment).full_number for moment in (late, NOVEMBER, late)]
        assert numbers == [f"PZ 1/01/2027/{here}", f"PZ 1/11/2026/{here}", f"PZ 2/01/2027/{here}"]

    def test_keeps_what_it_was_given_and_the_names_of_the_moment(self, hall: Hall) -> None:
        target = hall.shop.warehouse()
        made = hall.draft(
            Kind.TRANSFER,
            target_warehouse_id=target,
            issued_at=NOVEMBER,
            executed_at=NOVEMBER,
            contractor="Źródło",
            invoice_number="FV 1",
            notes="uwaga",
        )
        with acting_for(hall.account_id):
            name = Account.objects.get(pk=hall.account_id).name
        assert (made.contractor, made.invoice_number, made.notes) == ("Źródło", "FV 1", "uwaga")
        assert (made.issued_at, made.executed_at, made.confirmed_at) == (NOVEMBER, NOVEMBER, None)
        assert (made.target_warehouse_id, made.target_name) == (target, "Another")
        assert name in made.company

    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": 6},
            {"kind": -1},
            {"kind": Kind.TRANSFER},
            {"kind": Kind.TRANSFER, "target_warehouse_id": "same"},
            {"target_warehouse_id": "other"},
            {"contractor": "x" * 501},
            {"invoice_number": "x" * 51},
            {"notes": "x" * 501},
        ],
        ids=str,
    )
    def test_refuses_what_no_document_is(self, hall: Hall, fields: dict[str, Any]) -> None:
        places = {"same": hall.shop.warehouse_id, "other": hall.shop.warehouse()}
        target = fields.get("target_warehouse_id")
        given = {**fields, "target_warehouse_id": places[target]} if target in places else fields
        before = fingerprint(hall.account_id)
        with pytest.raises(BadParameters):
            hall.draft(**{"kind": Kind.GOODS_RECEIVED, **given})
        assert changed(before, fingerprint(hall.account_id)) == set()

    def test_a_foreign_warehouse_and_a_suppliers_are_missing(self, hall: Hall) -> None:
        foreign, live = make_shop().warehouse_id, hall.shop.warehouse("blconnect")
        before = fingerprint(hall.account_id)
        for place in (foreign, live, 0, -1, 2**70):
            with pytest.raises(NotFound):
                hall.draft(warehouse_id=place)
            if place > 0:
                with pytest.raises(NotFound):
                    hall.draft(Kind.TRANSFER, target_warehouse_id=place)
        assert changed(before, fingerprint(hall.account_id)) == set()


class TestNumbers:
    def test_one_rolled_back_is_given_to_the_next(self, hall: Hall) -> None:
        hall.draft()
        draft = DocumentDraft(kind=0, warehouse_id=hall.shop.warehouse_id)

        def undo() -> None:
            with acting_for(hall.account_id):
                warehousing.create_document(account_id=hall.account_id, draft=draft)
                raise Undone

        with pytest.raises(Undone):
            undo()
        assert hall.draft().number == 2
        assert [row[2] for row in hall.counters()] == [2]

    def test_parallel_documents_have_neither_gap_nor_double(self, committed_db: None) -> None:
        """Six connections, four documents each, one of them taken back, on a warehouse that has no series yet."""
        hall = Hall(make_shop())
        draft = DocumentDraft(kind=Kind.GOODS_ISSUED, warehouse_id=hall.shop.warehouse_id)

        def make() -> None:
            for turn in range(4):
                try:
                    with acting_for(hall.account_id):
                        warehousing.create_document(account_id=hall.account_id, draft=draft)
                        if turn == 1:
                            raise Undone
                except Undone:
                    pass

        assert at_once(*[make] * 6) == []
        with acting_for(hall.account_id):
            rows = StockDocument.objects.for_account(hall.account_id).order_by("number")
            assert list(rows.values_list("number", flat=True)) == list(range(1, 19))
            assert len(queries.series_list(account_id=hall.account_id)) == 6
        assert [row[2] for row in hall.counters()] == [18]


class TestAddItems:
    def test_freezes_names_codes_and_sums(self, hall: Hall) -> None:
        product_id = hall.shop.product(5, name="Kubek", sku="K-1", ean="5901234123457")
        document_id = hall.draft().pk
        first = ItemDraft(
            product_id=product_id,
            quantity=3,
            price=Decimal("4.505"),
            location="A-1",
            target_location="B-2",
            expires_on=date(2031, 1, 31),
            batch="L-1",
            serial_number="S-1",
            comments="uwaga",
        )
        ids = hall.add(document_id, first, replace(first, quantity=2, price=Decimal(0), expires_on=None))
        ids += hall.add(document_id, ItemDraft(product_id=product_id, quantity=1))
        with acting_for(hall.account_id):
            Product.objects.for_account(hall.account_id).filter(pk=product_id).update(name="Inny", sku="x", ean="")
        rows = hall.items(document_id)
        assert [row.pk for row in rows] == ids
        assert [(row.position, row.quantity, row.price, row.total) for row in rows] == [
            (1, 3, Decimal("4.51"), Decimal("13.53")),
            (2, 2, Decimal(0), Decimal(0)),
            (3, 1, Decimal(0), Decimal(0)),
        ]
        row = rows[0]
        assert (row.product_id, row.inventory_id) == (product_id, hall.shop.inventory_id)
        assert (row.name, row.sku, row.ean) == ("Kubek", "K-1", "5901234123457")
        assert (row.location, row.target_location, row.expires_on) == ("A-1", "B-2", date(2031, 1, 31))
        assert (row.batch, row.serial_number, row.comments) == ("L-1", "S-1", "uwaga")
        assert hall.shop.levels(product_id) == (5, 0)
        assert hall.log(product_id) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"quantity": 0},
            {"quantity": -1},
            {"quantity": 10**9 + 1},
            {"price": Decimal("-0.01")},
            {"price": Decimal(100000000)},
            {"price": Decimal("Infinity")},
            {"price": Decimal("NaN")},
            {"location": "x" * 256},
            {"target_location": "x" * 256},
            {"batch": "x" * 129},
            {"serial_number": "x" * 129},
            {"comments": "x" * 256},
        ],
        ids=str,
    )
    def test_refuses_all_lines_for_one_that_is_wrong(self, hall: Hall, wrong: dict[str, Any]) -> None:
        right = ItemDraft(product_id=hall.shop.product(5), quantity=1)
        document_id = hall.draft().pk
        with pytest.raises(BadParameters):
            hall.add(document_id, right, replace(right, **wrong))
        assert hall.items(document_id) == []

    def test_refuses_none_too_many_and_a_document_too_long(self, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
        item = ItemDraft(product_id=hall.shop.product(5), quantity=1)
        document_id = hall.draft().pk
        for count in (0, 1001):
            with pytest.raises(BadParameters):
                hall.add(document_id, *[item] * count)
        monkeypatch.setattr("spinka.warehousing.services.drafting.MOST_LINES", 3)
        hall.add(document_id, item, item)
        with pytest.raises(BadParameters):
            hall.add(document_id, item, item)
        assert len(hall.items(document_id)) == 2

    def test_a_service_and_a_set_have_no_pieces(self, hall: Hall) -> None:
        goods = hall.shop.product(5)
        document_id = hall.draft().pk
        for product_id in (hall.shop.product(kind="service"), hall.shop.bundle(**{f"p{goods}": 2})):
            with pytest.raises(BadParameters):
                hall.add(document_id, ItemDraft(product_id=product_id, quantity=1))
        assert hall.items(document_id) == []

    def test_foreign_products_and_documents_are_missing(self, hall: Hall) -> None:
        theirs = Hall(make_shop())
        their_product, their_document = theirs.shop.product(5), theirs.draft().pk
        own = ItemDraft(product_id=hall.shop.product(5), quantity=1)
        document_id = hall.draft().pk
        for product_id in (their_product, 0, -1, 2**70):
            with pytest.raises(NotFound):
                hall.add(document_id, own, replace(own, product_id=product_id))
        for missing in (their_document, 0, -1, 2**70):
            with pytest.raises(NotFound):
                hall.add(missing, own)
        assert hall.items(document_id) == theirs.items(their_document) == []

    def test_a_confirmed_document_takes_none(self, hall: Hall) -> None:
        product_id = hall.shop.product(5)
        document_id = hall.filled(Kind.GOODS_RECEIVED, {product_id: 2})
        hall.confirm(document_id)
        with pytest.raises(Locked):
            hall.add(document_id, ItemDraft(product_id=product_id, quantity=1))
        assert len(hall.items(document_id)) == 1
        assert hall.shop.levels(product_id) == (7, 0)

    def test_lines_outlive_their_product(self, hall: Hall) -> None:
        product_id = hall.shop.product(0, name="Kubek")
        document_id = hall.filled(Kind.GOODS_RECEIVED, {product_id: 2})
        with acting_for(hall.account_id):
            delete_product(account_id=hall.account_id, product_id=product_id, actor="test")
        assert [(row.product_id, row.name) for row in hall.items(document_id)] == [(product_id, "Kubek")]
        with pytest.raises(NotFound):
            hall.confirm(document_id)
        assert hall.found(document_id).confirmed_at is None
