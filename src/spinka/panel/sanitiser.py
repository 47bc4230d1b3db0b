"""The one way foreign HTML reaches a page: an allow-list of plain text markup (R41)."""

from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS: Final = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em"),
        *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol"),
        *("p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "u", "ul", "var"),
    )
)
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
SCHEMES: Final = frozenset({"https", "http", "mailto", "tel"})
MOST_BYTES: Final = 200_000


def clean_html(text: str) -> SafeString:
    """Foreign HTML without scripts, styles, images, classes, ids and data attributes; links are nofollow noopener."""
    cleaned = nh3.clean(
        text[:MOST_BYTES],
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style"},
    )
    return mark_safe(cleaned)  # noqa: S308  # lint-skip: markup the sanitiser's own result
