"""Couriers and shipments over the public API, value by value."""

import base64
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.core import clock
from spinka.shipments import protocols, queries
from spinka.shipments.courier_accounts import save_courier_account
from tests.documents.test_render import texts as printed
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.exchange import make_exchange
from tests.support.api import Api
from tests.support.jobs import run_jobs
from tests.support.pdfs import pages, texts
from tests.support.rows import changed, fingerprint

pytestmark = pytest.mark.django_db
FIRST, SECOND = "359012340000000018", "359012340000000025"


def courier_account(account_id: int, name: str = "Own labels", **values: str) -> int:
    given = {"company_prefix": "5901234", "extension_digit": "3", **values}
    with acting_for(account_id):
        return save_courier_account(
            account_id=account_id, courier_account_id=None, courier_code="label", name=name, values=given
        )


@pytest.fixture
def account() -> MadeAccount:
    return make_account("Papierex", language="en")


@pytest.fixture
def api(account: MadeAccount) -> Api:
    return account.api


def order(api: Api) -> int:
    lines = [{"name": "Kubek", "price_brutto": 12.3, "tax_rate": 23, "quantity": 2}]
    made = api.ok("addOrder", products=lines, delivery_fullname="Jan Nowak", delivery_city="Opole")
    return int(made["order_id"])


def message(api: Api, method: str, **parameters: Any) -> str:
    answer = api.call(method, **parameters)
    assert answer["error_code"] == "ERROR_BAD_PARAMETERS", answer
    return str(answer["error_message"])


class TestGetCouriersList:
    def test_own_label_first_then_those_entered_by_hand(self, api: Api) -> None:
        assert api.ok("getCouriersList") == {
            "couriers": [
                {"code": "label", "name": "Own logistics label (GS1)"},
                {"code": "inpost", "name": "InPost"},
                {"code": "dpd", "name": "DPD"},
                {"code": "dhl", "name": "DHL"},
                {"code": "gls", "name": "GLS"},
                {"code": "ups", "name": "UPS"},
                {"code": "fedex", "name": "FedEx"},
                {"code": "pocztapolska", "name": "Poczta Polska"},
                {"code": "orlen", "name": "ORLEN Paczka"},
                {"code": "other", "name": "Another courier"},
            ]
        }


class TestGetCourierFields:
    def test_the_own_label(self, account: MadeAccount, api: Api) -> None:
        form = api.ok("getCourierFields", courier_code="label")
        assert form["multi_packages"] is True
        assert form["fields"] == [
            {
                "id": "label_format",
                "name": "Label",
                "type": "select",
                "desc": "",
                "options": {"pdf": "PDF, A6", "zpl": "ZPL, for label printers"},
                "show_field": {},
                "value": "pdf",
                "function": "",
            },
            {
                "id": "note",
                "name": "Note on the label",
                "type": "text",
                "desc": "",
                "options": {},
                "show_field": {},
                "value": "",
                "function": "",
            },
            {
                "id": "return_shipment",
                "name": "A return parcel",
                "type": "checkbox",
                "desc": "",
                "options": {},
                "show_field": {},
                "value": "0",
                "function": "",
            },
        ]
        assert form["package_fields"] == [
            {"id": "weight", "name": "Weight (kg)", "type": "text", "options": {}, "default": ""},
            {"id": "size_length", "name": "Length (cm)", "type": "text", "options": {}, "default": ""},
            {"id": "size_width", "name": "Width (cm)", "type": "text", "options": {}, "default": ""},
            {"id": "size_height", "name": "Height (cm)", "type": "text", "options": {}, "default": ""},
            {"id": "size_custom", "name": "Non-standard shape", "type": "checkbox", "options": {}, "default": "0"},
        ]
        courier_account(account.account_id, label_format="zpl")
        assert api.ok("getCourierFields", courier_code="label")["fields"][0]["value"] == "zpl"

    def test_any_other_courier_asks_for_the_number(self, api: Api) -> None:
        for code in ("other", "dpd", "rower"):
            form = api.ok("getCourierFields", courier_code=code)
            assert form["multi_packages"] is False
            ids = [field["id"] for field in form["fields"]]
            assert ids == ["package_number", "courier_name", "tracking_url", "return_shipment"]
        assert "courier_code" in message(api, "getCourierFields", courier_code="")
        assert "courier_code" in message(api, "getCourierFields")


class TestGetCourierAccounts:
    def test_lists_those_of_the_courier(self, account: MadeAccount, api: Api) -> None:
        assert api.ok("getCourierAccounts", courier_code="label") == {"accounts": []}
        first, second = courier_account(account.account_id, "A"), courier_account(account.account_id, "B")
        rows = [{"id": first, "name": "A"}, {"id": second, "name": "B"}]
        assert api.ok("getCourierAccounts", courier_code="label") == {"accounts": rows}
        assert api.ok("getCourierAccounts", courier_code="dpd") == {"accounts": []}
        assert make_account().api.ok("getCourierAccounts", courier_code="label") == {"accounts": []}


