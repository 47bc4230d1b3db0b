"""Prices, credit, imports and copies in another currency, by rates the accounts keep (R18 step 5, R21)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import CurrencyRate, Price, PriceGroup
from spinka.connect import services as connect
from spinka.connect.services import ImportOptions
from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.ops.check.ledger import ChargesMatchSales
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import Shop
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


def keep(shop: Shop, *rates: tuple[str, str, str | None], days_ago: int = 1) -> None:
    """Rates of an account from a day on: from, to, rate or None to take it away."""
    day = (clock.now() - timedelta(days=days_ago)).date()
    with acting_for(shop.account_id):
        catalog.set_rates(
            account_id=shop.account_id,
            rates=[catalog.RateFields(a, b, Decimal(r) if r else None, day) for a, b, r in rates],
        )


def bought(x: Exchange, product_id: int) -> dict[str, Any]:
    answer = x.contractor.api.ok("getConnectProducts", connect_integration_id=x.made.contractor_integration_id)
    found: dict[str, Any] = answer["products"][str(product_id)]
    return found


def credit(x: Exchange, limit: str) -> None:
    with acting_for(x.supplier.account_id):
        connect.set_limit(account_id=x.supplier.account_id, connection_id=x.connection_id, limit=Decimal(limit))


class TestRates:
    def test_the_newest_day_that_began_counts(self) -> None:
        x = make_exchange()
        theirs = x.product(price="100")
        keep(x.supplier, ("EUR", "PLN", "5"), days_ago=30)
        keep(x.supplier, ("EUR", "PLN", "4"), days_ago=2)
        keep(x.supplier, ("EUR", "PLN", "2"), days_ago=-3)
        x.supply(currency="EUR")
        assert (bought(x, theirs)["price"], bought(x, theirs)["currency"]) == (25.0, "EUR")

    def test_are_written_over_taken_away_and_written_again(self) -> None:
        x = make_exchange()
        account_id = x.supplier.account_id
        keep(x.supplier, ("EUR", "PLN", "4.3"), ("USD", "PLN", "3.9"))
        keep(x.supplier, ("EUR", "PLN", "4.4"), ("USD", "PLN", None))
        with acting_for(account_id):
            row = CurrencyRate.objects.for_account(account_id).get()
            assert row.rate == Decimal("4.4")
            gone = catalog.delete_rate(account_id=account_id, rate_id=row.pk)
            assert catalog.set_rates(account_id=account_id, rates=[gone]).saved == 1
            with pytest.raises(NotFound):
                catalog.delete_rate(account_id=account_id, rate_id=row.pk)

    @pytest.mark.parametrize(
        ("pair", "rate"), [(("EU", "PLN"), "4"), (("PLN", "PLN"), "1"), (("EUR", "PLN"), "-1"), (("EUR", "PLN"), "NaN")]
    )
    def test_strange_ones_are_refused(self, pair: tuple[str, str], rate: str) -> None:
        x = make_exchange()
        with pytest.raises(BadParameters):
            keep(x.supplier, (*pair, rate))

    def test_others_do_not_count(self) -> None:
        x = make_exchange()
        keep(x.contractor, ("EUR", "PLN", "4"))
        with pytest.raises(BadParameters, match="currency"):
            x.supply(currency="EUR")


class TestPrices:
    @pytest.mark.feature("B-10", "B-15")
    def test_one_contractor_pays_in_another_currency(self) -> None:
        x = make_exchange(discount_percent=10)
        theirs = x.product(price="99.99")
        keep(x.supplier, ("EUR", "PLN", "4.30"))
        x.supplier.api.ok(
            "setConnectContractorSettings", connect_contractor_id=x.connection_id, settings={"currency": "EUR"}
        )
        found = bought(x, theirs)
        assert (found["price"], found["currency"]) == (20.93, "EUR")  # 99.99 × 0.9 ÷ 4.30 = 20.928…
        view = x.supplier.api.ok("getConnectContractorView", connect_contractor_id=x.connection_id)
        trace = view["products"][str(theirs)]["price_trace"]
        assert [step["step"] for step in trace] == ["base", "discount", "rate", "rounded"]
        assert (trace[2]["value"], trace[2]["operation"], trace[3]["amount"]) == ("4.3", "divide", "20.93")

    def test_no_price_once_the_rate_is_gone(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(price="100")
        keep(x.supplier, ("PLN", "EUR", "0.25"))
        x.supply(currency="EUR")
        assert bought(x, theirs)["price"] == 25.0
        keep(x.supplier, ("PLN", "EUR", None))
        assert "price" not in bought(x, theirs)
        (result,) = x.forward(x.order((own, 1)).order_id)
        assert (result.state, result.reason_code) == ("refused", "no_price")

    def test_the_sale_keeps_the_rate_it_was_made_at(self) -> None:
        x = make_exchange()
        _, own = x.pair(price="100")
        keep(x.supplier, ("PLN", "EUR", "0.25"))
        x.supply(currency="EUR")
        (result,) = x.forward(x.order((own, 2)).order_id)
        keep(x.supplier, ("PLN", "EUR", "0.5"))
        sale = x.sale()
        (line,) = x.sale_lines(sale.pk)
        assert (sale.currency, sale.amount, line.unit_gross) == ("EUR", Decimal("50.00"), Decimal("25.0000"))
        assert x.supplier_order().currency == "EUR"
        assert [step["value"] for step in line.price_trace if step["step"] == "rate"] == ["0.25"]
        for shop, steps in ((x.supplier, ["base", "rate", "rounded"]), (x.contractor, ["rate", "rounded"])):
            (shown,) = shop.api.ok("getConnectSales", connect_sale_id=result.sale_id)["sales"]
            assert [step["step"] for step in shown["lines"][0]["price_trace"]] == steps


class TestCredit:
    @pytest.mark.feature("I-03")
    def test_a_sale_in_another_currency_is_charged_at_the_rate_and_freed_at_the_same(self) -> None:
        x = make_exchange()
        _, own = x.pair(price="99.99")
        credit(x, "1000")
        keep(x.supplier, ("EUR", "PLN", "4.30"))
        x.supply(currency="EUR")
        order = x.order((own, 3))
        x.forward(order.order_id)
        # 99.99 ÷ 4.30 = 23.25, × 3 = 69.75 EUR, × 4.30 = 299.93 PLN
        assert x.entries()[-1] == ("charge", "299.93")
        sale = x.sale()
        assert (sale.amount, sale.charged) == (Decimal("69.75"), Decimal("299.93"))
        assert sale.credit_rate is not None
        assert (sale.credit_rate["to"], sale.credit_rate["value"]) == ("PLN", "4.3")
        keep(x.supplier, ("EUR", "PLN", "5"))
        with acting_for(x.contractor.account_id):
            connect.cancel_pieces(
                account_id=x.contractor.account_id,
                order_id=order.order_id,
                line_id=order.line_ids[0],
                quantity=1,
                actor="Anna",
            )
        assert x.entries()[-1] == ("release", "99.98")  # 46.50 EUR × 4.30 = 199.95 stay
        with acting_for(x.supplier.account_id), connection.cursor() as cursor:
            cursor.execute(ChargesMatchSales.sql)
            assert cursor.fetchall() == []
            cursor.execute(ChargesMatchSales.sql.replace("s.charged <> case", "s.charged = case"))
            assert len(cursor.fetchall()) == 1
        (shown,) = x.contractor.api.ok("getConnectSales", connect_sale_id=sale.pk)["sales"]
        assert (shown["charged"], shown["charged_currency"], shown["currency"]) == (199.95, "PLN", "EUR")

    def test_is_refused_without_a_rate_and_names_what_is_missing_in_the_credits_currency(self) -> None:
        x = make_exchange()
        _, own = x.pair(price="100")
        credit(x, "100")
        keep(x.supplier, ("PLN", "EUR", "0.25"))
        x.supply(currency="EUR")
        (result,) = x.forward(x.order((own, 2)).order_id)
        assert (result.reason_code, result.details["missing"], result.details["currency"]) == (
            "credit",
            Decimal("100.00"),
            "PLN",
        )
        x.supply(price_rules=[{"scope": "all", "kind": "fixed", "value": 7}])
        keep(x.supplier, ("PLN", "EUR", None))
        (result,) = x.forward(x.order((own, 1)).order_id)
        assert (result.reason_code, result.details) == ("credit", {"credit": "PLN", "order": "EUR"})

    def test_the_first_limit_is_in_what_the_contractor_pays_in(self) -> None:
        x = make_exchange()
        keep(x.supplier, ("PLN", "EUR", "0.25"))
        x.supply(currency="EUR")
        credit(x, "10")
        assert x.connection().credit_currency == "EUR"


class TestIntoOwnPriceGroups:
    def group(self, x: Exchange, currency: str = "EUR") -> int:
        with acting_for(x.contractor.account_id):
            row = PriceGroup(account_id=x.contractor.account_id, name="Zakup", currency=currency)
            row.save(force_insert=True)
        return int(row.pk)

    def start(self, x: Exchange, group_id: int) -> None:
        with acting_for(x.contractor.account_id):
            connect.start_import(
                account_id=x.contractor.account_id,
                connect_integration_id=x.made.contractor_integration_id,
                inventory_id=x.contractor.inventory_id,
                options=ImportOptions(price_mode="once", price_group_id=group_id),
                actor="Anna",
            )
        run_jobs()

    def prices(self, x: Exchange, group_id: int) -> list[Decimal]:
        with acting_for(x.contractor.account_id):
            rows = Price.objects.for_account(x.contractor.account_id).filter(price_group_id=group_id)
            return list(rows.order_by("product_id").values_list("price", flat=True))

    @pytest.mark.feature("E-18")
    def test_an_import_takes_the_contractors_own_rate(self) -> None:
        x = make_exchange(own={"price_markup_percent": 50})
        x.product(price="100")
        group_id = self.group(x)
        with pytest.raises(BadParameters, match="exchange rate"):
            self.start(x, group_id)
        keep(x.contractor, ("EUR", "PLN", "4"))
        self.start(x, group_id)
        assert self.prices(x, group_id) == [Decimal("37.5000")]

    def test_a_recurring_copy_takes_it_too(self) -> None:
        x = make_exchange()
        x.pair(price="100")
        group_id = self.group(x)
        keep(x.contractor, ("PLN", "EUR", "0.2"))
        x.want(price_sync="1h", price_group_id=group_id)
        run_jobs()
        assert self.prices(x, group_id) == [Decimal("20.0000")]
