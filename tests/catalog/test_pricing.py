"""Price steps of R18 and VAT modes of R19."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinka.catalog.pricing import PricedProduct, PriceRule, Terms, amount_of, price_of, steps_of, terms, under_vat_mode

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

    @given(
        st.decimals(0, 100_000, places=4),
        st.decimals(0, 100, places=2),
        st.lists(
            st.tuples(
                st.sampled_from(["all", "category", "product"]),
                st.sampled_from(["fixed", "discount_percent", "markup_percent"]),
                st.integers(0, 100),
                st.integers(1, 5),
            ),
            max_size=6,
        ),
        st.integers(1, 6),
    )
    def test_agrees_with_trying_every_rule(
        self, base: Decimal, discount: Decimal, rules: list[tuple[str, str, int, int]], quantity: int
    ) -> None:
        ids = {"all": [], "category": [3], "product": [7]}
        made = [rule(scope=s, ids=ids[s], kind=k, value=str(v), min_quantity=m) for s, k, v, m in rules]
        half = len(made) // 2
        given_terms = terms_of(*made[half:], connection=tuple(made[:half]), discount=str(discount))
        best = None
        for index, one in enumerate(made):
            owner = 0 if index < half else 1
            key = (["product", "category", "all"].index(one.scope), owner, -one.min_quantity, index)
            if one.min_quantity <= quantity and (best is None or key < best[0]):
                best = (key, one)
        if best is None:
            expected = base * (100 - discount) / 100
        elif best[1].kind == "fixed":
            expected = best[1].value
        else:
            sign = -1 if best[1].kind == "discount_percent" else 1
            expected = base * (100 + sign * best[1].value) / 100
        product = PricedProduct(7, base, category_id=3)
        assert abs(amount_of(product, given_terms, quantity) - expected) <= Decimal("0.005")  # type: ignore[operator]
        assert price_of(product, given_terms, quantity).amount == amount_of(product, given_terms, quantity)


class TestPriceOf:
    def test_names_every_step(self) -> None:
        priced = price_of(PRODUCT, terms_of(rule(scope="category", ids=[3], kind="discount_percent", value="12.5")))
        assert priced.amount == Decimal("87.50")
        assert priced.trace == [
            {"step": "base", "price_group_id": "11", "amount": "100.0000"},
            {
                "step": "rule",
                "owner": "integration",
                "rule": "1",
                "scope": "category",
                "kind": "discount_percent",
                "value": "12.5",
                "min_quantity": "1",
                "amount": "87.50000",
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
