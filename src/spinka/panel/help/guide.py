"""Pure: a written guide as parts a template draws: headings, paragraphs, lists, with links, bold and code in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

_INLINE: Final = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)|\*\*([^*]+)\*\*|`([^`]+)`")
_ITEM: Final = re.compile(r"(\d+\.|-) +(.*)")


@dataclass(slots=True)
class Part:
    """A paragraph (`p`), or a list (`ol`, `ul`) with its items."""

    kind: str
    items: list[SafeString] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A heading with what stands below it; the first one has none."""

    heading: str
    parts: list[Part] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The heading's name in an address."""
        return slugify(self.heading.replace("ł", "l").replace("Ł", "L"))


def inline(text: str) -> SafeString:
    """A line with its links within the panel, bold words and code; everything else is escaped."""

    def pieces() -> Iterator[tuple[str | SafeString]]:
        at = 0
        for match in _INLINE.finditer(text):
            yield (text[at : match.start()],)
            label, url, bold, code = match.groups()
            if url:
                yield (format_html('<a href="{}">{}</a>', url, label),)
            elif bold:
                yield (format_html("<b>{}</b>", bold),)
            else:
                yield (format_html("<code>{}</code>", code),)
            at = match.end()
        yield (text[at:],)

    return format_html_join("", "{}", pieces())


def links(text: str) -> list[str]:
    """The addresses a guide leads to."""
    return [match[2] for match in _INLINE.finditer(text) if match[2]]


def read(text: str) -> tuple[str, list[Section]]:
    """Title and sections of a guide."""
    title, sections = "", [Section("")]
    for line in text.splitlines():
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            sections.append(Section(line[3:].strip()))
        elif item := _ITEM.match(line):
            kind, parts = "ul" if item[1] == "-" else "ol", sections[-1].parts
            if not parts or parts[-1].kind != kind:
                parts.append(Part(kind))
            parts[-1].items.append(inline(item[2]))
        elif line.strip():
            sections[-1].parts.append(Part("p", [inline(line.strip())]))
    return title, sections
