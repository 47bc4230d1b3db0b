"""`spinka demo`: load the demo once, print how to get in, and serve."""

import argparse
from typing import Any

from spinka.ops import serving
from spinka.ops.commands.serve import add_address
from spinka.ops.environment import prepare
from spinka.ops.home import folder_lock, home_folder
from spinka.ops.progress import progress

HELP = "serve a Spinka with two connected companies, full catalogs and orders in every state"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_address(parser)
    parser.add_argument("--load-only", action="store_true", help="load the data and print the logins, do not serve")


def run(arguments: argparse.Namespace) -> int:
    """Load the demo unless it is there, then serve until Ctrl-C; a second start finds everything as it was left."""
    if not arguments.load_only:
        serving.refuse_taken_port(arguments.host, arguments.port)
    environment = prepare()

    from spinka.ops.demo import loading  # noqa: PLC0415 (needs the settings)

    home = home_folder()
    with folder_lock(home, "demo.lock"):
        logins = loading.take_over(home)
        if not logins:
            with progress("loading the demo, step", loading.STEPS) as bar:
                logins = loading.load(bar.step)
            loading.write_note(home, logins)
    greeting = _greeting(logins)
    if arguments.load_only:
        print(greeting)
        return 0
    return serving.serve(environment, host=arguments.host, port=arguments.port, greeting=greeting)


def _greeting(logins: list[Any]) -> str:
    lines = []
    for role, login in zip(("Supplier", "Contractor"), logins, strict=True):
        lines += [
            f"{role}: {login.company} (account {login.account_id})",
            f"  sign in    {login.email}   password {login.password}",
            f"  API token  {login.token}",
        ]
    return "\n".join(lines)
