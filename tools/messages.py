"""Collects and compiles the panel's texts: `python tools/messages.py` (needs xgettext), `--compile`, `--check`.

Without an option the catalogs get what the code and templates say now and are compiled. `--compile` is pure Python.
`--check` fails when a compiled catalog differs from its source or a text has no translation.
"""

import ast
import io
import os
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "spinka"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("pl",)
FOR_PROGRAMMERS = re.compile(r"parameter |\{|[a-z]+_[a-z_]+$|(?:stock|state|loop|cod|minimum|credit|locked)$")


def error_names() -> list[str]:
    """Names of all classes below SpinkaError; their first argument is a text for people."""
    parents: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}
                parents.setdefault(node.name, set()).update(bases)
    known, grown = {"SpinkaError"}, True
    while grown:
        more = {name for name, bases in parents.items() if bases & known} - known
        known, grown = known | more, bool(more)
    return sorted(known)


def collect() -> None:
    """Bring the source catalogs up to date with the code and templates."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django
    from django.core.management.commands import makemessages

    django.setup()
    # `gettext_noop`-like marking is not needed: raising an error is what marks its sentence.
    command = makemessages.Command()
    command.xgettext_options = [
        *makemessages.Command.xgettext_options,
        *(f"--keyword={name}:1" for name in error_names()),
        # An error that words itself: super().__init__("…").
        "--keyword=__init__:1",
        "--keyword=pgettext_lazy:1c,2",
    ]
    os.chdir(PACKAGE)
    command.run_from_argv(
        [
            "messages",
            "makemessages",
            "--no-location",
            "--no-wrap",
            # The command line and the API speak English; its reference speaks both.
            "--ignore=ops",
            *(f"--ignore=compat/{name}" for name in ("methods/*", "wire/*", "replies/*", "[a-z]*.py")),
            *(part for code in LANGUAGES for part in ("-l", code)),
        ]
    )


def read(code: str) -> Catalog:
    """The source catalog of a language."""
    with (LOCALE / code / "LC_MESSAGES" / "django.po").open("rb") as source:
        return read_po(source, locale=code)


def compiled(code: str) -> bytes:
    """The compiled form of a language's catalog, the same for the same source."""
    buffer = io.BytesIO()
    write_mo(buffer, read(code))
    return buffer.getvalue()


def faults(code: str) -> list[str]:
    """Texts without a translation or with a doubtful one, and a compiled catalog that is out of date."""
    found = []
    for message in read(code):
        # Codes, and sentences about a parameter of the API, are for programmers and stay as they are.
        if not message.id or FOR_PROGRAMMERS.match(str(message.id)):
            continue
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(texts):
            found.append(f"{code}: not translated: {message.id}")
        elif message.fuzzy:
            found.append(f"{code}: to be looked at again: {message.id}")
    target = LOCALE / code / "LC_MESSAGES" / "django.mo"
    if not target.exists() or target.read_bytes() != compiled(code):
        found.append(f"{code}: django.mo does not match django.po; run tools/messages.py --compile")
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        found = [line for code in LANGUAGES for line in faults(code)]
        print("\n".join(found) or "texts are complete")
        return 1 if found else 0
    if not arguments:
        collect()
    for code in LANGUAGES:
        (LOCALE / code / "LC_MESSAGES" / "django.mo").write_bytes(compiled(code))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
