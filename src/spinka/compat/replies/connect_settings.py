"""Settings of integrations and connections as answers give them (R31, R33)."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import DayText

Interval = Literal["off", "live", "15m", "1h", "4h", "12h", "24h"]
StatusIds = Annotated[dict[str, int], Meta(description="Own status id by the partner's status id")]


class ProductFilterRow(Reply):
    """Which products are shared."""

    mode: Literal["all", "selected"]
    category_ids: list[int]
    manufacturer_ids: list[int]
    tags: list[str]
    product_ids: list[int]
    exclude_product_ids: list[int]
    in_stock: bool


class PriceRuleRow(Reply):
    """A price rule; ids are ids, or names where the scope is tag."""

    scope: Literal["all", "category", "manufacturer", "tag", "product"]
    ids: list[int | str]
    kind: Literal["discount_percent", "markup_percent", "fixed"]
    value: float
    date_from: DayText | None
    date_to: DayText | None
    min_quantity: int


class FurtherCatalogRow(Reply):
    """One more catalog under the integration's code; what is null is the catalog's or the integration's."""

    inventory_id: int
    price_group_id: int | None
    warehouses: list[str] | None
    product_filter: ProductFilterRow | None


class SupplierSettingsRow(Reply):
    """The supplier's settings as they apply (R33)."""

    share_products: bool
    accept_orders: bool
    price_group_id: int | None
    currency: str | None
    discount_percent: float
    price_rules: list[PriceRuleRow]
    warehouses: list[str] | None
    stock_buffer: int
    stock_share_percent: float
    stock_cap: int | None
    share_fields: list[str]
    product_filter: ProductFilterRow
    catalogs: list[FurtherCatalogRow]
    start_status_id: int | None
    status_map_in: StatusIds
    status_map_out: list[int]
    lock_status_ids: list[int] | None
    stock_on_shortage: Literal["refuse", "backorder", "accept"]
    credit_on_shortage: Literal["refuse", "accept_unpaid", "hold_status"]
    credit_hold_status_id: int | None
    payment_terms_days: int
    share_documents: bool
    invoice_to: Literal["contractor", "order"]
    vat_mode: Literal["domestic", "eu_reverse", "export", "exempt"]
    delivery_fee: float | Literal["none"]
    free_delivery_from: float | None
    delivery_methods: dict[str, str]
    min_order_value: float
    terms_text: str
    holds: bool
    hold_max_seconds: int
    hold_max_percent: float
    hold_max_open: int
    buyer_data_days: int


class InvoiceDataRow(Reply):
    """Billing data that go with an order in place of the buyer's."""

    invoice_fullname: str
    invoice_company: str
    invoice_nip: str
    invoice_address: str
    invoice_postcode: str
    invoice_city: str
    invoice_state: str
    invoice_country_code: str


class ContractorSettingsRow(Reply):
    """The contractor's settings as they apply (R33)."""

    name: str
    hide_prices: bool
    overwrite_invoice: InvoiceDataRow | None
    forwarding: Literal["manual", "automatic"]
    forward_status_ids: list[int]
    unmatched_lines: Literal["text", "skip", "refuse"]
    status_map_in: StatusIds
    status_map_out: list[int]
    stock_sync: Interval
    stock_warehouse_id: str | None
    price_sync: Interval
    price_group_id: int | None
    price_markup_percent: float
    send_transaction_number: bool
    priority: int
    max_price_rise_percent: float | None
    round_up_quantities: bool
    send_buyer_contact: Literal["all", "phone", "none"]
    send_cod: bool


class SettingsRow(Reply):
    """Settings of the caller's side: the supplier's keys or the contractor's, never both."""

    share_products: bool | UnsetType = UNSET
    accept_orders: bool | UnsetType = UNSET
    price_group_id: int | UnsetType | None = UNSET
    currency: str | UnsetType | None = UNSET
    discount_percent: float | UnsetType = UNSET
    price_rules: list[PriceRuleRow] | UnsetType = UNSET
    warehouses: list[str] | UnsetType | None = UNSET
    stock_buffer: int | UnsetType = UNSET
    stock_share_percent: float | UnsetType = UNSET
    stock_cap: int | UnsetType | None = UNSET
    share_fields: list[str] | UnsetType = UNSET
    product_filter: ProductFilterRow | UnsetType = UNSET
    catalogs: list[FurtherCatalogRow] | UnsetType = UNSET
    start_status_id: int | UnsetType | None = UNSET
    status_map_in: StatusIds | UnsetType = UNSET
    status_map_out: list[int] | UnsetType = UNSET
    lock_status_ids: list[int] | UnsetType | None = UNSET
    stock_on_shortage: Literal["refuse", "backorder", "accept"] | UnsetType = UNSET
    credit_on_shortage: Literal["refuse", "accept_unpaid", "hold_status"] | UnsetType = UNSET
    credit_hold_status_id: int | UnsetType | None = UNSET
    payment_terms_days: int | UnsetType = UNSET
    share_documents: bool | UnsetType = UNSET
    invoice_to: Literal["contractor", "order"] | UnsetType = UNSET
    vat_mode: Literal["domestic", "eu_reverse", "export", "exempt"] | UnsetType = UNSET
    delivery_fee: float | Literal["none"] | UnsetType = UNSET
    free_delivery_from: float | UnsetType | None = UNSET
    delivery_methods: dict[str, str] | UnsetType = UNSET
    min_order_value: float | UnsetType = UNSET
    terms_text: str | UnsetType = UNSET
    holds: bool | UnsetType = UNSET
    hold_max_seconds: int | UnsetType = UNSET
    hold_max_percent: float | UnsetType = UNSET
    hold_max_open: int | UnsetType = UNSET
    buyer_data_days: int | UnsetType = UNSET
    name: str | UnsetType = UNSET
    hide_prices: bool | UnsetType = UNSET
    overwrite_invoice: InvoiceDataRow | UnsetType | None = UNSET
    forwarding: Literal["manual", "automatic"] | UnsetType = UNSET
    forward_status_ids: list[int] | UnsetType = UNSET
    unmatched_lines: Literal["text", "skip", "refuse"] | UnsetType = UNSET
    stock_sync: Interval | UnsetType = UNSET
    stock_warehouse_id: str | UnsetType | None = UNSET
    price_sync: Interval | UnsetType = UNSET
    price_markup_percent: float | UnsetType = UNSET
    send_transaction_number: bool | UnsetType = UNSET
    priority: int | UnsetType = UNSET
    max_price_rise_percent: float | UnsetType | None = UNSET
    round_up_quantities: bool | UnsetType = UNSET
    send_buyer_contact: Literal["all", "phone", "none"] | UnsetType = UNSET
    send_cod: bool | UnsetType = UNSET
