"""What imports did and would do, in words: states, kinds, fields before and after, reasons, failures (E-24, L-18)."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.html import strip_tags
from django.utils.translation import gettext, gettext_noop, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.connect.import_reads import FieldChange
from spinka.connect.models.product import ImportState
from spinka.panel.cells import WITHHELD, money_text, number_text, percent_text
from spinka.panel.components import PARTNER_STATES, Chip, Label

STATES: Final = {
    ImportState.QUEUED: Chip("wait", _("Queued")),
    ImportState.RUNNING: Chip("work", _("Running")),
    ImportState.PREVIEW: Chip("wait", _("Preview")),
    ImportState.DONE: Chip("ok", _("Finished")),
    ImportState.FAILED: Chip("bad", _("Failed")),
    ImportState.CANCELLED: Chip("new", _("Cancelled"), "ban"),
    ImportState.UNDONE: Chip("new", _("Undone"), "arrow-back-up"),
}
KEYS: Final = {"ean": _("EAN"), "sku": _("SKU"), "name": _("Name")}
FIELDS: Final[dict[str, Label]] = {
    "name": _("Name"),
    "description": _("Description"),
    "description_extra1": _("Further description 1"),
    "description_extra2": _("Further description 2"),
    "description_extra3": _("Further description 3"),
    "description_extra4": _("Further description 4"),
    "features": _("Features"),
    "sku": _("SKU"),
    "ean": _("EAN"),
    "ean_additional": _("Further EANs"),
    "manufacturer": _("Manufacturer"),
    "category": _("Category"),
    "weight": _("Weight"),
    "height": _("Height"),
    "width": _("Width"),
    "length": _("Length"),
    "images": _("Images"),
    "price": _("Price"),
    "tax_rate": _("VAT rate"),
    "stock": _("Stock"),
    "is_draft": _("Draft"),
}
KINDS: Final[dict[str, Label]] = {
    "create": pgettext_lazy("import", "New"),
    "update": pgettext_lazy("import", "Changed"),
    "associate": pgettext_lazy("import", "Linked"),
    "conflict": _("Conflicts"),
    "gone": _("No longer shared"),
}
ROW_STATES: Final[dict[str, Label]] = {
    "planned": pgettext_lazy("row of an import", "waits"),
    "written": pgettext_lazy("row of an import", "written"),
    "stale": pgettext_lazy("row of an import", "changed meanwhile, not written"),
    "left": pgettext_lazy("row of an import", "left out"),
    "undone": pgettext_lazy("row of an import", "undone"),
    "kept": pgettext_lazy("row of an import", "not undone"),
}
DECISIONS: Final[dict[str, Label]] = {
    "planned": pgettext_lazy("decision", "will be written"),
    "accepted": pgettext_lazy("decision", "accepted"),
    "declined": pgettext_lazy("decision", "declined"),
    "ask": pgettext_lazy("decision", "awaits a decision"),
}
REASONS: Final[dict[str, Label]] = {
    **KEYS,
    "source_changed": _("the supplier changed it meanwhile"),
    "own_changed": _("you changed it meanwhile"),
    "not_shared": _("no longer shared"),
    "not_linked": _("no longer linked"),
    "linked": _("linked to another product"),
    "edited": _("you changed it after the import"),
    "ordered": _("it stands in orders"),
    "variants": _("it has variants of its own"),
    "bundle": _("it stands in a bundle"),
    "stock": _("it has stock"),
    "reserved": _("it is reserved"),
}
GIVEN_UP: Final = gettext_noop("The import failed several times and was given up; start it again")
_STATE: Final = re.compile(r"The connection is not active: (\w+)")
_MOST_SHOWN: Final = 160


def failure_text(error: str) -> str:
    """Why an import failed, in the reader's language as far as the reason is one of ours."""
    found = _STATE.fullmatch(error)
    if found:
        if found[1] == "share_products":
            return gettext("The supplier no longer shares products with you.")
        state = PARTNER_STATES.get(found[1])
        name = str(state.label).lower() if state else found[1]
        return gettext("The connection with the supplier is not active: %(state)s.") % {"state": name}
    return gettext(error) if error else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value; `mark` is del, ins or empty."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after as the table shows it; `is_long` has more to see on its own page."""

    field: str
    label: Label
    old: Sequence[Part]
    new: Sequence[Part]
    note: str = ""
    is_long: bool = False
    is_declined: bool = False


def worded(change: FieldChange, *, currency: str, sees_prices: bool, whole: bool = False) -> Change:
    """A change in words: short texts with what differs marked, numbers with how much, pictures by their number."""
    old, new, note = change.old, change.new, ""
    is_text = change.field in {"name", "sku", "ean", "manufacturer", "category"}
    is_long = change.field.startswith("description")
    if is_text and old and new:
        parts = differing(str(old), str(new))
    elif change.field == "price" and not sees_prices:
        parts = [Part(money_text(WITHHELD))], [Part(money_text(WITHHELD))]
    else:
        shown = [value_text(change.field, value, currency, whole=whole) for value in (old, new)]
        parts = ([Part(shown[0], "del")] if shown[0] else []), ([Part(shown[1], "ins")] if shown[1] else [])
        if change.field == "price":
            note = growth(old, new)
    return Change(
        change.field,
        FIELDS.get(change.field, change.field),
        *parts,
        note=note,
        is_long=is_long and not whole,
        is_declined=change.is_declined,
    )


def differing(old: str, new: str) -> tuple[list[Part], list[Part]]:
    """Two short texts with the words that differ marked."""
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    left: list[Part] = []
    right: list[Part] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if a != b:
            left.append(Part("".join(before[a:b]), "" if tag == "equal" else "del"))
        if c != d:
            right.append(Part("".join(after[c:d]), "" if tag == "equal" else "ins"))
    return left, right


def value_text(field: str, value: Any, currency: str, *, whole: bool = False) -> str:
    """A value in one line, or whole."""
    if value is None or value == "":
        return ""
    if field == "price":
        return money_text(as_number(value), currency)
    if field == "tax_rate":
        return percent_text(as_number(value))
    if field in {"stock", "weight", "height", "width", "length"}:
        return number_text(as_number(value))
    if field == "images" and isinstance(value, list):
        return ngettext("%(count)s image", "%(count)s images", len(value)) % {"count": len(value)}
    if field == "is_draft":
        return gettext("draft") if value else gettext("published")
    if isinstance(value, dict):
        text = "; ".join(f"{name}: {one}" for name, one in value.items())
    elif isinstance(value, list):
        text = ", ".join(str(one.get("ean", one)) if isinstance(one, dict) else str(one) for one in value)
    else:
        text = str(value)
    if whole:
        return text
    text = " ".join(strip_tags(text).split()) if field.startswith("description") else text
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def as_number(value: Any) -> Decimal | None:
    """A number as it is kept; None for what is none."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def growth(old: Any, new: Any) -> str:
    """How much a price moved, with its sign."""
    before, after = as_number(old), as_number(new)
    if not before or after is None:
        return ""
    moved = ((after - before) * 100 / before).quantize(Decimal("0.1"))
    return f"{'+' if moved > 0 else ''}{percent_text(moved)}" if moved else ""
