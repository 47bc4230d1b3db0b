"""Documents as PDF: one plain template behind `render`, so that another renderer can take its place.

Every text comes from outside and is printed as it is: nothing in it is markup, an address or a command (R41, R42).
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from babel import Locale
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from spinka.core import fonts
from spinka.core.money import EXEMPT, NOT_SUBJECT, REVERSE_CHARGE, to_cents
from spinka.documents.models import Document, DocumentLine, Kind
from spinka.documents.wording import reason_text, words

_MARGIN, _FOOT = 15 * mm, 12 * mm
# A frame keeps 6 points on each side.
_WIDTH = A4[0] - 2 * _MARGIN - 12
_COLUMNS = tuple(_WIDTH * part for part in (0.05, 0.29, 0.08, 0.14, 0.14, 0.07, 0.1, 0.13))
_GRID: Final = [
    ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#9aa5b1")),
    ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eef1f4")),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("FONT", (0, 1), (-1, -1), fonts.PLAIN, 8, 10.4),
    ("ALIGN", (0, 1), (-1, -1), "RIGHT"),
]
_LAST: Final = [("FONT", (0, -1), (-1, -1), fonts.BOLD, 8, 10.4)]
_BARE: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a PDF is made of: the document, its lines with those before a correction, and what it corrects."""

    document: Document
    lines: Sequence[DocumentLine]
    corrected_number: str
    time_zone: str


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


def unit_price(amount: Decimal) -> str:
    """A unit price with 2 decimals, with 4 where it has them."""
    return money(amount) if amount == to_cents(amount) else f"{amount:,.4f}".replace(",", "\u00a0").replace(".", ",")


def rate_text(language: str, rate: Decimal) -> str:
    """A VAT rate in words of the document's language."""
    named = {EXEMPT: "exempt", NOT_SUBJECT: "not_subject", REVERSE_CHARGE: "reverse"}
    if rate in named:
        return words(language)[named[rate]]
    return f"{rate.normalize():f}%".replace(".", ",")


def country_name(language: str, code: str) -> str:
    """A country's name in the document's language; the code itself where there is no name for it."""
    return str(Locale.parse(language).territories.get(code, code)) if code else ""


