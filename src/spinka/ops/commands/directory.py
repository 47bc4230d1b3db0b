"""`spinka directory`: look at publications in the supplier directory, approve or refuse them (R30)."""

import argparse
import json

from spinka.ops.environment import prepare
from spinka.ops.errors import OperationError

HELP = "publications in the supplier directory"
STATES = ("waiting", "approved", "refused")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(title="actions", dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="publications of all accounts; those that wait unless asked otherwise")
    listing.add_argument("--state", choices=(*STATES, "all"), default="waiting", help="which ones")
    listing.add_argument("--json", action="store_true", help="print one JSON object a line")
    approve = actions.add_parser("approve", help="show a publication in the directory")
    approve.add_argument("listing", type=int, help="its number")
    refuse = actions.add_parser("refuse", help="keep a publication out of the directory, or take it out")
    refuse.add_argument("listing", type=int, help="its number")
    refuse.add_argument("--reason", required=True, help="what the supplier reads")


def run(arguments: argparse.Namespace) -> int:
    """List publications or judge one; the supplier gets an e-mail."""
    prepare()

    from spinka.accounts.tenancy import acting_for  # noqa: PLC0415 (needs the settings)
    from spinka.connect import services as connect  # noqa: PLC0415
    from spinka.connect.access import publications  # noqa: PLC0415

    rows = publications()
    if arguments.action == "list":
        for row in rows:
            if arguments.state in {"all", row.state}:
                print(_line(row.listing_id, row.account_id, row.company_name, row.state, as_json=arguments.json))
        return 0
    account_id = next((row.account_id for row in rows if row.listing_id == arguments.listing), None)
    if account_id is None:
        raise OperationError(f"there is no published listing {arguments.listing}")
    with acting_for(account_id):
        state = connect.judge_listing(
            account_id=account_id,
            listing_id=arguments.listing,
            approve=arguments.action == "approve",
            reason=getattr(arguments, "reason", ""),
            actor="operator",
        )
    print(f"{arguments.listing} {state}")
    return 0


def _line(listing_id: int, account_id: int, company_name: str, state: str, *, as_json: bool) -> str:
    if as_json:
        row = {"connect_listing_id": listing_id, "account_id": account_id, "company_name": company_name, "state": state}
        return json.dumps(row, ensure_ascii=False)
    # What a supplier wrote must not move the operator's cursor.
    name = "".join(ch if ch.isprintable() else " " for ch in company_name)
    return f"{listing_id:>8}  {state:<9} account {account_id}  {name}"
