"""What every mail of the platform has around its own words; called with the reader's language active."""

import unicodedata

from django.utils.translation import gettext

from spinka.core.links import public_link


def one_line(text: str, limit: int = 80) -> str:
    """Somebody's text as a part of a subject: one line without control characters, cut with an ellipsis."""
    visible = "".join(ch if not unicodedata.category(ch).startswith(("C", "Z")) else " " for ch in text)
    line = " ".join(visible.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def quoted(text: str) -> str:
    """Somebody's message inside a mail, marked line by line so that nobody takes it for ours."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def letter(*paragraphs: str, reason: str) -> str:
    """The text of a mail: greeting, paragraphs, and why it was sent."""
    said = [gettext("Hello,"), *(part for part in paragraphs if part), f"-- \nSpinka · {public_link('/')}\n{reason}"]
    return "\n\n".join(said) + "\n"
