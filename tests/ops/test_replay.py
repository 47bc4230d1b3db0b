"""A wholesaler's invoices replayed through the services: every figure is computed from the file, none is written here."""

import csv
import os
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product, Stock
from spinka.connect.models import Sale
from spinka.core.errors import BadParameters
from spinka.ops import check
from spinka.ops.replay import Outcome, open_market, play, read_book
from spinka.orders.models import Order, OrderLine

ROOT = Path(__file__).resolve().parents[2]
OWN = Path(__file__).parent / "data" / "wholesale-orders.csv"
SHARED = ROOT.parent / "shared" / "data" / "wholesale-orders.csv"


def real_file() -> Path:
    """The file named by SPINKA_SAMPLE_ORDERS, else the real one where it is, else the small one of ours."""
    named = os.environ.get("SPINKA_SAMPLE_ORDERS", "")
    if named:
        return Path(named)
    return SHARED if SHARED.is_file() else OWN


@dataclass
class Expected:
    """What the file says, worked out by the plainest reading of it."""

    orders: set[str] = field(default_factory=set)
    lines: int = 0
    units: int = 0
    value: Decimal = Decimal(0)
    cancelled: list[tuple[int, Decimal]] = field(default_factory=list)
    unmatched: list[tuple[int, Decimal]] = field(default_factory=list)
    total: Decimal = Decimal(0)
    sold: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    returned: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def expect(path: Path) -> Expected:
    found = Expected()
    bought: dict[tuple[str, str], list[list[Decimal]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code, pieces, price = row["StockCode"], int(row["Quantity"]), Decimal(row["UnitPrice"])
            found.total += pieces * price
            stack = bought[row["CustomerID"], code]
            if not row["InvoiceNo"].startswith("C"):
                found.orders.add(row["InvoiceNo"])
                found.lines += 1
                found.units += pieces
                found.value += pieces * price
                found.sold[code] += pieces
                stack.append([Decimal(pieces), price])
                continue
            left = -pieces
            taken = Decimal(0)
            while left and stack:
                part = min(Decimal(left), stack[-1][0])
                stack[-1][0] -= part
                taken += part * stack[-1][1]
                left -= int(part)
                found.returned[code] += int(part)
                if not stack[-1][0]:
                    stack.pop()
            if left < -pieces:
                found.cancelled.append((-pieces - left, taken))
            if left:
                found.unmatched.append((left, left * price))
    return found


def replay(path: Path) -> Outcome:
    book = read_book(path)
    return play(book, open_market(book))


@pytest.mark.usefixtures("committed_db")
class TestReplay:
    @pytest.mark.feature("F-01", "F-06", "B-13")
    @pytest.mark.parametrize("path", sorted({OWN, real_file()}), ids=lambda path: "own" if path == OWN else "real")
    def test_figures_are_those_of_the_file(self, path: Path, owner_dsn: str) -> None:
        expected, outcome = expect(path), replay(path)
        total = outcome.total()
        two_prices = sum(
            len(invoice.waves()) - 1 for invoice in read_book(path).invoices if not invoice.is_cancellation
        )
        assert total.orders == total.forwarded_orders == len(expected.orders) + two_prices
        assert (total.lines, total.units, total.value) == (expected.lines, expected.units, expected.value)
        assert total.forwarded == expected.value
        assert total.cancelled_lines == len(expected.cancelled)
        assert total.cancelled_units == sum(units for units, _ in expected.cancelled)
        assert total.cancelled == sum((value for _, value in expected.cancelled), Decimal(0))
        assert [(one.units, one.value) for one in total.unmatched] == expected.unmatched
        assert total.refused == []
        assert total.standing == total.forwarded - total.cancelled
        assert outcome.plain_sum == expected.total
        # Nothing of the file is lost; where a cancellation's price differs from the purchase's, that is the difference.
        assert outcome.difference == expected.value - total.cancelled - outcome.unmatched_value - expected.total
        self._check_supplier(outcome.supplier_id, expected)
        with psycopg.connect(owner_dsn) as owner:
            report = check.inspect_everything(owner.cursor())
        assert [(finding.invariant.name, finding.rows) for finding in report.findings if finding.rows] == []

    @staticmethod
    def _check_supplier(supplier_id: int, expected: Expected) -> None:
        """The supplier's own rows say the same as the table that is printed."""
        with acting_for(supplier_id):
            lines = OrderLine.objects.for_account(supplier_id)
            assert lines.count() == expected.lines
            assert sum(lines.values_list("quantity", flat=True)) == expected.units - sum(expected.returned.values())
            assert set(Order.objects.for_account(supplier_id).values_list("currency", flat=True)) == {"GBP"}
            products = {product.sku: product for product in Product.objects.for_account(supplier_id)}
            stocks = {row.product_id: row for row in Stock.objects.for_account(supplier_id)}
        for code, product in products.items():
            sold, stock = expected.sold.get(code, 0), stocks.get(product.pk)
            assert product.tax_rate == 0
            if not code[:5].isdigit():
                assert (product.kind, stock) == ("service", None)
            else:
                assert stock is not None
                assert stock.quantity == -(-sold * 11 // 10)
                assert stock.reserved == sold - expected.returned.get(code, 0)

    def test_own_file_in_detail(self) -> None:
        outcome = replay(OWN)
        first, cash, second, third = outcome.customers
        assert (first.customer, first.orders, first.lines, first.units) == ("501", 2, 5, 22)
        assert (first.forwarded, first.cancelled_units, first.cancelled) == (Decimal("70.15"), 5, Decimal("12.75"))
        assert [(one.code, one.units, one.value) for one in first.unmatched] == [("10004", 2, Decimal("9.30"))]
        assert (cash.customer, cash.forwarded) == ("(cash)", Decimal("5.90"))
        # Nine pieces are taken back where five were bought.
        assert (second.cancelled_lines, second.cancelled_units) == (1, 5)
        assert [(one.code, one.units) for one in second.unmatched] == [("D", 1), ("10002A", 4)]
        assert (third.orders, third.lines, third.forwarded) == (2, 2, Decimal("3.35"))
        with acting_for(first.account_id):
            amounts = Sale.objects.as_contractor(first.account_id).order_by("contractor_order_id")
            # The newest purchase goes first: all three of 700004, then two of the four in 700001's last bell line.
            assert [(sale.amount, sale.is_open) for sale in amounts] == [
                (Decimal("57.40"), True),
                (Decimal("7.65"), False),
            ]


class TestReadBook:
    def write(self, folder: Path, *rows: str) -> Path:
        path = folder / "orders.csv"
        header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
        path.write_text("\n".join([header, *rows]))
        return path

    def test_name_is_the_first_description_that_is_not_empty(self) -> None:
        book = read_book(OWN)
        assert (book.products["10003"].name, book.products["D"].is_service) == ("TIN STAR", True)
        assert book.customers == ["501", "", "502", "503"]

    def test_two_prices_of_a_code_make_two_waves(self) -> None:
        book = read_book(OWN)
        waves = {invoice.number: [len(wave) for wave in invoice.waves()] for invoice in book.invoices}
        assert (waves["700001"], waves["700007"]) == ([4], [1, 1])

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("1,10001,X,two,1/3/26 8:26,1,5,UK", "Row 2: the quantity is not a whole number: two"),
            ("1,10001,X,2,1/3/26 8:26,free,5,UK", "Row 2: the price is not a number: free"),
            ("1,10001,X,2,1/3/26 8:26,-1,5,UK", "Row 2: the price is out of range: -1"),
            ("1,10001,X,2,yesterday,1,5,UK", "Row 2: the date is not understood: yesterday"),
            ("1,10001,X,-2,1/3/26 8:26,1,5,UK", "Row 2: only cancellations have negative quantities"),
            ("C1,10001,X,2,1/3/26 8:26,1,5,UK", "Row 2: only cancellations have negative quantities"),
            (",10001,X,2,1/3/26 8:26,1,5,UK", "Row 2: the invoice number or the stock code is empty"),
        ],
    )
    def test_a_row_that_cannot_be_read_is_named(self, tmp_path: Path, row: str, reason: str) -> None:
        with pytest.raises(BadParameters) as caught:
            read_book(self.write(tmp_path, row))
        assert str(caught.value) == reason

    def test_missing_columns_are_named(self, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_text("InvoiceNo,StockCode\n1,2\n")
        with pytest.raises(BadParameters, match="Description, Quantity"):
            read_book(path)
