"""Documents as PDF: one plain template behind `render`, so that another renderer can take its place.

Every text comes from outside and is printed as it is: nothing in it is markup, an address or a command (R41, R42).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from spinka.core import fonts
from spinka.core.money import EXEMPT, NOT_SUBJECT, REVERSE_CHARGE, to_cents
from spinka.core.paper import BARE, GRID, LAST, STRONG, TITLE, TOTAL, WIDTH, facts, money, pdf, plain, table
from spinka.documents.models import Document, DocumentLine, Kind
from spinka.documents.wording import reason_text, words

_COLUMNS = tuple(WIDTH * part for part in (0.05, 0.29, 0.08, 0.14, 0.14, 0.07, 0.1, 0.13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a PDF is made of: the document, its lines with those before a correction, and what it corrects."""

    document: Document
    lines: Sequence[DocumentLine]
    corrected_number: str
    time_zone: str


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
    document = printed.document
    return pdf(story(printed), title=document.full_number, page=words(document.language)["page"])


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
    return facts(rows)


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
    return table(cells, [WIDTH / 2] * 2, BARE)


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
    return table(rows, _COLUMNS, GRID, heads=1)


def _by_rate(document: Document, lines: Iterable[DocumentLine]) -> Table:
    say = words(document.language)
    sums: dict[Decimal, list[Decimal]] = {}
    for line in lines:
        row = sums.setdefault(line.tax_rate, [Decimal(0)] * 3)
        sums[line.tax_rate] = [row[0] + line.net, row[1] + line.vat, row[2] + line.gross]
    rows: list[list[Any]] = [[plain(say[name], STRONG) for name in ("rate", "net", "vat", "gross")]]
    rows += [[rate_text(document.language, rate), *map(money, sums[rate])] for rate in sorted(sums, reverse=True)]
    rows.append([say["total"], money(document.total_net), money(document.total_vat), money(document.total_gross)])
    return table(rows, [WIDTH * 0.16] * 4, [*GRID, *LAST], align="RIGHT")


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
