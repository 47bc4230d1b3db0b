"""Labels as ZPL for label printers of 203 and 300 dots an inch: A6, one label a box."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spinka.shipments.couriers.label import gs1
from spinka.shipments.couriers.label.content import Party, Sheet, cells

# Letters that do not come apart into a base letter and a mark.
_BASE: Final = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae"})
_SIGNS: Final = {"^": "_5E", "~": "_7E", "_": "_5F"}
# A sign of font 0 is a little over half as wide as it is high.
_SIGN_WIDTH: Final = 0.55
_SMALLEST: Final = 2.0


@dataclass(frozen=True, slots=True)
class Printer:
    """Dots of an A6 sheet, of a bar's thinnest part and of a millimetre."""

    width: int
    height: int
    module: int
    dots: int


PRINTERS: Final = {"203": Printer(840, 1184, 4, 8), "300": Printer(1240, 1748, 6, 12)}


def draw(sheets: Sequence[Sheet], *, resolution: str, plain_letters: bool) -> bytes:
    """The commands of all labels; `plain_letters` writes Polish letters without marks, for printers that lack them."""
    printer = PRINTERS[resolution]
    return "".join(_label(sheet, printer, plain_letters) for sheet in sheets).encode()


def plain(text: str) -> str:
    """The text in letters every printer has."""
    parts = unicodedata.normalize("NFKD", text.translate(_BASE))
    return "".join(sign for sign in parts if sign.isascii())


def field(text: str) -> str:
    """A text as field data under ^FH_: signs that command the printer are written as their code."""
    return re.sub(r"[\^~_]", lambda found: _SIGNS[found[0]], text)


def _label(sheet: Sheet, printer: Printer, plain_letters: bool) -> str:
    dots, say = printer.dots, sheet.words
    left, inner = 5 * dots, printer.width - 10 * dots
    commands = [
        "^XA",
        "^CI28",
        f"^PW{printer.width}",
        f"^LL{printer.height}",
        "^LH0,0",
    ]

    def write(text: str, *, x: int, y: int, height: float, room: int) -> None:
        shown = plain(text) if plain_letters else text
        # Smaller rather than cut, down to what can still be read.
        height = min(height, max(room / (max(len(shown), 1) * dots * _SIGN_WIDTH), _SMALLEST))
        most = max(int(room / (height * dots * _SIGN_WIDTH) + 1e-9), 1)
        if len(shown) > most:
            shown = shown[: max(most - 3, 1)] + "..."
        size = int(height * dots)
        commands.append(f"^FO{x},{y}^A0N,{size},{size}^FH_^FD{field(shown)}^FS")

    def rule(y: int) -> None:
        commands.append(f"^FO{left},{y}^GB{inner},2,2^FS")

    def party(heading: str, who: Party, *, y: int, height: float, most: int) -> int:
        write(heading.upper(), x=left, y=y, height=2.5, room=inner)
        y += int(3.5 * dots)
        signs = max(int(inner / (height * dots * _SIGN_WIDTH)), 1)
        lines = [part for line in who.lines for part in textwrap.wrap(line, signs) or [""]]
        if len(lines) > most:
            lines = [*lines[: most - 1], ", ".join(lines[most - 1 :])]
        for line in lines:
            write(line, x=left, y=y, height=height, room=inner)
            y += int((height + 1) * dots)
        return y + dots

    y = party(say.sender, sheet.sender, y=5 * dots, height=3, most=5)
    rule(y)
    y = party(say.recipient, sheet.recipient, y=y + 2 * dots, height=4, most=8)
    rule(y)
    x = left
    for heading, value, share in cells(sheet):
        room = int(inner * share)
        write(heading, x=x, y=y + dots, height=2.5, room=room - dots)
        write(value, x=x, y=y + 4 * dots, height=3, room=room - dots)
        x += room
    if sheet.note:
        write(sheet.note, x=left, y=y + 8 * dots, height=3, room=inner)
    commands += _barcode(sheet.number, printer)
    commands += ["^PQ1", "^XZ"]
    return "\n".join(commands) + "\n"


def _barcode(number: str, printer: Printer) -> list[str]:
    dots = printer.dots
    wide = gs1.width(gs1.symbols(f"00{number}")) * printer.module
    x, y, height = (printer.width - wide) // 2, printer.height - 44 * dots, 32 * dots
    text, size = gs1.readable(number), 4 * dots
    across = int(len(text) * size * _SIGN_WIDTH)
    return [
        f"^BY{printer.module}",
        f"^FO{x},{y}^BCN,{height},N,N,N,N^FD>;>800{number}^FS",
        f"^FO{(printer.width - across) // 2},{y + height + 2 * dots}^A0N,{size},{size}^FD{text}^FS",
    ]
