"""How many statements an order costs: exact numbers, the same for 3 lines and for 30."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft
from tests.factories.exchange import Exchange, make_exchange

# With transactions of their own, so that beginning and commit are counted as they are in service.
pytestmark = pytest.mark.usefixtures("committed_db")

# Transaction, account; setting, products, stock rows, the order, its events.
PLACED = 8
# Transaction, account, connections; connection, parties, order and lines under their locks; offers, goods, stock rows
# and what is shown; setting, order, sale, journal, events; the partner put back.
FORWARDED = 18
CHARGED = FORWARDED + 1
# Lines that stood in an own warehouse move to the supplier's.
RELEASED = FORWARDED + 8


@pytest.fixture
def exchange() -> Exchange:
    return make_exchange()


def draft(x: Exchange, count: int, *, is_live: bool = False) -> OrderDraft:
    """Lines of linked products, ordered once before: the first order of a product makes its row of own stock.

    With `is_live` they belong to the supplier's warehouse, as those of imported products do.
    """
    account_id = x.contractor.account_id
    own = [x.pair(10, price="10", sku=f"S-{number}")[1] for number in range(count)]

    def lines(warehouse_id: int | None) -> list[LineDraft]:
        return [
            LineDraft(product_id=product_id, quantity=1, unit_gross=Decimal(12), warehouse_id=warehouse_id)
            for product_id in own
        ]

    with acting_for(account_id):
        orders.create_order(account_id=account_id, draft=OrderDraft(lines=lines(None)), actor="Anna")
    return OrderDraft(lines=lines(x.made.warehouse_id if is_live else None))


def counted(queries: CaptureQueriesContext) -> str:
    return "\n".join(" ".join(query["sql"].split())[:80] for query in queries.captured_queries)


@pytest.mark.parametrize("count", [3, 30])
class TestStatements:
    def test_of_a_placed_order(self, exchange: Exchange, count: int) -> None:
        account_id, new = exchange.contractor.account_id, draft(exchange, count)
        with CaptureQueriesContext(connection) as queries, acting_for(account_id):
            created = orders.create_order(account_id=account_id, draft=new, actor="Anna")
        assert len(created.line_ids) == count
        assert len(queries) == PLACED, counted(queries)

    @pytest.mark.parametrize(("is_live", "most"), [(True, FORWARDED), (False, RELEASED)])
    def test_of_a_forwarded_order(self, exchange: Exchange, count: int, is_live: bool, most: int) -> None:
        account_id, new = exchange.contractor.account_id, draft(exchange, count, is_live=is_live)
        with acting_for(account_id):
            placed = orders.create_order(account_id=account_id, draft=new, actor="Anna")
        with CaptureQueriesContext(connection) as queries, acting_for(account_id):
            (result,) = connect.forward_order(account_id=account_id, order_id=placed.order_id, actor="Anna")
        assert (result.state, len(result.forwarded_lines)) == ("forwarded", count)
        assert len(queries) == most, counted(queries)

    def test_of_a_forwarded_order_that_is_charged(self, exchange: Exchange, count: int) -> None:
        account_id, new = exchange.contractor.account_id, draft(exchange, count, is_live=True)
        supplier_id = exchange.supplier.account_id
        with acting_for(supplier_id):
            connect.set_limit(
                account_id=supplier_id, connection_id=exchange.connection_id, limit=Decimal(10_000), actor="Jan"
            )
        with acting_for(account_id):
            placed = orders.create_order(account_id=account_id, draft=new, actor="Anna")
        with CaptureQueriesContext(connection) as queries, acting_for(account_id):
            (result,) = connect.forward_order(account_id=account_id, order_id=placed.order_id, actor="Anna")
        assert result.state == "forwarded"
        assert exchange.sale().charged == Decimal(10) * count
        assert len(queries) == CHARGED, counted(queries)
