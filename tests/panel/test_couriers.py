"""Courier accounts under the settings, and parcels made with them."""

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.core.secrets import encrypt
from spinka.shipments import courier_accounts
from spinka.shipments.models import CourierAccount, Package, PackagePart
from tests.factories.accounts import MadeAccount, make_account
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text

LABEL = {
    "name": "Own labels",
    "company_prefix": "5901234",
    "extension_digit": "3",
    "label_format": "pdf",
    "resolution": "203",
}


def accounts(firm: MadeAccount) -> list[CourierAccount]:
    with acting_for(firm.account_id):
        return courier_accounts.accounts_of(account_id=firm.account_id)


def order(firm: MadeAccount) -> int:
    lines = [{"name": "Mug", "price_brutto": 12.3, "tax_rate": 23, "quantity": 1}]
    return int(firm.api.ok("addOrder", products=lines, delivery_fullname="Jan Nowak")["order_id"])


class TestAccounts:
    def test_is_added_changed_and_deleted(self, firm: MadeAccount, owner: Client) -> None:
        assert "No courier accounts yet" in text(owner.get("/settings/couriers"))
        assert "Own logistics label (GS1)" in text(owner.get("/settings/couriers/add"))
        assert 'value="pdf" selected' in text(owner.get("/settings/couriers/add/label"))
        assert owner.post("/settings/couriers/add/label", LABEL).status_code == 303
        (row,) = accounts(firm)
        assert (row.courier_code, row.name, row.settings["company_prefix"]) == ("label", "Own labels", "5901234")
        address = f"/settings/couriers/{row.pk}"
        assert address in text(owner.get("/settings/couriers"))
        assert 'value="5901234"' in text(owner.get(address))
        changed = {**LABEL, "name": "Hall 2", "plain_letters": "on", "label_format": "zpl"}
        assert owner.post(address, changed).status_code == 303
        (row,) = accounts(firm)
        assert (row.name, row.settings["plain_letters"], row.settings["label_format"]) == ("Hall 2", "1", "zpl")
        assert "Delete the courier account Hall 2?" in text(owner.get(f"{address}/delete"))
        assert owner.post(f"{address}/delete").status_code == 303
        assert accounts(firm) == []

    @pytest.mark.parametrize(
        ("courier", "fields", "wrong"),
        [
            ("label", {"company_prefix": "12"}, "company_prefix"),
            ("label", {"company_prefix": "59O1234"}, "company_prefix"),
            ("label", {"name": ""}, "name"),
            ("dpd", {"tracking_template": "https://dpd.example/"}, "tracking_template"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(
        self, firm: MadeAccount, owner: Client, courier: str, fields: dict[str, str], wrong: str
    ) -> None:
        answer = owner.post(f"/settings/couriers/add/{courier}", {**LABEL, **fields})
        assert answer.status_code == 422
        assert f'id="id_{wrong}-err"' in text(answer)
        assert accounts(firm) == []

    def test_secrets_are_never_shown(self, firm: MadeAccount, owner: Client) -> None:
        owner.post("/settings/couriers/add/label", LABEL)
        (row,) = accounts(firm)
        with acting_for(firm.account_id):
            sealed = encrypt('{"key":"hush-hush"}', purpose="courier-credentials")
            CourierAccount.objects.for_account(firm.account_id).update(credentials=sealed)
        for path in ("/settings/couriers", f"/settings/couriers/{row.pk}"):
            page = text(owner.get(path))
            assert "hush-hush" not in page
            assert sealed not in page

    def test_only_owners_and_only_their_own(self, firm: MadeAccount, owner: Client) -> None:
        owner.post("/settings/couriers/add/label", LABEL)
        (row,) = accounts(firm)
        stranger = signed_in(make_account("Stranger", language="en"))
        for path in ("", "/delete"):
            assert stranger.get(f"/settings/couriers/{row.pk}{path}").status_code == 404
        assert "Own labels" not in text(stranger.get("/settings/couriers"))
        as_role(firm, "manager")
        assert owner.get("/settings/couriers").status_code == 403
        assert owner.post("/settings/couriers/add/label", LABEL).status_code == 403
        assert len(accounts(firm)) == 1

    def test_odd_couriers_are_no_server_errors(self, owner: Client) -> None:
        for code in ("%00", "x" * 21, "%20"):
            assert owner.get(f"/settings/couriers/add/{code}").status_code in {404, 422}


class TestMakeParcel:
    def test_makes_boxes_with_their_label(self, firm: MadeAccount, owner: Client) -> None:
        owner.post("/settings/couriers/add/label", LABEL)
        order_id = order(firm)
        address = f"/orders/{order_id}/parcels/make"
        assert address in text(owner.get(f"/orders/{order_id}"))
        assert owner.get(address).status_code == 200
        fields = {"weight": "2,5", "count": "2", "length": "30", "label_format": "pdf", "note": "Glass"}
        answer = owner.post(address, fields)
        assert (answer.status_code, answer["Location"]) == (303, f"/orders/{order_id}")
        with acting_for(firm.account_id):
            parcel = Package.objects.for_account(firm.account_id).get()
            parts = PackagePart.objects.for_account(firm.account_id).order_by("position")
            assert [(part.number, str(part.weight)) for part in parts] == [
                ("359012340000000018", "2.500"),
                ("359012340000000025", "2.500"),
            ]
        page = text(owner.get(f"/orders/{order_id}"))
        assert f"/parcels/{parcel.pk}/label" in page
        assert "Own logistics label (GS1)" in page

    def test_what_is_wrong_stands_at_its_field(self, firm: MadeAccount, owner: Client) -> None:
        owner.post("/settings/couriers/add/label", LABEL)
        order_id = order(firm)
        for fields, wrong in (
            ({"count": "1"}, "weight"),
            ({"weight": "0", "count": "1"}, "weight"),
            ({"weight": "1", "count": "21"}, "count"),
            ({"weight": "1", "count": "1", "note": "x" * 81}, "note"),
        ):
            answer = owner.post(f"/orders/{order_id}/parcels/make", {"label_format": "pdf", **fields})
            assert answer.status_code == 422
            assert f'id="id_{wrong}-err"' in text(answer)
        with acting_for(firm.account_id):
            assert not Package.objects.for_account(firm.account_id).exists()

    def test_without_a_courier_account_it_says_how_to_get_one(self, firm: MadeAccount, owner: Client) -> None:
        order_id = order(firm)
        page = text(owner.get(f"/orders/{order_id}/parcels/make"))
        assert "No courier account makes labels yet" in page
        assert "/settings/couriers/add/label" in page
        assert owner.post(f"/orders/{order_id}/parcels/make", {"weight": "1"}).status_code == 200
        as_role(firm, "warehouse")
        assert "/settings/couriers/add/label" not in text(owner.get(f"/orders/{order_id}/parcels/make"))
        as_role(firm, "viewer")
        assert owner.post(f"/orders/{order_id}/parcels/make", {"weight": "1"}).status_code == 403

    def test_a_stranger_sees_none_of_it(self, firm: MadeAccount) -> None:
        stranger = signed_in(make_account("Stranger", language="en"))
        assert stranger.get(f"/orders/{order(firm)}/parcels/make").status_code == 404
