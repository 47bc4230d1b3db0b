"""Invoices, corrections and receipts over the public API, value by value."""

import base64
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.core import clock
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.world import LABEL, PDF
from tests.support.api import Api
from tests.support.rows import changed, fingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> MadeAccount:
    return make_account("Hurtownia Łąka")


@pytest.fixture
def api(account: MadeAccount) -> Api:
    return account.api


def order(api: Api, **fields: Any) -> int:
    lines = fields.pop(
        "products", [{"name": "Kubek", "sku": "K-1", "price_brutto": 12.3, "tax_rate": 23, "quantity": 2}]
    )
    return int(api.ok("addOrder", products=lines, **fields)["order_id"])


def invoice(api: Api, **fields: Any) -> int:
    return int(api.ok("addInvoice", order_id=order(api, **fields))["invoice_id"])


def series(api: Api) -> dict[str, int]:
    return {row["type"]: row["id"] for row in api.ok("getSeries")["series"]}


class TestGetSeries:
    def test_new_accounts_have_one_of_each_type(self, api: Api) -> None:
        rows = api.ok("getSeries")["series"]
        assert [(row["type"], row["name"], row["format"]) for row in rows] == [
            ("INVOICE", "Faktury", "FV %N/%M/%Y"),
            ("CORRECTION", "Korekty", "FK %N/%M/%Y"),
            ("RECEIPT", "Paragony", "PA %N/%M/%Y"),
        ]
        assert all(isinstance(row["id"], int) for row in rows)


