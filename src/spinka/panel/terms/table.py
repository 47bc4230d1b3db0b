"""Every supplier setting with its tab, its plain words, its unit and what follows from it (connect_methods.md, R31–R34)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from spinka.panel.components import Label
from spinka.panel.integrations import choices

# A text or a lazy one; the stubs of form fields know the lazy one by a name that does not exist at run time.
Words = Any


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the table: `kind` names its editor, `about` says what follows from it.

    `low` and `high` bound a number, `known` are the choices of a choice, `money` is a unit in the price group's currency.
    """

    key: str
    kind: str
    label: Words
    about: Words = ""
    unit: Label = ""
    low: int = 0
    high: int | None = None
    known: tuple[tuple[str, Label], ...] = ()


PIECES: Final = _("pcs")
INVOICE_TO: Final = (
    ("contractor", _("The contractor")),
    ("order", _("The invoice data of the order")),
)
VAT_MODES: Final = (
    ("domestic", _("Domestic: with VAT")),
    ("eu_reverse", _("Sale within the EU: reverse charge")),
    ("export", _("Export: 0 %")),
    ("exempt", _("Exempt from VAT")),
)

TABS: Final[Mapping[str, Label]] = {
    "general": _("General"),
    "products": _("Products and prices"),
    "orders": _("Orders"),
    "statuses": _("Statuses"),
    "documents": _("Documents and payment"),
}

