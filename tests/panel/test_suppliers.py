"""A contractor's suppliers: list, settings, state, leaving."""

import re

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.hold_reads import holds_page
from spinka.connect.models import Connection
from spinka.orders.models import OrderStatus
from spinka.panel.suppliers.forms import OwnForm
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.exchange import make_exchange
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, hidden, text

OWN = {"forwarding": "manual", "unmatched_lines": "text", "priority": "100", "send_buyer_contact": "all"}


@pytest.fixture
def made(firm: MadeAccount) -> MadeConnection:
    return make_connection(make_account(f"Domix {HOSTILE}"), firm, code_name=f"Domix {HOSTILE}")


def stored(made: MadeConnection) -> Connection:
    with acting_for(made.contractor.account_id):
        return Connection.objects.as_contractor(made.contractor.account_id).get()


def statuses_of(account: MadeAccount) -> list[int]:
    with acting_for(account.account_id):
        return list(OrderStatus.objects.for_account(account.account_id).order_by("pk").values_list("pk", flat=True))


class TestList:
    def test_shows_names_escaped(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get("/suppliers"))
        assert f'href="/suppliers/{made.contractor_integration_id}"' in page
        assert HOSTILE not in page

    @pytest.mark.parametrize(("query", "found"), [("q=DOMIX", True), ("q=nobody", False), ("state=pending", False)])
    def test_search_and_views(self, made: MadeConnection, owner: Client, query: str, found: bool) -> None:
        page = text(owner.get(f"/suppliers?{query}"))
        assert (f'href="/suppliers/{made.contractor_integration_id}"' in page) is found


class TestSettings:
    @pytest.mark.feature("A-16")
    def test_every_setting_is_saved(self, made: MadeConnection, owner: Client) -> None:
        path = f"/suppliers/{made.contractor_integration_id}/settings"
        page = text(owner.get(path))
        assert re.search(r'name="send_cod"[^>]* checked', page)
        values = {**OWN, "mark": hidden(page, "mark"), "name": "My Domix", "overwrites": "on"}
        values |= {"invoice_company": "Papierex", "priority": "7", "max_price_rise_percent": "12,5"}
        values |= {"round_up_quantities": "on", "send_buyer_contact": "phone", "send_transaction_number": "on"}
        assert owner.post(path, values).status_code == 303
        settings = stored(made).contractor_settings
        invoice = settings.pop("overwrite_invoice")
        assert {key: value for key, value in invoice.items() if value} == {"invoice_company": "Papierex"}
        assert settings == {
            "name": "My Domix",
            "hide_prices": False,
            "forwarding": "manual",
            "forward_status_ids": [],
            "unmatched_lines": "text",
            "max_price_rise_percent": "12.5",
            "round_up_quantities": True,
            "priority": 7,
            "send_buyer_contact": "phone",
            "send_cod": False,
            "send_transaction_number": True,
        }
        assert owner.post(path, {**values, "name": "Other"}).status_code == 409
        assert stored(made).contractor_settings["name"] == "My Domix"

    def test_wrong_settings_come_back(self, made: MadeConnection, owner: Client) -> None:
        path = f"/suppliers/{made.contractor_integration_id}/settings"
        mark = hidden(text(owner.get(path)), "mark")
        response = owner.post(path, {**OWN, "mark": mark, "name": "D", "overwrites": "on", "priority": "-1"})
        assert response.status_code == 422
        assert "Give the company or the person" in text(response)
        assert stored(made).contractor_settings == {}

    @pytest.mark.feature("A-16")
    def test_a_supplier_without_orders_has_none_of_their_settings(self, firm: MadeAccount, owner: Client) -> None:
        made = make_connection(make_account("Domix"), firm, accept_orders=False)
        path = f"/suppliers/{made.contractor_integration_id}/settings"
        page = text(owner.get(path))
        for name in OwnForm.ORDER_FIELDS:
            assert f'name="{name}"' not in page
        assert owner.post(path, {"mark": hidden(page, "mark"), "name": "D"}).status_code == 303
        assert stored(made).contractor_settings == {"name": "D"}


