"""`spinka import-products`: products of a CSV file into a catalog."""

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

from spinka.ops.environment import prepare
from spinka.ops.errors import OperationError
from spinka.ops.progress import Progress, progress

HELP = "create or update products from a CSV file"
SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV; delimiter, encoding and columns are recognised")
    parser.add_argument("--account", type=int, required=True, help="the account's id")
    parser.add_argument("--inventory", type=int, default=None, help="the catalog's id (the default one if left out)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Import the file; exit 1 when records were left out, which stand in FILE.faulty.csv with the reasons."""
    path: Path = arguments.file
    if not path.is_file():
        raise OperationError(f"{path}: there is no such file")
    prepare()

    from spinka.ops import product_files  # noqa: PLC0415 (needs the settings)

    with path.open("rb") as file:
        lines = sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
    with progress("products", max(0, lines - 1)) as bar:
        report = product_files.load_products(
            account_id=arguments.account,
            inventory_id=arguments.inventory,
            path=path,
            told=lambda done: _advance(bar, done),
        )
    faulty = _write_faults(path, report)
    if arguments.json:
        print(json.dumps(_as_json(report, faulty)))
    else:
        print(f"created {report.created}  updated {report.updated}  left out {len(report.faults)}")
        for fault in report.faults[:SHOWN]:
            print(f"row {fault.number}: {fault.reason}", file=sys.stderr)
        if len(report.faults) > SHOWN:
            print(f"… and {len(report.faults) - SHOWN} more", file=sys.stderr)
        if faulty:
            print(f"The rows left out stand in {faulty}", file=sys.stderr)
    return 1 if report.faults else 0


def _advance(bar: Progress, done: int) -> None:
    # A quoted field may hold line breaks, so the count of lines is only near the count of records.
    bar.total = max(bar.total, done)
    bar.step(done - bar.done)


def _write_faults(path: Path, report: Any) -> str:
    """Keep the rows left out beside the file, each with its number and reason; empty when none or not writable."""
    if not report.faults:
        return ""
    target = path.with_name(f"{path.stem}.faulty.csv")
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["row", "reason", *report.header])
            writer.writerows([fault.number, fault.reason, *fault.cells] for fault in report.faults)
    except OSError:
        return ""
    return str(target)


def _as_json(report: Any, faulty: str) -> dict[str, Any]:
    return {
        "created": report.created,
        "updated": report.updated,
        "with_warnings": report.warnings,
        "left_out": [{"row": fault.number, "reason": fault.reason} for fault in report.faults],
        "faulty_file": faulty,
    }
