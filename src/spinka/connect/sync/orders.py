"""Pure: how a contractor's order becomes the supplier's, and which pieces its lines get (R1–R3, R14, R16, R17, R29, R34)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from spinka.accounts.models import Account
from spinka.catalog.stock import Level, Piece
from spinka.connect.settings import ContractorSettings, SupplierSettings
from spinka.core.errors import SpinkaError
from spinka.orders.draft import OrderDraft
from spinka.orders.goods import Goods

# What travels as it is and may still change until the sale is locked (F-05, F-10, R14, R28).
DELIVERY_FIELDS = (
    "delivery_method",
    "delivery_fullname",
    "delivery_company",
    "delivery_address",
    "delivery_postcode",
    "delivery_city",
    "delivery_state",
    "delivery_country_code",
    "delivery_point_id",
    "delivery_point_name",
    "delivery_point_address",
    "delivery_point_postcode",
    "delivery_point_city",
)
INVOICE_FIELDS = (
    "invoice_fullname",
    "invoice_company",
    "invoice_nip",
    "invoice_address",
    "invoice_postcode",
    "invoice_city",
    "invoice_state",
    "invoice_country_code",
)
NOTE_FIELDS = ("user_comments", "extra_field_1", "extra_field_2")
CONTACT_FIELDS = ("email", "phone")
TRAVELLING_FIELDS = (*CONTACT_FIELDS, *DELIVERY_FIELDS, *INVOICE_FIELDS, *NOTE_FIELDS, "want_invoice")


class ForwardRefused(SpinkaError):
    """The order cannot go to this connection; `reason_code` is one of R13 and the sentence says what to do.

    `is_waiting` marks a forward that waits for a person's word instead (R18).
    """

    def __init__(self, reason_code: str, sentence: str, /, *, is_waiting: bool = False, **details: Any) -> None:
        super().__init__(sentence, **details)
        self.reason_code = reason_code
        self.is_waiting = is_waiting


@dataclass(slots=True)
class ForwardedLine:
    """A line on its way: the contractor's line, the supplier's goods behind it (none for plain text), price and pieces."""

    line_id: int
    name: str
    attributes: str
    sku: str
    ean: str
    quantity: int
    goods: Goods | None = None
    unit_gross: Decimal | None = None
    tax_rate: Decimal = Decimal(0)
    trace: list[dict[str, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    backordered: int = 0


@dataclass(frozen=True, slots=True)
class QuantityRule:
    """Terms of the supplier's product a line has to keep (R34)."""

    min_quantity: int
    quantity_step: int
    available_from: datetime | None


