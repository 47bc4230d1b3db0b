"""`spinka check`: look whether the data keeps every rule (R53)."""

import argparse
import json
import sys
from typing import Any

import psycopg

from spinka.ops.environment import prepare

HELP = "look whether stock, sales, credit and work keep every rule; exit 1 with the ids when not"
SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON object with every row found")


def run(arguments: argparse.Namespace) -> int:
    """Run every invariant and print what breaks it: over all rows as the owner, else account by account."""
    environment = prepare()

    from spinka.ops import check  # noqa: PLC0415 (needs the settings)

    if environment.owner_url:
        with psycopg.connect(environment.owner_url) as owner:
            owner.read_only = True
            report = check.inspect_everything(owner.cursor())
    else:
        report = check.inspect_per_account()
    if arguments.json:
        print(json.dumps(_as_json(report), default=str))
    else:
        _print(report)
    return 0 if report.is_sound else 1


def _as_json(report: Any) -> dict[str, Any]:
    return {
        "sound": report.is_sound,
        "invariants": [
            {
                "name": finding.invariant.name,
                "rule": finding.invariant.sentence,
                "fails": finding.invariant.fails,
                "count": len(finding.rows),
                "rows": finding.rows,
            }
            for finding in report.findings
        ],
    }


def _print(report: Any) -> None:
    for finding in report.findings:
        verdict = "ok  " if not finding.rows else "FAIL" if finding.invariant.fails else "note"
        print(f"{verdict}  {finding.invariant.name:<16} {len(finding.rows):>6}  {finding.invariant.sentence}")
        for row in finding.rows[:SHOWN]:
            print("        " + "  ".join(f"{name}={value}" for name, value in row.items()))
        if len(finding.rows) > SHOWN:
            print(f"        … and {len(finding.rows) - SHOWN} more (--json lists them)")
    if not report.is_sound:
        print("The data breaks rules; the ids are above.", file=sys.stderr)