class TestStatuses:
    @pytest.mark.feature("B-13", "F-11")
    def test_told_statuses_are_mapped_and_own_ones_told(self, made: MadeConnection, owner: Client) -> None:
        theirs, own = statuses_of(made.supplier), statuses_of(made.contractor)
        path = f"/suppliers/{made.contractor_integration_id}/statuses"
        assert "tells none of its statuses" in text(owner.get(path))
        with acting_for(made.supplier.account_id):
            connect.set_contractor_settings(
                account_id=made.supplier.account_id,
                connection_id=made.connection_id,
                values={"status_map_out": [theirs[1]]},
                actor="Jan",
            )
        page = text(owner.get(path))
        assert f'name="theirs-{theirs[1]}"' in page
        assert f'name="theirs-{theirs[0]}"' not in page
        values = {"mark": hidden(page, "mark"), f"theirs-{theirs[1]}": own[2], "status_map_out": [own[0], own[1]]}
        assert owner.post(path, values).status_code == 303
        settings = stored(made).contractor_settings
        assert settings["status_map_in"] == {str(theirs[1]): own[2]}
        assert settings["status_map_out"] == [own[0], own[1]]
        with acting_for(made.supplier.account_id):
            connect.set_contractor_settings(
                account_id=made.supplier.account_id,
                connection_id=made.connection_id,
                values={"status_map_out": None},
                actor="Jan",
            )
        page = text(owner.get(path))
        assert f"Number {theirs[1]}, no longer told" in page
        again = {"mark": hidden(page, "mark"), f"theirs-{theirs[1]}": "", "status_map_out": []}
        assert owner.post(path, again).status_code == 303
        assert (
            stored(made).contractor_settings["status_map_in"],
            stored(made).contractor_settings["status_map_out"],
        ) == (
            {},
            [],
        )

    def test_a_foreign_status_is_refused(self, made: MadeConnection, owner: Client) -> None:
        theirs = statuses_of(made.supplier)
        path = f"/suppliers/{made.contractor_integration_id}/statuses"
        mark = hidden(text(owner.get(path)), "mark")
        assert owner.post(path, {"mark": mark, "status_map_out": [theirs[0]]}).status_code == 422
        assert stored(made).contractor_settings == {}


class TestPage:
    def test_tells_warehouse_terms_and_holds(self, firm: MadeAccount, owner: Client) -> None:
        x = make_exchange(
            supplier=make_shop(make_account("Domix")),
            contractor=make_shop(firm),
            holds=True,
            hold_max_percent=100,
            terms_text=f"Zwroty w 14 dni {HOSTILE}",
        )
        product = x.product(10)
        with acting_for(firm.account_id):
            held = connect.add_hold(
                account_id=firm.account_id,
                connect_integration_id=x.made.contractor_integration_id,
                supplier_product_id=product,
                quantity=3,
                actor="Anna",
            )
            row = Connection.objects.as_contractor(firm.account_id).get()
        path = f"/suppliers/{x.made.contractor_integration_id}"
        page = text(owner.get(path))
        assert f"blconnect_{row.warehouse_id}" in page
        assert "Zwroty w 14 dni &lt;script" in page
        assert HOSTILE not in page
        assert "Kubek" in page
        assert "1 hold will be let go" in text(owner.get(f"{path}/leave"))
        assert owner.post(f"{path}/holds/{held.hold_id}/end").status_code == 303
        assert "Pieces held for you" not in text(owner.get(path))
        assert signed_in(x.supplier.account).post(f"{path}/holds/{held.hold_id}/end").status_code == 404

    @pytest.mark.feature("I-11")
    def test_credit_is_read_only(self, made: MadeConnection, owner: Client) -> None:
        page = text(owner.get(f"/suppliers/{made.contractor_integration_id}"))
        assert "no trade credit" in page
        assert "limit-form" not in page

    def test_supplier_does_not_open_the_contractors_page(self, made: MadeConnection, db: None) -> None:
        client = signed_in(made.supplier)
        for path in ("", "/settings", "/statuses", "/copies", "/leave"):
            assert client.get(f"/suppliers/{made.contractor_integration_id}{path}").status_code == 404
            if path:
                assert client.post(f"/suppliers/{made.contractor_integration_id}{path}").status_code == 404


