"""Orders in the panel after they were forwarded: pieces, requests and answers; forwarding many, all of a reason, as work."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from spinka.accounts.models import User
from spinka.accounts.tenancy import acting_for
from spinka.catalog import stock
from spinka.connect import services as connect
from spinka.connect.models import ForwardRun
from spinka.orders import journal_types
from spinka.orders.draft import LineDraft
from spinka.orders.models import JournalEntry
from spinka.panel.orders.words import journal_text
from tests.factories.connections import make_connection
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


class Sides:
    """Both sides of a forwarded order of 3 pieces, 5 in stock, in English browsers."""

    def __init__(self, **settings: Any) -> None:
        self.x = x = make_exchange(**settings)
        for shop in (x.supplier, x.contractor):
            User.objects.filter(pk=shop.account.user_id).update(language="en")
        _, self.own = x.pair(5)
        order = x.order((self.own, 3))
        self.order_id, self.line_id = order.order_id, order.line_ids[0]
        x.forward(self.order_id)
        self.their_order, self.their_line = x.supplier_order().pk, x.supplier_lines()[0].pk
        self.us, self.them = signed_in(x.contractor.account), signed_in(x.supplier.account)

    def lock(self) -> None:
        self.x.supplier.move(self.their_order, self.x.supplier.sent)
        run_jobs()

    def set_pieces(self, quantity: int) -> Any:
        return self.us.post(f"/orders/{self.order_id}/lines/{self.line_id}", {"quantity": quantity}, follow=True)

    def page(self, browser: Client) -> str:
        return text(browser.get(f"/orders/{self.order_id if browser is self.us else self.their_order}"))

    def answer(self, browser: Client, answer: str) -> str:
        (request_id,) = re.findall(r"/requests/(\d+)", self.page(browser))
        order_id = self.order_id if browser is self.us else self.their_order
        return text(browser.post(f"/orders/{order_id}/requests/{request_id}", {"answer": answer}, follow=True))


class TestPieces:
    def test_change_on_both_sides_at_once(self) -> None:
        sides = Sides()
        assert "applies on both sides at once" in text(sides.us.get(f"/orders/{sides.order_id}/lines/{sides.line_id}"))
        assert "Saved" in text(sides.set_pieces(5))
        assert sides.x.supplier.line(sides.their_line).quantity == 5

    def test_beyond_the_stock_are_refused_in_the_form(self) -> None:
        sides = Sides()
        answer = sides.set_pieces(9)
        assert answer.status_code == 422
        assert sides.x.contractor.line(sides.line_id).quantity == 3

    def test_of_a_locked_order_become_a_request_the_supplier_answers(self) -> None:
        sides = Sides()
        sides.lock()
        assert "was asked to agree" in text(sides.set_pieces(1))
        own, theirs = sides.page(sides.us), sides.page(sides.them)
        assert "Waits for Hurtownia Nowak" in own
        assert "Take back" in own
        assert "1 change waits for your answer" in theirs
        assert "1 pcs of “Kubek”" in theirs
        assert "Agreed; both orders are changed" in sides.answer(sides.them, "yes")
        assert sides.x.contractor.line(sides.line_id).quantity == 1
        assert "Accepted" in sides.page(sides.us)
        assert "Change asked for" in sides.page(sides.them)

    def test_a_request_is_taken_back_or_declined(self) -> None:
        sides = Sides()
        sides.lock()
        sides.set_pieces(1)
        assert "The request is taken back" in sides.answer(sides.us, "back")
        sides.set_pieces(2)
        assert "Declined; both orders stay as they were" in sides.answer(sides.them, "no")
        assert sides.x.contractor.line(sides.line_id).quantity == 3

    def test_the_supplier_reduces_at_once_and_proposes_a_price(self) -> None:
        sides = Sides()
        address = f"/orders/{sides.their_order}/lines/{sides.their_line}"
        sides.them.post(address, {"quantity": 2, "how": "refuse", "reason": "Broken"})
        assert sides.x.contractor.line(sides.line_id).quantity == 2
        sides.them.post(address, {"quantity": 2, "how": "change", "price": "110"})
        assert sides.x.sale().amount == 200
        sides.answer(sides.us, "yes")
        assert sides.x.sale().amount == 220

    def test_who_may_only_read_changes_nothing(self) -> None:
        sides = Sides()
        as_role(sides.x.contractor.account, "viewer")
        assert sides.set_pieces(1).status_code == 403
        assert sides.x.contractor.line(sides.line_id).quantity == 3

    def test_a_stranger_finds_nothing(self) -> None:
        sides, other = Sides(), Sides()
        sides.lock()
        sides.set_pieces(1)
        (request_id,) = re.findall(r"/requests/(\d+)", sides.page(sides.us))
        assert other.us.get(f"/orders/{sides.order_id}/lines/{sides.line_id}").status_code == 404
        answer = other.them.post(f"/orders/{other.their_order}/requests/{request_id}", {"answer": "yes"})
        assert answer.status_code == 404
        assert sides.x.contractor.line(sides.line_id).quantity == 3


class TestAddress:
    @pytest.mark.feature("F-10")
    def test_of_a_locked_order_is_asked_for(self) -> None:
        sides = Sides()
        sides.lock()
        order = sides.x.contractor.found(sides.order_id)
        form = {"version": order.version, "delivery_city": "Gdynia", "delivery_country_code": "PL"}
        answer = sides.us.post(f"/orders/{sides.order_id}/edit", form, follow=True)
        assert "The supplier was asked to agree to the change" in text(answer)
        assert "Other data of the order: City" in sides.page(sides.them)
        sides.answer(sides.them, "yes")
        assert sides.x.contractor.found(sides.order_id).delivery_city == "Gdynia"
        assert sides.x.supplier_order().delivery_city == "Gdynia"


def short_orders(x: Exchange, count: int) -> list[int]:
    """Orders the supplier has too little for, tried once."""
    _, own = x.pair(0)
    ids = [x.order((own, 1)).order_id for _ in range(count)]
    for order_id in ids:
        x.forward(order_id)
    return ids


class TestNotForwarded:
    def test_reasons_are_counted_and_retried_together(self) -> None:
        sides = Sides()
        x = sides.x
        theirs, own = x.pair(0)
        waiting = [x.order((own, 1)).order_id for _ in range(2)]
        for order_id in waiting:
            x.forward(order_id)
        listed = text(sides.us.get("/orders?forwarded=no"))
        assert re.search(r"Too little stock <span class=\"sp-n\">2<", listed)
        assert "since" in listed
        shown = text(sides.us.get("/orders?forwarded=no&reason=stock"))
        assert "Forward all 2 again" in shown
        with acting_for(x.supplier.account_id):
            stock.set_stock(
                account_id=x.supplier.account_id,
                rows=[stock.Piece(theirs, x.supplier.warehouse_id, 5)],
                actor="Jan",
            )
        asked = text(sides.us.post("/orders/forward", {"reason": "stock"}))
        assert "Forward 2 orders?" in asked
        answer = sides.us.post("/orders/forward", {"reason": "stock", "sure": "1"}, follow=True)
        assert "Forwarded 2 of 2 orders" in text(answer)
        assert len(x.sales()) == 3

    def test_all_of_them_are_forwarded_tried_or_not(self) -> None:
        sides = Sides()
        x = sides.x
        short_orders(x, 1)
        x.order((x.pair(5)[1], 1))
        assert "Forward all of them" in text(sides.us.get("/orders?forwarded=no"))
        assert "Forward 2 orders?" in text(sides.us.post("/orders/forward", {"reason": "every"}))
        answer = sides.us.post("/orders/forward", {"reason": "every", "sure": "1"}, follow=True)
        assert "Forwarded 1 of 2 orders" in text(answer)

    def test_the_next_try_by_itself_is_shown(self) -> None:
        sides = Sides()
        sides.x.want(forwarding="automatic")
        _, own = sides.x.pair(0)
        sides.x.order((own, 1), is_cod=True)
        run_jobs()
        assert "next try by itself" in text(sides.us.get("/orders?forwarded=no"))


class TestManyAtOnce:
    def test_over_fifty_become_work_with_a_result_list(self) -> None:
        sides = Sides()
        x = sides.x
        refused = short_orders(x, 51)
        done = sides.us.post("/orders/forward", {"reason": "stock", "sure": "1"})
        assert done.status_code == 303
        address = done.headers["Location"]
        assert "Queued" in text(sides.us.get(address))
        run_jobs()
        shown = text(sides.us.get(address))
        assert "Finished" in shown
        assert "51 of 51" in shown
        assert "hx-get" not in shown.partition('id="run"')[2].partition(">")[0]
        rows = text(sides.us.get(f"{address}/file")).strip().splitlines()
        assert len(rows) == 52
        assert str(refused[0]) in rows[1]
        assert "Not forwarded" in rows[1]
        assert sides.them.get(address).status_code == 404

    def test_a_run_is_cancelled_between_orders(self) -> None:
        sides = Sides()
        x = sides.x
        _, own = x.pair(100)
        ids = [x.order((own, 1)).order_id for _ in range(3)]
        with acting_for(x.contractor.account_id):
            run_id = connect.start_forward_run(account_id=x.contractor.account_id, order_ids=ids, actor="Anna")
        assert sides.us.post(f"/orders/forwards/{run_id}/cancel").status_code == 303
        run_jobs()
        with acting_for(x.contractor.account_id):
            run = ForwardRun.objects.for_account(x.contractor.account_id).get(pk=run_id)
        assert (run.state, run.done, len(x.sales())) == ("cancelled", 0, 1)

    def test_orders_of_others_are_not_taken_in(self) -> None:
        sides, other = Sides(), Sides()
        x = sides.x
        with acting_for(x.contractor.account_id):
            run_id = connect.start_forward_run(
                account_id=x.contractor.account_id, order_ids=[sides.order_id, other.order_id], actor="Anna"
            )
            run = ForwardRun.objects.for_account(x.contractor.account_id).get(pk=run_id)
        assert run.total == 1


class TestSubSource:
    @pytest.mark.feature("L-08")
    def test_is_a_column_a_filter_and_searched(self) -> None:
        sides = Sides()
        x = sides.x
        other = make_shop()
        second = Exchange(x.supplier, other, make_connection(x.supplier.account, other.account))
        _, own = second.pair(5)
        second.forward(second.order((own, 1)).order_id)
        listed = text(sides.them.get("/orders"))
        assert "Connect · Sklep Kowalska" in listed
        narrowed = text(sides.them.get(f"/orders?connection_id={x.connection_id}"))
        assert f'href="/orders/{sides.their_order}"' in narrowed
        assert narrowed.count('name="id" value=') == 1
        found = text(sides.them.get("/orders?q=Kowalska"))
        assert f'href="/orders/{sides.their_order}"' in found
        assert found.count('name="id" value=') == 1
        assert "Sklep Kowalska" in sides.page(sides.them)


class TestUnmatchedLine:
    def test_is_left_out_by_one_button(self) -> None:
        sides = Sides(own={"unmatched_lines": "refuse"})
        x = sides.x
        _, own = x.pair(5)
        order = x.order((own, 1), (x.own_product("Własny"), 1))
        x.forward(order.order_id)
        page = text(sides.us.get(f"/orders/{order.order_id}"))
        assert "Leave out and forward the rest" in page
        sides.us.post(f"/orders/{order.order_id}/forward", {"unmatched_lines": "skip"})
        assert len(x.sales()) == 2


class TestJournalWords:
    @pytest.mark.parametrize(
        "kind", [value for name, value in vars(journal_types).items() if name.isupper() and isinstance(value, int)]
    )
    def test_every_event_has_a_name(self, kind: int) -> None:
        said, _ = journal_text(JournalEntry(log_type=kind, object_id=0, data={}), {})
        assert said
        assert "Event" not in said
        assert "Zdarzenie" not in said


class TestMissingPieces:
    def test_are_counted_on_a_line_that_holds_too_few(self) -> None:
        shop = make_shop()
        User.objects.filter(pk=shop.account.user_id).update(language="en")
        product_id = shop.product(3)
        order = shop.order(LineDraft(product_id=product_id, quantity=3))
        browser = signed_in(shop.account)
        assert "missing" not in text(browser.get(f"/orders/{order.order_id}"))
        with acting_for(shop.account_id):
            stock.set_stock(
                account_id=shop.account_id, rows=[stock.Piece(product_id, shop.warehouse_id, 1)], actor="Jan"
            )
        assert "2 pcs missing" in text(browser.get(f"/orders/{order.order_id}"))


class TestLedger:
    @pytest.mark.feature("L-17")
    def test_is_narrowed_by_kind_and_time(self) -> None:
        sides = Sides()
        x = sides.x
        with acting_for(x.supplier.account_id):
            connect.set_limit(account_id=x.supplier.account_id, connection_id=x.connection_id, limit=Decimal(900))
        x.forward(x.order((sides.own, 1)).order_id)
        address = f"/settlements/{x.connection_id}"

        def entries(query: str) -> int:
            return text(sides.them.get(f"{address}{query}")).count('data-label="Entry"')

        assert [entries(query) for query in ("", "?kind=charge", "?kind=release", "?kind=wrong")] == [2, 1, 0, 2]
        assert [entries(f"?date_{side}=2000-01-01") for side in ("from", "to")] == [2, 0]
        assert [entries(query) for query in ("?page=2", "?page=x", "?date_from=x")] == [0, 2, 2]
        assert [entries(f"?date_to={day}") for day in ("9999-12-31", "0001-01-01")] == [2, 0]