class TestCreatePackage:
    def test_answers_with_the_number_and_everything_can_be_read_back(self, account: MadeAccount, api: Api) -> None:
        account_id, order_id = courier_account(account.account_id), order(api)
        before = clock.to_unix(clock.now())
        made = api.ok(
            "createPackage",
            order_id=order_id,
            courier_code="label",
            fields=[{"id": "note", "value": 7}],
            packages=[
                {"weight": 2.5, "length": 30, "width": 20.5, "height": 10, "size_custom": 1},
                {"weight": "1.25", "size_length": "5", "size_width": 4, "size_height": 3},
            ],
        )
        assert made == {"package_id": made["package_id"], "package_number": FIRST, "courier_inner_number": ""}
        (row,) = api.ok("getOrderPackages", order_id=order_id)["packages"]
        shipped = row.pop("tracking_status_date")
        assert before <= shipped <= before + 60
        assert row == {
            "package_id": made["package_id"],
            "courier_package_nr": FIRST,
            "courier_inner_number": "",
            "courier_code": "label",
            "courier_other_name": "",
            "account_id": account_id,
            "tracking_delivery_days": 0,
            "tracking_status": 1,
            "package_type": 0,
            "tracking_url": "",
            "is_return": False,
        }
        first, second = api.ok("getPackageDetails", package_id=made["package_id"])["package_details"]
        assert before <= first.pop("pickup_date") <= before + 60
        assert first == {
            "package_number": FIRST,
            "weight": 2.5,
            "weight_unit": "kg",
            "length": 30.0,
            "width": 20.5,
            "height": 10.0,
            "size_unit": "cm",
            "size_template": "",
            "is_custom": True,
            "cod_value": 0.0,
            "cod_currency": "",
            "insurance_value": 0.0,
            "insurance_currency": "",
            "cost_value": 0.0,
            "cost_currency": "",
            "type": "package",
        }
        assert (second["package_number"], second["weight"], second["length"]) == (SECOND, 1.25, 5.0)
        assert (second["width"], second["height"], second["is_custom"]) == (4.0, 3.0, False)
        label = api.ok("getLabel", courier_code="label", package_number=FIRST)
        assert label["extension"] == "pdf"
        one, two = pages(base64.b64decode(label["label"]))
        assert f"(00){FIRST}" in texts(one)
        assert "2.5 kg" in texts(one)
        assert "30 x 20.5 x 10 cm" in texts(one)
        assert f"(00){SECOND}" in texts(two)
        logs = api.ok("getJournalList", last_log_id=0, logs_types=[9])["logs"]
        assert [(log["log_type"], log["order_id"], log["object_id"]) for log in logs] == [
            (9, order_id, made["package_id"])
        ]

    def test_by_hand_under_any_code(self, api: Api) -> None:
        order_id = order(api)
        made = api.ok(
            "createPackage",
            order_id=order_id,
            courier_code="rower",
            fields=[
                {"id": "package_number", "value": 600100},
                {"id": "tracking_url", "value": "https://rower.example/600100"},
                {"id": "return_shipment", "value": True},
            ],
            packages=[{"weight": 1}],
        )
        assert made["package_number"] == "600100"
        (row,) = api.ok("getOrderPackages", order_id=order_id)["packages"]
        assert (row["courier_code"], row["tracking_url"]) == ("rower", "https://rower.example/600100")
        assert (row["is_return"], row["package_type"], row["account_id"]) == (True, 1, 0)
        assert api.refused("getLabel", courier_code="rower", package_id=made["package_id"]) == "ERROR_NOT_FOUND"
        wrong = api.call("getLabel", courier_code="dpd", package_id=made["package_id"])["error_message"]
        assert wrong == f"There is no parcel {made['package_id']} of the courier dpd"

    def test_refusals_say_what_is_wrong_and_change_nothing(self, account: MadeAccount, api: Api) -> None:
        order_id = order(api)
        base: dict[str, Any] = {"order_id": order_id, "courier_code": "label", "packages": [{"weight": 1}]}
        assert "has no account yet" in message(api, "createPackage", **base)
        courier_account(account.account_id)
        before = fingerprint(account.account_id)
        bad_field = [{"id": "label_format", "value": "exe"}]
        assert message(api, "createPackage", **base, fields=bad_field) == (
            "parameter fields.label_format: takes one of pdf, zpl"
        )
        assert "has no field colour" in message(api, "createPackage", **base, fields=[{"id": "colour", "value": "red"}])
        assert "at least one package" in message(api, "createPackage", **{**base, "packages": []})
        assert "needs a weight" in message(api, "createPackage", **{**base, "packages": [{"length": 3}]})
        assert "packages[0].weight" in message(api, "createPackage", **{**base, "packages": [{"weight": -1}]})
        assert "package_number is required" in message(api, "createPackage", **{**base, "courier_code": "dpd"})
        assert api.refused("createPackage", **base, account_id=999_999_999) == "ERROR_NOT_FOUND"
        assert api.refused("createPackage", **{**base, "order_id": 999_999_999}) == "ERROR_NOT_FOUND"
        assert changed(before, fingerprint(account.account_id)) == set()

    @pytest.mark.feature("G-01", "G-02", "G-04")
    def test_the_label_crosses_read_only_and_the_courier_account_does_not(self) -> None:
        x = make_exchange()
        _, own = x.pair()
        order_id = x.order((own, 1)).order_id
        x.forward(order_id)
        courier_account(x.supplier.account_id, sender_name="Secret sender")
        theirs = x.supplier_order().pk
        made = x.supplier.api.ok(
            "createPackage",
            order_id=theirs,
            courier_code="label",
            fields=[{"id": "label_format", "value": "zpl"}],
            packages=[{"weight": 1}],
        )
        run_jobs()
        (copy,) = x.contractor.api.ok("getOrderPackages", order_id=order_id)["packages"]
        assert (copy["courier_package_nr"], copy["courier_code"]) == (FIRST, "label")
        assert (copy["account_id"], copy["tracking_status"]) == (0, 1)
        labels = [
            api.ok("getLabel", courier_code="label", package_number=FIRST) for api in (x.supplier.api, x.contractor.api)
        ]
        assert labels[0] == labels[1]
        assert labels[0]["extension"] == "zpl"
        assert f">;>800{FIRST}^FS".encode() in base64.b64decode(labels[0]["label"])
        assert x.contractor.api.refused("deleteCourierPackage", package_id=copy["package_id"]) == "ERROR_LOCKED"
        assert x.contractor.api.ok("getCourierAccounts", courier_code="label") == {"accounts": []}
        assert x.contractor.api.ok("getPackageDetails", package_id=copy["package_id"]) == {"package_details": []}
        assert len(x.supplier.api.ok("getOrderPackages", order_id=theirs)["packages"]) == 1
        base = {"order_id": order_id, "courier_code": "label", "packages": [{"weight": 1}]}
        accounts = x.supplier.api.ok("getCourierAccounts", courier_code="label")["accounts"]
        assert x.contractor.api.refused("createPackage", **base, account_id=accounts[0]["id"]) == "ERROR_NOT_FOUND"
        x.supplier.api.ok("deleteCourierPackage", package_id=made["package_id"])
        run_jobs()
        assert x.contractor.api.ok("getOrderPackages", order_id=order_id) == {"packages": []}


