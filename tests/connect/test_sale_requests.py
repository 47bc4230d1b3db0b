"""Changes of a sale after forwarding: at once until the supplier locks its order, then asked for and answered (R14, R15)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import SaleRequest
from spinka.connect.services.credit import CreditShort
from spinka.connect.services.negotiating import LineAction
from spinka.connect.sync.orders import ForwardRefused
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, Locked, NotFound
from spinka.core.models import Event
from spinka.ops.check.inspection import inspect_per_account
from spinka.orders.draft import LineChanges, OrderFields
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


class Sold:
    """A forwarded order of one line of 3 pieces at 100.00, 10 in stock."""

    def __init__(self, *, limit: int | None = 1000, stock: int = 10, **settings: Any) -> None:
        self.x = x = make_exchange(**settings)
        if limit is not None:
            with acting_for(x.supplier.account_id):
                connect.set_limit(account_id=x.supplier.account_id, connection_id=x.connection_id, limit=Decimal(limit))
        self.product, self.own = x.pair(stock)
        order = x.order((self.own, 3))
        self.order_id, self.line_id = order.order_id, order.line_ids[0]
        (result,) = x.forward(self.order_id)
        assert result.state == "forwarded"
        self.sale_id = result.sale_id or 0
        self.their_order, self.their_line = x.supplier_order().pk, x.supplier_lines()[0].pk

    def lock(self) -> None:
        self.x.supplier.move(self.their_order, self.x.supplier.sent)
        run_jobs()

    def edit(self, shop: Shop | None = None, **changes: Any) -> None:
        shop = shop or self.x.contractor
        is_own = shop is self.x.contractor
        with acting_for(shop.account_id):
            connect.edit_line(
                account_id=shop.account_id,
                order_id=self.order_id if is_own else self.their_order,
                line_id=self.line_id if is_own else self.their_line,
                changes=LineChanges(**changes),
                actor="Anna" if is_own else "Jan",
            )

    def write(self, **fields: Any) -> list[str]:
        with acting_for(self.x.contractor.account_id):
            return connect.edit_order(
                account_id=self.x.contractor.account_id,
                order_id=self.order_id,
                fields=OrderFields(**fields),
                actor="Anna",
            )

    def act(self, shop: Shop, action: Any, **values: Any) -> None:
        line_id = self.line_id if shop is self.x.contractor else self.their_line
        if "request_id" not in values:
            values.setdefault("line_id", line_id)
        with acting_for(shop.account_id):
            connect.set_sale_lines(
                account_id=shop.account_id,
                sale_id=self.sale_id,
                lines=[LineAction(action=action, **values)],
                actor="Anna" if shop is self.x.contractor else "Jan",
            )

    def requests(self) -> list[tuple[str, str, str, int | None]]:
        with acting_for(self.x.contractor.account_id):
            rows = SaleRequest.objects.for_account(self.x.contractor.account_id).order_by("pk")
            return [(row.side, row.kind, row.state, row.quantity) for row in rows]

    def pieces(self) -> tuple[int, int, int]:
        """The contractor's line, the sale's, the supplier's."""
        line = self.x.sale_lines(self.sale_id)[0]
        return (
            self.x.contractor.line(self.line_id).quantity,
            line.quantity - line.cancelled,
            self.x.supplier.line(self.their_line).quantity,
        )

    def events(self) -> list[str]:
        """What was told both accounts about the sale."""
        with acting_for(self.x.contractor.account_id):
            rows = Event.objects.filter(name="sale.changed").order_by("pk")
            return [str(row.data["change"]) for row in rows]


