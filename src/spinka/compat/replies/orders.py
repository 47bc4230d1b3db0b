"""Answers about orders."""

from msgspec import UNSET, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import ExtraValues, Flag, Star, TextFlag, UnixTime


class AddOrderReply(Reply):
    """The order created."""

    order_id: int


class DeleteOrdersReply(Reply):
    """The orders that were there and are deleted."""

    deleted_order_ids: list[int]


class CommissionRow(Reply):
    """A commission of a marketplace."""

    commission_name: str
    commission_type: str
    cost_netto: float
    cost_brutto: float
    cost_currency: str


class OldCommission(Reply):
    """The commission as it was given before there were several."""

    net: float
    gross: float
    currency: str


class ConnectData(Reply):
    """The sale an order stands in, by the caller's own number of the integration."""

    connect_integration_id: int
    connect_contractor_id: int
    connect_sale_id: int


class OrderLineRow(Reply):
    """A line of an order; ids of the product are text, "0" for none."""

    storage: str
    storage_id: int
    order_product_id: int
    product_id: str
    variant_id: str
    name: str
    attributes: str
    sku: str
    ean: str
    location: str
    auction_id: str
    price_brutto: float
    tax_rate: float
    quantity: int
    weight: float
    bundle_id: int
    warehouse_id: int


class OrderRow(Reply):
    """An order with its lines; connect_data only of an order that stands in a sale."""

    order_id: int
    shop_order_id: int
    external_order_id: str
    order_source: str
    order_source_id: int
    order_source_info: str
    order_status_id: int
    date_add: UnixTime
    date_confirmed: UnixTime
    date_in_status: UnixTime
    confirmed: bool
    user_login: str
    currency: str
    payment_method: str
    payment_method_cod: TextFlag
    payment_done: float
    user_comments: str
    admin_comments: str
    email: str
    phone: str
    delivery_method_id: int
    delivery_method: str
    delivery_price: float
    delivery_package_module: str
    delivery_package_nr: str
    delivery_fullname: str
    delivery_company: str
    delivery_address: str
    delivery_postcode: str
    delivery_city: str
    delivery_state: str
    delivery_country: str
    delivery_country_code: str
    delivery_point_id: str
    delivery_point_name: str
    delivery_point_address: str
    delivery_point_postcode: str
    delivery_point_city: str
    invoice_fullname: str
    invoice_company: str
    invoice_nip: str
    invoice_address: str
    invoice_postcode: str
    invoice_city: str
    invoice_state: str
    invoice_country: str
    invoice_country_code: str
    want_invoice: TextFlag
    extra_field_1: str
    extra_field_2: str
    order_page: str
    pick_state: Flag
    pack_state: Flag
    star: Star
    crm_client_id: int
    products: list[OrderLineRow]
    custom_extra_fields: ExtraValues | UnsetType = UNSET
    commissions: list[CommissionRow] | UnsetType = UNSET
    commission: OldCommission | UnsetType = UNSET
    connect_data: ConnectData | UnsetType = UNSET


class GetOrdersReply(Reply):
    """A page of orders."""

    orders: list[OrderRow]


class OrderOfEmailRow(Reply):
    """An order in short."""

    order_id: int
    order_status_id: int
    date_in_status: UnixTime
    date_add: UnixTime


class GetOrdersByEmailReply(Reply):
    """Orders with an e-mail address."""

    orders: list[OrderOfEmailRow]


class OrderOfPhoneRow(OrderOfEmailRow, kw_only=True):
    """An order in short with its recipient."""

    delivery_fullname: str
    delivery_company: str


class GetOrdersByPhoneReply(Reply):
    """Orders with a phone number."""

    orders: list[OrderOfPhoneRow]