class TestGetCourierServices:
    def test_is_an_empty_map_for_couriers_without(self, api: Api) -> None:
        base: dict[str, Any] = {"order_id": order(api), "fields": [], "packages": []}
        for code in ("label", "dpd", "rower"):
            assert api.ok("getCourierServices", **base, courier_code=code) == {"services": {}}
        missing = {**base, "order_id": 999_999_999}
        assert api.refused("getCourierServices", **missing, courier_code="label") == "ERROR_NOT_FOUND"


def made_by_hand(api: Api, order_id: int, number: str, courier_code: str = "dpd") -> int:
    made = api.ok("createPackageManual", order_id=order_id, courier_code=courier_code, package_number=number)
    return int(made["package_id"])


class TestCreatePackageManual:
    def test_is_followed_on_the_page_of_the_courier_account(self, account: MadeAccount, api: Api) -> None:
        with acting_for(account.account_id):
            save_courier_account(
                account_id=account.account_id,
                courier_account_id=None,
                courier_code="dpd",
                name="DPD",
                values={"tracking_template": "https://dpd.example/{number}"},
            )
        order_id = order(api)
        made_by_hand(api, order_id, "1/2")
        made_by_hand(api, order_id, "3", "ups")
        rows = api.ok("getOrderPackages", order_id=order_id)["packages"]
        assert [row["tracking_url"] for row in rows] == ["https://dpd.example/1%2F2", ""]