class TestMorePieces:
    def test_apply_on_both_sides_with_stock_credit_and_journals(self) -> None:
        sold = Sold()
        sold.edit(quantity=5)
        sale = sold.x.sale()
        assert sold.pieces() == (5, 5, 5)
        assert sold.x.supplier.levels(sold.product) == (10, 5)
        assert sold.x.supplier.unequal() == []
        assert (sale.amount, sale.charged, sale.net + sale.vat) == (Decimal("500.00"),) * 3
        assert sold.x.entries()[-1] == ("charge", "200.00")
        assert sold.x.history(sale.pk)[-1] == ("contractor", "pieces_added")
        assert sold.x.journal(sold.x.supplier, sold.their_order)[-2:] == [13, 16]
        assert sold.x.journal(sold.x.contractor, sold.order_id)[-2:] == [13, 16]
        assert sold.events() == ["pieces_added"]

    def test_cost_what_the_line_was_sold_for(self) -> None:
        sold = Sold()
        x = sold.x
        with acting_for(x.supplier.account_id):
            connect.set_integration_settings(
                account_id=x.supplier.account_id,
                integration_id=x.made.integration_id,
                values={"price_rules": [{"scope": "all", "ids": [], "kind": "markup_percent", "value": 30}]},
            )
        sold.edit(quantity=4)
        assert sold.x.sale().amount == Decimal("400.00")

    def test_beyond_the_stock_are_refused_and_nothing_changes(self) -> None:
        sold = Sold(stock=4)
        with pytest.raises(ForwardRefused) as refused:
            sold.edit(quantity=5)
        assert (refused.value.reason_code, refused.value.details["shown"]) == ("stock", 1)
        assert sold.pieces() == (3, 3, 3)
        assert sold.x.supplier.levels(sold.product) == (4, 3)
        assert sold.x.entries()[-1] == ("charge", "300.00")

    def test_beyond_the_credit_are_refused_and_nothing_changes(self) -> None:
        sold = Sold(limit=350)
        with pytest.raises((ForwardRefused, CreditShort)) as refused:
            sold.edit(quantity=4)
        assert refused.value.reason_code == "credit"
        assert sold.pieces() == (3, 3, 3)
        assert sold.x.supplier.levels(sold.product) == (10, 3)

    def test_are_backordered_where_the_supplier_lets_them(self) -> None:
        sold = Sold(stock=4, stock_on_shortage="backorder")
        sold.edit(quantity=6)
        assert sold.pieces() == (6, 6, 6)
        assert sold.x.supplier.levels(sold.product) == (4, 4)
        assert sold.x.supplier.line(sold.their_line).backordered == 2

    def test_need_an_active_connection_fewer_do_not(self) -> None:
        sold = Sold()
        with acting_for(sold.x.supplier.account_id):
            connect.change_state(
                account_id=sold.x.supplier.account_id, connection_id=sold.x.connection_id, action="suspend"
            )
        with pytest.raises(ForwardRefused) as refused:
            sold.edit(quantity=4)
        assert refused.value.reason_code == "state"
        sold.edit(quantity=2)
        assert sold.pieces() == (2, 2, 2)

    def test_a_supplier_cannot_add_any(self) -> None:
        sold = Sold()
        with pytest.raises(Locked):
            sold.edit(sold.x.supplier, quantity=4)
        assert sold.pieces() == (3, 3, 3)


class TestRequests:
    def test_pieces_of_a_locked_order_are_asked_for_and_both_orders_stay(self) -> None:
        sold = Sold()
        sold.lock()
        sold.edit(quantity=1, unit_gross=Decimal(160))
        assert sold.pieces() == (3, 3, 3)
        assert sold.x.contractor.line(sold.line_id).unit_gross == Decimal(160)
        assert sold.requests() == [("contractor", "pieces", "open", 1)]
        assert sold.x.history(sold.sale_id)[-1] == ("contractor", "asked")
        for shop, order_id in ((sold.x.supplier, sold.their_order), (sold.x.contractor, sold.order_id)):
            assert 16 in sold.x.journal(shop, order_id)
        assert sold.events()[-1] == "asked"

    def test_accepted_apply_on_both_sides(self) -> None:
        sold = Sold()
        sold.lock()
        sold.edit(quantity=1)
        sold.act(sold.x.supplier, "accept")
        assert sold.pieces() == (1, 1, 1)
        assert sold.requests() == [("contractor", "pieces", "accepted", 1)]
        assert (sold.x.sale().amount, sold.x.sale().charged) == (Decimal("100.00"),) * 2
        assert sold.x.history(sold.sale_id)[-2:] == [("supplier", "request_accepted"), ("supplier", "pieces_cancelled")]

    def test_more_are_accepted_only_if_there_are_any(self) -> None:
        sold = Sold(stock=4)
        sold.lock()
        sold.edit(quantity=6)
        with pytest.raises(ForwardRefused):
            sold.act(sold.x.supplier, "accept")
        assert sold.requests() == [("contractor", "pieces", "open", 6)]
        sold.edit(quantity=4)
        sold.act(sold.x.supplier, "accept")
        assert sold.requests() == [("contractor", "pieces", "withdrawn", 6), ("contractor", "pieces", "accepted", 4)]
        assert sold.pieces() == (4, 4, 4)
        assert sold.x.supplier.levels(sold.product) == (0, 0)

    def test_declined_and_withdrawn_change_nothing(self) -> None:
        sold = Sold()
        sold.lock()
        sold.edit(quantity=1)
        sold.act(sold.x.supplier, "decline", reason="Już spakowane")
        sold.edit(quantity=2)
        with pytest.raises(Conflict):
            sold.act(sold.x.supplier, "withdraw")
        sold.act(sold.x.contractor, "withdraw")
        assert sold.requests() == [("contractor", "pieces", "declined", 1), ("contractor", "pieces", "withdrawn", 2)]
        assert sold.pieces() == (3, 3, 3)
        with pytest.raises(NotFound):
            sold.act(sold.x.supplier, "decline")

    def test_deleting_a_line_of_a_locked_order_asks_to_cancel_it(self) -> None:
        sold = Sold()
        sold.lock()
        with acting_for(sold.x.contractor.account_id):
            connect.delete_line(
                account_id=sold.x.contractor.account_id, order_id=sold.order_id, line_id=sold.line_id, actor="Anna"
            )
        assert sold.pieces() == (3, 3, 3)
        assert sold.requests() == [("contractor", "pieces", "open", 0)]
        sold.act(sold.x.supplier, "accept")
        assert (sold.x.sale().state, sold.x.sale().charged) == ("cancelled", Decimal("0.00"))
        assert sold.requests() == [("contractor", "pieces", "accepted", 0)]

    def test_lapse_with_the_sale(self) -> None:
        sold = Sold()
        sold.lock()
        sold.edit(quantity=1)
        sold.x.supplier.move(sold.their_order, sold.x.supplier.cancelled)
        run_jobs()
        assert sold.requests() == [("contractor", "pieces", "lapsed", 1)]

    def test_a_stranger_sees_none_and_answers_none(self) -> None:
        sold, other = Sold(), Sold()
        sold.lock()
        sold.edit(quantity=1)
        with pytest.raises(NotFound), acting_for(other.x.supplier.account_id):
            connect.set_sale_lines(
                account_id=other.x.supplier.account_id,
                sale_id=sold.sale_id,
                lines=[LineAction(action="accept", line_id=sold.their_line)],
                actor="Ktoś",
            )
        assert other.requests() == []


