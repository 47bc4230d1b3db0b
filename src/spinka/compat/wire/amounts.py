"""Numbers, dates and files as the public API writes them, read with their bounds."""

import base64
import binascii
import math
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from spinka.compat.errors import ApiError
from spinka.core import clock

LAST_SECOND = 253_370_764_800  # year 9999
# What a column of ids holds.
BigInt = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
# Kinds of rows of a journal or log, of which there are a few dozen.
LogTypes = Annotated[list[int], Meta(max_length=100)]
UnixTime = Annotated[int, Meta(ge=0, le=LAST_SECOND)]


def decimal(name: str, value: float) -> Decimal:
    """A JSON number as a decimal of the digits that were written. Raises ApiError for NaN and infinities."""
    if not math.isfinite(value):
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter {name}: expected a number")
    return Decimal(repr(value))


def moment(seconds: int) -> datetime | None:
    """The moment of unix seconds, None for 0, which stands for unset."""
    return clock.from_unix(seconds) if seconds else None


def read_file(name: str, text: str, *, most: int) -> bytes:
    """The bytes of a base64 text, with or without `data:` before it; blanks are pluses a form lost (overview 1).

    Raises ApiError for text that is not base64 and for more than `most` bytes.
    """
    if text.startswith("data:"):
        text = text.removeprefix("data:").rpartition("base64,")[2]
    if len(text) > most * 4 // 3 + 1024:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter {name}: at most {most // 1024} kB")
    plain = text.strip().replace("\r", "").replace("\n", "").replace(" ", "+")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter {name}: expected base64") from error
