"""Words of products: kinds, and what the log says."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog.models import ProductLog
from spinka.panel.components import Label

KINDS: Final = {"goods": _("Goods"), "bundle": _("Bundle"), "service": _("Service")}
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


def log_text(row: ProductLog, warehouses: dict[str, str], groups: dict[str, str]) -> tuple[Label, str]:
    """What a log row says, and the old and new value under it."""
    text = LOG_TYPES.get(row.log_type, _("Changed"))
    place = {1: warehouses, 2: groups}.get(row.log_type, {}).get(row.info, row.info)
    values = ""
    if (row.old or row.new) and len(row.old) + len(row.new) <= 120:
        values = gettext("%(old)s → %(new)s") % {"old": row.old or "—", "new": row.new or "—"}
    return text, " · ".join(filter(None, (place, values, row.profile)))
