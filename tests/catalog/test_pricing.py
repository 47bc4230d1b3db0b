"""Price steps of R18 and VAT modes of R19."""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinka.catalog.pricing import (
    PricedProduct,
    PriceRule,
    Terms,
    amount_of,
    explain,
    price_of,
    steps_of,
    terms,
    under_vat_mode,
)

TODAY = date(2026, 11, 23)
PRODUCT = PricedProduct(
    7, Decimal("100.0000"), parent_id=70, category_id=3, manufacturer_id=4, tags=frozenset({"nowe", 9})
)


def rule(**values: Any) -> PriceRule:
    return msgspec.convert({"kind": "fixed", "value": "1", **values}, PriceRule)


def terms_of(
    *integration: PriceRule, connection: tuple[PriceRule, ...] = (), discount: str = "0", today: date = TODAY
) -> Terms:
    return terms(
        currency="PLN",
        price_group_id=11,
        discount_percent=Decimal(discount),
        connection_rules=connection,
        integration_rules=integration,
        today=today,
    )


class TestAmountOf:
    @pytest.mark.feature("B-10")
    def test_the_groups_price_without_rules(self) -> None:
        assert amount_of(PRODUCT, terms_of()) == Decimal("100.00")

    def test_none_without_a_base_price_even_with_a_fixed_rule(self) -> None:
        without = PricedProduct(7, None)
        assert amount_of(without, terms_of(rule())) is None
        assert price_of(without, terms_of(rule())).trace[-1] == {"step": "no_price"}

    def test_discount_only_without_a_rule(self) -> None:
        assert amount_of(PRODUCT, terms_of(discount="10")) == Decimal("90.00")
        markup = rule(kind="markup_percent", value="5")
        assert amount_of(PRODUCT, terms_of(markup, discount="10")) == Decimal("105.00")

    def test_the_narrowest_scope_wins(self) -> None:
        rules = [
            rule(value="1"),
            rule(scope="category", ids=[3], value="2"),
            rule(scope="manufacturer", ids=[4], value="3"),
            rule(scope="tag", ids=["nowe"], value="4"),
            rule(scope="product", ids=[7], value="5"),
        ]
        prices = [amount_of(PRODUCT, terms_of(*rules[:count])) for count in range(1, 6)]
        assert prices == [Decimal(f"{count}.00") for count in range(1, 6)]

    def test_scope_counts_before_the_owner_and_the_owner_before_quantity(self) -> None:
        wide = rule(value="1")
        assert amount_of(PRODUCT, terms_of(rule(scope="product", ids=[7], value="2"), connection=(wide,))) == 2
        assert amount_of(PRODUCT, terms_of(rule(min_quantity=5, value="2"), connection=(wide,)), 10) == 1

    def test_the_highest_quantity_reached_then_the_lowest_number(self) -> None:
        given_terms = terms_of(
            rule(min_quantity=1, value="9"),
            rule(min_quantity=10, value="8"),
            rule(min_quantity=10, value="7"),
            rule(min_quantity=100, value="6"),
        )
        assert [amount_of(PRODUCT, given_terms, quantity) for quantity in (1, 9, 10, 99, 100)] == [9, 9, 8, 8, 6]
        assert steps_of(PRODUCT, given_terms) == [(10, Decimal("8.00")), (100, Decimal("6.00"))]

    def test_dates_are_whole_days_and_inclusive(self) -> None:
        season = rule(date_from="2026-11-23", date_to="2026-11-24", value="5")
        days = [date(2026, 11, day) for day in (22, 23, 24, 25)]
        assert [amount_of(PRODUCT, terms_of(season, today=day)) for day in days] == [100, 5, 5, 100]

    def test_a_variant_takes_its_parents_rule(self) -> None:
        assert amount_of(PRODUCT, terms_of(rule(scope="product", ids=[70], value="5"))) == 5

    def test_tags_by_name_or_id(self) -> None:
        assert amount_of(PRODUCT, terms_of(rule(scope="tag", ids=[9], value="5"))) == 5
        assert amount_of(PRODUCT, terms_of(rule(scope="tag", ids=["stare"], value="5"))) == 100

    def test_rounds_half_up_once(self) -> None:
        base = PricedProduct(1, Decimal("10.0050"))
        assert amount_of(base, terms_of()) == Decimal("10.01")
        assert amount_of(PricedProduct(1, Decimal("0.3350")), terms_of(discount="10")) == Decimal("0.30")


# R18 read aloud, over fractions: no code of ours, no decimals, no order of trying but the rule's own words.
BREADTH = ["product", "tag", "manufacturer", "category", "all"]


