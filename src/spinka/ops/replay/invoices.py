"""A wholesaler's file of invoice lines: read, checked, and sorted into products, customers and invoices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from spinka.core.errors import BadParameters
from spinka.ops.product_files import dialect

COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
CASH = ""
_GOODS = re.compile(r"\d{5}")
_DATES = ("%m/%d/%y %H:%M", "%m/%d/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the file; `quantity` is negative on a cancellation."""

    row: int
    code: str
    description: str
    quantity: int
    price: Decimal

    @property
    def value(self) -> Decimal:
        """What the line adds to the plain sum of the file."""
        return self.price * self.quantity


@dataclass(slots=True)
class Invoice:
    """An invoice or, with a number that starts with C, a cancellation."""

    number: str
    customer: str
    country: str
    date: datetime
    lines: list[FileLine] = field(default_factory=list)

    @property
    def is_cancellation(self) -> bool:
        """Whether it takes back earlier lines."""
        return self.number.startswith("C")

    def waves(self) -> list[list[FileLine]]:
        """The lines so cut that a product has one price in each part; nearly always one part.

        The agreed price is a rule per product, so a code at two prices needs the rule changed in between.
        """
        parts: list[tuple[dict[str, Decimal], list[FileLine]]] = []
        for line in self.lines:
            for prices, lines in parts:
                if prices.setdefault(line.code, line.price) == line.price:
                    lines.append(line)
                    break
            else:
                parts.append(({line.code: line.price}, [line]))
        return [lines for _, lines in parts]


@dataclass(slots=True)
class FileProduct:
    """A product of the file with the pieces its invoices sell."""

    code: str
    name: str = ""
    price: Decimal = Decimal(0)
    sold: int = 0

    @property
    def is_service(self) -> bool:
        """Codes that do not begin with five digits are no goods: postage, discounts, manual entries."""
        return not _GOODS.match(self.code)

    @property
    def stock(self) -> int:
        """What is sold and a tenth more, rounded up."""
        return -(-self.sold * 11 // 10)


@dataclass(slots=True)
class Book:
    """The whole file, invoices in its order."""

    invoices: list[Invoice] = field(default_factory=list)
    products: dict[str, FileProduct] = field(default_factory=dict)

    @property
    def customers(self) -> list[str]:
        """Customer ids in the order of their first invoice; CASH for lines without one."""
        return list(dict.fromkeys(invoice.customer for invoice in self.invoices))

    @property
    def plain_sum(self) -> Decimal:
        """The sum of all lines, cancellations included."""
        return sum((line.value for invoice in self.invoices for line in invoice.lines), Decimal(0))


def read_book(path: Path) -> Book:
    """Read the file. Raises BadParameters that names the row for a missing column or a value that is no number.

    An invoice whose lines stand apart is one invoice; one number at two customers is two.
    """
    book = Book()
    known: dict[tuple[str, str], Invoice] = {}
    for row, cells in _rows(path):
        line = FileLine(
            row=row,
            code=cells["StockCode"],
            description=cells["Description"],
            quantity=_whole(cells["Quantity"], row),
            price=_amount(cells["UnitPrice"], row),
        )
        number, customer = cells["InvoiceNo"], cells["CustomerID"]
        if not number or not line.code:
            raise BadParameters("Row %(row)s: the invoice number or the stock code is empty", row=row)
        invoice = known.get((number, customer))
        if invoice is None:
            invoice = Invoice(number, customer, cells["Country"], _date(cells["InvoiceDate"], row))
            known[number, customer] = invoice
            book.invoices.append(invoice)
        if line.quantity == 0 or (line.quantity < 0) != invoice.is_cancellation:
            raise BadParameters("Row %(row)s: only cancellations have negative quantities", row=row)
        invoice.lines.append(line)
        product = book.products.setdefault(line.code, FileProduct(line.code))
        product.name = product.name or line.description
        product.price = product.price or line.price
        product.sold += max(0, line.quantity)
    if not book.invoices:
        raise BadParameters("The file holds no invoice lines")
    return book


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with dialect.records(path, dialect.detect(path)) as records:
        header = [title.strip() for title in next(records, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise BadParameters("The file lacks the columns %(names)s", names=", ".join(missing))
        for row, cells in enumerate(records, start=2):
            if any(cells):
                yield row, {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False)}


def _whole(text: str, row: int) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadParameters("Row %(row)s: the quantity is not a whole number: %(text)s", row=row, text=text) from error


def _amount(text: str, row: int) -> Decimal:
    try:
        price = Decimal(text)
    except InvalidOperation as error:
        raise BadParameters("Row %(row)s: the price is not a number: %(text)s", row=row, text=text) from error
    if not 0 <= price < 10**9:
        raise BadParameters("Row %(row)s: the price is out of range: %(text)s", row=row, text=text)
    return price


def _date(text: str, row: int) -> datetime:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise BadParameters("Row %(row)s: the date is not understood: %(text)s", row=row, text=text)
