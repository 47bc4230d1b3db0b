"""Rounding and VAT arithmetic (R18, R19)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinka.core.money import EXEMPT, NOT_SUBJECT, REVERSE_CHARGE, line_amounts, to_cents, to_unit_price


class TestToCents:
    @pytest.mark.parametrize(
        ("amount", "rounded"),
        [
            ("0.005", "0.01"),
            ("0.004999", "0.00"),
            ("1.015", "1.02"),
            ("2.675", "2.68"),
            ("-0.005", "-0.01"),
            ("7", "7.00"),
        ],
    )
    def test_rounds_half_away_from_zero(self, amount: str, rounded: str) -> None:
        assert str(to_cents(Decimal(amount))) == rounded

    def test_a_unit_price_keeps_four_places(self) -> None:
        assert str(to_unit_price(Decimal("1.23456"))) == "1.2346"


class TestLineAmounts:
    @pytest.mark.parametrize(
        ("unit", "quantity", "rate", "gross", "vat", "net"),
        [
            ("24.60", 4, "23", "98.40", "18.40", "80.00"),
            ("0.01", 1, "23", "0.01", "0.00", "0.01"),
            ("10.00", 1, "8", "10.00", "0.74", "9.26"),
            ("1.9999", 3, "5", "6.00", "0.29", "5.71"),
            ("5.00", 2, "0", "10.00", "0.00", "10.00"),
        ],
    )
    def test_vat_is_taken_of_the_gross(
        self, unit: str, quantity: int, rate: str, gross: str, vat: str, net: str
    ) -> None:
        amounts = line_amounts(unit_gross=Decimal(unit), quantity=quantity, rate=Decimal(rate))
        assert (str(amounts.gross), str(amounts.vat), str(amounts.net)) == (gross, vat, net)

    @pytest.mark.parametrize("rate", [EXEMPT, NOT_SUBJECT, REVERSE_CHARGE])
    def test_special_rates_carry_no_vat(self, rate: Decimal) -> None:
        amounts = line_amounts(unit_gross=Decimal(10), quantity=3, rate=rate)
        assert (amounts.gross, amounts.vat, amounts.net) == (30, 0, 30)

    @given(
        unit=st.decimals(0, 100_000, places=4),
        quantity=st.integers(0, 10_000),
        rate=st.sampled_from([Decimal(rate) for rate in (0, 5, 8, 20, 23, -1)]),
    )
    def test_gross_is_net_and_vat_whatever_the_numbers(self, unit: Decimal, quantity: int, rate: Decimal) -> None:
        amounts = line_amounts(unit_gross=unit, quantity=quantity, rate=rate)
        assert amounts.net + amounts.vat == amounts.gross
        assert 0 <= amounts.vat <= amounts.gross
        assert amounts.gross == to_cents(unit * quantity)