class TestGetInvoices:
    def test_prints_every_field(self, api: Api) -> None:
        before = clock.to_unix(clock.now())
        order_id = order(
            api,
            date_add=1_700_000_000,
            currency="EUR",
            payment_method="Przelew",
            delivery_price=10,
            delivery_method="Kurier",
            invoice_fullname="Jan Nowak",
            invoice_company="Firma",
            invoice_nip="5260250995",
            invoice_address="Prosta 1",
            invoice_postcode="00-001",
            invoice_city="Łódź",
            invoice_country_code="PL",
        )
        made = api.ok("addInvoice", order_id=order_id, series_id=series(api)["INVOICE"], vat_rate="ITEM")
        (row,) = api.ok("getInvoices", invoice_id=made["invoice_id"], get_government_data=True)["invoices"]
        line_id = row["items"][0]["order_product_id"]
        added, sold, due = row.pop("date_add"), row.pop("date_sell"), row.pop("date_pay_to")
        assert before <= added <= before + 60
        assert sold > 0
        assert due == added + 14 * 86_400
        month, year = row["month"], row["year"]
        assert row == {
            "invoice_id": made["invoice_id"],
            "order_id": order_id,
            "series_id": series(api)["INVOICE"],
            "type": "normal",
            "number": f"FV 1/{month:02}/{year}",
            "external_invoice_number": "",
            "sub_id": 1,
            "month": month,
            "year": year,
            "postfix": "",
            "currency": "EUR",
            "total_price_brutto": 34.6,
            "total_price_netto": 28.13,
            "payment": "Przelew",
            "additional_info": "",
            "invoice_fullname": "Jan Nowak",
            "invoice_company": "Firma",
            "invoice_nip": "5260250995",
            "invoice_address": "Prosta 1",
            "invoice_postcode": "00-001",
            "invoice_city": "Łódź",
            "invoice_country": "Poland",
            "invoice_country_code": "PL",
            "seller": "Hurtownia Łąka",
            "issuer": "",
            "correcting_to_invoice_id": 0,
            "correcting_reason": "",
            "correcting_items": False,
            "correcting_data": False,
            "exchange_currency": "",
            "exchange_rate": "",
            "exchange_date": "",
            "exchange_info": "",
            "external_id": "",
            "items": [
                {
                    "name": "Kubek",
                    "sku": "K-1",
                    "ean": "",
                    "price_brutto": 12.3,
                    "price_netto": 10.0,
                    "tax_rate": 23.0,
                    "quantity": 2,
                    "is_shipment": 0,
                    "order_product_id": line_id,
                },
                {
                    "name": "Kurier",
                    "sku": "",
                    "ean": "",
                    "price_brutto": 10.0,
                    "price_netto": 8.1301,
                    "tax_rate": 23.0,
                    "quantity": 1,
                    "is_shipment": 1,
                    "order_product_id": 0,
                },
            ],
            "gov_id": "",
            "gov_date": "",
            "gov_status": "",
        }

    def test_pages_by_id_and_filters(self, api: Api) -> None:
        ids = [invoice(api) for _ in range(3)]
        correction = api.ok("addInvoiceCorrection", original_invoice_id=ids[0], invoice_city="Łódź")["invoice_id"]
        api.ok("addOrderInvoiceFile", invoice_id=ids[1], file=LABEL, external_invoice_number="Z/1")
        api.ok("addReceipt", order_id=order(api))

        def found(**filters: Any) -> list[int]:
            return [row["invoice_id"] for row in api.ok("getInvoices", **filters)["invoices"]]

        now = clock.to_unix(clock.now())
        assert found() == [*ids, correction]
        assert found(id_from=ids[1]) == [*ids[1:], correction]
        assert found(id_from=correction + 1) == []
        assert found(get_external_invoices=False) == [ids[0], ids[2], correction]
        assert found(series_id=series(api)["CORRECTION"]) == [correction]
        assert found(date_from=now - 60) == [*ids, correction]
        assert found(date_from=now + 60) == []
        for nothing in (2**63 - 1, -1):
            assert found(invoice_id=nothing) == found(order_id=nothing) == found(series_id=nothing) == []
        assert found(id_from=2**63 - 1) == []
        for field in ("invoice_id", "order_id", "series_id", "id_from"):
            assert api.refused("getInvoices", **{field: 2**63}) == "ERROR_BAD_PARAMETERS"
        (row,) = api.ok("getInvoices", invoice_id=ids[0])["invoices"]
        assert found(order_id=row["order_id"]) == [ids[0], correction]

    def test_queries_do_not_grow_with_the_page(self, api: Api) -> None:
        counts = []
        for _ in range(2):
            invoice(api)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                api.ok("getInvoices")
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestAddInvoice:
    def test_series_and_rate_may_be_left_out(self, api: Api) -> None:
        (row,) = api.ok("getInvoices", invoice_id=invoice(api))["invoices"]
        assert (row["series_id"], row["total_price_netto"]) == (series(api)["INVOICE"], 20.0)

    @pytest.mark.parametrize(("given", "rate"), [(8, 8.0), (8.5, 8.5), ("5", 5.0), ("OO", -0.03), ("EXPT", -1.0)])
    def test_takes_rates_as_numbers_and_words(self, api: Api, given: Any, rate: float) -> None:
        made = api.ok("addInvoice", order_id=order(api), vat_rate=given)["invoice_id"]
        (row,) = api.ok("getInvoices", invoice_id=made)["invoices"]
        assert row["items"][0]["tax_rate"] == rate

    def test_refusals_write_nothing(self, api: Api, account: MadeAccount) -> None:
        made = order(api)
        api.ok("addInvoice", order_id=made)
        empty = order(api, products=[])
        before = fingerprint(account.account_id)
        assert api.refused("addInvoice") == "ERROR_BAD_PARAMETERS"
        assert api.refused("addInvoice", order_id=made) == "ERROR_CONFLICT"
        assert api.refused("addInvoice", order_id=empty) == "ERROR_CONFLICT"
        assert api.refused("addInvoice", order_id=made + 1000) == "ERROR_NOT_FOUND"
        assert api.refused("addInvoice", order_id=empty, series_id=series(api)["RECEIPT"]) == "ERROR_NOT_FOUND"
        assert changed(before, fingerprint(account.account_id)) == set()

    def test_the_journal_tells_it(self, api: Api) -> None:
        made = invoice(api)
        rows = api.ok("getJournalList", last_log_id=0, logs_types=[7])["logs"]
        assert [(row["log_type"], row["object_id"]) for row in rows] == [(7, made)]


