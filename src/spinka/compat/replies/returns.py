"""Answers about returns."""

from msgspec import UNSET, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import ExtraFieldRow, ExtraValues, UnixTime
from spinka.compat.replies.orders import ConnectData


class AddOrderReturnReply(Reply):
    """The return created."""

    return_id: int


class ReturnLineRow(Reply):
    """A line of a return; ids of the product are text, "0" for none."""

    order_return_product_id: int
    storage: str
    storage_id: int
    product_id: str
    variant_id: str
    name: str
    sku: str
    ean: str
    location: str
    warehouse_id: int
    auction_id: str
    attributes: str
    price_brutto: float
    tax_rate: float
    quantity: int
    weight: float
    bundle_id: int
    status_id: int
    return_reason_id: int


class ReturnRow(Reply):
    """A return with its lines; `refunded` is an amount as text."""

    return_id: int
    order_id: int
    shop_order_id: int
    external_order_id: str
    reference_number: str
    order_return_source: str
    order_return_source_id: int
    status_id: int
    date_add: UnixTime
    date_in_status: UnixTime
    user_login: str
    currency: str
    refunded: str
    email: str
    phone: str
    delivery_price: float
    delivery_fullname: str
    delivery_company: str
    delivery_address: str
    delivery_postcode: str
    delivery_city: str
    delivery_state: str
    delivery_country: str
    delivery_country_code: str
    extra_field_1: str
    extra_field_2: str
    admin_comments: str
    delivery_package_module: str
    delivery_package_nr: str
    products: list[ReturnLineRow]
    refund_account_number: str
    refund_iban: str
    refund_swift: str
    fulfillment_status: int
    custom_extra_fields: ExtraValues | UnsetType = UNSET
    connect_data: ConnectData | UnsetType = UNSET


class GetOrderReturnsReply(Reply):
    """A page of returns."""

    returns: list[ReturnRow]


class GetOrderReturnExtraFieldsReply(Reply):
    """Extra fields of returns."""

    extra_fields: list[ExtraFieldRow]
