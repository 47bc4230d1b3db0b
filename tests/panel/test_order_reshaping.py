"""Copying, splitting and merging orders in the panel, and statuses by group."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from spinka.accounts.models import User
from spinka.accounts.tenancy import acting_for
from spinka.orders.draft import LineDraft
from spinka.orders.models import Order, OrderLine
from tests.factories.exchange import make_exchange
from tests.factories.shop import Shop, make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text


def in_english(shop: Shop) -> Shop:
    User.objects.filter(pk=shop.account.user_id).update(language="en")
    return shop


@pytest.fixture
def shop(db: None) -> Shop:
    return in_english(make_shop())


@pytest.fixture
def browser(shop: Shop) -> Client:
    return signed_in(shop.account)


def order_ids(shop: Shop) -> list[int]:
    with acting_for(shop.account_id):
        return list(Order.objects.for_account(shop.account_id).order_by("pk").values_list("pk", flat=True))


def quantities(shop: Shop, order_id: int) -> list[int]:
    with acting_for(shop.account_id):
        rows = OrderLine.objects.for_account(shop.account_id).filter(order_id=order_id).order_by("pk")
        return list(rows.values_list("quantity", flat=True))


class TestSplit:
    def test_asks_for_pieces_and_moves_them(self, shop: Shop, browser: Client) -> None:
        product_id = shop.product(10, name="Kubek")
        made = shop.order(
            LineDraft(product_id=product_id, quantity=5), LineDraft(name="B", quantity=1), delivery_price=Decimal(12)
        )
        url, line_id = f"/orders/{made.order_id}/split", made.line_ids[0]
        assert f'href="{url}"' in text(browser.get(f"/orders/{made.order_id}"))
        asked = text(browser.get(url))
        assert f"Split order {made.order_id}" in asked
        assert re.search(rf'<input[^>]*name="line_{line_id}"', asked)
        answer = browser.post(url, {f"line_{line_id}": "2", "delivery_price": "4.50"}, follow=True)
        new_id = order_ids(shop)[1]
        assert answer.redirect_chain == [(f"/orders/{new_id}", 303)]
        assert f"Order {new_id} made of order {made.order_id}" in text(answer)
        assert (quantities(shop, made.order_id), quantities(shop, new_id)) == ([3, 1], [2])
        assert shop.found(new_id).delivery_price == Decimal("4.50")
        assert shop.levels(product_id) == (10, 5)

    @pytest.mark.parametrize(
        ("quantity", "said"),
        [("", "Say how many pieces"), ("3", "less than or equal to 2"), ("2", "At least one piece has to stay")],
    )
    def test_what_does_not_fit_is_told_in_the_form(self, shop: Shop, browser: Client, quantity: str, said: str) -> None:
        made = shop.order(LineDraft(name="A", quantity=2))
        answer = browser.post(f"/orders/{made.order_id}/split", {f"line_{made.line_ids[0]}": quantity})
        assert answer.status_code == 422
        assert said in text(answer)
        assert order_ids(shop) == [made.order_id]

    def test_lines_at_a_supplier_are_not_offered(self, db: None) -> None:
        exchange = make_exchange()
        shop = in_english(exchange.contractor)
        exchange.want(unmatched_lines="skip")
        _, own = exchange.pair()
        made = exchange.order((own, 2), (shop.product(5), 3))
        exchange.forward(made.order_id)
        asked = text(signed_in(shop.account).get(f"/orders/{made.order_id}/split"))
        assert f'name="line_{made.line_ids[1]}"' in asked
        assert f'name="line_{made.line_ids[0]}"' not in asked
        assert "Lines forwarded to a supplier stay in this order." in asked
        received = exchange.supplier_order().pk
        supplier = signed_in(in_english(exchange.supplier).account)
        assert f"/orders/{received}/split" not in text(supplier.get(f"/orders/{received}"))
        assert "stays as its contractor sent it" in text(supplier.get(f"/orders/{received}/split"))

    def test_who_may_only_read_is_refused(self, shop: Shop, browser: Client) -> None:
        made = shop.order(LineDraft(name="A", quantity=2))
        as_role(shop.account, "accountant")
        answer = browser.post(f"/orders/{made.order_id}/split", {f"line_{made.line_ids[0]}": "1"})
        assert answer.status_code == 403
        assert order_ids(shop) == [made.order_id]


class TestDuplicate:
    def test_is_copied_after_asking(self, shop: Shop, browser: Client) -> None:
        made = shop.order(LineDraft(name="A", quantity=2), delivery_fullname="Jan")
        url = f"/orders/{made.order_id}/copy"
        assert f"Copy order {made.order_id}?" in text(browser.get(url))
        assert order_ids(shop) == [made.order_id]
        answer = browser.post(url, follow=True)
        new_id = order_ids(shop)[1]
        assert answer.redirect_chain == [(f"/orders/{new_id}", 303)]
        assert quantities(shop, new_id) == [2]


class TestMerge:
    def test_asks_which_one_stays(self, shop: Shop, browser: Client) -> None:
        one, two = (
            shop.order(LineDraft(name=name, quantity=1), delivery_fullname=name, delivery_price=Decimal(5)).order_id
            for name in ("Anna", "Jan")
        )
        asked = text(browser.post("/orders/merge", {"id": [one, two]}))
        assert "Merge 2 orders?" in asked
        assert f"{two} · Jan" in asked
        assert order_ids(shop) == [one, two]
        chosen = {"id": [one, two], "sure": "1", "main_order_id": two, "with_delivery": "on"}
        answer = browser.post("/orders/merge", chosen, follow=True)
        assert answer.redirect_chain == [(f"/orders/{two}", 303)]
        assert order_ids(shop) == [two]
        assert quantities(shop, two) == [1, 1]
        assert shop.found(two).delivery_price == 10

    def test_one_order_is_none_to_merge(self, shop: Shop, browser: Client) -> None:
        made = shop.order(LineDraft(name="A", quantity=1))
        answer = browser.post("/orders/merge", {"id": [made.order_id], "sure": "1"}, follow=True)
        assert "Choose at least two orders" in text(answer)
        assert order_ids(shop) == [made.order_id]

    def test_a_refusal_is_told_and_nothing_is_merged(self, shop: Shop, browser: Client) -> None:
        one, two = shop.order(LineDraft(name="A", quantity=1)).order_id, shop.order(currency="EUR").order_id
        chosen = {"id": [one, two], "sure": "1", "main_order_id": one}
        answer = browser.post("/orders/merge", chosen)
        assert answer.status_code == 409
        assert f"Order {two} is in EUR, not in PLN" in text(answer)
        assert order_ids(shop) == [one, two]


class TestTechnicalOrder:
    def test_says_what_it_is(self, shop: Shop, browser: Client) -> None:
        ids = [shop.order(LineDraft(name="A", quantity=1)).order_id for _ in range(2)]
        asked = {"main_order_id": ids[0], "order_ids_to_merge": ids[1:], "merge_mode": "technical_merge"}
        merged_id = shop.api.ok("setOrdersMerge", **asked)["merged_order_id"]
        assert "A technical order" in text(browser.get(f"/orders/{merged_id}"))
        assert "A technical order" not in text(browser.get(f"/orders/{ids[0]}"))


class TestStatusGroups:
    def test_statuses_stand_under_their_groups(self, shop: Shop, browser: Client) -> None:
        group_id = shop.api.ok("addOrderStatusGroup", name="Magazyn")["group_id"]
        shop.api.ok("addOrderStatus", status_id=shop.sent, group_id=group_id)
        made = shop.order(LineDraft(name="A", quantity=1))
        asked = text(browser.get(f"/orders/{made.order_id}/status"))
        assert re.search(rf'<optgroup label="Magazyn">\s*<option value="{shop.sent}"', asked)
        browser.post(f"/orders/{made.order_id}/status", {"status_id": shop.sent})
        assert shop.found(made.order_id).status_id == shop.sent