class TestAddInvoiceCorrection:
    def test_corrects_a_line_and_the_buyer(self, api: Api) -> None:
        made = invoice(api, invoice_company="Firma")
        (row,) = api.ok("getInvoices", invoice_id=made)["invoices"]
        item = {"order_product_id": row["items"][0]["order_product_id"], "item_quantity": "1"}
        correction = api.ok(
            "addInvoiceCorrection",
            original_invoice_id=made,
            correcting_reason=5,
            correcting_items=1,
            correcting_data=1,
            invoice_company="Nowa",
            items=[item],
            fv_payment="Karta",
            fv_person="Jan",
            date_sell=1_700_000_000,
        )["invoice_id"]
        (found,) = api.ok("getInvoices", invoice_id=correction)["invoices"]
        assert (found["type"], found["correcting_to_invoice_id"]) == ("correcting", made)
        assert (found["correcting_reason"], found["correcting_items"], found["correcting_data"]) == (
            "zwrot towaru",
            True,
            True,
        )
        assert (found["invoice_company"], found["payment"], found["issuer"]) == ("Nowa", "Karta", "Jan")
        assert (found["date_sell"], found["total_price_brutto"]) == (1_700_000_000, 12.3)
        assert [line["quantity"] for line in found["items"]] == [1]
        assert found["number"].startswith("FK 1/")

    def test_what_is_switched_off_does_not_count(self, api: Api) -> None:
        made = invoice(api, invoice_company="Firma")
        correction = api.ok(
            "addInvoiceCorrection",
            original_invoice_id=made,
            correcting_items=0,
            invoice_company="Nowa",
            items=[{"item_name": "Inny", "item_price_brutto": 5}],
        )["invoice_id"]
        (found,) = api.ok("getInvoices", invoice_id=correction)["invoices"]
        assert [line["name"] for line in found["items"]] == ["Kubek"]

    def test_refusals_write_nothing(self, api: Api, account: MadeAccount) -> None:
        made = invoice(api)
        before = fingerprint(account.account_id)
        call = {"original_invoice_id": made}
        assert api.refused("addInvoiceCorrection") == "ERROR_BAD_PARAMETERS"
        assert api.refused("addInvoiceCorrection", **call) == "ERROR_BAD_PARAMETERS"
        assert api.refused("addInvoiceCorrection", return_order_id=5) == "ERROR_NOT_FOUND"
        assert api.refused("addInvoiceCorrection", original_invoice_id=10**9, invoice_city="x") == "ERROR_NOT_FOUND"
        for items in ([{"item_quantity": 1.5}], [{"item_price_brutto": -1}], [{}] * 1001):
            assert api.refused("addInvoiceCorrection", **call, items=items) == "ERROR_BAD_PARAMETERS"
        assert api.refused("addInvoiceCorrection", **call, correcting_reason=10, invoice_city="x") == (
            "ERROR_BAD_PARAMETERS"
        )
        assert changed(before, fingerprint(account.account_id)) == set()


