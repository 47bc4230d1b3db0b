"""How money, quantities, times and percentages are written in the two languages of the panel."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel.dates import format_date, format_timedelta
from django.utils import timezone
from django.utils.translation import get_language, gettext

from spinka.core import clock

NBSP: Final = "\u00a0"
# Polish units of time after `od`, for one and for more, by how their nominative begins.
GENITIVES: Final = {
    "sek": ("sekundy", "sekund"),
    "min": ("minuty", "minut"),
    "godz": ("godziny", "godzin"),
    "dzie": ("dnia", "dni"),
    "dni": ("dnia", "dni"),
    "ty": ("tygodnia", "tygodni"),
    "mies": ("miesiąca", "miesięcy"),
    "rok": ("roku", "lat"),
    "lat": ("roku", "lat"),
}
MINUS: Final = "\u2212"
UNKNOWN: Final = "—"
CENT: Final = Decimal("0.01")
SYMBOLS: Final = {"PLN": "zł", "EUR": "€", "USD": "$", "GBP": "£", "CZK": "Kč", "UAH": "₴"}
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Amount = Decimal | int | float | str


class Withheld:
    """Stands for a value the reader may not see; every cell shows it as "hidden"."""

    def __str__(self) -> str:
        return gettext("hidden")


WITHHELD: Final = Withheld()


def is_polish() -> bool:
    """Whether the page being written is Polish."""
    return (get_language() or "en").startswith("pl")


def as_decimal(value: Amount) -> Decimal:
    """The exact decimal of a value; a float is taken as it prints."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def grouped(value: Decimal, places: int | None = None) -> str:
    """Digits in groups of three from four digits on; `places` fixes the decimals, None drops trailing zeros."""
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = MINUS if value < 0 else ""
    digits = f"{abs(value):f}"
    whole, _, rest = digits.partition(".")
    if places is None:
        rest = rest.rstrip("0")
    group, point = (NBSP, ",") if is_polish() else (",", ".")
    return sign + f"{int(whole):,}".replace(",", group) + (point + rest if rest else "")


def money_text(value: Amount | Withheld | None, currency: str = "") -> str:
    """`1 284,50 zł` in Polish, `PLN 1,284.50` in English; two decimals always, — for unknown."""
    if isinstance(value, Withheld):
        return str(value)
    if value is None or value == "":
        return UNKNOWN
    number = as_decimal(value)
    if number.quantize(CENT, rounding=ROUND_HALF_UP) == 0:
        number = Decimal(0)
    text = grouped(number, 2)
    if not currency:
        return text
    if is_polish():
        return f"{text}{NBSP}{SYMBOLS.get(currency, currency)}"
    if text.startswith(MINUS):
        return f"{MINUS}{currency}{NBSP}{text[1:]}"
    return f"{currency}{NBSP}{text}"


def number_text(value: Amount | Withheld | None) -> str:
    """A number with grouped digits and no unit."""
    if isinstance(value, Withheld):
        return str(value)
    return UNKNOWN if value is None or value == "" else grouped(as_decimal(value))


def quantity_text(value: Amount | Withheld | None, unit: str = "") -> str:
    """`16 szt.` in Polish, `16 pcs` in English, or with the unit given."""
    if isinstance(value, Withheld) or value is None or value == "":
        return number_text(value)
    pieces = gettext("pcs")
    return f"{number_text(value)}{NBSP}{unit or pieces}"


def percent_text(value: Amount | Withheld | None) -> str:
    """`3,8 %` in Polish, `3.8%` in English; the value is in percent, at most two decimals."""
    if isinstance(value, Withheld) or value is None or value == "":
        return number_text(value)
    text = grouped(as_decimal(value).quantize(CENT, rounding=ROUND_HALF_UP))
    return f"{text}{NBSP}%" if is_polish() else f"{text}%"


def local(moment: datetime) -> datetime:
    """The moment in the account's time zone; a naive one is taken as UTC."""
    return timezone.localtime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def date_text(day: date) -> str:
    """`23.11.2026` in Polish, `23 Nov 2026` in English."""
    if is_polish():
        return f"{day.day}.{day.month:02}.{day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_text(moment: datetime) -> str:
    """`09:13`."""
    return f"{local(moment):%H:%M}"


def when_text(moment: datetime | date | None, style: str = "full") -> str:
    """A moment in one of four styles.

    full `23.11.2026, 14:05` · date `23.11.2026` · time `14:05` · list `dziś, 09:13`, `wczoraj`, else the date.
    """
    if moment is None:
        return UNKNOWN
    if not isinstance(moment, datetime):
        return date_text(moment)
    at = local(moment)
    if style == "time":
        return time_text(moment)
    if style == "date":
        return date_text(at)
    if style == "list":
        today = local(clock.now()).date()
        if at.date() == today:
            return gettext("today, %(time)s") % {"time": time_text(moment)}
        if at.date() == today - timedelta(days=1):
            return gettext("yesterday")
        return date_text(at)
    return f"{date_text(at)}, {time_text(moment)}"


def weekday_text(day: date) -> str:
    """`pon. 23`, `Mon 23`."""
    return format_date(day, "EEE d", locale="pl" if is_polish() else "en")


def since_text(moment: datetime | None) -> str:
    """How long ago in words that follow a preposition: (od) `2 godzin`, (for) `3 days`."""
    if moment is None:
        return UNKNOWN
    delta = max(clock.now() - moment, timedelta(seconds=60))
    if not is_polish():
        return format_timedelta(delta, granularity="minute", locale="en").replace(" ", NBSP)
    number, _, unit = format_timedelta(delta, granularity="minute", locale="pl").partition(" ")
    one, many = next((forms for start, forms in GENITIVES.items() if unit.startswith(start)), (unit, unit))
    return f"{number}{NBSP}{one if number == '1' else many}"