def allowed_quantity(line: ForwardedLine, rule: QuantityRule, *, round_up: bool, now: datetime) -> int:
    """The quantity that may be ordered: as asked, or rounded up where the contractor lets it (R34).

    Raises ForwardRefused naming the rule that is broken.
    """
    if rule.available_from is not None and rule.available_from > now:
        raise ForwardRefused(
            "stock", "%(name)s can be ordered from %(date)s", name=line.name, date=f"{rule.available_from:%Y-%m-%d}"
        )
    wanted = max(line.quantity, rule.min_quantity)
    wanted = -(-wanted // rule.quantity_step) * rule.quantity_step
    if wanted == line.quantity:
        return wanted
    if round_up:
        return wanted
    if line.quantity < rule.min_quantity:
        raise ForwardRefused(
            "minimum",
            "%(name)s is sold from %(least)s pieces; the order has %(wanted)s",
            name=line.name,
            least=rule.min_quantity,
            wanted=line.quantity,
        )
    raise ForwardRefused(
        "minimum",
        "%(name)s is sold in steps of %(step)s pieces; the order has %(wanted)s",
        name=line.name,
        step=rule.quantity_step,
        wanted=line.quantity,
    )


def share_out(
    *,
    lines: Sequence[ForwardedLine],
    levels: Mapping[tuple[int, int], Level],
    shown: Mapping[int, int | None],
    warehouse_ids: Sequence[int],
    on_shortage: str,
    is_shared: bool,
) -> None:
    """Give every line its pieces: the first warehouse that covers it whole, else spread in order (R3).

    What is shown can be ordered and no more (R1, R2): the same product in several lines, and inside bundles, is summed.
    Under `refuse` too much raises ForwardRefused with line, wanted and shown; under `backorder` the part beyond is
    noted on the line; under `accept`, and where stock is not shared, whatever is there is reserved.
    """
    free = {pair: level.free for pair, level in levels.items()}
    checked = is_shared and on_shortage != "accept"
    left = {product_id: number for product_id, number in shown.items() if number is not None}
    for line in lines:
        if line.goods is None or not line.goods.needs:
            continue
        quantity = line.quantity
        if checked:
            quantity = min(
                quantity, *(max(0, left.get(goods.product_id, 0)) // count for goods, count in line.goods.needs)
            )
            if quantity < line.quantity and on_shortage == "refuse":
                raise _short(line, lines, shown)
            line.backordered = line.quantity - quantity
        for goods, count in line.goods.needs:
            if goods.product_id in left:
                left[goods.product_id] -= count * quantity
            line.pieces += pick_pieces(free, goods.product_id, warehouse_ids, count * quantity)


def _short(line: ForwardedLine, lines: Sequence[ForwardedLine], shown: Mapping[int, int | None]) -> ForwardRefused:
    same = [other for other in lines if other.goods is not None and other.goods.product_id == _product_of(line)]
    return ForwardRefused(
        "stock",
        "%(name)s: %(wanted)s pieces wanted, %(shown)s shown",
        name=line.name,
        sku=line.sku,
        line_id=line.line_id,
        wanted=sum(other.quantity for other in same),
        shown=shown.get(_product_of(line)) or 0,
    )


def _product_of(line: ForwardedLine) -> int:
    return line.goods.product_id if line.goods is not None else 0


def pick_pieces(free: dict[tuple[int, int], int], product_id: int, places: Sequence[int], quantity: int) -> list[Piece]:
    """The first place that covers it whole, else what is there, in order (R3); taken from `free`."""
    picked = []
    for place in places:
        if quantity > 0 and free.get((product_id, place), 0) >= quantity:
            picked = [Piece(product_id, place, quantity)]
            break
    else:
        for place in places:
            part = min(quantity, free.get((product_id, place), 0))
            if part > 0:
                picked.append(Piece(product_id, place, part))
                quantity -= part
    for piece in picked:
        free[product_id, piece.warehouse_id] -= piece.quantity
    return picked


def bill_to(contractor: Account) -> dict[str, str]:
    """The buyer of the sale: the contractor's company data, frozen at forwarding (R16)."""
    return {
        "name": contractor.name,
        "company": contractor.company or contractor.name,
        "tax_number": contractor.tax_number,
        "address": contractor.address,
        "postcode": contractor.postcode,
        "city": contractor.city,
        "country_code": contractor.country_code,
        "email": contractor.email,
    }


def travelling(
    order: Mapping[str, Any], *, contractor: Account, own: ContractorSettings, terms: SupplierSettings
) -> dict[str, Any]:
    """The order's fields as the supplier gets them: contact by the contractor's choice, its invoice data in place of
    the buyer's where it overwrites them, its delivery methods under the supplier's names (F-05, F-15, R29).
    """
    values = {name: order[name] for name in TRAVELLING_FIELDS}
    if own.send_buyer_contact != "all":
        values["email"] = contractor.email
    if own.send_buyer_contact == "none":
        values["phone"] = contractor.phone
    if own.overwrite_invoice is not None:
        values |= {name: getattr(own.overwrite_invoice, name) for name in INVOICE_FIELDS}
    values["delivery_method"] = terms.delivery_methods.get(values["delivery_method"], values["delivery_method"])
    return values


def supplier_draft(
    order: Mapping[str, Any],
    *,
    contractor: Account,
    own: ContractorSettings,
    terms: SupplierSettings,
    integration_id: int,
    integration_name: str,
) -> OrderDraft:
    """The supplier's order without lines and amounts (R17, R23, F-07, F-12)."""
    return OrderDraft(
        status_id=terms.start_status_id,
        source="blconnect",
        source_id=integration_id,
        source_name=integration_name,
        source_info=contractor.name,
        transaction_number=order["transaction_number"] if own.send_transaction_number else "",
        payment_method=order["payment_method"] if order["is_cod"] else "",
        is_cod=order["is_cod"],
        chain=[*order["chain"], contractor.pk],
        **travelling(order, contractor=contractor, own=own, terms=terms),
    )