class TestData:
    @pytest.mark.feature("F-10")
    def test_apply_on_both_orders_in_one_step(self) -> None:
        sold = Sold()
        assert sold.write(delivery_city="Łódź", admin_comments="dla nas") == ["admin_comments", "delivery_city"]
        assert sold.x.supplier_order().delivery_city == "Łódź"
        assert sold.x.supplier_order().admin_comments == ""
        assert sold.x.history(sold.sale_id)[-1] == ("contractor", "changed")
        assert sold.events() == ["changed"]
        run_jobs()
        assert sold.x.history(sold.sale_id)[-1] == ("contractor", "changed")
        assert sold.x.journal(sold.x.supplier, sold.their_order) == [1, 2, 11]

    def test_of_a_locked_order_are_asked_for_and_the_rest_is_written(self) -> None:
        sold = Sold()
        sold.lock()
        assert sold.write(delivery_city="Łódź", admin_comments="dla nas") == ["admin_comments"]
        assert sold.write(delivery_postcode="90-001") == []
        assert sold.x.contractor.found(sold.order_id).delivery_city == sold.x.supplier_order().delivery_city
        sold.act(sold.x.supplier, "accept", request_id=self.newest(sold))
        for order in (sold.x.contractor.found(sold.order_id), sold.x.supplier_order()):
            assert (order.delivery_city, order.delivery_postcode) == ("Łódź", "90-001")
        run_jobs()
        assert [row[2] for row in sold.requests()] == ["withdrawn", "accepted"]

    def newest(self, sold: Sold) -> int:
        with acting_for(sold.x.supplier.account_id):
            row = SaleRequest.objects.for_account(sold.x.supplier.account_id).order_by("pk").last()
        assert row is not None
        return int(row.pk)

    def test_the_buyers_contact_that_does_not_travel_is_not_asked_for(self) -> None:
        sold = Sold(own={"send_buyer_contact": "none"})
        sold.lock()
        assert sold.write(email="nowy@example.pl") == ["email"]
        assert sold.requests() == []


