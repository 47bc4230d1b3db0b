"""`spinka replay-orders`: a wholesaler's invoices placed, forwarded and cancelled as orders of its customers."""

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from spinka.ops.environment import prepare
from spinka.ops.errors import OperationError
from spinka.ops.progress import progress

HELP = "replay a file of invoice lines: a supplier, its customers as contractors, every invoice forwarded"
COLUMNS = ("customer", "orders", "lines", "units", "value", "forwarded", "cancelled", "refused")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="CSV with InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Replay the file into new accounts and print a table per customer; exit 1 when the sums do not meet."""
    if not arguments.file.is_file():
        raise OperationError(f"{arguments.file}: there is no such file")
    prepare()

    from spinka.ops import replay  # noqa: PLC0415 (needs the settings)

    book = replay.read_book(arguments.file)
    with progress("accounts", len(book.customers)) as bar:
        market = replay.open_market(book, told=bar.step)
    with progress("invoices", len(book.invoices)) as bar:
        outcome = replay.play(book, market, told=bar.step)
    if arguments.json:
        print(json.dumps(outcome.as_json(), default=str))
    else:
        _print(outcome, market)
    return 1 if outcome.difference else 0


def _print(outcome: Any, market: Any) -> None:
    total = outcome.total()
    rows = [COLUMNS, *(_cells(one) for one in outcome.customers), _cells(total)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for number, row in enumerate(rows):
        if number in {1, len(rows) - 1}:
            print("-" * (sum(widths) + 2 * len(widths) - 2))
        cells = [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
    print()
    print(
        f"forwarded   {total.forwarded_orders} orders, {total.lines} lines, {total.units} units, {_money(total.forwarded)}"
    )
    print(f"cancelled   {total.cancelled_lines} lines, {total.cancelled_units} units, {_money(total.cancelled)}")
    units = sum(one.units for one in total.unmatched)
    print(f"unmatched   {len(total.unmatched)} lines, {units} units, {_money(outcome.unmatched_value)}")
    for one in total.unmatched:
        print(
            f"  unmatched cancellation  row {one.row}  {one.invoice}  {one.code}  {one.units} units  {_money(one.value)}"
        )
    for one in total.refused:
        print(f"  refused  {one.invoice}  {_money(one.value)}  {one.reason}")
    left = _money(total.forwarded - total.cancelled - outcome.unmatched_value)
    print(f"{_money(total.forwarded)} - {_money(total.cancelled)} - {_money(outcome.unmatched_value)} = {left}")
    print(f"plain sum of the file {_money(outcome.plain_sum)}")
    print(f"supplier is account {outcome.supplier_id}; sign in as {market.email} with {market.password}")


def _cells(one: Any) -> tuple[str, ...]:
    refused = "; ".join(f"{item.invoice}: {item.reason}" for item in one.refused) if one.customer != "total" else ""
    return (
        one.customer,
        str(one.orders),
        str(one.lines),
        str(one.units),
        _money(one.value),
        _money(one.forwarded),
        _money(one.cancelled),
        refused or (str(len(one.refused)) if one.customer == "total" else ""),
    )


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"
