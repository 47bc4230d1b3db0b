"""Words of products: kinds, and what the log says."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog.models import ProductLog
from spinka.panel.components import Label

KINDS: Final = {"goods": _("Goods"), "bundle": _("Bundle"), "service": _("Service")}
MOST_SHOWN: Final = 120
# Log types of the public API.
LOG_TYPES: Final = {
    1: _("Stock changed"),
    2: _("Price changed"),
    3: _("Product added"),
    4: _("Product deleted"),
    5: _("Text changed"),
    6: _("Location changed"),
    7: _("Links changed"),
    8: _("Images changed"),
    9: _("Variants changed"),
    10: _("Bundle changed"),
}


def log_text(
    row: ProductLog, warehouses: dict[str, str], groups: dict[str, str], parts: dict[str, str]
) -> tuple[Label, str]:
    """What a log row says; under it the place, the old and new value, and who did it."""
    text = LOG_TYPES.get(row.log_type, _("Changed"))
    place = {1: warehouses, 2: groups, 9: parts, 10: parts}.get(row.log_type, {}).get(row.info, row.info)
    values = ""
    if row.log_type not in {9, 10} and (row.old or row.new) and len(row.old) + len(row.new) <= MOST_SHOWN:
        values = gettext("%(old)s → %(new)s") % {"old": row.old or "—", "new": row.new or "—"}
    return text, " · ".join(filter(None, (place, values, row.profile)))