def render(printed: Printed) -> bytes:
    """The PDF of a document; the same document gives the same bytes."""
    fonts.register()
    document, buffer = printed.document, io.BytesIO()
    pages = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + _FOOT,
        title=document.full_number,
        author="",
        creator="Spinka",
        invariant=1,
    )
    label = words(document.language)["page"]

    def foot(canvas: Any, page: Any) -> None:
        canvas.setFont(fonts.PLAIN, 7)
        canvas.drawString(_MARGIN, _FOOT, document.full_number)
        canvas.drawRightString(A4[0] - _MARGIN, _FOOT, f"{label} {page.page}")

    pages.build(story(printed), onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


def story(printed: Printed) -> list[Flowable]:
    """The parts of a document from top to bottom."""
    fonts.register()
    document, say = printed.document, words(printed.document.language)
    before = [line for line in printed.lines if line.is_before]
    after = [line for line in printed.lines if not line.is_before]
    parts: list[Flowable] = [
        plain(f"{say[document.kind]} {say['number']} {document.full_number}", TITLE),
        Spacer(1, 4 * mm),
        _head(printed),
        Spacer(1, 5 * mm),
        _parties(printed),
        Spacer(1, 6 * mm),
    ]
    if document.kind == Kind.CORRECTION:
        parts += [plain(say["before"], STRONG), Spacer(1, 1 * mm), _lines(document, before), Spacer(1, 4 * mm)]
        parts += [plain(say["after"], STRONG), Spacer(1, 1 * mm)]
    parts += [_lines(document, after), Spacer(1, 4 * mm), plain(say["by_rate"], STRONG), Spacer(1, 1 * mm)]
    parts += [_by_rate(document, after), Spacer(1, 5 * mm), _total(document)]
    notes = [document.additional_info, f"{say['issuer']}: {document.issuer}" if document.issuer else ""]
    return [*parts, *(plain(note) for note in notes if note)]


def _head(printed: Printed) -> Table:
    document, say = printed.document, words(printed.document.language)
    zone = ZoneInfo(printed.time_zone)
    rows = [(say["issued"], f"{document.issued_at.astimezone(zone):%Y-%m-%d}")]
    rows.append((say["sold"], f"{document.sold_at.astimezone(zone):%Y-%m-%d}"))
    if document.due_at is not None:
        rows.append((say["due"], f"{document.due_at.astimezone(zone):%Y-%m-%d}"))
    if document.payment_method:
        rows.append((say["payment"], document.payment_method))
    if printed.corrected_number:
        rows.append((say["corrects"], printed.corrected_number))
        rows.append((say["reason"], reason_text(document.language, document.correcting_reason)))
    cells = [[plain(f"{name}:"), plain(value, STRONG)] for name, value in rows]
    return Table(cells, colWidths=[_WIDTH * 0.25, _WIDTH * 0.75], style=TableStyle(_BARE))


def _parties(printed: Printed) -> Table:
    document, say = printed.document, words(printed.document.language)
    place = f"{document.buyer_postcode} {document.buyer_city}".strip()
    number = f"{say['nip']}: {document.buyer_nip}" if document.buyer_nip else ""
    buyer = (
        document.buyer_company,
        document.buyer_fullname,
        document.buyer_address,
        place,
        document.buyer_state,
        country_name(document.language, document.buyer_country_code),
        number,
    )
    cells = [
        [plain(say["seller"], STRONG), plain(say["buyer"], STRONG)],
        [plain(document.seller), plain("\n".join(filter(None, buyer)))],
    ]
    return Table(cells, colWidths=[_WIDTH / 2] * 2, style=TableStyle(_BARE))


def _lines(document: Document, lines: Iterable[DocumentLine]) -> Table:
    say = words(document.language)
    names = ("position", "name", "quantity", "unit", "net", "rate", "vat", "gross")
    # Figures are our own texts and no paragraphs: a thousand lines would be slow to set.
    rows: list[list[Any]] = [[plain(say[name], STRONG) for name in names]]
    rows += [
        [
            str(position),
            plain(f"{line.name}\n{line.sku}" if line.sku else line.name),
            str(line.quantity),
            unit_price(line.unit_gross),
            money(line.net),
            rate_text(document.language, line.tax_rate),
            money(line.vat),
            money(line.gross),
        ]
        for position, line in enumerate(lines, start=1)
    ]
    return Table(rows, colWidths=_COLUMNS, style=TableStyle(_GRID), repeatRows=1)


def _by_rate(document: Document, lines: Iterable[DocumentLine]) -> Table:
    say = words(document.language)
    sums: dict[Decimal, list[Decimal]] = {}
    for line in lines:
        row = sums.setdefault(line.tax_rate, [Decimal(0)] * 3)
        sums[line.tax_rate] = [row[0] + line.net, row[1] + line.vat, row[2] + line.gross]
    rows: list[list[Any]] = [[plain(say[name], STRONG) for name in ("rate", "net", "vat", "gross")]]
    rows += [[rate_text(document.language, rate), *map(money, sums[rate])] for rate in sorted(sums, reverse=True)]
    rows.append([say["total"], money(document.total_net), money(document.total_vat), money(document.total_gross)])
    return Table(rows, colWidths=[_WIDTH * 0.16] * 4, style=TableStyle([*_GRID, *_LAST]), hAlign="RIGHT")


def _total(document: Document) -> Paragraph:
    say, amount = words(document.language), document.total_gross
    if document.kind == Kind.RECEIPT:
        return plain(f"{say['total']}: {money(amount)} {document.currency}", TOTAL)
    if document.total_before is not None:
        amount -= document.total_before
        name = say["to_return"] if amount < 0 else say["to_pay"]
        difference = f"{say['difference']}: {money(amount)} {document.currency}"
        return plain(f"{difference}\n{name}: {money(abs(amount))} {document.currency}", TOTAL)
    return plain(f"{say['to_pay']}: {money(amount)} {document.currency}", TOTAL)