class TestAddInvoiceCorrectionOfReturn:
    def made(self, api: Api, **fields: Any) -> tuple[int, int, list[int]]:
        """An order of 3 cups and a plate, its invoice and the ids of its lines."""
        cup = {"name": "Kubek", "price_brutto": 12.3, "tax_rate": 23, "quantity": 3}
        plate = {"name": "Talerz", "price_brutto": 20, "tax_rate": 8, "quantity": 1}
        made = order(api, products=[cup, plate], delivery_price=10, **fields)
        (row,) = api.ok("getOrders", order_id=made)["orders"]
        document = api.ok("addInvoice", order_id=made)["invoice_id"]
        return made, document, [line["order_product_id"] for line in row["products"]]

    def back(self, api: Api, order_id: int, *pieces: tuple[int, int], **fields: Any) -> int:
        goods = [{"order_product_id": line_id, "quantity": quantity} for line_id, quantity in pieces]
        return int(api.ok("addOrderReturn", order_id=order_id, products=goods, **fields)["return_id"])

    def test_takes_the_goods_back_from_the_last_state(self, api: Api) -> None:
        made, document, (cup, _plate) = self.made(api, invoice_company="Firma")
        api.ok(
            "addInvoiceCorrection",
            original_invoice_id=document,
            items=[{"order_product_id": cup, "item_quantity": 2}],
            invoice_company="Nowa",
        )
        # Lines of other goods do not stand on the invoice.
        foreign = {"name": "Inny", "quantity": 4, "price_brutto": 5}
        goods = [{"order_product_id": cup, "quantity": 1}, foreign]
        sent = api.ok("addOrderReturn", order_id=made, products=goods)["return_id"]
        correction = api.ok(
            "addInvoiceCorrection", return_order_id=sent, invoice_company="Nie", correcting_reason=1, date_sell=5
        )["invoice_id"]
        (found,) = api.ok("getInvoices", invoice_id=correction)["invoices"]
        assert [(line["quantity"], line["is_shipment"]) for line in found["items"]] == [(1, 0), (1, 0), (1, 1)]
        assert found["total_price_brutto"] == 42.3
        assert (found["correcting_to_invoice_id"], found["order_id"]) == (document, made)
        assert (found["correcting_reason"], found["correcting_items"], found["correcting_data"]) == (
            "zwrot towaru",
            True,
            False,
        )
        assert (found["invoice_company"], found["series_id"]) == ("Nowa", series(api)["CORRECTION"])
        (original,) = api.ok("getInvoices", invoice_id=document)["invoices"]
        assert found["date_sell"] == original["date_sell"]

    def test_never_takes_more_than_is_left(self, api: Api) -> None:
        made, _, (cup, plate) = self.made(api)
        sent = self.back(api, made, (cup, 2), (plate, 1), (cup, 5))
        correction = api.ok("addInvoiceCorrection", return_order_id=sent)["invoice_id"]
        (found,) = api.ok("getInvoices", invoice_id=correction)["invoices"]
        assert [line["quantity"] for line in found["items"]] == [0, 0, 1]
        assert found["total_price_brutto"] == 10.0

    def test_one_return_after_the_other_but_each_once(self, api: Api, account: MadeAccount) -> None:
        made, document, (cup, _plate) = self.made(api)
        first, second = self.back(api, made, (cup, 1)), self.back(api, made, (cup, 1))
        api.ok("addInvoiceCorrection", return_order_id=first)
        correction = api.ok("addInvoiceCorrection", original_invoice_id=document, return_order_id=second)["invoice_id"]
        (found,) = api.ok("getInvoices", invoice_id=correction)["invoices"]
        assert [line["quantity"] for line in found["items"]] == [1, 1, 1]
        before = fingerprint(account.account_id)
        for again in (first, second):
            assert api.refused("addInvoiceCorrection", return_order_id=again) == "ERROR_CONFLICT"
        assert changed(before, fingerprint(account.account_id)) == set()

    def test_refusals_write_nothing(self, api: Api, account: MadeAccount) -> None:
        made, document, (cup, plate) = self.made(api)
        stranger = make_account("Obcy").api
        foreign_order, _, (foreign_cup, _) = self.made(stranger)
        foreign = self.back(stranger, foreign_order, (foreign_cup, 1))
        no_order = api.ok("addOrderReturn", products=[{"name": "Kubek", "quantity": 1}])["return_id"]
        no_invoice = order(api)
        (row,) = api.ok("getOrders", order_id=no_invoice)["orders"]
        unbilled = self.back(api, no_invoice, (row["products"][0]["order_product_id"], 1))
        empty = self.back(api, made)
        statuses = api.ok("getOrderReturnStatusList")["statuses"]
        assert len(statuses) == 4
        cancelled = self.back(api, made, (cup, 1), status_id=statuses[-1]["id"])
        whole = self.back(api, made, (cup, 3))
        api.ok(
            "addInvoiceCorrection",
            original_invoice_id=document,
            items=[{"order_product_id": cup, "item_quantity": 0}],
        )
        other = self.back(api, made, (plate, 1))
        before = fingerprint(account.account_id)
        for unknown in (foreign, whole + 1000, 2**62):
            assert api.refused("addInvoiceCorrection", return_order_id=unknown) == "ERROR_NOT_FOUND"
        for refused in (no_order, unbilled, empty, cancelled, whole):
            assert api.refused("addInvoiceCorrection", return_order_id=refused) == "ERROR_CONFLICT"
        receipts = series(api)["RECEIPT"]
        assert api.refused("addInvoiceCorrection", return_order_id=other, series_id=receipts) == "ERROR_NOT_FOUND"
        assert changed(before, fingerprint(account.account_id)) == set()


