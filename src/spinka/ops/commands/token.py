"""`spinka token add`: issue another API token for an account."""

import argparse
import json

from spinka.ops.environment import prepare

HELP = "issue an API token"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(title="actions", dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="issue a token for an account; it is shown once")
    add.add_argument("--account", type=int, required=True, help="the account's id")
    add.add_argument("--label", default="", help="what the token is for")
    add.add_argument("--scopes", nargs="+", default=(), metavar="SCOPE", help="such as orders:write; all if left out")
    add.add_argument("--limit", type=int, default=100, help="API calls a minute; 0 = no limit (R39)")
    add.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Issue the token and print it, which happens only now."""
    prepare()

    from spinka.accounts import services as accounts  # noqa: PLC0415 (needs the settings)

    issued = accounts.issue_token(
        account_id=arguments.account, label=arguments.label, scopes=arguments.scopes, limit=arguments.limit
    )
    answer = {"token_id": issued.token_id, "api_token": issued.plain_text}
    print(json.dumps(answer) if arguments.json else f"token_id {issued.token_id}\napi_token {issued.plain_text}")
    return 0
