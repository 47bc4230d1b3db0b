"""Changes after forwarding: both sides stay equal, the credit follows, what is locked stays."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog import stock
from spinka.connect import services as connect
from spinka.connect.models import ForwardAttempt
from spinka.connect.services.automatic import retry
from spinka.core.errors import BadParameters, Locked
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges, LineDraft
from tests.factories.exchange import Exchange, make_exchange
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def forwarded(x: Exchange, quantity: int = 3) -> tuple[int, int, int, int]:
    """Supplier's product, contractor's order and line, supplier's line of a forwarded order of one line."""
    theirs, own = x.pair(10)
    order = x.order((own, quantity))
    (result,) = x.forward(order.order_id)
    assert result.state == "forwarded"
    return theirs, order.order_id, order.line_ids[0], x.supplier_lines()[-1].pk


def limited(**settings: Any) -> Exchange:
    x = make_exchange(**settings)
    with acting_for(x.supplier.account_id):
        connect.set_limit(account_id=x.supplier.account_id, connection_id=x.connection_id, limit=Decimal(1000))
    return x


def cancel(x: Exchange, order_id: int, line_id: int, quantity: int) -> None:
    with acting_for(x.contractor.account_id):
        connect.cancel_pieces(
            account_id=x.contractor.account_id, order_id=order_id, line_id=line_id, quantity=quantity, actor="Anna"
        )


class TestCancelPieces:
    def test_lowers_both_sides_stock_amount_and_credit(self) -> None:
        x = limited()
        theirs, order_id, line_id, their_line = forwarded(x)
        cancel(x, order_id, line_id, 1)
        sale = x.sale()
        assert (sale.amount, sale.charged, sale.is_open) == (Decimal("200.00"), Decimal("200.00"), True)
        assert (sale.net, sale.vat) == (Decimal("162.60"), Decimal("37.40"))
        assert x.contractor.line(line_id).quantity == 2
        assert x.supplier.line(their_line).quantity == 2
        assert x.supplier.levels(theirs) == (10, 2)
        assert x.supplier.unequal() == []
        assert x.entries() == [("limit", "0.00"), ("charge", "300.00"), ("release", "100.00")]
        assert x.history(sale.pk) == [("contractor", "forwarded"), ("contractor", "pieces_cancelled")]

    def test_the_last_piece_ends_the_sale(self) -> None:
        x = limited()
        theirs, order_id, line_id, _ = forwarded(x)
        cancel(x, order_id, line_id, 3)
        sale = x.sale()
        assert (sale.state, sale.is_open, sale.charged) == ("cancelled", False, Decimal("0.00"))
        assert x.connection().credit_blocked == Decimal("0.00")
        assert x.supplier.levels(theirs) == (10, 0)

    def test_refuses_more_than_there_is_and_what_is_locked(self) -> None:
        x = make_exchange()
        _, order_id, line_id, their_line = forwarded(x)
        with pytest.raises(BadParameters):
            cancel(x, order_id, line_id, 4)
        x.supplier.move(x.supplier_order().pk, x.supplier.sent)
        with pytest.raises(Locked):
            cancel(x, order_id, line_id, 1)
        assert x.supplier.line(their_line).quantity == 3


class TestEditLine:
    def test_fewer_pieces_are_a_cancellation_more_are_ordered_at_once(self) -> None:
        x = make_exchange()
        theirs, order_id, line_id, their_line = forwarded(x)

        def edit(**changes: Any) -> None:
            with acting_for(x.contractor.account_id):
                connect.edit_line(
                    account_id=x.contractor.account_id,
                    order_id=order_id,
                    line_id=line_id,
                    changes=LineChanges(**changes),
                    actor="Anna",
                )

        edit(quantity=2, unit_gross=Decimal(155))
        assert x.contractor.line(line_id).unit_gross == Decimal("155.0000")
        assert x.supplier.line(their_line).quantity == 2
        assert x.supplier.line(their_line).unit_gross == Decimal("100.0000")
        edit(quantity=5)
        assert (x.contractor.line(line_id).quantity, x.supplier.line(their_line).quantity) == (5, 5)
        assert x.supplier.levels(theirs) == (10, 5)

    def test_what_is_collected_on_delivery_follows_the_pieces(self) -> None:
        x = make_exchange()
        _, own = x.pair(10)
        order = x.contractor.order(LineDraft(product_id=own, quantity=3, unit_gross=Decimal(150)), is_cod=True)
        x.forward(order.order_id)
        account_id = x.contractor.account_id

        def collected(pieces: int) -> tuple[Decimal | None, Decimal | None]:
            with acting_for(account_id):
                connect.edit_line(
                    account_id=account_id,
                    order_id=order.order_id,
                    line_id=order.line_ids[0],
                    changes=LineChanges(quantity=pieces),
                    actor="Anna",
                )
            return x.sale().cod_amount, x.sale().contractor_total

        assert x.sale().cod_amount == Decimal("450.00")
        assert collected(1) == (Decimal("150.00"), Decimal("150.00"))
        assert collected(5) == (Decimal("750.00"), Decimal("750.00"))

    def test_the_supplier_can_reduce_but_not_change_the_price(self) -> None:
        x = limited()
        _, _, line_id, their_line = forwarded(x)
        order_id = x.supplier_order().pk
        with acting_for(x.supplier.account_id):
            connect.edit_line(
                account_id=x.supplier.account_id,
                order_id=order_id,
                line_id=their_line,
                changes=LineChanges(quantity=1),
                actor="Jan",
            )
            with pytest.raises(Locked):
                connect.edit_line(
                    account_id=x.supplier.account_id,
                    order_id=order_id,
                    line_id=their_line,
                    changes=LineChanges(unit_gross=Decimal(1)),
                    actor="Jan",
                )
            with pytest.raises(Locked):
                connect.add_line(
                    account_id=x.supplier.account_id,
                    order_id=order_id,
                    line=LineDraft(name="x", quantity=1),
                    actor="Jan",
                )
        assert x.contractor.line(line_id).quantity == 1
        assert x.sale().charged == Decimal("100.00")

    def test_untouched_orders_pass_straight_through(self) -> None:
        x = make_exchange()
        _, own = x.pair()
        order = x.order((own, 1))
        with acting_for(x.contractor.account_id):
            connect.edit_line(
                account_id=x.contractor.account_id,
                order_id=order.order_id,
                line_id=order.line_ids[0],
                changes=LineChanges(quantity=5),
                actor="Anna",
            )
        assert x.contractor.line(order.line_ids[0]).quantity == 5


