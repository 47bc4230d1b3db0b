"""Answers about joining suppliers and what they share."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType, field

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import DayText, TextFields, UnixTime
from spinka.compat.replies.products import AdditionalEanRow

ConnectionState = Literal["pending", "active", "rejected", "suspended", "disconnected"]


class VerifyConnectCodeReply(Reply):
    """Who stands behind a code and what is offered."""

    supplier_name: str
    code_name: str
    share_products: bool
    accept_orders: bool
    require_approval: bool
    terms_text: str


class JoinConnectIntegrationReply(Reply):
    """The connection by the contractor's own numbers; warehouse_id is a key, empty while there is none."""

    connect_integration_id: int
    connect_contractor_id: int
    state: ConnectionState
    warehouse_id: str


class LeaveConnectIntegrationReply(Reply):
    """The state of the connection now."""

    state: ConnectionState


class PriceStepRow(Reply):
    """The gross price from a number of pieces on."""

    min_quantity: int
    price: float


class PriceTraceRow(Reply):
    """One step of how a price came about; amounts are text, other fields belong to some steps only."""

    step: Literal["base", "no_price", "rule", "discount", "rate", "no_rate", "rounded", "vat", "agreed"]
    price_group_id: str | UnsetType = UNSET
    amount: str | UnsetType = UNSET
    owner: Literal["connection", "integration"] | UnsetType = UNSET
    rule: str | UnsetType = UNSET
    scope: str | UnsetType = UNSET
    kind: str | UnsetType = UNSET
    value: str | UnsetType = UNSET
    min_quantity: str | UnsetType = UNSET
    date_from: DayText | UnsetType = UNSET
    date_to: DayText | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    operation: Literal["multiply", "divide"] | UnsetType = UNSET
    valid_from: DayText | UnsetType = UNSET
    vat_mode: Literal["eu_reverse", "export", "exempt"] | UnsetType = UNSET
    origin: str | UnsetType = field(default=UNSET, name="from")
    target: str | UnsetType = field(default=UNSET, name="to")


class SharedProductRow(Reply):
    """A supplier's product; a field that is not shared is absent, and so is a price that there is none."""

    id: int
    parent_id: int
    type: str
    is_bundle: bool
    min_quantity: int
    quantity_step: int
    available_from: UnixTime
    linked_product_id: int
    name: str | UnsetType = UNSET
    sku: str | UnsetType = UNSET
    ean: str | UnsetType = UNSET
    ean_additional: list[AdditionalEanRow] | UnsetType = UNSET
    manufacturer_id: int | UnsetType = UNSET
    manufacturer: str | UnsetType = UNSET
    category_id: int | UnsetType = UNSET
    category: str | UnsetType = UNSET
    weight: float | UnsetType = UNSET
    height: float | UnsetType = UNSET
    width: float | UnsetType = UNSET
    length: float | UnsetType = UNSET
    text_fields: TextFields | UnsetType = UNSET
    price: float | UnsetType = UNSET
    price_net: float | UnsetType = UNSET
    tax_rate: float | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    price_steps: list[PriceStepRow] | UnsetType = UNSET
    stock: int | UnsetType = UNSET
    images: Annotated[dict[str, str], Meta(description="Address by position, from 1")] | UnsetType = UNSET


class GetConnectProductsReply(Reply):
    """A page of a supplier's products."""

    products: Annotated[dict[str, SharedProductRow], Meta(description="By the supplier's product id")]
