"""Orders in the panel: the list, an order's page, and what is done there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from spinka.accounts.models import User
from spinka.accounts.tenancy import acting_for
from spinka.connect.models import Sale
from spinka.connect.order_reads import Attempt
from spinka.core import clock
from spinka.orders.models import Order, OrderLine
from spinka.panel.orders.reasons import reason_text, refusal_of
from spinka.shipments.models import Package
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.world import PDF, World, make_world
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, hidden, text
from tests.support.kept import kept_open, own_part

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(scope="module")
def exchange(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Two partners who speak English, made once."""
    with kept_open(django_db_blocker):
        made = make_world("Nowak")
        for account in (made.account, made.partner):
            User.objects.filter(pk=account.user_id).update(language="en")
        yield made


@pytest.fixture
def world(exchange: World) -> Iterator[World]:
    with own_part():
        yield exchange


@pytest.fixture
def browser(world: World) -> Client:
    return signed_in(world.account)


def order_of(account: MadeAccount, order_id: int | str) -> Order:
    with acting_for(account.account_id):
        return Order.objects.for_account(account.account_id).select_related("status").get(pk=order_id)


def big_order(world: World, quantity: int = 5000) -> int:
    """An order of more pieces than the partner shows, tried once."""
    answer = world.api.ok(
        "addOrder",
        delivery_fullname="Anna Nowak",
        products=[
            {
                "storage": "db",
                "product_id": str(world.ids["linked_product_id"]),
                "name": "Organiser",
                "price_brutto": 200,
                "quantity": quantity,
            }
        ],
    )
    world.api.ok("forwardConnectOrder", order_id=answer["order_id"])
    return int(answer["order_id"])


class TestList:
    def test_shows_buyer_amount_and_what_the_exchange_did(self, world: World, browser: Client) -> None:
        page = text(browser.get("/orders"))
        assert f'href="/orders/{world.ids["order_id"]}"' in page
        assert "Nowak fullname" in page
        assert "PLN\u00a0200.00" in page
        assert "Nowak Partner" in page
        assert "To forward" in page

    def test_not_forwarded_orders_come_with_their_reason(self, world: World, browser: Client) -> None:
        order_id = big_order(world)
        page = text(browser.get("/orders?forwarded=no"))
        assert f'href="/orders/{order_id}"' in page
        assert f'href="/orders/{world.ids["unsent_order_id"]}"' in page
        assert f'href="/orders/{world.ids["forwarded_order_id"]}"' not in page
        assert "Nowak Partner has 1000 of 5000 pcs of “Organiser”." in page or "of 5000 pcs of “Organiser”." in page

    def test_a_reason_can_be_asked_for(self, world: World, browser: Client) -> None:
        order_id = big_order(world)
        assert f'href="/orders/{order_id}"' in text(browser.get("/orders?reason=stock"))
        assert f'href="/orders/{order_id}"' not in text(browser.get("/orders?reason=credit"))

    def test_search_finds_number_name_and_product(self, world: World, browser: Client) -> None:
        wanted, other = world.ids["order_id"], big_order(world)
        assert f'href="/orders/{wanted}"' in text(browser.get(f"/orders?q={wanted}"))
        found = text(browser.get("/orders?q=anna+nowak"))
        assert f'href="/orders/{other}"' in found
        assert f'href="/orders/{wanted}"' not in found
        assert f'href="/orders/{other}"' in text(browser.get("/orders?q=Nowak bought"))

    def test_nothing_found_says_for_what(self, browser: Client) -> None:
        page = text(browser.get("/orders?q=zzzzz&paid=yes"))
        assert "Nothing matches" in page
        assert "zzzzz" in page

    def test_wrong_filters_are_no_error(self, browser: Client) -> None:
        assert (
            browser.get("/orders?status_id=x&connection_id=y&date_from=2026-99-99&after=%%%&paid=z").status_code == 200
        )

    def test_answers_a_part_to_htmx(self, browser: Client) -> None:
        part = text(browser.get("/orders", headers=PARTIAL))
        assert part.lstrip().startswith('<div id="rows">')

    def test_a_stranger_sees_none_of_it(self, world: World) -> None:
        stranger = signed_in(make_account("Stranger", language="en"))
        assert "Nowak" not in text(stranger.get("/orders"))
        for path in ("", "/edit", "/status", "/payment", "/forward", "/live", "/parcels/add"):
            assert stranger.get(f"/orders/{world.ids['order_id']}{path}").status_code == 404

    def test_queries_do_not_grow_with_rows(
        self, world: World, browser: Client, django_assert_max_num_queries: object
    ) -> None:
        for _ in range(3):
            big_order(world, 1)
        with django_assert_max_num_queries(60):  # type: ignore[operator]
            browser.get("/orders")

    def test_odd_addresses_are_no_server_errors(self, browser: Client) -> None:
        for query in ("q=%00", "source=%00", "q=%C2%B2", "date_to=9999-12-31", f"q={'9' * 5000}"):
            assert browser.get(f"/orders?{query}").status_code in {200, 404}

    def test_a_role_without_prices_sees_no_amounts_of_a_refusal(self, world: World, browser: Client) -> None:
        sold = order_of(world.account, world.ids["forwarded_order_id"])
        with acting_for(world.account.account_id):
            connection_id = (
                Sale.objects.as_contractor(world.account.account_id).get(contractor_order_id=sold.pk).connection_id
            )
        world.partner.api.ok("setConnectContractorCreditLimit", connect_contractor_id=connection_id, new_limit=0)
        order_id = big_order(world, 1)
        address = f"/orders/{order_id}"
        assert "short of credit" in text(browser.get(address))
        as_role(world.account, "warehouse")
        for path in (address, f"{address}/live", "/orders"):
            page = text(browser.get(path))
            assert "Too little credit" in page or "too little credit" in page
            assert "short of credit" not in page
        by_total, plain = (
            re.findall(r"/orders/\d+", text(browser.get(f"/orders{query}"))) for query in ("?sort=total", "")
        )
        assert by_total == plain

    def test_a_role_without_prices_sees_none(self, world: World, browser: Client) -> None:
        as_role(world.account, "warehouse")
        page = text(browser.get("/orders"))
        assert "PLN" not in page
        assert "hidden" in page
        page = text(browser.get(f"/orders/{world.ids['forwarded_order_id']}"))
        assert "200.00" not in page
        assert "50.00" not in page


