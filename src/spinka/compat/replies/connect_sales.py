"""Answers about forwarding orders and the sales they became."""

from typing import Literal

from msgspec import UNSET, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.connect_contractor import PriceTraceRow
from spinka.compat.replies.kinds import PlainData, UnixTime
from spinka.compat.replies.packages import TrackingStatus


class ForwardedRow(Reply):
    """What became of an order at one connection, with the reason where it was refused or waits."""

    connect_integration_id: int
    state: Literal["forwarded", "existing", "refused", "waiting"]
    forwarded_lines: list[int]
    skipped_lines: list[int]
    connect_sale_id: int | UnsetType = UNSET
    reason_code: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    reason_details: PlainData | UnsetType = UNSET


class ForwardConnectOrderReply(Reply):
    """What became of the order at each connection."""

    sales: list[ForwardedRow]


class SaleLineRow(Reply):
    """A line of a sale by the reader's own line id; amounts are null when no prices are shared."""

    line_id: int
    supplier_product_id: int
    quantity: int
    quantity_forwarded: int
    quantity_cancelled: int
    is_open: bool
    price: float | None
    tax_rate: float
    gross: float | None
    net: float | None
    vat: float | None
    price_trace: list[PriceTraceRow]
    quantity_backordered: int
    date_expected: UnixTime


class SaleRequestRow(Reply):
    """A change one side asks for and the other answers, by the reader's own line id; 0 for the order's data."""

    request_id: int
    line_id: int
    side: Literal["supplier", "contractor"]
    is_ours: bool
    kind: Literal["pieces", "data", "change", "substitute", "backorder"]
    state: Literal["open", "accepted", "declined", "withdrawn", "lapsed"]
    quantity: int | None
    price: float | None
    date: UnixTime
    supplier_product_id: int
    fields: PlainData
    reason: str
    actor: str
    date_add: UnixTime
    answer: str
    answered_by: str
    date_answered: UnixTime


class SalePackageRow(Reply):
    """A parcel of a sale by the reader's own parcel id."""

    package_id: int
    courier_code: str
    courier_other_name: str
    courier_package_nr: str
    tracking_url: str
    is_return: bool
    is_partner: bool
    tracking_status: TrackingStatus
    tracking_status_date: UnixTime
    has_label: bool


class SaleHistoryRow(Reply):
    """What a side did."""

    side: str
    name: str
    data: PlainData
    actor: str
    date: UnixTime


class SaleRow(Reply):
    """A sale from the caller's side; amounts are null when no prices are shared."""

    connect_sale_id: int
    connect_integration_id: int
    connect_contractor_id: int
    role: Literal["supplier", "contractor"]
    order_id: int | None
    partner_name: str
    state: Literal["new", "accepted", "in_progress", "shipped", "delivered", "cancelled", "refused", "closed"]
    is_open: bool
    reason_code: str
    reason: str
    status: str
    partner_status: str
    currency: str
    amount: float | None
    amount_net: float | None
    amount_vat: float | None
    delivery_price: float | None
    charged: float | None
    charged_currency: str
    is_unpaid: bool
    cod_amount: float | None
    contractor_total: float | None
    contractor_currency: str
    bill_to: PlainData
    due_date: UnixTime
    date_add: UnixTime
    date_updated: UnixTime
    lines: list[SaleLineRow]
    requests: list[SaleRequestRow]
    packages: list[SalePackageRow]
    documents: list[PlainData]
    history: list[SaleHistoryRow]


class GetConnectSalesReply(Reply):
    """Up to 100 sales, ascending by id."""

    sales: list[SaleRow]


class SetConnectSaleLinesReply(Reply):
    """The sale after all of it."""

    sale: SaleRow
