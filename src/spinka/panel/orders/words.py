"""Words of orders: couriers, tracking states, sources, reasons of refusals, and what the histories say."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.connect.sale_reads import HistoryEntry
from spinka.orders import journal_types
from spinka.orders.models import JournalEntry, Order
from spinka.panel.cells import money_text
from spinka.panel.components import SALE_STATES, Chip, Label
from spinka.shipments.couriers import registry

# enums.tracking_status of the public API.
TRACKING: Final = {
    0: Chip("new", pgettext_lazy("parcel", "Not tracked yet")),
    1: Chip("work", pgettext_lazy("parcel", "Label made")),
    2: Chip("sent", pgettext_lazy("parcel", "Sent")),
    3: Chip("bad", pgettext_lazy("parcel", "Not delivered")),
    4: Chip("sent", pgettext_lazy("parcel", "Out for delivery")),
    5: Chip("ok", pgettext_lazy("parcel", "Delivered")),
    6: Chip("wait", pgettext_lazy("parcel", "Returning"), "truck-return"),
    7: Chip("wait", pgettext_lazy("parcel", "Delivery notice left")),
    8: Chip("sent", pgettext_lazy("parcel", "Waiting at the point"), "map-pin"),
    9: Chip("bad", pgettext_lazy("parcel", "Lost")),
    10: Chip("new", pgettext_lazy("parcel", "Cancelled"), "ban"),
    11: Chip("sent", pgettext_lazy("parcel", "On the way")),
    12: Chip("bad", pgettext_lazy("parcel", "Exception"), "alert-triangle"),
    13: Chip("sent", pgettext_lazy("parcel", "Passed to another courier")),
}
COURIERS: Final[dict[str, Label]] = {
    courier.code: courier.name for courier in registry.known().values() if not courier.needs_account
}
REASONS: Final = {
    "no_match": _("No matching product"),
    "unmatched_line": _("Lines not linked"),
    "stock": _("Too little stock"),
    "credit": _("Too little credit"),
    "no_price": _("No price"),
    "state": _("Connection or order not ready"),
    "loop": _("Order in a loop"),
    "minimum": _("Below the minimum"),
    "cod": _("Cash on delivery not sent"),
    "locked": _("Locked by the supplier"),
    "duplicate_link": _("Product linked twice"),
}
FIELDS: Final = {
    "email": _("E-mail"),
    "phone": _("Phone"),
    "user_login": _("Login"),
    "user_comments": _("Buyer's comments"),
    "admin_comments": _("Internal note"),
    "payment_method": _("Payment method"),
    "is_cod": _("Cash on delivery"),
    "delivery_method": _("Delivery method"),
    "delivery_price": _("Delivery price"),
    "delivery_fullname": _("Recipient"),
    "delivery_company": _("Company"),
    "delivery_address": _("Street and number"),
    "delivery_postcode": _("Postcode"),
    "delivery_city": _("City"),
    "delivery_state": _("Region"),
    "delivery_country_code": _("Country"),
    "delivery_point_id": _("Pick-up point"),
    "delivery_point_name": _("Pick-up point"),
    "delivery_point_address": _("Pick-up point"),
    "delivery_point_postcode": _("Pick-up point"),
    "delivery_point_city": _("Pick-up point"),
    "invoice_fullname": _("Buyer on the invoice"),
    "invoice_company": _("Company on the invoice"),
    "invoice_nip": _("Tax number"),
    "invoice_address": _("Invoice address"),
    "invoice_postcode": _("Invoice postcode"),
    "invoice_city": _("Invoice city"),
    "invoice_state": _("Invoice region"),
    "invoice_country_code": _("Invoice country"),
    "want_invoice": _("Wants an invoice"),
    "extra_field_1": _("Extra field 1"),
    "extra_field_2": _("Extra field 2"),
    "extra_fields": _("Extra fields"),
    "transaction_number": _("Transaction number"),
    "star": _("Flag"),
    "pick_state": _("Picking"),
    "pack_state": _("Packing"),
}


def courier_name(code: str, name: str) -> Label:
    """What people call the courier of a parcel."""
    known = registry.known().get(code)
    return name or (known.name if known is not None else code)


def tracking_name(code: object) -> str:
    """A tracking state in words."""
    chip = TRACKING.get(code if isinstance(code, int) else 0, TRACKING[0])
    return str(chip.label)


def source_name(order: Order, personal: Mapping[int, str]) -> str:
    """Where an order came from."""
    if order.source == "blconnect":
        return gettext("Connect")
    if order.source == "personal":
        return personal.get(order.source_id) or order.source_name or gettext("Own")
    return order.source_name or order.source.capitalize()


def buyer_name(order: Order) -> str:
    """Who gets the goods; for an order received through Connect the contractor stands first."""
    if order.source == "blconnect" and order.source_info:
        return order.source_info
    named = (order.delivery_fullname, order.delivery_company, order.invoice_company, order.invoice_fullname)
    return next(filter(None, (*named, order.user_login, order.email)), "") or gettext("No name")


def field_names(names: object) -> str:
    """Changed fields in words, each once."""
    known = [str(FIELDS.get(str(name), name)) for name in (names if isinstance(names, (list, dict)) else [])]
    return ", ".join(dict.fromkeys(known))


def _money(data: Mapping[str, Any], name: str) -> str:
    try:
        return money_text(Decimal(str(data[name])), str(data.get("currency", "")))
    except (KeyError, InvalidOperation):
        return ""


def history_text(entry: HistoryEntry) -> tuple[str, str]:
    """What a line of the shared history says, and the note under it."""
    data = entry.data
    if entry.name in SALE_STATES and entry.name not in {"refused", "cancelled"}:
        return gettext("State: %(state)s") % {"state": SALE_STATES[entry.name].label}, entry.actor
    count = int(data.get("lines") or data.get("quantity") or 0)
    texts = {
        "forwarded": gettext("Order forwarded"),
        "refused": gettext("Sale refused"),
        "cancelled": gettext("Sale cancelled"),
        "pieces_cancelled": gettext("Pieces cancelled"),
        "pieces_too_late": gettext("Fewer pieces came too late: the supplier's order is locked"),
        "holds_converted": gettext("Held pieces ordered"),
        "pieces_added": gettext("Pieces added"),
        "lines_added": gettext("Lines added"),
        "reopened": gettext("Order forwarded again"),
        "substituted": gettext("Product replaced"),
        "line_confirmed": gettext("Line confirmed"),
        "asked": gettext("Change asked for"),
        "request_accepted": gettext("Change accepted"),
        "request_declined": gettext("Change declined"),
        "request_withdrawn": gettext("Request taken back"),
        "changed": gettext("Order data changed"),
        "change_too_late": gettext("A change came too late"),
        "package_created": gettext("Parcel added"),
        "package_deleted": gettext("Parcel deleted"),
        "package_status": gettext("Parcel: %(state)s") % {"state": tracking_name(data.get("tracking_status"))},
        "package_label": gettext("Label added"),
        "charged": gettext("Credit charged"),
        "released": gettext("Credit released"),
    }
    notes = {
        "forwarded": ngettext("%(count)s line", "%(count)s lines", count) % {"count": count},
        "pieces_cancelled": " · ".join(
            filter(None, (gettext("%(count)s pcs") % {"count": count}, str(data.get("reason", ""))))
        ),
        "pieces_too_late": gettext("%(count)s pcs") % {"count": count},
        "holds_converted": gettext("%(count)s pcs") % {"count": count},
        "pieces_added": gettext("%(count)s pcs") % {"count": count},
        "lines_added": ngettext("%(count)s line", "%(count)s lines", count) % {"count": count},
        "reopened": ngettext("%(count)s line", "%(count)s lines", count) % {"count": count},
        "asked": " · ".join(filter(None, (_asked_text(data, count), str(data.get("reason", ""))))),
        "request_declined": str(data.get("reason", "")),
        "changed": field_names(data.get("fields")),
        "change_too_late": field_names(data.get("fields")),
        "package_created": str(data.get("number", "")),
        "package_deleted": str(data.get("number", "")),
        "package_status": str(data.get("number", "")),
        "refused": gettext(str(data["reason"])) if data.get("reason") else "",
        "cancelled": gettext(str(data["reason"])) if data.get("reason") else "",
    }
    note = " · ".join(filter(None, (notes.get(entry.name, ""), entry.actor)))
    return texts.get(entry.name, entry.name), note


def _asked_text(data: Mapping[str, Any], count: int) -> str:
    if data.get("fields"):
        return field_names(data["fields"])
    return gettext("%(count)s pcs") % {"count": count} if "quantity" in data else ""


def journal_text(entry: JournalEntry, statuses: Mapping[int, str]) -> tuple[str, str]:
    """What a journal row says, and the note under it."""
    data = entry.data
    kind = entry.log_type
    if kind == journal_types.STATUS_CHANGED:
        unknown = gettext("a deleted status")
        text = gettext("Status: %(status)s") % {"status": statuses.get(data.get("to", entry.object_id), unknown)}
        before = gettext("before: %(status)s") % {"status": statuses.get(data.get("from", 0), unknown)}
        return text, before
    if kind == journal_types.PAID:
        return gettext("Paid: %(amount)s") % {"amount": _money(data, "to")}, gettext("before: %(amount)s") % {
            "amount": _money(data, "from")
        }
    if kind in {journal_types.DELIVERY_EDITED, journal_types.DATA_EDITED} and "changed" in data:
        title = gettext("Delivery changed") if kind == journal_types.DELIVERY_EDITED else gettext("Order data changed")
        return title, field_names(data["changed"])
    if "connect" in data:
        event = str(data["connect"])
        known = {
            "forwarded": gettext("Forwarded to %(partner)s") % {"partner": data.get("partner", "")},
            "refused": gettext("Sale refused"),
            "cancelled": gettext("Sale cancelled"),
            "pieces_cancelled": gettext("Pieces cancelled through Connect"),
            "pieces_added": gettext("Pieces added through Connect"),
            "lines_added": gettext("Lines added to the sale"),
            "substituted": gettext("Product replaced"),
            "line_confirmed": gettext("Line confirmed"),
            "asked": gettext("Change asked for"),
            "request_accepted": gettext("Change accepted"),
            "request_declined": gettext("Change declined"),
            "request_withdrawn": gettext("Request taken back"),
            "pieces_too_late": gettext("Fewer pieces came too late: the supplier's order is locked"),
        }
        return known.get(event, event), gettext("sale %(id)s") % {"id": data.get("sale_id", "")}
    texts = {
        journal_types.CREATED: pgettext("order", "Order added"),
        journal_types.CONFIRMED: gettext("Order confirmed"),
        journal_types.REMOVED: gettext("Order deleted"),
        journal_types.MERGED: gettext("Orders merged"),
        journal_types.SPLIT: gettext("Order split"),
        journal_types.PACKAGE_CREATED: gettext("Parcel added"),
        journal_types.PACKAGE_DELETED: gettext("Parcel deleted"),
        journal_types.DELIVERY_EDITED: gettext("Delivery changed"),
        journal_types.LINE_ADDED: gettext("Line added"),
        journal_types.LINE_EDITED: gettext("Line changed"),
        journal_types.LINE_REMOVED: gettext("Line removed"),
        journal_types.DATA_EDITED: gettext("Order data changed"),
        journal_types.COPIED: gettext("Order copied"),
        journal_types.INVOICE_ISSUED: gettext("Invoice issued"),
        journal_types.RECEIPT_ISSUED: gettext("Receipt issued"),
        journal_types.INVOICE_DELETED: gettext("Invoice deleted"),
        journal_types.RECEIPT_DELETED: gettext("Receipt deleted"),
    }
    note = str(data.get("number") or data.get("name") or "")
    return texts.get(kind, gettext("Event %(number)s") % {"number": kind}), note