class TestOrder:
    def test_shows_lines_sale_history_and_notes(self, world: World, browser: Client) -> None:
        page = text(browser.get(f"/orders/{world.ids['forwarded_order_id']}"))
        assert "Nowak Partner" in page
        assert str(world.ids["connect_sale_id"]) in page
        assert "Order forwarded" in page
        assert "the supplier sees" in page
        assert "only you" in page
        assert 'aria-current="step"' in page

    def test_supplier_sees_the_contractor_and_whom_to_bill(self, world: World) -> None:
        with acting_for(world.partner.account_id):
            sale = Sale.objects.as_supplier(world.partner.account_id).get(pk=world.ids["connect_sale_id"])
        page = text(signed_in(world.partner).get(f"/orders/{sale.supplier_order_id}"))
        assert "Nowak Firm" in page
        assert "Billed to" in page
        assert "the supplier sees" not in page

    def test_hidden_prices_of_the_contractor_stay_hidden(self, world: World) -> None:
        with acting_for(world.partner.account_id):
            rows = Sale.objects.as_supplier(world.partner.account_id).filter(pk=world.ids["connect_sale_id"])
            rows.update(hide_prices=True, contractor_total=None)
            sale = rows.get()
        page = text(signed_in(world.partner).get(f"/orders/{sale.supplier_order_id}"))
        assert "<b>hidden</b>" in page

    def test_names_of_buyers_are_shown_as_text(self, world: World, browser: Client) -> None:
        answer = world.api.ok("addOrder", delivery_fullname="<script>alert(1)</script>", products=[])
        page = text(browser.get(f"/orders/{answer['order_id']}"))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_poll_answers_304_until_something_happens(self, world: World, browser: Client) -> None:
        address = f"/orders/{world.ids['forwarded_order_id']}/live"
        first = browser.get(address, headers=PARTIAL)
        tag = {"If-None-Match": first["ETag"], **PARTIAL}
        assert browser.get(address, headers=tag).status_code == 304
        world.api.ok("setOrderFields", order_id=world.ids["forwarded_order_id"], admin_comments="new")
        assert browser.get(address, headers=tag).status_code == 200

    def test_poll_brings_the_chips_and_the_journal_along(self, world: World, browser: Client) -> None:
        page = text(browser.get(f"/orders/{world.ids['forwarded_order_id']}"))
        assert 'hx-trigger="every 3s, sp:poll"' in page
        part = text(browser.get(f"/orders/{world.ids['forwarded_order_id']}/live", headers=PARTIAL))
        for target in ("#head-chips", "#journal"):
            assert f'<hx-partial hx-target="{target}"' in part
        assert page.count('id="journal"') == part.count('id="journal"') == 1

    def test_an_order_without_a_sale_is_asked_about_less_often(self, world: World, browser: Client) -> None:
        assert 'hx-trigger="every 15s, sp:poll"' in text(browser.get(f"/orders/{world.ids['unsent_order_id']}"))