def reference(
    base: Fraction | None,
    rules: dict[str, list[PriceRule]],
    *,
    discount: Fraction,
    day: date,
    quantity: int,
    fits: dict[str, set[Any]],
    rate: tuple[Fraction, bool] | None,
    is_foreign: bool,
) -> Fraction | None:
    if base is None:
        return None  # 1: none is "no price"
    reached = [
        (BREADTH.index(one.scope), owner != "connection", -one.min_quantity, number, one)
        for owner, found in rules.items()
        for number, one in enumerate(found, start=1)
        if (one.scope == "all" or set(one.ids) & fits[one.scope])
        and (one.date_from is None or one.date_from <= day)
        and (one.date_to is None or day <= one.date_to)
        and one.min_quantity <= quantity
    ]
    price = base
    if reached:  # 2: the one best
        best = min(reached, key=lambda entry: entry[:4])[4]
        if best.kind == "fixed":  # 3: fixed ends here, but for the rounding every price has
            return half_up(Fraction(best.value))
        share = Fraction(best.value) / 100
        price = base * (1 - share if best.kind == "discount_percent" else 1 + share)
    else:  # 4: only without a rule
        price = base * (1 - discount / 100)
    if is_foreign:  # 5
        if rate is None:
            return None
        price = price / rate[0] if rate[1] else price * rate[0]
    return half_up(price)  # 6: half up, once


def half_up(amount: Fraction) -> Fraction:
    return Fraction(math.floor(amount * 100 + Fraction(1, 2)), 100)


def recomputed(trace: list[dict[str, str]]) -> Decimal | None:
    """The price from the texts of a trace alone, step by step; whoever reads it gets the same grosz."""
    exact = Context(prec=80)
    amount: Decimal | None = None
    for step in trace:
        if step["step"] == "base":
            amount = Decimal(step["amount"]) if step["amount"] else None
        elif step["step"] in {"no_price", "no_rate"}:
            return None
        elif step["step"] in {"rule", "discount"}:
            assert amount is not None
            kind, value = step.get("kind", "discount_percent"), Decimal(step["value"])
            factor = {"fixed": None, "markup_percent": 100 + value, "discount_percent": 100 - value}[kind]
            amount = value if factor is None else amount * factor / 100
            assert amount == Decimal(step["amount"])
        elif step["step"] == "rate":
            assert amount is not None
            by = exact.divide if step["operation"] == "divide" else exact.multiply
            amount = by(amount, Decimal(step["value"]))
        elif step["step"] == "rounded":
            assert amount is not None
            amount = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert amount == Decimal(step["amount"])
        else:
            assert step["step"] == "vat"
            assert amount is not None
            value = Decimal(step["value"])
            net = amount * 100 / (100 + value) if value > 0 else amount
            amount = net.quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert amount == Decimal(step["amount"])
    return amount


IDS: dict[str, list[Any]] = {
    "all": [],
    "category": [3, 30, 99],
    "manufacturer": [4, 99],
    "tag": ["nowe", 9, "stare"],
    "product": [7, 70, 99],
}
DAYS = st.none() | st.integers(18, 28).map(lambda day: date(2026, 11, day))


@st.composite
def rules_of_r18(draw: st.DrawFn) -> PriceRule:
    scope = draw(st.sampled_from(BREADTH))
    kind = draw(st.sampled_from(["fixed", "discount_percent", "markup_percent"]))
    ids = [] if scope == "all" else draw(st.lists(st.sampled_from(IDS[scope]), min_size=1, max_size=2))
    days = sorted(day for day in (draw(DAYS), draw(DAYS)) if day is not None)
    dates = {"date_from": days[0], "date_to": days[-1]} if len(days) == 2 else {"date_from": days[0]} if days else {}
    most = 100 if kind == "discount_percent" else 5000
    value = str(draw(st.decimals(0, most, places=4)))
    return rule(scope=scope, kind=kind, ids=ids, value=value, min_quantity=draw(st.sampled_from([1, 1, 2, 5])), **dates)


