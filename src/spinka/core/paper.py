"""Printed pages: styles, tables and the frame of a PDF, and what counts as a PDF of somebody else's.

Every text comes from outside and is printed as it is: nothing in it is markup, an address or a command (R41, R42).
The only module that knows the library's page layout; what a document says stands in its package.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from spinka.core import fonts
from spinka.core.errors import BadParameters
from spinka.core.money import to_cents

_MARGIN, _FOOT = 15 * mm, 12 * mm
_HEAD, _TAIL = b"%PDF-", b"%%EOF"
# A frame keeps 6 points on each side.
WIDTH: Final = A4[0] - 2 * _MARGIN - 12
GRID: Final = [
    ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#9aa5b1")),
    ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eef1f4")),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("FONT", (0, 1), (-1, -1), fonts.PLAIN, 8, 10.4),
    ("ALIGN", (0, 1), (-1, -1), "RIGHT"),
]
LAST: Final = [("FONT", (0, -1), (-1, -1), fonts.BOLD, 8, 10.4)]
BARE: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


def _style(name: str, size: float, *, bold: bool = False, right: bool = False) -> ParagraphStyle:
    style = ParagraphStyle(name, fontName=fonts.BOLD if bold else fonts.PLAIN, fontSize=size, leading=size * 1.3)
    if right:
        style.alignment = TA_RIGHT
    return style


TEXT, STRONG = _style("text", 8), _style("strong", 8, bold=True)
TITLE, TOTAL = _style("title", 15, bold=True), _style("total", 11, bold=True, right=True)


def plain(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """A paragraph that says exactly the text, its line breaks kept; marks, tags and entities are letters like others."""
    shown = "".join(sign if sign.isprintable() or sign in "\n\u00a0" else " " for sign in text)
    return Paragraph("<br/>".join(escape(line) for line in shown.split("\n")), style)


def money(amount: Decimal) -> str:
    """An amount as documents print it: 1 234,50."""
    return f"{to_cents(amount):,.2f}".replace(",", "\u00a0").replace(".", ",")


def table(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    style: Sequence[Any],
    *,
    heads: int = 0,
    align: str = "CENTER",
) -> Table:
    """Rows of cells; the first `heads` rows come again on every page.

    A row of more lines than a page has goes on over the next one: names and addresses may be nothing but line breaks.
    """
    return Table(rows, colWidths=widths, style=TableStyle(style), repeatRows=heads, hAlign=align, splitInRow=1)


def facts(rows: Sequence[tuple[str, str]]) -> Table:
    """Names with their values beside them, a line each."""
    cells = [[plain(f"{name}:"), plain(value, STRONG)] for name, value in rows]
    return table(cells, [WIDTH * 0.25, WIDTH * 0.75], BARE)


def pdf(parts: Sequence[Flowable], *, title: str, page: str) -> bytes:
    """The parts on A4 pages with the title and the page's number at the foot; the same parts give the same bytes.

    `page` is the word for a page.
    """
    fonts.register()
    buffer = io.BytesIO()
    pages = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + _FOOT,
        title=title,
        author="",
        creator="Spinka",
        invariant=1,
    )

    def foot(canvas: Any, frame: Any) -> None:
        canvas.setFont(fonts.PLAIN, 7)
        canvas.drawString(_MARGIN, _FOOT, title)
        canvas.drawRightString(A4[0] - _MARGIN, _FOOT, f"{page} {frame.page}")

    pages.build(list(parts), onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


def check_pdf(content: bytes, *, most: int) -> None:
    """Refuse an empty or too large file and one that is no PDF. Raises BadParameters."""
    if len(content) > most:
        raise BadParameters("parameter file: at most %(most)s MB", most=most // 1024 // 1024)
    if not content.startswith(_HEAD):
        raise BadParameters("parameter file: expected a PDF file")
    if _TAIL not in content[-1024:]:
        raise BadParameters("parameter file: the PDF file is cut off, its end is missing")