class TestForward:
    @pytest.mark.feature("F-20")
    def test_makes_the_sale(self, world: World, browser: Client) -> None:
        order_id = world.ids["unsent_order_id"]
        answer = browser.post(f"/orders/{order_id}/forward")
        assert answer.status_code == 303
        with acting_for(world.account.account_id):
            sales = Sale.objects.as_contractor(world.account.account_id).filter(contractor_order_id=order_id)
            assert sales.count() == 1

    def test_refused_order_says_why_and_is_mended_by_one_button(self, world: World, browser: Client) -> None:
        order_id = big_order(world)
        page = text(browser.get(f"/orders/{order_id}"))
        assert "Not forwarded to Nowak Partner: too little stock" in page
        fewer = re.search(r"Change to (\d+) pcs and forward", page)
        assert fewer is not None
        with acting_for(world.account.account_id):
            line = OrderLine.objects.for_account(world.account.account_id).get(order_id=order_id)
        answer = browser.post(f"/orders/{order_id}/reduce", {"line_id": line.pk, "quantity": fewer[1]})
        assert answer.status_code == 303
        with acting_for(world.account.account_id):
            line.refresh_from_db()
            sale = Sale.objects.as_contractor(world.account.account_id).get(contractor_order_id=order_id)
        assert line.quantity == int(fewer[1])
        assert sale.state == "new"

    def test_who_may_only_read_is_refused(self, world: World, browser: Client) -> None:
        as_role(world.account, "viewer")
        assert browser.post(f"/orders/{world.ids['unsent_order_id']}/forward").status_code == 403

    def test_several_are_asked_about_and_each_goes_on_its_own(self, world: World, browser: Client) -> None:
        chosen = [str(world.ids["unsent_order_id"]), str(big_order(world))]
        asked = text(browser.post("/orders/forward", {"id": chosen}))
        assert "Forward 2 orders?" in asked
        answer = browser.post("/orders/forward", {"id": chosen, "sure": "1"}, follow=True)
        assert "Forwarded 1 of 2 orders" in text(answer)


class TestStatus:
    def test_changes_and_is_taken_back(self, world: World, browser: Client) -> None:
        order_id = world.ids["order_id"]
        before = order_of(world.account, order_id).status_id
        answer = browser.post(f"/orders/{order_id}/status", {"status_id": world.ids["spare_status_id"]}, follow=True)
        assert order_of(world.account, order_id).status_id == world.ids["spare_status_id"]
        undo = re.search(rf'action="(/orders/{order_id}/status\?status_id={before})"', text(answer))
        assert undo is not None
        browser.post(undo[1])
        assert order_of(world.account, order_id).status_id == before

    def test_a_foreign_status_is_refused(self, world: World, browser: Client) -> None:
        order_id = world.ids["order_id"]
        before = order_of(world.account, order_id).status_id
        foreign = world.partner.api.ok("getOrderStatusList")["statuses"][0]["id"]
        assert browser.post(f"/orders/{order_id}/status", {"status_id": foreign}).status_code == 422
        assert order_of(world.account, order_id).status_id == before

    def test_several_at_once(self, world: World, browser: Client) -> None:
        ids = [world.ids["order_id"], world.ids["unsent_order_id"]]
        answer = browser.post("/orders/status", {"id": ids, "status_id": world.ids["spare_status_id"]}, follow=True)
        assert "Changed the status of 2 orders" in text(answer)
        assert {order_of(world.account, number).status_id for number in ids} == {world.ids["spare_status_id"]}


class TestPayment:
    def test_notes_the_amount(self, world: World, browser: Client) -> None:
        order_id = world.ids["order_id"]
        browser.post(f"/orders/{order_id}/payment", {"amount": "200,00", "comment": "bank"})
        assert str(order_of(world.account, order_id).paid) == "200.00"

    def test_no_number_is_told_at_the_field(self, world: World, browser: Client) -> None:
        answer = browser.post(f"/orders/{world.ids['order_id']}/payment", {"amount": "abc"})
        assert answer.status_code == 422
        assert str(order_of(world.account, world.ids["order_id"]).paid) == "5.00"


class TestEdit:
    def form(self, page: str) -> dict[str, str]:
        return {"version": hidden(page, "version")}

    def test_writes_what_changed(self, world: World, browser: Client) -> None:
        address = f"/orders/{world.ids['order_id']}/edit"
        data = self.form(text(browser.get(address)))
        answer = browser.post(address, {**data, "delivery_city": "Gdańsk", "delivery_country_code": "pl"})
        assert answer.status_code == 303
        order = order_of(world.account, world.ids["order_id"])
        assert (order.delivery_city, order.delivery_country_code) == ("Gdańsk", "PL")

    def test_older_values_are_refused_and_nothing_is_written(self, world: World, browser: Client) -> None:
        address = f"/orders/{world.ids['order_id']}/edit"
        data = self.form(text(browser.get(address)))
        world.api.ok("setOrderFields", order_id=world.ids["order_id"], delivery_city="Sopot")
        answer = browser.post(address, {**data, "delivery_city": "Gdańsk"})
        assert answer.status_code == 409
        assert "Sopot" in text(answer)
        assert order_of(world.account, world.ids["order_id"]).delivery_city == "Sopot"

    def test_a_wrong_country_is_told_at_the_field(self, world: World, browser: Client) -> None:
        address = f"/orders/{world.ids['order_id']}/edit"
        data = self.form(text(browser.get(address)))
        answer = browser.post(address, {**data, "delivery_country_code": "P1", "email": "x"})
        assert answer.status_code == 422
        assert 'id="id_delivery_country_code-err"' in text(answer)


