"""`spinka account add`: open an account with its first user and API token."""

import argparse
import json

from spinka.ops.environment import prepare

HELP = "open an account"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(title="actions", dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="open an account with its first user and an API token")
    add.add_argument("--name", required=True, help="the company's name")
    add.add_argument("--email", required=True, help="e-mail the first user signs in with")
    add.add_argument("--password", required=True, help="the first user's password")
    add.add_argument("--language", choices=("pl", "en"), default="pl", help="language of the panel and default names")
    add.add_argument("--limit", type=int, default=100, help="API calls a minute of the token; 0 = no limit (R39)")
    add.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Open the account and print its id and the token, which is shown only now."""
    prepare()

    from spinka.accounts import services as accounts  # noqa: PLC0415 (needs the settings)

    opened = accounts.open_account(
        name=arguments.name,
        email=arguments.email,
        password=arguments.password,
        language=arguments.language,
        limit=arguments.limit,
    )
    answer = {"account_id": opened.account_id, "user_id": opened.user_id, "api_token": opened.token}
    if arguments.json:
        print(json.dumps(answer))
    else:
        print(f"account_id {opened.account_id}\napi_token {opened.token}")
    return 0
