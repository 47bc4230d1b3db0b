"""Integrations: the path to add one, the supplier's form, codes, joining by code."""

import re
from typing import Any

import pytest
from django.test import Client

from spinka.accounts.models import Membership
from spinka.accounts.tenancy import acting_for
from spinka.connect.models import Connection, Integration
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_connection, make_integration
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in

HOSTILE = "<script>alert(1)</script>"


def as_role(firm: MadeAccount, role: str) -> None:
    """From now on the firm's person has another role."""
    with acting_for(firm.account_id):
        Membership.objects.for_account(firm.account_id).update(role=role)


def text(response: Any) -> str:
    return str(response.content.decode())


def mark(page: str) -> str:
    found = re.search(r'name="mark"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found
    return found[1]


def filled(firm: MadeAccount, page: str, **changes: Any) -> dict[str, Any]:
    """The first tab of the supplier's form as a browser would send it."""
    values = {
        "mark": mark(page),
        "head-mark": hidden(page, "head-mark"),
        "name": "Hurt krajowy",
        "code_name": "Papierex hurt",
        "inventory_id": make_shop(firm).inventory_id,
        "share_products": "on",
        "accept_orders": "on",
        **changes,
    }
    return {key: value for key, value in values.items() if value is not None}


def integrations(firm: MadeAccount) -> list[Integration]:
    with acting_for(firm.account_id):
        return list(Integration.objects.for_account(firm.account_id).order_by("pk"))


def made_id(response: Any) -> int:
    return int(response["Location"].rsplit("/", 1)[1].partition("?")[0])


class TestAdd:
    @pytest.mark.feature("A-04")
    def test_way_leads_from_the_list_to_the_chooser(self, owner: Client) -> None:
        assert 'href="/integrations/add"' in text(owner.get("/integrations"))
        page = text(owner.get("/integrations/add"))
        assert "Other" in page
        assert 'href="/integrations/add/base-connect"' in page

    @pytest.mark.feature("A-05")
    @pytest.mark.parametrize("words", ["connect", "CONNECT", "CoNnEcT", "base c"])
    def test_search_finds_in_any_letter_case(self, owner: Client, words: str) -> None:
        assert 'href="/integrations/add/base-connect"' in text(owner.get("/integrations/add", {"q": words}))

    def test_search_without_hits_says_so(self, owner: Client) -> None:
        page = text(owner.get("/integrations/add", {"q": HOSTILE}))
        assert "Nothing matches" in page
        assert HOSTILE not in page

    @pytest.mark.feature("A-06")
    def test_chooser_offers_exactly_two_ways(self, owner: Client) -> None:
        page = text(owner.get("/integrations/add/base-connect"))
        assert re.findall(r"<b>([^<]+)</b>", page.split("<main")[1]) == [
            "Generate a code for another account",
            "I have a code from another user",
        ]


class TestCreate:
    @pytest.mark.feature("B-03")
    def test_saving_gives_a_code(self, firm: MadeAccount, owner: Client) -> None:
        page = text(owner.get("/integrations/add/base-connect/generate"))
        response = owner.post("/integrations/add/base-connect/generate", filled(firm, page))
        assert response.status_code == 303
        (made,) = integrations(firm)
        assert (made.name, made.code_name) == ("Hurt krajowy", "Papierex hurt")
        assert made.settings == {}
        shown = text(owner.get(response["Location"]))
        assert re.search(r"data-sp-copy=\"[0-9A-HJKMNP-TV-Z-]{26,}\"", shown)

    def test_second_click_makes_no_second_one(self, firm: MadeAccount, owner: Client) -> None:
        values = filled(firm, text(owner.get("/integrations/add/base-connect/generate")))
        first = owner.post("/integrations/add/base-connect/generate", values)
        second = owner.post("/integrations/add/base-connect/generate", values)
        assert first["Location"] == second["Location"]
        assert len(integrations(firm)) == 1

    @pytest.mark.feature("A-07")
    def test_another_one_can_follow(self, firm: MadeAccount, owner: Client) -> None:
        for name in ("One", "Two"):
            page = text(owner.get("/integrations/add/base-connect/generate"))
            owner.post("/integrations/add/base-connect/generate", filled(firm, page, name=name))
        assert [row.name for row in integrations(firm)] == ["One", "Two"]

    @pytest.mark.feature("B-08")
    def test_both_off_is_refused(self, firm: MadeAccount, owner: Client) -> None:
        page = text(owner.get("/integrations/add/base-connect/generate"))
        values = filled(firm, page, share_products=None, accept_orders=None)
        response = owner.post("/integrations/add/base-connect/generate", values)
        assert response.status_code == 422
        assert "with both off the code opens nothing" in text(response)
        assert integrations(firm) == []

    @pytest.mark.feature("B-01")
    def test_name_is_required_and_short(self, firm: MadeAccount, owner: Client) -> None:
        page = text(owner.get("/integrations/add/base-connect/generate"))
        for values in ({"name": ""}, {"code_name": ""}, {"code_name": "x" * 101}):
            response = owner.post("/integrations/add/base-connect/generate", filled(firm, page, **values))
            assert response.status_code == 422
            assert "form-errors" in text(response)
        assert integrations(firm) == []

    @pytest.mark.feature("B-17")
    def test_empty_catalog_is_warned_about(self, firm: MadeAccount, owner: Client) -> None:
        page = text(owner.get("/integrations/add/base-connect/generate"))
        assert "A catalog has no products to share" in page
        assert 'href="/products"' in page
        make_shop(firm).product(5, name="Notes")
        assert "A catalog has no products" not in text(owner.get("/integrations/add/base-connect/generate"))

    def test_another_accounts_catalog_is_refused(self, firm: MadeAccount, owner: Client) -> None:
        foreign = make_shop(make_account("Other")).inventory_id
        page = text(owner.get("/integrations/add/base-connect/generate"))
        response = owner.post("/integrations/add/base-connect/generate", filled(firm, page, inventory_id=foreign))
        assert response.status_code == 422
        assert integrations(firm) == []


class TestShow:
    def test_change_is_saved_and_shown(self, firm: MadeAccount, owner: Client) -> None:
        number, _code = make_integration(firm)
        page = text(owner.get(f"/integrations/{number}"))
        response = owner.post(f"/integrations/{number}", filled(firm, page, name=HOSTILE, buyer_data_days="30"))
        assert response.status_code == 303
        assert integrations(firm)[0].settings == {"buyer_data_days": 30}
        shown = text(owner.get(f"/integrations/{number}"))
        assert HOSTILE not in shown
        assert "&lt;script&gt;" in shown

    def test_older_form_is_told_of_the_change(self, firm: MadeAccount, owner: Client) -> None:
        number, _code = make_integration(firm)
        page = text(owner.get(f"/integrations/{number}"))
        owner.post(f"/integrations/{number}", filled(firm, page, name="First"))
        response = owner.post(f"/integrations/{number}", filled(firm, page, name="Second"))
        assert response.status_code == 409
        assert "Someone changed this" in text(response)
        assert integrations(firm)[0].name == "First"

    def test_foreign_one_looks_missing(self, owner: Client) -> None:
        number, _code = make_integration(make_account("Other"))
        for path in ("", "/code", "/delete"):
            assert owner.get(f"/integrations/{number}{path}").status_code == 404
            assert owner.post(f"/integrations/{number}{path}").status_code == 404

    def test_viewer_sees_no_code_and_saves_nothing(self, firm: MadeAccount, owner: Client) -> None:
        number, code = make_integration(firm)
        assert code not in text(owner.get(f"/integrations/{number}"))
        assert code in text(owner.get(f"/integrations/{number}?code=shown"))
        as_role(firm, "viewer")
        page = owner.get(f"/integrations/{number}?code=shown")
        assert code not in text(page)
        assert owner.post(f"/integrations/{number}", filled(firm, text(page))).status_code == 403


class TestReset:
    def test_old_code_goes_with_end_and_single_use(self, firm: MadeAccount, owner: Client) -> None:
        number, code = make_integration(firm)
        dialog = text(owner.get(f"/integrations/{number}/code"))
        values = {"mark": mark(dialog), "expires_on": "2099-01-31", "single_use": "on"}
        assert owner.post(f"/integrations/{number}/code", values).status_code == 303
        page = text(owner.get(f"/integrations/{number}?code=shown"))
        assert code not in page
        assert "one contractor" in page

    def test_the_last_day_there_is_has_no_end(self, firm: MadeAccount, owner: Client) -> None:
        number, _code = make_integration(firm)
        values = {"mark": mark(text(owner.get(f"/integrations/{number}/code"))), "expires_on": "9999-12-31"}
        assert owner.post(f"/integrations/{number}/code", values).status_code == 303
        assert integrations(firm)[0].code_expires_at is None

    def test_second_click_keeps_the_new_code(self, firm: MadeAccount, owner: Client) -> None:
        number, _code = make_integration(firm)
        values = {"mark": mark(text(owner.get(f"/integrations/{number}/code")))}
        owner.post(f"/integrations/{number}/code", values)
        hash_after = integrations(firm)[0].code_hash
        owner.post(f"/integrations/{number}/code", values)
        assert integrations(firm)[0].code_hash == hash_after

    def test_day_in_the_past_is_refused(self, firm: MadeAccount, owner: Client) -> None:
        number, code = make_integration(firm)
        values = {"mark": mark(text(owner.get(f"/integrations/{number}/code"))), "expires_on": "2001-01-01"}
        assert owner.post(f"/integrations/{number}/code", values).status_code == 422
        assert code in text(owner.get(f"/integrations/{number}?code=shown"))


class TestDelete:
    @pytest.mark.feature("A-21")
    def test_names_the_contractors_it_disconnects(self, db: None) -> None:
        made = make_connection()
        client = signed_in(made.supplier)
        client.post("/language", {"language": "en"})
        assert "1 contractor will be disconnected" in text(client.get(f"/integrations/{made.integration_id}/delete"))
        response = client.post(f"/integrations/{made.integration_id}/delete")
        assert (response.status_code, response["Location"]) == (303, "/integrations")
        with acting_for(made.supplier.account_id):
            assert Connection.objects.as_supplier(made.supplier.account_id).get().state == "disconnected"
        assert client.post(f"/integrations/{made.integration_id}/delete").status_code == 303


class TestJoin:
    @pytest.mark.feature("A-15", "A-18")
    def test_checking_shows_the_supplier_and_saves_nothing(self, firm: MadeAccount, owner: Client) -> None:
        supplier = make_account(f"Domix {HOSTILE}")
        _number, code = make_integration(supplier)
        response = owner.post("/integrations/add/base-connect/code", {"step": "verify", "code": code.lower()})
        page = text(response)
        assert response.status_code == 200
        assert "The code belongs to Domix &lt;script&gt;" in page
        assert HOSTILE not in page
        with acting_for(firm.account_id):
            assert not Connection.objects.as_contractor(firm.account_id).exists()

    @pytest.mark.feature("A-18")
    def test_saving_connects_once(self, firm: MadeAccount, owner: Client) -> None:
        _number, code = make_integration(make_account("Domix"))
        values = {
            "step": "join",
            "code": code,
            "name": "My Domix",
            "hide_prices": "on",
            "forwarding": "manual",
            "unmatched_lines": "skip",
        }
        first = owner.post("/integrations/add/base-connect/code", values)
        second = owner.post("/integrations/add/base-connect/code", values)
        assert first.status_code == 303
        assert first["Location"] == second["Location"]
        with acting_for(firm.account_id):
            row = Connection.objects.as_contractor(firm.account_id).get()
        assert (row.state, row.contractor_settings["name"], row.contractor_settings["hide_prices"]) == (
            "active",
            "My Domix",
            True,
        )
        assert "My Domix" in text(owner.get(first["Location"]))

    @pytest.mark.feature("A-16")
    def test_order_settings_need_a_code_that_takes_orders(self, owner: Client) -> None:
        for takes, shown in ((True, True), (False, False)):
            _number, code = make_integration(make_account("Domix"), accept_orders=takes)
            page = text(owner.post("/integrations/add/base-connect/code", {"code": code}))
            for name in ("hide_prices", "overwrites", "forwarding", "unmatched_lines"):
                assert (f'name="{name}"' in page) is shown

    @pytest.mark.feature("A-19")
    def test_waits_where_the_supplier_approves(self, owner: Client) -> None:
        _number, code = make_integration(make_account("Domix"), require_approval=True)
        values = {"step": "join", "code": code, "name": "D", "forwarding": "manual", "unmatched_lines": "text"}
        response = owner.post("/integrations/add/base-connect/code", values)
        page = text(owner.get(response["Location"]))
        assert "Waiting for Domix" in page
        assert "you see no products" in page

    @pytest.mark.feature("A-15")
    def test_wrong_code_is_refused_in_one_way(self, firm: MadeAccount, owner: Client) -> None:
        for code in ("nonsense", HOSTILE, "0" * 26):
            response = owner.post("/integrations/add/base-connect/code", {"step": "verify", "code": code})
            assert response.status_code == 422
            assert "This code cannot be used: it is wrong, expired or already used." in text(response)
            assert HOSTILE not in text(response)

    def test_own_code_is_refused(self, firm: MadeAccount, owner: Client) -> None:
        _number, code = make_integration(firm)
        response = owner.post("/integrations/add/base-connect/code", {"step": "verify", "code": code})
        assert response.status_code == 422
        assert "This code is your own" in text(response)