class TestParcels:
    def test_is_added_with_its_label(self, world: World, browser: Client) -> None:
        address = f"/orders/{world.ids['order_id']}/parcels/add"
        label = SimpleUploadedFile("label.pdf", PDF)
        answer = browser.post(address, {"courier_code": "dpd", "number": "0000123", "label": label})
        assert answer.status_code == 303
        with acting_for(world.account.account_id):
            parcel = Package.objects.for_account(world.account.account_id).get(number="0000123")
        assert f"/parcels/{parcel.pk}/label" in text(browser.get(f"/orders/{world.ids['order_id']}"))

    def test_another_kind_of_file_is_refused(self, world: World, browser: Client) -> None:
        address = f"/orders/{world.ids['order_id']}/parcels/add"
        label = SimpleUploadedFile("label.exe", b"MZ")
        answer = browser.post(address, {"courier_code": "dpd", "number": "0000123", "label": label})
        assert answer.status_code == 422
        with acting_for(world.account.account_id):
            assert not Package.objects.for_account(world.account.account_id).filter(number="0000123").exists()

    def test_a_label_is_a_file_to_keep(self, world: World, browser: Client) -> None:
        answer = browser.get(f"/parcels/{world.ids['package_id']}/label")
        assert answer.content == PDF
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert signed_in(make_account()).get(f"/parcels/{world.ids['package_id']}/label").status_code == 404

    def test_is_deleted_after_asking(self, world: World, browser: Client) -> None:
        address = f"/parcels/{world.ids['package_id']}/delete"
        assert "Delete parcel" in text(browser.get(address))
        assert browser.post(address).status_code == 303
        with acting_for(world.account.account_id):
            assert not Package.objects.for_account(world.account.account_id).filter(pk=world.ids["package_id"]).exists()


def attempt(code: str, reason: str = "", connection_id: int | None = 5, **details: object) -> Attempt:
    return Attempt(
        order_id=7,
        connection_id=connection_id,
        contractor_integration_id=9,
        partner="Papierex" if connection_id else "",
        state="refused",
        reason_code=code,
        reason=reason,
        details=dict(details),
        attempts=1,
        is_automatic=False,
        next_at=None,
        updated_at=clock.now(),
    )


class TestReasons:
    """Every reason of R13 is a sentence with names and numbers in both languages."""

    CASES = (
        (attempt("no_match", connection_id=None, names="Mug"), "Mug"),
        (attempt("no_match", supplier="Papierex"), "Papierex"),
        (attempt("unmatched_line", count=1, total=3, names="Mug"), "1"),
        (attempt("stock", name="Mug", wanted=5, shown=2, line_id=3), "2"),
        (attempt("credit", missing="120.50", currency="PLN", available="70.80"), "120"),
        (attempt("no_price", name="Mug"), "Mug"),
        (attempt("state", state="suspended"), "Papierex"),
        (attempt("state", supplier="Papierex"), "Papierex"),
        (attempt("loop", supplier="Papierex"), "Papierex"),
        (attempt("minimum", least="200", currency="PLN", amount="154.20"), "154"),
        (attempt("minimum", name="Mug", step=6, wanted=5), "6"),
        (attempt("cod"), "Papierex"),
        (attempt("locked"), "Papierex"),
        (attempt("duplicate_link"), "Papierex"),
    )

    @pytest.mark.parametrize("language", ["pl", "en"])
    @pytest.mark.parametrize(("refused", "holds"), CASES)
    def test_is_a_sentence(self, refused: Attempt, holds: str, language: str) -> None:
        with translation.override(language):
            said = reason_text(refused)
        assert holds in said
        assert "%(" not in said
        assert said.endswith(".")

    def test_stock_offers_what_is_there(self) -> None:
        with translation.override("en"):
            mends = refusal_of(attempt("stock", name="Mug", wanted=5, shown=2, line_id=3), may_mend=True).mends
        assert [mend.label for mend in mends] == ["Change to 2 pcs and forward", "Choose another supplier"]
        assert dict(mends[0].fields) == {"line_id": 3, "quantity": 2, "connect_integration_id": 9}

    def test_who_may_not_act_gets_no_buttons(self) -> None:
        assert refusal_of(attempt("cod"), may_mend=False).mends == ()