class TestDeleteOrders:
    def test_the_contractors_deletion_cancels_at_the_supplier(self) -> None:
        x = limited()
        theirs, order_id, _, their_line = forwarded(x)
        with acting_for(x.contractor.account_id):
            deleted = connect.delete_orders(account_id=x.contractor.account_id, order_ids=[order_id], actor="Anna")
        run_jobs()
        assert deleted == [order_id]
        assert (x.sale().state, x.sale().charged) == ("cancelled", Decimal("0.00"))
        assert x.supplier.line(their_line).quantity == 0
        assert x.supplier_order().status_id == x.supplier.cancelled
        assert x.supplier.levels(theirs) == (10, 0)

    def test_a_locked_order_is_not_deleted(self) -> None:
        x = make_exchange()
        _, order_id, _, _ = forwarded(x)
        x.supplier.move(x.supplier_order().pk, x.supplier.sent)
        with acting_for(x.contractor.account_id), pytest.raises(Locked):
            connect.delete_orders(account_id=x.contractor.account_id, order_ids=[order_id], actor="Anna")
        assert x.contractor.found(order_id).pk == order_id

    def test_the_suppliers_deletion_refuses_the_sale_and_frees_the_lines(self) -> None:
        x = limited()
        _, order_id, line_id, _ = forwarded(x)
        with acting_for(x.supplier.account_id):
            connect.delete_orders(account_id=x.supplier.account_id, order_ids=[x.supplier_order().pk], actor="Jan")
        run_jobs()
        sale = x.sale()
        assert (sale.state, sale.reason_code, sale.charged) == ("refused", "state", Decimal("0.00"))
        assert x.contractor.line(line_id).quantity == 3
        assert not x.sale_lines(sale.pk)[0].is_open
        assert x.journal(x.contractor, order_id)[-1] == 16


class TestSupplierCancels:
    def test_a_cancelling_status_ends_the_sale_and_releases_the_credit(self) -> None:
        x = limited()
        theirs, _, _, _ = forwarded(x)
        x.supplier.move(x.supplier_order().pk, x.supplier.cancelled)
        run_jobs()
        sale = x.sale()
        assert (sale.state, sale.is_open, sale.charged) == ("cancelled", False, Decimal("0.00"))
        assert x.supplier.levels(theirs) == (10, 0)
        assert x.history(sale.pk)[-1] == ("supplier", "cancelled")


