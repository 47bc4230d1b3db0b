"""Shapes of the answers about an order's marketplace transaction."""

from msgspec import UNSET, UnsetType, field

from spinka.compat.registry import Reply


class TransactionShipment(Reply):
    """Pieces a marketplace's own warehouse sent."""

    product_name: str
    product_sku: str
    quantity: int
    fba: str


class TransactionItemPrice(Reply):
    """What the delivery of a line cost."""


class TransactionItemTax(Reply):
    """A tax a marketplace charged on a line."""


class TransactionItem(Reply):
    """A line under the marketplace's own numbers."""

    item_id: str = field(name="itemId")
    outer_item_id: str = field(name="outerItemId")
    shipping: TransactionItemPrice
    taxes: list[TransactionItemTax]


class GetOrderTransactionDataReply(Reply, kw_only=True):
    """The transaction; times are unix seconds, 0 where nobody named one."""

    currency: str
    fulfillment_shipments: list[TransactionShipment] | UnsetType = UNSET
    fulfillment_center_id: str | UnsetType = UNSET
    ship_date_from: int
    ship_date_to: int
    delivery_date_from: int
    delivery_date_to: int
    marketplace_transaction_id: str
    account_id: int
    transaction_date: int
    order_items: list[TransactionItem] | UnsetType = UNSET


class GetOrderTransactionDetailsReply(Reply):
    """The same under the names of before."""

    amazon_fulfillment_shipments: list[TransactionShipment]
    amazon_ship_date_from: int
    amazon_ship_date_to: int
    amazon_delivery_date_from: int
    amazon_delivery_date_to: int
