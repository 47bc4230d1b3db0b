"""Sales as each side reads them."""

from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import sale_reads
from spinka.connect.sale_reads import OrderSale
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop

pytestmark = pytest.mark.django_db


def sold(**settings: object) -> tuple[Exchange, int]:
    """An exchange with one forwarded line of two pieces, and the contractor's order."""
    x = make_exchange(**settings)
    _, own = x.pair(10)
    order = x.order((own, 2))
    x.forward(order.order_id)
    return x, order.order_id


def read(shop: Shop, **given: int) -> list[OrderSale]:
    with acting_for(shop.account_id):
        return sale_reads.sales_page(account_id=shop.account_id, **given)


class TestSalesPage:
    def test_each_side_reads_the_sale_with_its_own_numbers(self) -> None:
        x, order_id = sold()
        (bought,) = read(x.contractor, order_id=order_id)
        (sale,) = read(x.supplier, order_id=x.supplier_order().pk)
        assert bought.sale_id == sale.sale_id
        assert (bought.is_supplier, bought.order_id) == (False, order_id)
        assert (sale.is_supplier, sale.order_id) == (True, x.supplier_order().pk)
        assert (bought.own_integration_id, sale.own_integration_id) == (
            x.made.contractor_integration_id,
            x.made.integration_id,
        )
        assert bought.amount == sale.amount == Decimal("200.00")
        assert [line.line_id for line in sale.lines] == [x.supplier_lines()[0].pk]
        assert [(entry.side, entry.name, entry.is_ours) for entry in bought.history] == [
            ("contractor", "forwarded", True)
        ]
        assert [entry.is_ours for entry in sale.history] == [False]

    def test_the_other_sides_order_is_not_found_by_its_number(self) -> None:
        x, order_id = sold()
        assert read(x.supplier, order_id=order_id) == []
        assert read(x.contractor, order_id=x.supplier_order().pk) == []

    def test_names_the_partners_status_beside_the_own_one(self) -> None:
        x, order_id = sold()
        (before,) = read(x.contractor, order_id=order_id)
        assert before.partner_status == "Nowe"
        x.supplier.move(x.supplier_order().pk, x.supplier.sent)
        (after,) = read(x.contractor, order_id=order_id)
        assert (after.partner_status, after.status) == ("Wysłane", "Nowe")


class TestGetConnectSales:
    def test_json_columns_are_objects_on_the_wire(self) -> None:
        """R16: `bill_to` is an object of the contractor's company data; traces and history data are JSON too."""
        x, order_id = sold()
        (sale,) = x.contractor.api.ok("getConnectSales", order_id=order_id)["sales"]
        assert sale["bill_to"]["name"] == x.sale().bill_to["name"]
        assert set(sale["bill_to"]) == set(x.sale().bill_to)
        assert sale["lines"][0]["price_trace"][-1]["step"] == "rounded"
        assert sale["history"][0]["data"] == {"lines": 1}

    def test_hides_the_contractors_total_from_the_supplier_when_told_to(self) -> None:
        x, _ = sold()
        (shown,) = x.supplier.api.ok("getConnectSales", order_id=x.supplier_order().pk)["sales"]
        assert shown["contractor_total"] is not None
        y = make_exchange()
        y.want(hide_prices=True)
        _, own = y.pair(10)
        order = y.order((own, 2))
        y.forward(order.order_id)
        (hidden,) = y.supplier.api.ok("getConnectSales", order_id=y.supplier_order().pk)["sales"]
        assert (hidden["contractor_total"], hidden["contractor_currency"]) == (None, "")
