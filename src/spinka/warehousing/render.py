"""Warehouse documents as PDF, in the language the account had when they were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from spinka.core import fonts
from spinka.core.paper import BARE, GRID, LAST, STRONG, TITLE, WIDTH, facts, money, pdf, plain, table
from spinka.warehousing.models import StockDocument, StockItem
from spinka.warehousing.wording import words

ZERO = Decimal("0.00")
_COLUMNS = tuple(WIDTH * part for part in (0.06, 0.46, 0.16, 0.1, 0.1, 0.12))


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a PDF is made of."""

    document: StockDocument
    items: Sequence[StockItem]
    time_zone: str


def render(printed: Printed) -> bytes:
    """The PDF of a document; the same document gives the same bytes."""
    document = printed.document
    return pdf(story(printed), title=document.full_number, page=words(document.language)["page"])


def story(printed: Printed) -> list[Flowable]:
    """The parts of a document from top to bottom."""
    fonts.register()
    document, say = printed.document, words(printed.document.language)
    title = f"{say[f'kind_{document.kind}']} {say['number']} {document.full_number}"
    parts: list[Flowable] = [plain(title, TITLE), Spacer(1, 4 * mm)]
    if not document.is_confirmed:
        parts += [plain(say["draft"], STRONG), Spacer(1, 2 * mm)]
    parts += [facts(_head(printed)), Spacer(1, 5 * mm), _items(printed), Spacer(1, 5 * mm)]
    if document.notes:
        parts += [plain(f"{say['notes']}: {document.notes}"), Spacer(1, 5 * mm)]
    signatures = [[plain(f"{say['gave']}: ……………………………"), plain(f"{say['took']}: ……………………………")]]
    return [*parts, Spacer(1, 10 * mm), table(signatures, [WIDTH / 2] * 2, BARE)]


def _head(printed: Printed) -> list[tuple[str, str]]:
    document, say = printed.document, words(printed.document.language)
    zone = ZoneInfo(printed.time_zone)
    moments = (("issued", document.issued_at), ("executed", document.executed_at), ("confirmed", document.confirmed_at))
    rows = [(say[name], f"{moment.astimezone(zone):%Y-%m-%d}") for name, moment in moments if moment is not None]
    texts = (
        ("company", document.company),
        ("warehouse", document.warehouse_name),
        ("target", document.target_name),
        ("contractor", document.contractor),
        ("invoice", document.invoice_number),
        ("external", document.external_number),
    )
    return rows + [(say[name], text) for name, text in texts if text]


def _about(item: StockItem, language: str) -> str:
    """The product with its codes, and what tells these pieces from others of it."""
    say = words(language)
    codes = [item.sku, f"{say['ean']} {item.ean}" if item.ean else ""]
    marks = [
        f"{say['batch']}: {item.batch}" if item.batch else "",
        f"{say['serial']}: {item.serial_number}" if item.serial_number else "",
        f"{say['expires']}: {item.expires_on:%Y-%m-%d}" if item.expires_on else "",
    ]
    rows = (item.name, ", ".join(filter(None, codes)), ", ".join(filter(None, marks)), item.comments)
    return "\n".join(filter(None, rows))


def _items(printed: Printed) -> Table:
    language = printed.document.language
    say = words(language)
    # Figures are our own texts and no paragraphs: a thousand lines would be slow to set.
    names = ("position", "product", "place", "quantity", "price", "value")
    rows: list[list[Any]] = [[plain(say[name], STRONG) for name in names]]
    rows += [
        [
            str(item.position),
            plain(_about(item, language)),
            plain(" → ".join(filter(None, (item.location, item.target_location)))),
            str(item.quantity),
            money(item.price),
            money(item.total),
        ]
        for item in printed.items
    ]
    quantity = sum(item.quantity for item in printed.items)
    total = money(sum((item.total for item in printed.items), start=ZERO))
    rows.append(["", say["total"], "", str(quantity), "", total])
    return table(rows, _COLUMNS, [*GRID, *LAST], heads=1)
