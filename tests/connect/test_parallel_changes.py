"""Changes of sales from several connections at once: one answer counts, pieces are granted once, lines join once."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import SaleRequest
from spinka.connect.services.automatic import forward_ready
from spinka.connect.services.negotiating import LineAction
from spinka.core.errors import SpinkaError
from spinka.core.models import Event
from spinka.orders.draft import LineChanges, LineDraft
from tests.connect.test_parallel import at_once, forward
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop

pytestmark = pytest.mark.usefixtures("committed_db")


def tried(work: Callable[[], object]) -> Callable[[], str]:
    """The work as one that answers "done", or the name of its refusal."""

    def run() -> str:
        try:
            work()
        except SpinkaError as error:
            return type(error).__name__
        return "done"

    return run


def act(x: Exchange, shop: Shop, sale_id: int, **values: object) -> Callable[[], None]:
    def run() -> None:
        with acting_for(shop.account_id):
            connect.set_sale_lines(
                account_id=shop.account_id,
                sale_id=sale_id,
                lines=[LineAction(**values)],  # type: ignore[arg-type]
                actor="Ktoś",
            )

    return run


def edit(x: Exchange, order_id: int, line_id: int, quantity: int) -> Callable[[], None]:
    def run() -> None:
        with acting_for(x.contractor.account_id):
            connect.edit_line(
                account_id=x.contractor.account_id,
                order_id=order_id,
                line_id=line_id,
                changes=LineChanges(quantity=quantity),
                actor="Anna",
            )

    return run


class TestMorePieces:
    def test_of_two_orders_never_take_more_than_there_is(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(5)
        placed = [x.order((own, 2)) for _ in range(2)]
        for order in placed:
            x.forward(order.order_id)
        answers = at_once(*(tried(edit(x, order.order_id, order.line_ids[0], 3)) for order in placed))
        assert sorted(map(str, answers)) == ["ForwardRefused", "done"]
        assert x.supplier.levels(theirs) == (5, 5)
        assert sorted(line.quantity for line in x.supplier_lines()) == [2, 3]
        assert x.supplier.unequal() == []

    def test_of_two_orders_never_spend_more_than_the_credit(self) -> None:
        x = make_exchange()
        with acting_for(x.supplier.account_id):
            connect.set_limit(account_id=x.supplier.account_id, connection_id=x.connection_id, limit=Decimal(350))
        _, own = x.pair(20)
        placed = [x.order((own, 1)) for _ in range(2)]
        for order in placed:
            x.forward(order.order_id)
        answers = at_once(*(tried(edit(x, order.order_id, order.line_ids[0], 2)) for order in placed))
        assert sorted(map(str, answers)) == ["ForwardRefused", "done"]
        assert x.connection().credit_blocked == Decimal("300.00")


class TestRequests:
    def test_accepted_and_taken_back_at_once_one_of_them_counts(self) -> None:
        x = make_exchange()
        _, own = x.pair(5)
        order = x.order((own, 3))
        x.forward(order.order_id)
        x.supplier.move(x.supplier_order().pk, x.supplier.sent)
        edit(x, order.order_id, order.line_ids[0], 1)()
        sale_id, their_line = x.sale().pk, x.supplier_lines()[0].pk
        answers = at_once(
            tried(act(x, x.supplier, sale_id, action="accept", line_id=their_line)),
            tried(act(x, x.contractor, sale_id, action="withdraw", line_id=order.line_ids[0])),
        )
        with acting_for(x.contractor.account_id):
            state = SaleRequest.objects.for_account(x.contractor.account_id).get().state
        pieces = 1 if state == "accepted" else 3
        # A supplier that finds nothing asked confirms the line as it is.
        assert "done" in answers
        assert x.contractor.line(order.line_ids[0]).quantity == x.supplier_lines()[0].quantity == pieces


class TestLinesAddedLater:
    def test_forwarded_twice_at_once_join_once(self) -> None:
        x = make_exchange()
        _, own = x.pair(5)
        order = x.order((own, 1))
        x.forward(order.order_id)
        theirs, later = x.pair(5)
        x.contractor.add_line(order.order_id, later, 2)
        assert at_once(*(lambda: forward(x, order.order_id) for _ in range(2))) == ["existing", "existing"]
        assert [line.quantity for line in x.supplier_lines()] == [1, 2]
        assert x.supplier.levels(theirs) == (5, 2)


class TestForwardingAgain:
    def test_a_double_click_opens_the_sale_again_once(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(5)
        order = x.order((own, 2))
        x.forward(order.order_id)
        with acting_for(x.supplier.account_id):
            connect.delete_orders(account_id=x.supplier.account_id, order_ids=[x.supplier_order().pk], actor="Jan")
        states = at_once(*(lambda: forward(x, order.order_id) for _ in range(2)))
        assert sorted(map(str, states)) == ["existing", "forwarded"]
        assert (x.supplier_orders(), x.supplier.levels(theirs)) == (1, (5, 2))


class TestRuleAndButton:
    @pytest.mark.feature("F-16")
    def test_make_one_order(self) -> None:
        x = make_exchange(own={"forwarding": "automatic"})
        theirs, own = x.pair(5)
        line = LineDraft(product_id=own, quantity=2)
        order = x.contractor.order(line, is_cod=True)
        account_id = x.contractor.account_id
        with acting_for(account_id):
            event_id = Event.objects.filter(name="order.confirmed", account_id=account_id).latest("pk").pk

        def by_rule() -> None:
            with acting_for(account_id):
                forward_ready(account_id=account_id, event_id=event_id, order_id=order.order_id)

        at_once(by_rule, lambda: forward(x, order.order_id), by_rule)
        assert (len(x.sales()), x.supplier_orders()) == (1, 1)
        assert x.supplier.levels(theirs) == (5, 2)