class TestProposals:
    def test_another_price_and_number_stand_when_the_contractor_agrees(self) -> None:
        sold = Sold()
        sold.act(sold.x.supplier, "change", quantity=2, price=Decimal(110), reason="Nowa dostawa")
        assert sold.pieces() == (3, 3, 3)
        with pytest.raises(Conflict):
            sold.act(sold.x.supplier, "accept")
        sold.act(sold.x.contractor, "agree")
        assert sold.pieces() == (2, 2, 2)
        assert sold.x.supplier.line(sold.their_line).unit_gross == Decimal(110)
        sale = sold.x.sale()
        assert (sale.amount, sale.charged, sale.net + sale.vat) == (Decimal("220.00"),) * 3
        assert sold.requests() == [("supplier", "change", "accepted", 2)]

    def test_declined_nothing_changes(self) -> None:
        sold = Sold()
        sold.act(sold.x.supplier, "change", price=Decimal(110))
        sold.act(sold.x.contractor, "decline", reason="Za drogo")
        assert sold.x.sale().amount == Decimal("300.00")
        assert sold.requests() == [("supplier", "change", "declined", None)]

    def test_backorder_gives_the_reservation_back_and_keeps_the_line(self) -> None:
        sold = Sold()
        moment = clock.now() + timedelta(days=7)
        sold.act(sold.x.supplier, "backorder", quantity=2, date=moment)
        sold.act(sold.x.contractor, "agree")
        line = sold.x.sale_lines(sold.sale_id)[0]
        assert (line.backordered, line.expected_at) == (2, moment)
        assert sold.pieces() == (3, 3, 3)
        assert sold.x.supplier.levels(sold.product) == (10, 1)
        assert sold.x.supplier.unequal() == []
        assert sold.x.sale().amount == Decimal("300.00")

    def test_a_day_no_page_can_show_is_refused(self) -> None:
        sold = Sold()
        api, line = sold.x.supplier.account.api, {"action": "backorder", "line_id": sold.their_line}
        for second, code in ((253_402_300_799, "ERROR_BAD_PARAMETERS"), (253_370_764_800, "")):
            answer = api.call("setConnectSaleLines", connect_sale_id=sold.sale_id, lines=[{**line, "date": second}])
            assert answer.get("error_code", "") == code

    def test_a_substitute_takes_the_lines_place_on_both_orders(self) -> None:
        sold = Sold()
        other = sold.x.product(5, price="80", name="Kubek zielony")
        sold.act(sold.x.supplier, "substitute", product_id=other)
        sold.act(sold.x.contractor, "agree")
        old, new = sold.x.sale_lines(sold.sale_id)
        assert (old.is_open, new.is_open, new.supplier_product_id, new.quantity) == (False, True, other, 3)
        assert sold.x.supplier.levels(sold.product) == (10, 0)
        assert sold.x.supplier.levels(other) == (5, 3)
        assert sold.x.supplier.unequal() == []
        line = sold.x.contractor.line(new.contractor_line_id)
        assert (line.quantity, line.name, line.storage) == (3, "Kubek zielony", "warehouse")
        assert sold.x.supplier.line(new.supplier_line_id).quantity == 3
        assert (sold.x.sale().amount, sold.x.sale().charged) == (Decimal("240.00"),) * 2

    def test_a_product_that_is_not_shared_cannot_be_proposed(self) -> None:
        sold = Sold()
        with pytest.raises(NotFound):
            sold.act(sold.x.supplier, "substitute", product_id=sold.own)
        assert sold.requests() == []

    def test_each_side_has_its_own_actions(self) -> None:
        sold = Sold()
        for shop, action in ((sold.x.contractor, "refuse"), (sold.x.contractor, "accept"), (sold.x.supplier, "agree")):
            with pytest.raises(BadParameters):
                sold.act(shop, action)
        with pytest.raises(BadParameters):
            sold.act(sold.x.contractor, "change", quantity=2, price=Decimal(1))
        assert sold.pieces() == (3, 3, 3)

    def test_the_supplier_refuses_at_once_until_it_is_locked(self) -> None:
        sold = Sold()
        sold.act(sold.x.supplier, "refuse", quantity=1, reason="Uszkodzony")
        assert sold.pieces() == (2, 2, 2)
        sold.act(sold.x.supplier, "accept")
        assert sold.x.history(sold.sale_id)[-1] == ("supplier", "line_confirmed")
        sold.lock()
        with pytest.raises(Locked):
            sold.act(sold.x.supplier, "refuse")
        sold.act(sold.x.supplier, "change", quantity=1)
        sold.act(sold.x.contractor, "agree")
        assert sold.pieces() == (1, 1, 1)

    def test_all_actions_or_none(self) -> None:
        sold = Sold()
        with pytest.raises(NotFound), acting_for(sold.x.contractor.account_id):
            connect.set_sale_lines(
                account_id=sold.x.contractor.account_id,
                sale_id=sold.sale_id,
                lines=[
                    LineAction(action="cancel", line_id=sold.line_id, quantity=1),
                    LineAction(action="cancel", line_id=sold.line_id + 1000),
                ],
                actor="Anna",
            )
        assert sold.pieces() == (3, 3, 3)


