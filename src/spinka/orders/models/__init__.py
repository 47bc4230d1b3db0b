"""Tables of orders."""

from spinka.orders.models.journal import JournalEntry
from spinka.orders.models.line import Allocation, OrderLine
from spinka.orders.models.order import Order, OrderPayment, OrderSource
from spinka.orders.models.status import OrderExtraField, OrderStatus, OrderStatusGroup, StatusGroup, StatusType

__all__ = [
    "Allocation",
    "JournalEntry",
    "Order",
    "OrderExtraField",
    "OrderLine",
    "OrderPayment",
    "OrderSource",
    "OrderStatus",
    "OrderStatusGroup",
    "StatusGroup",
    "StatusType",
]