class TestLeave:
    @pytest.mark.feature("A-21")
    def test_asks_and_ends(self, made: MadeConnection, owner: Client) -> None:
        path = f"/suppliers/{made.contractor_integration_id}/leave"
        assert "You can no longer forward orders to it" in text(owner.get(path))
        for _ in range(2):
            assert owner.post(path).status_code == 303
        assert stored(made).state == "disconnected"
        assert "The connection has ended" in text(owner.get(f"/suppliers/{made.contractor_integration_id}"))


class TestHold:
    @pytest.mark.feature("L-05")
    def test_pieces_of_the_offer_are_held_once(self, firm: MadeAccount, owner: Client) -> None:
        x = make_exchange(
            supplier=make_shop(make_account("Domix")), contractor=make_shop(firm), holds=True, hold_max_percent=50
        )
        product = x.product(10)
        offer = f"/suppliers/{x.made.contractor_integration_id}/offer"
        path = f"{offer}/{product}/hold"
        assert path in text(owner.get(offer))
        form = text(owner.get(path))
        assert 'max="15"' in form
        values = {"mark": hidden(form, "mark"), "quantity": "6", "minutes": "10"}
        refused = owner.post(path, values)
        assert refused.status_code == 422
        assert "at most 5 can" in text(refused)
        for _ in range(2):
            assert owner.post(path, {**values, "quantity": "4"}).status_code == 303
        with acting_for(firm.account_id):
            (held,) = holds_page(account_id=firm.account_id)
        assert (held.quantity, held.supplier_product_id) == (4, product)
        assert signed_in(x.supplier.account).get(path).status_code == 404
        x.supply(holds=False)
        assert path not in text(owner.get(offer))
        assert owner.get(path).status_code == 409
        assert owner.get(f"{offer}/{product + 1000}/hold").status_code == 409


class TestLiveWarehouse:
    @pytest.mark.feature("E-21")
    def test_nobody_writes_to_it_and_it_reads_0_after_leaving(self, firm: MadeAccount, owner: Client) -> None:
        x = make_exchange(supplier=make_shop(make_account("Domix")), contractor=make_shop(firm))
        theirs, own = x.product(17), x.own_product()
        number = x.made.contractor_integration_id
        with acting_for(firm.account_id):
            links = [connect.WantedLink(product_id=own, supplier_product_id=theirs)]
            connect.set_links(account_id=firm.account_id, connect_integration_id=number, links=links)
            live = Connection.objects.as_contractor(firm.account_id).get().warehouse_id
        cell = f"/products/{own}/stock/{live}"
        page = text(owner.get(f"/products/{own}"))
        assert re.search(r">\s*17\b", page)
        assert cell not in page
        assert owner.get(cell).status_code == 404
        assert owner.post(cell, {"quantity": "3", "value": "3", "stock": "3", "mark": "17"}).status_code == 404
        assert re.search(r">\s*17\b", text(owner.get(f"/products/{own}")))
        assert x.supplier.levels(theirs) == (17, 0)
        assert owner.post(f"/suppliers/{number}/leave").status_code == 303
        assert not re.search(r">\s*17\b", text(owner.get(f"/products/{own}")))
        assert "17" not in re.findall(r">\s*(\d+)[^<]*<", text(owner.get("/products")))