class TestStatusFeedback:
    @pytest.mark.feature("F-11", "F-18")
    def test_the_suppliers_status_makes_the_state(self) -> None:
        x = make_exchange()
        forwarded(x)
        order_id = x.supplier_order().pk
        states = []
        for status_id in (x.supplier.in_progress, x.supplier.sent):
            x.supplier.move(order_id, status_id)
            run_jobs()
            states.append(x.sale().state)
        assert states == ["in_progress", "shipped"]

    @pytest.mark.feature("B-13", "F-11")
    def test_mapped_statuses_travel_once_and_never_echo(self) -> None:
        x = make_exchange()
        _, order_id, _, _ = forwarded(x)
        s, c = x.supplier, x.contractor
        # What came back would show: the supplier maps what it is told to another status than the one it set.
        x.supply(status_map_out=[s.in_progress, s.sent], status_map_in={str(c.in_progress): s.sent})
        x.want(status_map_out=[c.in_progress], status_map_in={str(s.in_progress): c.in_progress, str(s.sent): c.sent})
        s.move(x.supplier_order().pk, s.in_progress)
        run_jobs()
        assert c.found(order_id).status_id == c.in_progress
        assert x.supplier_order().status_id == s.in_progress
        assert x.journal(s, x.supplier_order().pk).count(18) == 1
        assert x.journal(c, order_id).count(18) == 1
        s.move(x.supplier_order().pk, s.sent)
        run_jobs()
        assert c.found(order_id).status_id == c.sent

    @pytest.mark.feature("B-13", "F-11")
    def test_the_contractors_status_reaches_the_supplier(self) -> None:
        x = make_exchange()
        _, order_id, _, _ = forwarded(x)
        s, c = x.supplier, x.contractor
        x.supply(status_map_in={str(c.sent): s.in_progress})
        x.want(status_map_out=[c.sent])
        c.move(order_id, c.sent)
        run_jobs()
        assert x.supplier_order().status_id == s.in_progress


class TestPassChanges:
    @pytest.mark.feature("F-10")
    def test_the_address_follows_until_the_order_is_locked(self) -> None:
        x = make_exchange()
        _, order_id, _, _ = forwarded(x)

        def move_to(city: str) -> None:
            with acting_for(x.contractor.account_id):
                connect.edit_order(
                    account_id=x.contractor.account_id, order_id=order_id, fields={"delivery_city": city}, actor="Anna"
                )

        move_to("Łódź")
        assert x.supplier_order().delivery_city == "Łódź"
        assert x.journal(x.supplier, x.supplier_order().pk)[-1] == 11
        assert x.journal(x.contractor, order_id)[-1] == 11
        x.supplier.move(x.supplier_order().pk, x.supplier.sent)
        move_to("Radom")
        run_jobs()
        assert x.supplier_order().delivery_city == "Łódź"
        assert x.contractor.found(order_id).delivery_city == "Łódź"
        assert x.history(x.sale().pk)[-2:] == [("supplier", "shipped"), ("contractor", "asked")] or x.history(
            x.sale().pk
        )[-2:] == [("contractor", "asked"), ("supplier", "shipped")]


class TestAutomatic:
    @pytest.mark.feature("F-02")
    def test_goes_once_when_it_is_paid_or_cash_on_delivery(self) -> None:
        x = make_exchange(own={"forwarding": "automatic"})
        _, own = x.pair()
        line = LineDraft(product_id=own, quantity=1, unit_gross=Decimal(150))
        order = x.contractor.order(line)
        run_jobs()
        assert x.sales() == []
        assert x.attempts(order.order_id) == []
        with acting_for(x.contractor.account_id):
            orders.set_payment(
                account_id=x.contractor.account_id, order_id=order.order_id, amount=Decimal("150.00"), actor="Anna"
            )
        run_jobs()
        assert [sale.contractor_order_id for sale in x.sales()] == [order.order_id]
        cod = x.order((own, 1), is_cod=True)
        run_jobs()
        assert [sale.contractor_order_id for sale in x.sales()] == [order.order_id, cod.order_id]

    def test_entering_a_chosen_status_forwards(self) -> None:
        x = make_exchange()
        x.want(forwarding="automatic", forward_status_ids=[x.contractor.in_progress])
        _, own = x.pair()
        order = x.order((own, 1))
        run_jobs()
        assert x.sales() == []
        x.contractor.move(order.order_id, x.contractor.in_progress)
        run_jobs()
        assert x.sale().contractor_order_id == order.order_id

    def test_a_shortage_is_shown_and_planned_again(self) -> None:
        x = make_exchange(own={"forwarding": "automatic"})
        theirs, own = x.pair(0)
        order = x.order((own, 1), is_cod=True)
        run_jobs()
        assert x.attempts(order.order_id) == [("refused", "stock", 1)]
        with acting_for(x.contractor.account_id):
            row = ForwardAttempt.objects.for_account(x.contractor.account_id).get()
            assert row.next_at is not None
            assert row.next_at - row.updated_at <= timedelta(minutes=1, seconds=1)
        with acting_for(x.supplier.account_id):
            stock.set_stock(
                account_id=x.supplier.account_id,
                rows=[stock.Piece(theirs, x.supplier.warehouse_id, 5)],
                actor="Jan",
            )
        with acting_for(x.contractor.account_id):
            retry(account_id=x.contractor.account_id, order_id=order.order_id, connection_id=x.connection_id, attempt=1)
        assert x.sale().contractor_order_id == order.order_id
        assert x.attempts(order.order_id) == []

    def test_orders_of_nobodys_business_leave_no_attempt(self) -> None:
        x = make_exchange(own={"forwarding": "automatic"})
        order = x.contractor.order(LineDraft(name="Własny", quantity=1), is_cod=True)
        run_jobs()
        assert (x.sales(), x.attempts(order.order_id)) == ([], [])