class TestLinesAddedLater:
    def test_join_the_sale_when_the_order_is_forwarded_again(self) -> None:
        sold = Sold()
        x = sold.x
        theirs, own = x.pair(10, price="20")
        line_id = x.contractor.add_line(sold.order_id, own, 2)
        assert len(x.sale_lines(sold.sale_id)) == 1
        (result,) = x.forward(sold.order_id)
        assert (result.state, result.sale_id) == ("existing", sold.sale_id)
        assert result.forwarded_lines == [sold.line_id, line_id]
        assert (x.sale().amount, x.sale().charged) == (Decimal("340.00"),) * 2
        assert x.supplier_orders() == 1
        assert [line.quantity for line in x.supplier_lines()] == [3, 2]
        assert x.supplier.levels(theirs) == (10, 2)
        assert x.supplier.unequal() == []
        assert x.history(sold.sale_id)[-1] == ("contractor", "lines_added")
        (again,) = x.forward(sold.order_id)
        assert (again.state, len(x.supplier_lines())) == ("existing", 2)

    def test_are_refused_by_a_locked_order_and_shown(self) -> None:
        sold = Sold()
        sold.lock()
        _, own = sold.x.pair(10, price="20")
        sold.x.contractor.add_line(sold.order_id, own, 2)
        (result,) = sold.x.forward(sold.order_id)
        assert (result.state, result.reason_code) == ("refused", "locked")
        assert sold.x.attempts(sold.order_id) == [("refused", "locked", 1)]
        assert len(sold.x.supplier_lines()) == 1

    def test_beyond_the_credit_are_refused(self) -> None:
        sold = Sold(limit=310)
        _, own = sold.x.pair(10, price="20")
        sold.x.contractor.add_line(sold.order_id, own, 1)
        (result,) = sold.x.forward(sold.order_id)
        assert (result.state, result.reason_code) == ("refused", "credit")
        assert sold.x.sale().amount == Decimal("300.00")


class TestForwardingAgain:
    def test_opens_a_refused_sale_again_with_a_new_order(self) -> None:
        sold = Sold()
        x: Exchange = sold.x
        with acting_for(x.supplier.account_id):
            connect.delete_orders(account_id=x.supplier.account_id, order_ids=[sold.their_order], actor="Jan")
        run_jobs()
        assert (x.sale().state, x.sale().is_open) == ("refused", False)
        (result,) = x.forward(sold.order_id)
        sale = x.sale()
        assert (result.state, result.sale_id) == ("forwarded", sold.sale_id)
        assert (sale.state, sale.is_open, sale.reason_code, sale.charged) == ("new", True, "", Decimal("300.00"))
        assert sale.supplier_order_id == x.supplier_order().pk != sold.their_order
        assert x.supplier.levels(sold.product) == (10, 3)
        assert x.history(sale.pk)[-1] == ("contractor", "reopened")
        assert [line.is_open for line in x.sale_lines(sale.pk)] == [False, True]

    def test_never_happens_by_itself(self) -> None:
        sold = Sold()
        x = sold.x
        x.supplier.move(sold.their_order, x.supplier.cancelled)
        run_jobs()
        (result,) = x.forward(sold.order_id, is_automatic=True)
        assert (result.state, x.sale().is_open, x.supplier_orders()) == ("existing", False, 1)

    def test_without_a_line_left_answers_the_sale_there_was(self) -> None:
        sold = Sold()
        sold.act(sold.x.contractor, "cancel")
        (result,) = sold.x.forward(sold.order_id)
        assert (result.state, result.sale_id) == ("existing", sold.sale_id)
        assert sold.x.attempts(sold.order_id) == []


class TestInvariants:
    """After every kind of change both sides agree to the line and the grosz (R53)."""

    def test_hold_after_all_of_it(self) -> None:
        sold = Sold(stock=20)
        x = sold.x
        other = x.product(5, price="80", name="Kubek zielony")
        sold.edit(quantity=5)
        sold.act(x.supplier, "change", price=Decimal("99.99"))
        sold.act(x.contractor, "agree")
        sold.act(x.supplier, "backorder", quantity=1)
        sold.act(x.contractor, "agree")
        _, own = x.pair(10, price="20")
        x.contractor.add_line(sold.order_id, own, 2)
        x.forward(sold.order_id)
        sold.act(x.supplier, "substitute", product_id=other, quantity=2)
        sold.act(x.contractor, "agree")
        again = Sold()
        again.x.supplier.move(again.their_order, again.x.supplier.cancelled)
        run_jobs()
        again.x.forward(again.order_id)
        report = inspect_per_account()
        found = {str(finding.invariant.name): finding.rows for finding in report.findings if finding.rows}
        assert found == {}
        assert x.sale().amount == Decimal("200.00")
        assert x.sale().charged == Decimal("200.00")