class TestGetInvoiceFile:
    def content(self, answer: dict[str, Any]) -> bytes:
        assert answer["invoice"].startswith("data:")
        return base64.b64decode(answer["invoice"].removeprefix("data:"), validate=True)

    def test_ours_until_another_system_has_one(self, api: Api) -> None:
        made = invoice(api)
        ours = api.ok("getInvoiceFile", invoice_id=made, get_external=True)
        assert self.content(ours).startswith(b"%PDF-")
        assert ours["invoice_number"].startswith("FV 1/")
        assert api.ok("addOrderInvoiceFile", invoice_id=made, file=f"data:{LABEL}", external_invoice_number="Z/7") == {}
        theirs = api.ok("getInvoiceFile", invoice_id=made, get_external=True)
        assert (self.content(theirs), theirs["invoice_number"]) == (PDF, "Z/7")
        assert api.ok("getInvoiceFile", invoice_id=made) == ours
        (row,) = api.ok("getInvoices", invoice_id=made)["invoices"]
        assert (row["external_invoice_number"], row["number"]) == ("Z/7", ours["invoice_number"])

    def test_of_a_correction(self, api: Api) -> None:
        made = invoice(api)
        correction = api.ok("addInvoiceCorrection", original_invoice_id=made, invoice_city="x")["invoice_id"]
        answer = api.ok("getInvoiceFile", invoice_id=correction)
        assert answer["invoice_number"].startswith("FK 1/")
        assert len(self.content(answer)) > 5000

    def test_receipts_and_strangers_have_none(self, api: Api) -> None:
        receipt_id = api.ok("addReceipt", order_id=order(api))["receipt_id"]
        theirs = invoice(make_account().api)
        for id_ in (receipt_id, theirs, 0, 2**63 - 1):
            assert api.refused("getInvoiceFile", invoice_id=id_) == "ERROR_NOT_FOUND"
            assert api.refused("addOrderInvoiceFile", invoice_id=id_, file=LABEL) == "ERROR_NOT_FOUND"

    @pytest.mark.parametrize("file", ["", "data:", "%%%", base64.b64encode(b"<svg/>").decode(), "QUFB" * 1_000_000])
    def test_what_is_no_pdf_is_refused(self, api: Api, account: MadeAccount, file: str) -> None:
        made = invoice(api)
        before = fingerprint(account.account_id)
        assert api.refused("addOrderInvoiceFile", invoice_id=made, file=file) == "ERROR_BAD_PARAMETERS"
        assert changed(before, fingerprint(account.account_id)) == set()


class TestReceipts:
    def test_prints_every_field(self, api: Api) -> None:
        order_id = order(api, invoice_nip="5260250995", payment_method="Karta", currency="PLN")
        receipt_id = api.ok("addReceipt", order_id=order_id)["receipt_id"]
        row = api.ok("getReceipt", order_id=order_id)
        added = row["date_add"]
        item = {
            "name": "Kubek",
            "sku": "K-1",
            "ean": "",
            "price_brutto": 12.3,
            "tax_rate": 23.0,
            "quantity": 2,
        }
        head = {
            "receipt_id": receipt_id,
            "series_id": series(api)["RECEIPT"],
            "receipt_full_nr": f"PA 1/{row['month']:02}/{row['year']}",
            "order_id": order_id,
            "date_add": added,
            "payment_method": "Karta",
            "nip": "5260250995",
        }
        assert row == {
            **head,
            "year": row["year"],
            "month": row["month"],
            "sub_id": 1,
            "currency": "PLN",
            "total_price_brutto": 24.6,
            "external_receipt_number": "",
            "exchange_currency": "",
            "exchange_rate": "",
            "exchange_date": "",
            "exchange_info": "",
            "items": [item],
        }
        assert api.ok("getReceipt", receipt_id=receipt_id) == row
        assert api.ok("getReceipts") == {"receipts": [{**head, "products": [item]}]}

    def test_pages_by_id_and_time(self, api: Api) -> None:
        ids = [api.ok("addReceipt", order_id=order(api))["receipt_id"] for _ in range(2)]
        invoice(api)

        def found(**filters: Any) -> list[int]:
            return [row["receipt_id"] for row in api.ok("getReceipts", **filters)["receipts"]]

        now = clock.to_unix(clock.now())
        assert found() == ids
        assert found(id_from=ids[1]) == ids[1:]
        assert found(date_from=now - 60, date_to=now + 60) == ids
        assert found(date_to=now - 60) == []
        assert found(series_id=series(api)["INVOICE"]) == []

    def test_refusals(self, api: Api) -> None:
        receipt_id = api.ok("addReceipt", order_id=(order_id := order(api)))["receipt_id"]
        assert api.refused("getReceipt") == "ERROR_BAD_PARAMETERS"
        assert api.refused("getReceipt", receipt_id=receipt_id + 1000) == "ERROR_NOT_FOUND"
        assert api.refused("getReceipt", receipt_id=invoice(api)) == "ERROR_NOT_FOUND"
        assert api.refused("addReceipt", order_id=order_id) == "ERROR_CONFLICT"
        assert make_account().api.refused("getReceipt", receipt_id=receipt_id) == "ERROR_NOT_FOUND"
