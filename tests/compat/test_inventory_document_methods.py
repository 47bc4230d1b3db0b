"""Warehouse documents over the public API, value by value."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.warehousing.models import StockDocument
from tests.factories.accounts import make_token
from tests.factories.shop import Shop, make_shop
from tests.factories.world import LABEL, PDF
from tests.support.api import Api
from tests.support.rows import changed, fingerprint

pytestmark = pytest.mark.django_db
NOW = 1_795_435_200  # 2026-11-23 12:00 UTC


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def document(shop: Shop, kind: int = 0, **fields: Any) -> int:
    given = {"warehouse_id": shop.warehouse_id, "document_type": kind, **fields}
    return int(shop.api.ok("addInventoryDocument", **given)["document_id"])


def line(shop: Shop, document_id: int, product_id: int, quantity: int, **fields: Any) -> int:
    item = {"product_id": product_id, "quantity": quantity, **fields}
    (made,) = shop.api.ok("addInventoryDocumentItems", document_id=document_id, items=[item])["items"]
    return int(made["item_id"])


def stock(shop: Shop, product_id: int) -> dict[str, int]:
    """Pieces by warehouse key as the API lists them."""
    answer = shop.api.ok("getInventoryProductsStock", inventory_id=shop.inventory_id)
    places: dict[str, int] = answer["products"][str(product_id)]["stock"]
    return places


class TestAddInventoryDocument:
    def test_answers_with_id_and_number(self, shop: Shop) -> None:
        with time_machine.travel(datetime.fromtimestamp(NOW, UTC), tick=False):
            answer = shop.api.ok("addInventoryDocument", warehouse_id=shop.warehouse_id, document_type=0)
        assert answer.keys() == {"document_id", "document_number"}
        assert answer["document_number"] == f"PZ 1/11/2026/{shop.warehouse_id}"

    def test_changes_no_stock_until_it_is_confirmed(self, shop: Shop) -> None:
        product_id, key = shop.product(10), f"bl_{shop.warehouse_id}"
        document_id = document(shop)
        line(shop, document_id, product_id, 4)
        assert stock(shop, product_id) == {key: 10}
        assert shop.api.ok("setInventoryDocumentStatusConfirmed", document_id=document_id) == {}
        assert stock(shop, product_id) == {key: 14}
        (entry,) = shop.api.ok("getInventoryProductLogs", product_id=product_id, log_type=1)["logs"]
        assert entry["entries"] == [{"type": 1, "info": key, "from": 10, "to": 14}]
        assert entry["profile"] == "API default"

    def test_a_transfer_moves_pieces(self, shop: Shop) -> None:
        product_id, target = shop.product(10), shop.warehouse()
        document_id = document(shop, 4, target_warehouse_id=target)
        line(shop, document_id, product_id, 4)
        shop.api.ok("setInventoryDocumentStatusConfirmed", document_id=document_id)
        assert stock(shop, product_id) == {f"bl_{shop.warehouse_id}": 6, f"bl_{target}": 4}

    def test_refusals_change_nothing(self, shop: Shop) -> None:
        product_id, service = shop.product(10), shop.product(kind="service")
        draft, done = document(shop, 2), document(shop)
        for document_id, quantity in ((draft, 11), (done, 1)):
            line(shop, document_id, product_id, quantity)
        empty = document(shop)
        shop.api.ok("setInventoryDocumentStatusConfirmed", document_id=done)
        line(shop, draft, product_id, 1)
        item = {"product_id": product_id, "quantity": 1}
        place = {"warehouse_id": shop.warehouse_id}
        refusals: list[tuple[str, str, dict[str, Any]]] = [
            ("ERROR_BAD_PARAMETERS", "addInventoryDocument", {**place, "document_type": 6}),
            ("ERROR_BAD_PARAMETERS", "addInventoryDocument", {**place, "document_type": 4}),
            ("ERROR_BAD_PARAMETERS", "addInventoryDocument", place),
            ("ERROR_BAD_PARAMETERS", "addInventoryDocument", {**place, "document_type": 0, "contractor": "x" * 501}),
            ("ERROR_NOT_FOUND", "addInventoryDocument", {"warehouse_id": 987654, "document_type": 0}),
            ("ERROR_LOCKED", "addInventoryDocumentItems", {"document_id": done, "items": [item]}),
            ("ERROR_NOT_FOUND", "addInventoryDocumentItems", {"document_id": 987654, "items": [item]}),
            (
                "ERROR_NOT_FOUND",
                "addInventoryDocumentItems",
                {"document_id": draft, "items": [item, {**item, "product_id": 987654}]},
            ),
            *(
                ("ERROR_BAD_PARAMETERS", "addInventoryDocumentItems", {"document_id": draft, "items": items})
                for items in (
                    [],
                    [item] * 1001,
                    [item, {**item, "quantity": 0}],
                    [item, {**item, "price": -1}],
                    [item, {**item, "product_id": service}],
                    [item, {**item, "expiry_date": "2031-02-30"}],
                    [item, {**item, "expiry_date": "20310201"}],
                    [item, {**item, "batch": "x" * 129}],
                )
            ),
            ("ERROR_CONFLICT", "setInventoryDocumentStatusConfirmed", {"document_id": done}),
            ("ERROR_CONFLICT", "setInventoryDocumentStatusConfirmed", {"document_id": draft}),
            ("ERROR_CONFLICT", "setInventoryDocumentStatusConfirmed", {"document_id": empty}),
            ("ERROR_NOT_FOUND", "setInventoryDocumentStatusConfirmed", {"document_id": 987654}),
            ("ERROR_BAD_PARAMETERS", "getInventoryDocuments", {"filter_document_status": 2}),
            ("ERROR_NOT_FOUND", "getInventoryDocumentItems", {"document_id": 987654}),
            ("ERROR_NOT_FOUND", "getInventoryDocumentFile", {"document_id": 987654}),
            ("ERROR_NOT_FOUND", "addInventoryDocumentFile", {"document_id": 987654, "file": LABEL}),
            ("ERROR_BAD_PARAMETERS", "addInventoryDocumentFile", {"document_id": draft, "file": "data:!!"}),
            ("ERROR_BAD_PARAMETERS", "addInventoryDocumentFile", {"document_id": draft, "file": "PGh0bWw+"}),
        ]
        before = fingerprint(shop.account_id)
        found = [(shop.api.refused(name, **parameters), name) for _code, name, parameters in refusals]
        assert found == [(code, name) for code, name, _parameters in refusals]
        assert changed(before, fingerprint(shop.account_id)) == set()

    def test_what_is_short_is_named(self, shop: Shop) -> None:
        product_id = shop.product(10)
        document_id = document(shop, 3)
        line(shop, document_id, product_id, 11)
        answer = shop.api.call("setInventoryDocumentStatusConfirmed", document_id=document_id)
        assert answer["error_message"] == (
            f"Product {product_id}: 11 pieces are to leave warehouse {shop.warehouse_id}, 10 are free"
        )


class TestGetInventoryDocuments:
    def test_prints_every_field(self, shop: Shop) -> None:
        first, second, target = shop.product(10), shop.product(10), shop.warehouse()
        document_id = document(shop, 4, target_warehouse_id=target, date_add=NOW, date_execute=NOW, notes="uwaga")
        line(shop, document_id, first, 3, price=4.5)
        line(shop, document_id, second, 2, price=0.1)
        (row,) = shop.api.ok("getInventoryDocuments")["documents"]
        (series,) = [row for row in self.series(shop) if row["document_type"] == 4]
        assert row == {
            "document_id": document_id,
            "document_type": 4,
            "document_status": 0,
            "direction": 1,
            "document_series_id": series["document_series_id"],
            "full_number": f"MM 1/11/2026/{shop.warehouse_id}",
            "date_created": NOW,
            "date_confirmed": 0,
            "warehouse_id": shop.warehouse_id,
            "warehouse_id2": target,
            "items_count": 2,
            "total_quantity": 5,
            "total_price": 13.7,
            "connection_type": 0,
            "connection_id": 0,
            "notes": "uwaga",
            "source_object_type": 0,
            "source_object_id": 0,
        }
        with time_machine.travel(datetime.fromtimestamp(NOW + 60, UTC), tick=False):
            shop.api.ok("setInventoryDocumentStatusConfirmed", document_id=document_id)
        (row,) = shop.api.ok("getInventoryDocuments")["documents"]
        assert (row["document_status"], row["date_confirmed"]) == (1, NOW + 60)

    def series(self, shop: Shop) -> list[dict[str, Any]]:
        return list(shop.api.ok("getInventoryDocumentSeries")["document_series"])

    def test_direction_of_every_type(self, shop: Shop) -> None:
        target = shop.warehouse()
        for kind in range(6):
            document(shop, kind, target_warehouse_id=target if kind == 4 else 0)
        rows = shop.api.ok("getInventoryDocuments")["documents"]
        assert [(row["document_type"], row["direction"]) for row in rows] == [
            (0, 0),
            (1, 0),
            (2, 1),
            (3, 1),
            (4, 1),
            (5, 0),
        ]
        assert {(row["items_count"], row["total_quantity"], row["total_price"]) for row in rows} == {(0, 0, 0.0)}

    def test_filters(self, shop: Shop) -> None:
        product_id, other = shop.product(10), shop.warehouse()
        received = document(shop, 0, date_add=NOW)
        line(shop, received, product_id, 1)
        shop.api.ok("setInventoryDocumentStatusConfirmed", document_id=received)
        moved = document(shop, 4, target_warehouse_id=other, date_add=NOW + 10)
        issued = document(shop, 2, warehouse_id=other, date_add=NOW + 20)
        with acting_for(shop.account_id):
            rows = StockDocument.objects.for_account(shop.account_id).filter(pk=issued)
            rows.update(source_type=1, source_id=77)

        def found(**filters: Any) -> list[int]:
            return [row["document_id"] for row in shop.api.ok("getInventoryDocuments", **filters)["documents"]]

        assert found() == found(page=0) == found(page=1) == [received, moved, issued]
        assert found(page=2) == []
        assert found(filter_document_id=moved) == [moved]
        assert found(filter_document_type=0) == [received]
        assert found(filter_document_type=4) == [moved]
        assert found(filter_document_type=6) == found(filter_document_type=2**31 - 1) == []
        assert found(filter_document_status=0) == [moved, issued]
        assert found(filter_document_status=1) == [received]
        assert found(filter_warehouse_id=shop.warehouse_id) == [received, moved]
        assert found(filter_warehouse_id=other) == [moved, issued]
        assert found(filter_date_from=NOW + 10) == [moved, issued]
        assert found(filter_date_to=NOW + 10) == [received, moved]
        assert found(filter_date_from=NOW + 1, filter_date_to=NOW + 11) == [moved]
        assert found(filter_source_object_type=1) == found(filter_source_object_id=77) == [issued]
        assert found(filter_source_object_type=2) == []

    def test_pages_of_a_hundred(self, shop: Shop) -> None:
        ids = [document(shop) for _ in range(101)]
        pages = [shop.api.ok("getInventoryDocuments", page=page)["documents"] for page in (1, 2, 3)]
        assert [[row["document_id"] for row in rows] for rows in pages] == [ids[:100], ids[100:], []]

    def test_queries_do_not_grow_with_documents_and_lines(self, shop: Shop) -> None:
        product_id, counts = shop.product(10), []
        for _ in range(2):
            document_id = document(shop)
            for _ in range(3):
                line(shop, document_id, product_id, 1)
            with CaptureQueriesContext(connection) as queries:
                shop.api.ok("getInventoryDocuments")
            with CaptureQueriesContext(connection) as more:
                shop.api.ok("getInventoryDocumentItems", document_id=document_id)
            with CaptureQueriesContext(connection) as series:
                shop.api.ok("getInventoryDocumentSeries")
            counts.append((len(queries), len(more), len(series)))
        assert counts[0] == counts[1]
        assert len(queries) == len(series) == len(more) - 1


class TestGetInventoryDocumentItems:
    def test_prints_every_field(self, shop: Shop) -> None:
        product_id = shop.product(10, name="Kubek", sku="K-1", ean="5901234123457")
        document_id = document(shop)
        full = {
            "price": 4.5,
            "location_name": "A-1",
            "target_location_name": "B-2",
            "expiry_date": "2031-01-31",
            "batch": "L-1",
            "serial_no": "S-1",
            "comments": "szkło",
        }
        item_id = line(shop, document_id, product_id, 3, **full)
        for place, no_day in enumerate(("", "0000-00-00"), start=2):
            line(shop, document_id, product_id, 1, expiry_date=no_day)
            rows = shop.api.ok("getInventoryDocumentItems", document_id=document_id)["items"]
            assert (rows[-1]["position"], rows[-1]["expiry_date"], rows[-1]["price"]) == (place, "", 0.0)
        assert rows[0] == {
            "document_id": document_id,
            "item_id": item_id,
            "position": 1,
            "product_id": product_id,
            "product_name": "Kubek",
            "product_ean": "5901234123457",
            "product_sku": "K-1",
            "quantity": 3,
            "total_price": 13.5,
            "inventory_id": shop.inventory_id,
            **full,
        }

    def test_pages_of_a_hundred_in_the_order_they_were_added(self, shop: Shop) -> None:
        item = {"product_id": shop.product(10), "quantity": 1}
        document_id = document(shop)
        made = shop.api.ok("addInventoryDocumentItems", document_id=document_id, items=[item] * 150)["items"]
        pages = [
            shop.api.ok("getInventoryDocumentItems", document_id=document_id, page=page)["items"] for page in (1, 2, 3)
        ]
        assert [len(rows) for rows in pages] == [100, 50, 0]
        assert [row["item_id"] for rows in pages for row in rows] == [row["item_id"] for row in made]
        assert [row["position"] for rows in pages for row in rows] == list(range(1, 151))


class TestGetInventoryDocumentSeries:
    def test_lists_those_of_a_warehouse(self, shop: Shop) -> None:
        other = shop.warehouse()
        assert shop.api.ok("getInventoryDocumentSeries") == {"document_series": []}
        document(shop)
        document(shop, warehouse_id=other)
        rows = shop.api.ok("getInventoryDocumentSeries")["document_series"]
        assert len(rows) == 12
        mine = shop.api.ok("getInventoryDocumentSeries", warehouse_id=other)["document_series"]
        assert mine == rows[6:]
        assert mine[2] == {
            "document_series_id": mine[2]["document_series_id"],
            "name": "WZ",
            "document_type": 2,
            "warehouse_id": other,
            "format": f"WZ %N/%M/%Y/{other}",
        }


class TestFiles:
    def test_a_pdf_of_ours_until_there_is_one_of_another_system(self, shop: Shop) -> None:
        document_id = document(shop, date_add=NOW)
        number = f"PZ 1/11/2026/{shop.warehouse_id}"
        for external in (False, True):
            answer = shop.api.ok("getInventoryDocumentFile", document_id=document_id, get_external=external)
            assert answer["document_number"] == number
            assert base64.b64decode(answer["file"].removeprefix("data:")).startswith(b"%PDF-")
        shop.api.ok(
            "addInventoryDocumentFile", document_id=document_id, file=f"data:{LABEL}", external_document_number="OBCY/1"
        )
        answer = shop.api.ok("getInventoryDocumentFile", document_id=document_id, get_external=True)
        assert answer == {"file": f"data:{LABEL}", "document_number": "OBCY/1"}
        answer = shop.api.ok("getInventoryDocumentFile", document_id=document_id)
        assert (answer["document_number"], answer["file"] != f"data:{LABEL}") == (number, True)

    @pytest.mark.parametrize("prefix", ["data:", "data:application/pdf;base64,", ""])
    def test_blanks_a_form_lost_are_pluses_again(self, shop: Shop, prefix: str) -> None:
        content = PDF[:9] + b"\xfb\xef\xbe" * 20 + PDF[9:]
        text = base64.b64encode(content).decode()
        assert "+" in text
        document_id = document(shop)
        shop.api.ok("addInventoryDocumentFile", document_id=document_id, file=prefix + text.replace("+", " "))
        answer = shop.api.ok("getInventoryDocumentFile", document_id=document_id, get_external=True)
        assert base64.b64decode(answer["file"].removeprefix("data:")) == content


class TestRights:
    def test_reading_and_writing_are_those_of_stock(self, shop: Shop) -> None:
        reader = Api(make_token(shop.account_id, "catalog:read"))
        writer = Api(make_token(shop.account_id, "catalog:write"))
        asked = {"warehouse_id": shop.warehouse_id, "document_type": 0}
        assert reader.refused("addInventoryDocument", **asked) == "ERROR_FORBIDDEN"
        made = writer.ok("addInventoryDocument", **asked)
        assert writer.refused("getInventoryDocuments") == "ERROR_FORBIDDEN"
        (row,) = reader.ok("getInventoryDocuments")["documents"]
        assert row["document_id"] == made["document_id"]
        assert (
            reader.refused("setInventoryDocumentStatusConfirmed", document_id=row["document_id"]) == "ERROR_FORBIDDEN"
        )
