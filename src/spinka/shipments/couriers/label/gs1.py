"""GS1 arithmetic: check digits, SSCCs, and the symbols and bars of a GS1-128 barcode."""

from collections.abc import Sequence
from typing import Final

SSCC_LENGTH: Final = 18
SHORTEST_PREFIX, LONGEST_PREFIX = 4, 12
# Modules left white on each side, in widths of the thinnest bar.
QUIET: Final = 10
_START_C, _FNC1, _STOP = 105, 102, 106
# Widths of bars and gaps of the values 0 to 106, six each; the stop has one bar more.
_WIDTHS: Final = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222"
    "123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321"
    "232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224"
    "111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113"
    "1143114111134113111131411141313111414111312114122112142112322331112"
)


def check_digit(payload: str) -> str:
    """The last digit of a GTIN or SSCC: from the right of the payload weights 3, 1, 3, 1 …, up to the next ten."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(payload)))
    return str(-total % 10)


def serial_digits(prefix: str) -> int:
    """How many digits an SSCC leaves for the serial behind the extension digit and the company prefix."""
    return SSCC_LENGTH - 2 - len(prefix)


def sscc(*, extension: str, prefix: str, serial: int) -> str:
    """The 18 digits of a logistic unit."""
    payload = f"{extension}{prefix}{serial:0{serial_digits(prefix)}}"
    return payload + check_digit(payload)


def symbols(element: str) -> list[int]:
    """Code 128 values of an element string of digits, an even number of them: start C, FNC1, pairs, check, stop."""
    values = [_START_C, _FNC1, *(int(element[place : place + 2]) for place in range(0, len(element), 2))]
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    return [*values, check, _STOP]


def _pattern(value: int) -> list[int]:
    return [int(digit) for digit in _WIDTHS[6 * value : None if value == _STOP else 6 * value + 6]]


def bars(values: Sequence[int]) -> list[tuple[int, int]]:
    """Where the black bars stand and how wide they are, in modules from the first bar."""
    found, place = [], 0
    for value in values:
        for number, width in enumerate(_pattern(value)):
            if number % 2 == 0:
                found.append((place, width))
            place += width
    return found


def width(values: Sequence[int]) -> int:
    """How many modules the bars take, without the white on both sides."""
    return sum(sum(_pattern(value)) for value in values)


def readable(number: str) -> str:
    """An SSCC as people read it, with its application identifier."""
    return f"(00){number}"
