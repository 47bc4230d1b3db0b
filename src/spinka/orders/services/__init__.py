"""Writes of orders, by noun; call them through this package."""

from spinka.orders.journal import record as record_journal
from spinka.orders.services.creation import CreatedOrder, create_order
from spinka.orders.services.deletion import delete_orders
from spinka.orders.services.duplicate import duplicate_order
from spinka.orders.services.editing import edit_order
from spinka.orders.services.lines import (
    add_line,
    delete_line,
    edit_line,
    grow_line,
    put_off_pieces,
    release_line_stock,
)
from spinka.orders.services.locking import lock_order, lock_orders
from spinka.orders.services.merge import MergeMode, merge_orders
from spinka.orders.services.moves import change_status, change_statuses, check_count, confirm
from spinka.orders.services.opening import open_default_statuses
from spinka.orders.services.payments import set_payment
from spinka.orders.services.split import SplitOrder, split_order
from spinka.orders.services.status_groups import delete_status_group, own_status_group, save_status_group
from spinka.orders.services.statuses import StatusFields, delete_status, save_status

__all__ = [
    "CreatedOrder",
    "MergeMode",
    "SplitOrder",
    "StatusFields",
    "add_line",
    "change_status",
    "change_statuses",
    "check_count",
    "confirm",
    "create_order",
    "delete_line",
    "delete_orders",
    "delete_status",
    "delete_status_group",
    "duplicate_order",
    "edit_line",
    "edit_order",
    "grow_line",
    "lock_order",
    "lock_orders",
    "merge_orders",
    "open_default_statuses",
    "own_status_group",
    "put_off_pieces",
    "record_journal",
    "release_line_stock",
    "save_status",
    "save_status_group",
    "set_payment",
    "split_order",
]
