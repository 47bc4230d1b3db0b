"""Forwarding an order: both sides in one transaction, refusals that write nothing, one sale whatever is clicked."""

from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.orders.draft import LineDraft
from tests.factories.exchange import make_exchange
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


class TestForwardOrder:
    @pytest.mark.feature("F-01", "F-04", "F-07", "F-08", "F-09")
    def test_writes_sale_order_stock_and_journals_of_both_sides(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(10, price="100", sku="K-1")
        order = x.order((own, 3), user_comments="Na prezent", extra_field_1="A", extra_field_2="B", phone="600")
        assert x.supplier.levels(theirs) == (10, 0)

        (result,) = x.forward(order.order_id)

        assert (result.state, result.forwarded_lines, result.skipped_lines) == ("forwarded", order.line_ids, [])
        sale = x.sale()
        assert sale.pk == result.sale_id
        assert (sale.amount, sale.net, sale.vat, sale.currency) == (
            Decimal("300.00"),
            Decimal("243.90"),
            Decimal("56.10"),
            "PLN",
        )
        assert (sale.state, sale.is_open, sale.charged) == ("new", True, Decimal("0.00"))
        assert sale.bill_to["name"] == "Sklep Kowalska"
        received = x.supplier_order()
        assert (received.source, received.source_id) == ("blconnect", x.made.integration_id)
        assert (received.source_name, received.source_info) == ("Hurt", "Sklep Kowalska")
        assert (received.user_comments, received.extra_field_1, received.extra_field_2) == ("Na prezent", "A", "B")
        assert (received.phone, received.chain) == ("600", [x.contractor.account_id])
        (line,) = x.supplier_lines()
        assert (line.product_id, line.quantity, line.unit_gross) == (theirs, 3, Decimal("100.0000"))
        assert x.supplier.levels(theirs) == (10, 3)
        assert x.supplier.unequal() == []
        (sold,) = x.sale_lines(sale.pk)
        assert (sold.contractor_line_id, sold.supplier_line_id, sold.quantity) == (order.line_ids[0], line.pk, 3)
        assert sold.price_trace[-1]["step"] == "rounded"
        assert x.journal(x.supplier, received.pk) == [1, 2]
        assert x.journal(x.contractor, order.order_id) == [1, 2, 16]
        assert x.history(sale.pk) == [("contractor", "forwarded")]

    @pytest.mark.feature("F-16")
    def test_forwarding_again_answers_the_sale_there_is(self) -> None:
        x = make_exchange()
        _, own = x.pair()
        order = x.order((own, 1))
        (first,) = x.forward(order.order_id)
        (again,) = x.forward(order.order_id)
        assert (again.state, again.sale_id, again.forwarded_lines) == ("existing", first.sale_id, order.line_ids)
        assert x.supplier_orders() == 1

    def test_more_than_shown_is_refused_and_writes_nothing_else(self) -> None:
        x = make_exchange(stock_buffer=2)
        theirs, own = x.pair(5)
        order = x.order((own, 2), (own, 2))
        (result,) = x.forward(order.order_id)
        assert (result.state, result.reason_code) == ("refused", "stock")
        assert (result.details["wanted"], result.details["shown"]) == (4, 3)
        assert x.attempts(order.order_id) == [("refused", "stock", 1)]
        assert (x.sales(), x.supplier_orders(), x.supplier.levels(theirs)) == ([], 0, (5, 0))

    def test_lines_of_one_product_stay_separate(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(5)
        x.forward(x.order((own, 2), (own, 3)).order_id)
        assert [line.quantity for line in x.supplier_lines()] == [2, 3]
        assert x.supplier.levels(theirs) == (5, 5)

    def test_backorder_reserves_what_is_there_and_marks_the_line(self) -> None:
        x = make_exchange(stock_on_shortage="backorder")
        theirs, own = x.pair(4)
        (result,) = x.forward(x.order((own, 6)).order_id)
        assert result.state == "forwarded"
        (line,) = x.supplier_lines()
        assert (line.quantity, line.backordered) == (6, 2)
        assert x.supplier.levels(theirs) == (4, 4)

    def test_accept_takes_the_order_without_a_check(self) -> None:
        x = make_exchange(stock_on_shortage="accept")
        theirs, own = x.pair(4)
        (result,) = x.forward(x.order((own, 6)).order_id)
        assert result.state == "forwarded"
        assert x.supplier.levels(theirs) == (4, 4)

    @pytest.mark.parametrize("settings", [{"stock_on_shortage": "accept"}, {"stock_on_shortage": "backorder"}])
    def test_an_order_of_which_nothing_is_there_is_taken_too(self, settings: dict[str, str]) -> None:
        x = make_exchange(**settings)
        theirs, own = x.pair(0)
        (result,) = x.forward(x.order((own, 3)).order_id)
        assert result.state == "forwarded"
        assert [line.quantity for line in x.supplier_lines()] == [3]
        assert x.supplier.levels(theirs) == (0, 0)

    def test_spreads_over_the_chosen_warehouses_in_their_order(self) -> None:
        x = make_exchange()
        theirs, own = x.pair(2)
        second = x.supplier.warehouse()
        x.supplier.put(theirs, 5, at=second)
        x.supply(warehouses=[f"bl_{second}", f"bl_{x.supplier.warehouse_id}"])
        x.forward(x.order((own, 6)).order_id)
        (line,) = x.supplier_lines()
        assert x.supplier.holds(line.pk) == [
            (theirs, second, 5, False),
            (theirs, x.supplier.warehouse_id, 1, False),
        ]
        assert line.warehouse_id == second

    def test_a_bundle_and_its_component_are_counted_together(self) -> None:
        x = make_exchange()
        part = x.product(5)
        bundle = x.supplier.bundle(**{f"p{part}": 2})
        with acting_for(x.supplier.account_id):
            from spinka.catalog.models import Price

            Price(
                account_id=x.supplier.account_id, product_id=bundle, price_group_id=x.supplier.price_group_id, price=5
            ).save(force_insert=True)
        own_part, own_bundle = x.own_product(), x.own_product()
        x.link(own_part, part)
        x.link(own_bundle, bundle)
        (refused,) = x.forward(x.order((own_bundle, 2), (own_part, 2)).order_id)
        assert refused.reason_code == "stock"
        (taken,) = x.forward(x.order((own_bundle, 2), (own_part, 1)).order_id)
        assert taken.state == "forwarded"
        assert x.supplier.levels(part) == (5, 5)

    def test_own_stock_of_the_lines_is_released(self) -> None:
        x = make_exchange()
        _, own = x.pair(10)
        x.contractor.put(own, 3)
        order = x.order((own, 3))
        assert x.contractor.levels(own) == (3, 3)
        x.forward(order.order_id)
        assert x.contractor.levels(own) == (3, 0)
        assert x.contractor.line(order.line_ids[0]).warehouse_id == x.made.warehouse_id
        assert x.contractor.unequal() == []


class TestUnmatchedLines:
    @pytest.mark.feature("F-06")
    def test_text_by_default_skip_and_refuse_by_setting(self) -> None:
        x = make_exchange()
        _, own = x.pair()

        def ordered() -> tuple[int, list[int]]:
            made = x.contractor.order(
                LineDraft(product_id=own, quantity=1), LineDraft(name="Dedykacja", quantity=1, unit_gross=Decimal(9))
            )
            return made.order_id, made.line_ids

        order_id, line_ids = ordered()
        (text,) = x.forward(order_id)
        assert text.forwarded_lines == line_ids
        passed = x.supplier_lines()[-1]
        assert (passed.name, passed.unit_gross, passed.product_id) == ("Dedykacja", Decimal("0.0000"), None)
        x.want(unmatched_lines="skip")
        order_id, line_ids = ordered()
        (skip,) = x.forward(order_id)
        assert (skip.forwarded_lines, skip.skipped_lines) == (line_ids[:1], line_ids[1:])
        x.want(unmatched_lines="refuse")
        (refuse,) = x.forward(ordered()[0])
        assert (refuse.state, refuse.reason_code) == ("refused", "unmatched_line")
        assert [sale.amount for sale in x.sales()] == [Decimal("100.00"), Decimal("100.00")]

    def test_an_order_without_a_matched_line_is_refused(self) -> None:
        x = make_exchange()
        order = x.contractor.order(LineDraft(name="Co innego", quantity=1))
        (result,) = x.forward(order.order_id)
        assert (result.state, result.reason_code, result.connection_id) == ("refused", "no_match", None)
        assert x.attempts(order.order_id) == [("refused", "no_match", 1)]

    def test_pure_fulfilment_takes_lines_as_text(self) -> None:
        x = make_exchange(share_products=False)
        order = x.contractor.order(LineDraft(name="Paczka", quantity=1))
        (result,) = x.forward(order.order_id, connect_integration_id=x.made.contractor_integration_id)
        assert result.state == "forwarded"
        assert [line.name for line in x.supplier_lines()] == ["Paczka"]

    def test_a_line_without_a_link_matches_by_ean_then_sku(self) -> None:
        x = make_exchange()
        by_ean = x.product(ean="5901234123457", sku="A")
        x.product(sku="DUP")
        x.product(sku="dup")
        order = x.contractor.order(
            LineDraft(name="x", ean=" 5901234123457 ", sku="DUP", quantity=1),
            LineDraft(name="y", sku="Dup", quantity=1),
        )
        (result,) = x.forward(order.order_id)
        assert result.state == "forwarded"
        assert [line.product_id for line in x.supplier_lines()] == [by_ean, None]


class TestTerms:
    @pytest.mark.feature("F-14", "F-15", "F-12")
    def test_hidden_prices_overwritten_invoice_and_no_transaction_number(self) -> None:
        x = make_exchange(own={"hide_prices": True, "overwrite_invoice": {"invoice_company": "Kowalska sp. z o.o."}})
        _, own = x.pair()
        order = x.order(
            (own, 1), invoice_company="Jan Nabywca", delivery_fullname="Jan Nabywca", transaction_number="TX1"
        )
        x.forward(order.order_id)
        received = x.supplier_order()
        assert (received.invoice_company, received.delivery_fullname) == ("Kowalska sp. z o.o.", "Jan Nabywca")
        assert received.transaction_number == ""
        assert x.sale().contractor_total is None

    def test_buyers_contact_by_the_contractors_choice(self) -> None:
        x = make_exchange(own={"send_buyer_contact": "none"})
        _, own = x.pair()
        x.forward(x.order((own, 1), email="jan@nabywca.example", phone="600").order_id)
        received = x.supplier_order()
        assert (received.email, received.phone) == (x.contractor.account.email, "")

    def test_cash_on_delivery_travels_as_one_amount_or_is_refused(self) -> None:
        x = make_exchange()
        _, own = x.pair()

        def ordered() -> int:
            line = LineDraft(product_id=own, quantity=1, unit_gross=Decimal(150))
            return x.contractor.order(line, is_cod=True).order_id

        x.forward(ordered())
        assert x.sale().cod_amount == Decimal("150.00")
        assert x.supplier_order().is_cod
        x.want(send_cod=False)
        (refused,) = x.forward(ordered())
        assert refused.reason_code == "cod"

    def test_minimum_step_and_rounding_up(self) -> None:
        x = make_exchange()
        _, own = x.pair(100, min_quantity=6, quantity_step=4)
        (refused,) = x.forward(x.order((own, 3)).order_id)
        assert (refused.reason_code, refused.details["least"]) == ("minimum", 6)
        (refused,) = x.forward(x.order((own, 7)).order_id)
        assert (refused.reason_code, refused.details["step"]) == ("minimum", 4)
        x.want(round_up_quantities=True)
        order = x.order((own, 7))
        x.forward(order.order_id)
        assert [line.quantity for line in x.supplier_lines()] == [8]
        assert x.contractor.line(order.line_ids[0]).quantity == 8

    def test_minimum_value_and_delivery_fee(self) -> None:
        x = make_exchange(min_order_value=150, delivery_fee="15", free_delivery_from=400)
        _, own = x.pair()
        (refused,) = x.forward(x.order((own, 1)).order_id)
        assert refused.reason_code == "minimum"
        x.forward(x.order((own, 2)).order_id)
        x.forward(x.order((own, 4)).order_id)
        assert [(sale.amount, sale.delivery_price) for sale in x.sales()] == [
            (Decimal("215.00"), Decimal("15.00")),
            (Decimal("400.00"), Decimal("0.00")),
        ]

    def test_without_shared_prices_the_sale_has_no_amount(self) -> None:
        x = make_exchange(share_fields=["name", "stock"])
        _, own = x.pair()
        x.forward(x.order((own, 2)).order_id)
        assert x.sale().amount is None
        assert [line.unit_gross for line in x.supplier_lines()] == [Decimal("0.0000")]

    def test_a_product_without_a_price_is_refused(self) -> None:
        x = make_exchange()
        _, own = x.pair(price="")
        (refused,) = x.forward(x.order((own, 2)).order_id)
        assert refused.reason_code == "no_price"

    def test_another_amount_than_expected_waits(self) -> None:
        x = make_exchange()
        _, own = x.pair()
        order = x.order((own, 2))
        (result,) = x.forward(order.order_id, expected_amount=Decimal("190.00"))
        assert (result.state, x.sales()) == ("waiting", [])
        (result,) = x.forward(order.order_id, expected_amount=Decimal("200.00"))
        assert result.state == "forwarded"
        assert x.attempts(order.order_id) == []

    def test_a_suspended_connection_refuses(self) -> None:
        x = make_exchange()
        _, own = x.pair()
        with acting_for(x.supplier.account_id):
            connect.change_state(
                account_id=x.supplier.account_id, connection_id=x.connection_id, action="suspend", message=""
            )
        (result,) = x.forward(x.order((own, 1)).order_id, connect_integration_id=x.made.contractor_integration_id)
        assert (result.state, result.reason_code) == ("refused", "state")

    def test_an_order_never_returns_to_an_account_of_its_chain(self) -> None:
        x = make_exchange()
        back = make_exchange(supplier=x.contractor, contractor=x.supplier)
        theirs, own = x.pair()
        back.link(theirs, own)
        x.forward(x.order((own, 1)).order_id)
        (result,) = back.forward(x.supplier_order().pk)
        assert (result.state, result.reason_code) == ("refused", "loop")


class TestCredit:
    def _limited(self, limit: str, **settings: object):  # type: ignore[no-untyped-def]
        x = make_exchange(**settings)
        with acting_for(x.supplier.account_id):
            connect.set_limit(
                account_id=x.supplier.account_id, connection_id=x.connection_id, limit=Decimal(limit), message=""
            )
        return x

    @pytest.mark.feature("I-03", "I-05")
    def test_charges_the_amount_and_refuses_what_is_missing(self) -> None:
        x = self._limited("250")
        _, own = x.pair()
        x.forward(x.order((own, 2)).order_id)
        assert x.sale().charged == Decimal("200.00")
        assert x.connection().credit_blocked == Decimal("200.00")
        (refused,) = x.forward(x.order((own, 1)).order_id)
        assert (refused.reason_code, refused.details["missing"]) == ("credit", Decimal("50.00"))
        assert x.entries() == [("limit", "0.00"), ("charge", "200.00")]
        assert x.supplier_orders() == 1

    def test_accepts_unpaid_by_setting(self) -> None:
        x = self._limited("0", credit_on_shortage="accept_unpaid")
        _, own = x.pair()
        x.forward(x.order((own, 2)).order_id)
        assert (x.sale().charged, x.sale().is_unpaid) == (Decimal("0.00"), True)

    def test_holds_in_a_status_by_setting(self) -> None:
        x = self._limited("0", credit_on_shortage="hold_status")
        x.supply(credit_hold_status_id=x.supplier.in_progress)
        _, own = x.pair()
        x.forward(x.order((own, 2)).order_id)
        assert (x.supplier_order().status_id, x.sale().charged) == (x.supplier.in_progress, Decimal("0.00"))
        with acting_for(x.supplier.account_id):
            connect.set_limit(account_id=x.supplier.account_id, connection_id=x.connection_id, limit=Decimal(500))
        x.supplier.move(x.supplier_order().pk, x.supplier.sent)
        run_jobs()
        assert (x.sale().charged, x.sale().is_unpaid, x.sale().state) == (Decimal("200.00"), False, "shipped")


class TestSeveralSuppliers:
    @pytest.mark.feature("F-20")
    def test_each_gets_its_matched_lines_only(self) -> None:
        x = make_exchange()
        y = make_exchange(contractor=x.contractor)
        (_, first), (_, second) = x.pair(), y.pair()
        order = x.contractor.order(
            LineDraft(product_id=first, quantity=1),
            LineDraft(product_id=second, quantity=1),
            LineDraft(name="Dedykacja", quantity=1),
        )
        results = x.forward(order.order_id)
        assert sorted((r.connection_id, r.forwarded_lines) for r in results) == sorted(
            [(x.connection_id, order.line_ids[:1]), (y.connection_id, order.line_ids[1:2])]
        )
        assert all(order.line_ids[2] in result.skipped_lines for result in results)
        assert len(x.supplier_lines()) == 1
        assert len(y.supplier_lines()) == 1

    def test_one_refusal_does_not_stop_the_other(self) -> None:
        x = make_exchange()
        y = make_exchange(contractor=x.contractor)
        (_, first), (_, second) = x.pair(0), y.pair()
        results = x.forward(x.order((first, 1), (second, 1)).order_id)
        assert {r.connection_id: r.state for r in results} == {x.connection_id: "refused", y.connection_id: "forwarded"}