class TestGetProtocol:
    def test_lists_the_parcels_for_two_signatures(self, account: MadeAccount, api: Api) -> None:
        account_id, order_id = courier_account(account.account_id), order(api)
        boxes = [{"weight": 2.5}, {"weight": 1}]
        made = api.ok("createPackage", order_id=order_id, courier_code="label", packages=boxes)
        asked = {"courier_code": "label", "package_ids": [made["package_id"]], "account_id": account_id}
        answer = api.ok("getProtocol", **asked)
        assert answer["extension"] == "pdf"
        (page,) = pages(base64.b64decode(answer["protocol"]))
        for text in (
            "Hand-over list of parcels",
            "Papierex",
            FIRST,
            SECOND,
            "Jan Nowak, Opole",
            str(order_id),
            "3.500",
        ):
            assert text in texts(page).replace("\n", " ") or text in texts(page), text

    def test_many_boxes_run_over_pages(self, account: MadeAccount, api: Api) -> None:
        courier_account(account.account_id)
        asked = {"order_id": order(api), "courier_code": "label", "packages": [{"weight": 1}] * 99}
        made = api.ok("createPackage", **asked)
        drawn = pages(base64.b64decode(api.ok("getProtocol", package_ids=[made["package_id"]])["protocol"]))
        assert len(drawn) > 1
        assert sum(texts(page).count("359012340000000") for page in drawn) == 99
        assert "99.000" in texts(drawn[-1])

    def test_takes_ids_or_numbers_of_any_courier(self, account: MadeAccount, api: Api) -> None:
        order_id = order(api)
        first, second = made_by_hand(api, order_id, "D-1"), made_by_hand(api, order_id, "R-1", "rower")
        with acting_for(account.account_id):
            packages = queries.chosen_packages(
                account_id=account.account_id, package_ids=[second], numbers=["D-1", "R-1"]
            )
            Account.objects.filter(pk=account.account_id).update(language="pl")
            listed = protocols.read(account_id=account.account_id, packages=packages, courier="DPD, rower")
            said = "\n".join(printed(protocols.story(listed)))
        assert [package.pk for package in packages] == [second, first]
        for text in ("Protokół przekazania przesyłek", "DPD, rower", "Papierex", "D-1", "R-1", "Razem", "Odebrał"):
            assert text in said, text
        assert api.ok("getProtocol", courier_code="", package_numbers=["D-1", "R-1"])["extension"] == "pdf"

    def test_refusals(self, account: MadeAccount, api: Api) -> None:
        made_by_hand(api, order(api), "D-1")
        id_ = courier_account(account.account_id)
        assert "package_ids or package_numbers is required" in message(api, "getProtocol", courier_code="dpd")
        assert "at most 1000" in message(api, "getProtocol", courier_code="dpd", package_ids=list(range(1, 1002)))
        assert api.refused("getProtocol", courier_code="ups", package_numbers=["D-1"]) == "ERROR_NOT_FOUND"
        asked = {"courier_code": "dpd", "package_numbers": ["D-1"]}
        assert api.refused("getProtocol", **asked, account_id=id_) == "ERROR_NOT_FOUND"
        assert api.refused("getProtocol", **asked, account_id=999_999_999) == "ERROR_NOT_FOUND"
        assert make_account().api.refused("getProtocol", **asked) == "ERROR_NOT_FOUND"

    def test_reads_a_thousand_parcels_in_few_queries(self, account: MadeAccount, api: Api) -> None:
        order_id = order(api)
        few = [f"N-{number}" for number in range(3)]
        many = [f"N-{number}" for number in range(12)]
        for number in many:
            made_by_hand(api, order_id, number)
        counts = []
        for numbers in (few, many):
            with CaptureQueriesContext(connection) as found:
                api.ok("getProtocol", courier_code="dpd", package_numbers=numbers)
            counts.append(len(found))
        assert counts[0] == counts[1]


class TestGetCourierDocument:
    def test_has_the_hand_over_list_and_the_label(self, account: MadeAccount, api: Api) -> None:
        courier_account(account.account_id, label_format="zpl")
        made = api.ok("createPackage", order_id=order(api), courier_code="label", packages=[{"weight": 1}])
        asked = {"courier_code": "label", "package_ids": [made["package_id"]]}
        document = api.ok("getCourierDocument", **asked, document_type="protocol")
        assert document["extension"] == "pdf"
        assert base64.b64decode(document["document"]).startswith(b"%PDF-")
        label = api.ok("getCourierDocument", **asked, document_type="label")
        assert label == {
            "extension": "zpl",
            "document": api.ok("getLabel", courier_code="label", package_id=made["package_id"])["label"],
        }

    def test_says_which_documents_there_are(self, api: Api) -> None:
        package_id = made_by_hand(api, order(api), "D-1")
        for kind in ("manifest", "GR", ""):
            text = message(api, "getCourierDocument", courier_code="dpd", document_type=kind, package_ids=[package_id])
            assert text == ("parameter document_type: courier dpd has no such document; it has label and protocol")
        asked = {"courier_code": "dpd", "document_type": "label", "package_ids": [package_id]}
        assert api.refused("getCourierDocument", **asked) == "ERROR_NOT_FOUND"
