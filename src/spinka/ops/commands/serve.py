"""`spinka serve`: the web server and the worker in one go."""

import argparse
import os
import sys

from spinka.ops import serving
from spinka.ops.environment import prepare

HELP = "serve the panel and the API, and do the background work"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_address(parser)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--web-only", action="store_true", help="no worker in this process")
    only.add_argument("--worker-only", action="store_true", help="no web server in this process")


def add_address(parser: argparse.ArgumentParser) -> None:
    """The two arguments every serving command has."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument(
        "--port",
        type=port_number,
        default=os.environ.get("PORT") or "8000",
        help="port to listen on (default: PORT, else 8000)",
    )


def port_number(text: str) -> int:
    """A port to listen on. Raises ArgumentTypeError naming where it came from."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        # The default comes from the environment, where the reader has to look for it.
        given = f"PORT={text}" if text == os.environ.get("PORT") and not _names_port() else text
        raise argparse.ArgumentTypeError(f"{given} is not a port, which is a number from 1 to 65535")
    return int(text)


def _names_port() -> bool:
    return any(word.split("=")[0] == "--port" for word in sys.argv)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM, then stop everything this command started."""
    if not arguments.worker_only:
        serving.refuse_taken_port(arguments.host, arguments.port)
    serving.serve(
        prepare(),
        host=arguments.host,
        port=arguments.port,
        web=not arguments.worker_only,
        worker=not arguments.web_only,
    )
