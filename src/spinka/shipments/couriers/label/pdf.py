"""Labels as PDF: A6 upright, one page a box, the SSCC at the bottom."""

import io
from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.pagesizes import A6
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from spinka.core import fonts
from spinka.shipments.couriers.label import gs1
from spinka.shipments.couriers.label.content import Party, Sheet, cells

MODULE: Final[float] = 0.5 * mm
BAR_HEIGHT: Final[float] = 32 * mm
_MM: float = mm
_MARGIN: float = 5 * _MM
_WIDTH: float = A6[0]
_HEIGHT: float = A6[1]
_INNER: float = _WIDTH - 2 * _MARGIN


def draw(sheets: Sequence[Sheet]) -> bytes:
    """The file; the same labels give the same bytes."""
    fonts.register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A6, invariant=1)
    canvas.setTitle(sheets[0].number)
    canvas.setCreator("Spinka")
    for sheet in sheets:
        _page(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _page(canvas: Any, sheet: Sheet) -> None:
    say, top = sheet.words, _HEIGHT - _MARGIN
    top = _party(canvas, say.sender, sheet.sender, top=top, size=8, most=4, is_strong=False)
    _rule(canvas, top)
    top = _party(canvas, say.recipient, sheet.recipient, top=top - 2 * _MM, size=12, most=6, is_strong=True)
    _rule(canvas, top)
    top = _cells(canvas, cells(sheet), top=top - 2 * _MM)
    if sheet.note:
        _text(canvas, sheet.note, top=top, size=9, most=2, is_strong=False)
    _barcode(canvas, sheet.number)


def _text(canvas: Any, text: str, *, top: float, size: float, most: int, is_strong: bool) -> float:
    """Lines of a text from `top` down, smaller where it does not fit; what still does not fit ends in …"""
    font = fonts.BOLD if is_strong else fonts.PLAIN
    lines: list[str] = simpleSplit(text, font, size, _INNER)
    while size > 6.5 and (len(lines) > most or any(stringWidth(line, font, size) > _INNER for line in lines)):
        size -= 0.5
        lines = simpleSplit(text, font, size, _INNER)
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] += "…"
    canvas.setFont(font, size)
    for line in shown:
        cut = line
        while stringWidth(cut, font, size) > _INNER:
            cut = cut.rstrip("…")[:-1] + "…"
        top -= size * 1.25
        canvas.drawString(_MARGIN, top + size * 0.25, cut)
    return top


def _party(canvas: Any, heading: str, party: Party, *, top: float, size: float, most: int, is_strong: bool) -> float:
    top = _text(canvas, heading.upper(), top=top, size=6.5, most=1, is_strong=False)
    lines = party.lines if len(party.lines) <= most else (*party.lines[: most - 1], ", ".join(party.lines[most - 1 :]))
    for number, line in enumerate(lines):
        is_name = number == 0 and is_strong
        top = _text(canvas, line, top=top, size=size, most=1, is_strong=is_name)
    return top - 1.5 * _MM


def _cells(canvas: Any, shown: Sequence[tuple[str, str, float]], *, top: float) -> float:
    left = _MARGIN
    for heading, value, share in shown:
        width = _INNER * share
        canvas.setFont(fonts.PLAIN, 6.5)
        canvas.drawString(left, top - 6.5, heading)
        size = 9.0
        while size > 5 and stringWidth(value, fonts.BOLD, size) > width - 3:
            size -= 0.5
        canvas.setFont(fonts.BOLD, size)
        canvas.drawString(left, top - 17, value)
        left += width
    return top - 20


def _rule(canvas: Any, top: float) -> None:
    canvas.setLineWidth(0.6)
    canvas.line(_MARGIN, top, _WIDTH - _MARGIN, top)


def _barcode(canvas: Any, number: str) -> None:
    values = gs1.symbols(f"00{number}")
    left = (_WIDTH - gs1.width(values) * MODULE) / 2
    bottom = _MARGIN + 5 * _MM
    for place, width in gs1.bars(values):
        canvas.rect(left + place * MODULE, bottom, width * MODULE, BAR_HEIGHT, stroke=0, fill=1)
    canvas.setFont(fonts.PLAIN, 12)
    canvas.drawCentredString(_WIDTH / 2, _MARGIN + 0.5 * _MM, gs1.readable(number))
    canvas.setFont(fonts.PLAIN, 6.5)
    canvas.drawString(_MARGIN, bottom + BAR_HEIGHT + 1 * _MM, "SSCC")