SETTINGS: Final[Mapping[str, tuple[Setting, ...]]] = {
    "general": (
        Setting(
            "share_products",
            "flag",
            _("Share products"),
            _("Off: contractors see no products, prices or stock; stock of products they linked reads 0."),
        ),
        Setting(
            "accept_orders",
            "flag",
            _("Take orders"),
            _("Off: nobody can forward orders to you. Orders you already have are finished as usual."),
        ),
        Setting(
            "terms_text",
            "text",
            _("Terms of cooperation"),
            _("Shown before joining; joining accepts them and the text accepted is kept with its time."),
            high=20_000,
        ),
        Setting(
            "buyer_data_days",
            "number",
            _("Keep buyers' data for"),
            _("After this time names, addresses and contacts of buyers are erased from finished orders."),
            unit=_("days"),
            low=1,
            high=36_500,
        ),
    ),
    "products": (
        Setting(
            "share_fields",
            "fields",
            _("Product data you share"),
            _("What is not ticked never reaches the contractor: not by import, live catalog, copies or search."),
        ),
        Setting(
            "product_filter",
            "selection",
            _("Which products"),
            _("A product outside the selection cannot be seen, found or ordered; stock of copies of it reads 0."),
        ),
        Setting(
            "catalogs",
            "catalogs",
            _("Further catalogs"),
            _("Shared by the same code. Where nothing is chosen, a catalog's own price group and warehouses count."),
        ),
        Setting(
            "price_group_id",
            "price_group",
            _("Price group"),
            _("The prices everything else is counted from. Without one the default group of the catalog counts."),
        ),
        Setting(
            "currency",
            "currency",
            _("Currency"),
            _("What contractors pay in, counted by your exchange rate of the day. Usually that of the price group."),
        ),
        Setting(
            "discount_percent",
            "percent",
            _("Discount"),
            _("Off the price group, where no price rule applies."),
            unit="%",
            high=100,
        ),
        Setting(
            "price_rules",
            "rules",
            _("Price rules"),
            _("One rule counts per product: product before tag, manufacturer, category and all products."),
        ),
        Setting(
            "warehouses",
            "warehouses",
            _("Warehouses in their order"),
            _("Stock of these is shown and reserved, the first one first. None chosen: those of the catalog."),
        ),
        Setting(
            "stock_share_percent",
            "percent",
            _("Share of the stock shown"),
            _("Part of what is free now, rounded down; taken before the buffer."),
            unit="%",
            high=100,
        ),
        Setting(
            "stock_buffer",
            "number",
            _("Stock buffer"),
            _("Pieces you keep for yourself: shown stock is lower by this number."),
            unit=PIECES,
            high=1_000_000_000,
        ),
        Setting(
            "stock_cap",
            "number",
            _("Show at most"),
            _("A bigger stock is shown as this number, and no more can be ordered at once. Empty: no limit."),
            unit=PIECES,
            high=1_000_000_000,
        ),
        Setting(
            "holds",
            "flag",
            _("Allow timed holds"),
            _("A contractor may keep pieces for a while before it forwards the order; others see less meanwhile."),
        ),
        Setting(
            "hold_max_seconds",
            "number",
            _("A hold lasts at most"),
            _("Then the pieces are free again by themselves. 900 is a quarter of an hour, 86,400 a day."),
            unit=_("seconds"),
            low=1,
            high=86_400,
        ),
        Setting(
            "hold_max_percent",
            "percent",
            _("Held at most"),
            _("Part of a product's shown stock one contractor may hold at a time."),
            unit="%",
            high=100,
        ),
        Setting(
            "hold_max_open",
            "number",
            _("Open holds at most"),
            _("Holds of one contractor at the same time."),
            high=1_000_000_000,
        ),
    ),
    "orders": (
        Setting(
            "start_status_id",
            "status",
            _("Status of received orders"),
            _("Orders of contractors arrive in it; none chosen: in the first status."),
        ),
        Setting(
            "stock_on_shortage",
            "choice",
            _("When stock is short"),
            _("Pieces wanted beyond the shown stock. Refused orders name the line; nothing is reserved."),
            known=tuple(choices.STOCK_SHORTAGE),
        ),
        Setting(
            "min_order_value",
            "money",
            _("Minimum order value"),
            _("Gross, without delivery. An order below it is not forwarded and the contractor is told the minimum."),
            high=1_000_000_000,
        ),
        Setting(
            "delivery_fee",
            "fee",
            _("Delivery fee"),
            _("Gross, added to every order whatever the contractor charges its buyer. Empty: none."),
            high=999_999_999,
        ),
        Setting(
            "free_delivery_from",
            "money",
            _("Free delivery from"),
            _("Gross value of the goods from which the fee is not added. Empty: the fee is always added."),
            high=1_000_000_000,
        ),
        Setting(
            "delivery_methods",
            "methods",
            _("Delivery methods"),
            _("The method on the contractor's order becomes yours. A method that is not listed stays as it is."),
        ),
    ),
    "statuses": (
        Setting(
            "status_map_out",
            "told",
            _("Your statuses that contractors are told"),
            _("A contractor can map a told status to one of its own; the others stay with you."),
        ),
        Setting(
            "lock_status_ids",
            "locking",
            _("Statuses that lock an order"),
            _(
                "From such a status on, changes by the contractor become requests you accept or decline. "
                "None chosen: statuses of the types sent, delivered and cancelled."
            ),
        ),
        Setting(
            "status_map_in",
            "mapped",
            _("Contractors' statuses and yours"),
            _("When a contractor's order enters the status on the left, yours is set to the one chosen."),
        ),
    ),
    "documents": (
        Setting(
            "credit_on_shortage",
            "choice",
            _("When trade credit is short"),
            _("Counts only for contractors with a limit. A refused order names the missing amount."),
            known=tuple(choices.CREDIT_SHORTAGE),
        ),
        Setting(
            "credit_hold_status_id",
            "status",
            _("Waiting status for short credit"),
            _("Orders without enough credit wait in it and are charged when they leave it."),
        ),
        Setting(
            "payment_terms_days",
            "number",
            _("Payment term"),
            _("Days from the invoice to its due date."),
            unit=_("days"),
            high=3650,
        ),
        Setting(
            "vat_mode",
            "choice",
            _("VAT on sales"),
            _("Rates and amounts of orders and invoices follow it; other than domestic: net prices without VAT."),
            known=VAT_MODES,
        ),
        Setting(
            "invoice_to",
            "choice",
            _("Invoices are made out to"),
            _("The buyer of your sale is the contractor. The other choice is for those who invoice in its name."),
            known=INVOICE_TO,
        ),
        Setting(
            "share_documents",
            "flag",
            _("Share documents"),
            _("Contractors see number, amounts and file of the invoices of their orders."),
        ),
    ),
}


def keys_of(tab: str) -> tuple[str, ...]:
    """The keys a tab edits."""
    return tuple(one.key for one in SETTINGS[tab])


def setting(key: str) -> Setting | None:
    """The setting of a key; None for one without an editor."""
    return next((one for tab in SETTINGS.values() for one in tab if one.key == key), None)


def tab_of(key: str) -> str:
    """The tab a key stands in; the first one for a key without an editor."""
    return next((tab for tab, rows in SETTINGS.items() if any(one.key == key for one in rows)), "general")