class TestEveryWordOfR18:
    """The price function, its steps and its trace against the rule's own words."""

    @pytest.mark.feature("B-10", "B-15")
    @given(
        base=st.none() | st.decimals(0, 1_000_000, places=4),
        connection=st.lists(rules_of_r18(), max_size=4),
        integration=st.lists(rules_of_r18(), max_size=4),
        discount=st.decimals(0, 100, places=4),
        quantity=st.integers(1, 6),
        day=st.integers(18, 28),
        exchange=st.none() | st.tuples(st.decimals("0.00000001", 1000, places=8), st.booleans()),
        is_foreign=st.booleans(),
        tax=st.sampled_from([0, 5, 8, 23]),
        mode=st.sampled_from(["domestic", "eu_reverse", "export", "exempt"]),
    )
    @settings(max_examples=400, deadline=None)
    def test_same_price_and_a_trace_that_recomputes_to_the_grosz(
        self,
        base: Decimal | None,
        connection: list[PriceRule],
        integration: list[PriceRule],
        discount: Decimal,
        quantity: int,
        day: int,
        exchange: tuple[Decimal, bool] | None,
        is_foreign: bool,
        tax: int,
        mode: str,
    ) -> None:
        today = date(2026, 11, day)
        pair = ("EUR", "PLN") if exchange and exchange[1] else ("PLN", "EUR")
        given_terms = terms(
            currency="PLN",
            price_group_id=11,
            discount_percent=discount,
            connection_rules=connection,
            integration_rules=integration,
            today=today,
            target="EUR" if is_foreign else "",
            rates={pair: (exchange[0], today)} if exchange else {},
            below={3: frozenset({3, 31}), 30: frozenset({30, 3})},
        )
        product = PricedProduct(
            7, base, parent_id=70, category_id=3, manufacturer_id=4, tags=frozenset({"nowe", 9}), inventory_id=5
        )
        expected = reference(
            None if base is None else Fraction(base),
            {"connection": connection, "integration": integration},
            discount=Fraction(discount),
            day=today,
            quantity=quantity,
            # A category of a rule is everything below it: 30 has 3 in it. A variant goes by its parent's id too.
            fits={"product": {7, 70}, "tag": {"nowe", 9}, "manufacturer": {4}, "category": {3, 30}},
            rate=None if exchange is None else (Fraction(exchange[0]), exchange[1]),
            is_foreign=is_foreign,
        )
        found = amount_of(product, given_terms, quantity)
        assert (None if found is None else Fraction(found)) == expected
        explained = explain(product, given_terms, tax_rate=Decimal(tax), mode=mode, quantity=quantity)
        assert price_of(product, given_terms, quantity).amount == found
        assert recomputed(explained.trace) == (None if explained.price is None else explained.price.gross)
        if found is not None:
            assert explained.price == under_vat_mode(found, Decimal(tax), mode)
        reached = {1: amount_of(product, given_terms)} | dict(steps_of(product, given_terms))
        last = max(number for number in reached if number <= quantity)
        assert found is None or reached[last] == found


class TestRates:
    def test_a_kept_opposite_rate_divides(self) -> None:
        kept = {("EUR", "PLN"): (Decimal("4.30"), TODAY)}
        given_terms = terms(
            currency="PLN",
            price_group_id=11,
            discount_percent=Decimal(0),
            connection_rules=[],
            integration_rules=[],
            today=TODAY,
            target="EUR",
            rates=kept,
        )
        priced = price_of(PRODUCT, given_terms)
        assert priced.amount == Decimal("23.26")
        assert priced.trace[1] == {
            "step": "rate",
            "value": "4.3",
            "operation": "divide",
            "from": "PLN",
            "to": "EUR",
            "valid_from": "2026-11-23",
        }

    def test_no_price_without_a_rate_but_a_fixed_one_is_what_is_paid(self) -> None:
        pays: dict[str, Any] = {"currency": "PLN", "price_group_id": 11, "discount_percent": Decimal(0)}
        foreign = {**pays, "today": TODAY, "target": "EUR", "integration_rules": []}
        without = terms(**foreign, connection_rules=[])
        assert amount_of(PRODUCT, without) is None
        assert price_of(PRODUCT, without).trace[-1] == {"step": "no_rate", "from": "PLN", "to": "EUR"}
        fixed = terms(**foreign, connection_rules=[rule(value="9.99")])
        assert price_of(PRODUCT, fixed).trace[-1] == {"step": "rounded", "amount": "9.99", "currency": "EUR"}


class TestPriceOf:
    def test_names_every_step(self) -> None:
        priced = price_of(PRODUCT, terms_of(rule(scope="category", ids=[3], kind="discount_percent", value="12.5")))
        assert priced.amount == Decimal("87.50")
        assert priced.trace == [
            {"step": "base", "price_group_id": "11", "amount": "100.0000", "currency": "PLN"},
            {
                "step": "rule",
                "owner": "integration",
                "rule": "1",
                "scope": "category",
                "kind": "discount_percent",
                "value": "12.5",
                "min_quantity": "1",
                "amount": "87.5",
            },
            {"step": "rounded", "amount": "87.50", "currency": "PLN"},
        ]


class TestUnderVatMode:
    @pytest.mark.parametrize(
        ("mode", "gross", "net", "rate"),
        [
            ("domestic", "123.00", "100.00", "23"),
            ("eu_reverse", "100.00", "100.00", "-0.03"),
            ("export", "100.00", "100.00", "0"),
            ("exempt", "100.00", "100.00", "-1"),
        ],
    )
    def test_modes(self, mode: str, gross: str, net: str, rate: str) -> None:
        paid = under_vat_mode(Decimal("123.00"), Decimal(23), mode)
        assert (paid.gross, paid.net, paid.rate) == (Decimal(gross), Decimal(net), Decimal(rate))

    def test_vat_is_rounded_half_up_and_net_is_the_rest(self) -> None:
        assert under_vat_mode(Decimal("9.99"), Decimal(8), "domestic").net == Decimal("9.25")
        assert under_vat_mode(Decimal("9.99"), Decimal(-1), "domestic").net == Decimal("9.99")
