"""VAT rates of documents: what addInvoice's vat_rate stands for."""

import re
from decimal import Decimal

from spinka.core.errors import BadParameters
from spinka.core.money import EXEMPT, NOT_SUBJECT, REVERSE_CHARGE

DEFAULT, ITEM = "DEFAULT", "ITEM"
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?", re.ASCII)
NAMED = {"EXPT": EXEMPT, "ZW": EXEMPT, "NP": NOT_SUBJECT, "OO": REVERSE_CHARGE}


def fixed_rate(text: str, *, of_series: str = ITEM) -> Decimal | None:
    """The one rate a document is issued with, None for every line's own.

    DEFAULT and an empty text stand for what the series says. Raises BadParameters for anything but DEFAULT, ITEM,
    EXPT, ZW, NP, OO and 0 to 100.
    """
    word = text.strip().upper() or DEFAULT
    if word == DEFAULT:
        word = of_series.strip().upper()
    if word in {ITEM, DEFAULT}:
        return None
    if word in NAMED:
        return NAMED[word]
    if not _NUMBER.fullmatch(word) or Decimal(word) > 100:
        raise BadParameters("parameter vat_rate: one of DEFAULT, ITEM, EXPT, NP, OO, or 0 to 100")
    return Decimal(word)
