"""The `spinka` command: finds the command, prepares its database, and turns every failure into one line."""

import argparse
import csv
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, Protocol, cast

from spinka.ops import commands
from spinka.ops.errors import OperationError

FAILED = 2


class Command(Protocol):
    """What a module of spinka.ops.commands offers."""

    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code; the module prepares its database itself."""


class OneLineParser(argparse.ArgumentParser):
    """Reports a wrong call on one line."""

    def error(self, message: str) -> NoReturn:
        """Print the line and leave with exit code 2."""
        self.exit(FAILED, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 a check found something, 2 it could not be done."""
    parser = OneLineParser(prog="spinka", description="Exchange of products and orders between companies.")
    choices = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    modules: dict[str, Command] = {}
    for found in pkgutil.iter_modules(commands.__path__):
        name = found.name.replace("_", "-")
        module = cast("Command", import_module(f"{commands.__name__}.{found.name}"))
        module.configure(choices.add_parser(name, help=module.HELP, description=module.HELP))
        modules[name] = module
    arguments = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        return modules[arguments.command].run(arguments)
    except KeyboardInterrupt:
        return 130
    except SystemExit as leaving:  # settings refuse to load with a sentence
        if not isinstance(leaving.code, str):
            raise
        print(f"spinka {arguments.command}: {leaving.code}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as failure:
        if os.environ.get("SPINKA_DEBUG"):
            raise
        print(f"spinka {arguments.command}: {describe(failure)}", file=sys.stderr)
        return FAILED


def describe(failure: Exception) -> str:
    """The failure as one line; an unforeseen one names its class and how to see where it came from."""
    text = " ".join(str(failure).split())
    if isinstance(failure, OperationError):
        return text
    from django.db import DatabaseError  # noqa: PLC0415 (`spinka --help` need not load Django)

    from spinka.core.errors import SpinkaError  # noqa: PLC0415

    if isinstance(failure, SpinkaError):
        return text
    if isinstance(failure, OSError) and failure.filename:
        return f"{failure.filename}: {failure.strerror}"
    if isinstance(failure, UnicodeDecodeError):
        return "the file is not text in UTF-8"
    if isinstance(failure, csv.Error):
        return f"the file is not a readable CSV: {text}"
    if isinstance(failure, DatabaseError):
        return f"the database refused: {text}"
    return f"{type(failure).__name__}: {text} (SPINKA_DEBUG=1 shows where)"


def _leave(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
