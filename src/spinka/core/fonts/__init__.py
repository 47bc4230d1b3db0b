"""The fonts of everything printed; they cover Polish and most other alphabets of Europe."""

from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN: Final = "SpinkaSans"
BOLD: Final = "SpinkaSans-Bold"
_FOLDER = Path(__file__).parent


@cache
def register() -> None:
    """Make the fonts known to reportlab, once."""
    pdfmetrics.registerFont(TTFont(PLAIN, _FOLDER / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, _FOLDER / "DejaVuSans-Bold.ttf"))
