"""Writes of returns, by noun; call them through this package."""

from spinka.returns.services.creation import CreatedReturn, create_return
from spinka.returns.services.editing import edit_return
from spinka.returns.services.lines import add_line, delete_line, edit_line
from spinka.returns.services.moves import change_status, change_statuses
from spinka.returns.services.moving import move_returns
from spinka.returns.services.opening import open_default_returns
from spinka.returns.services.refunds import set_refund
from spinka.returns.services.status_list import StatusFields, delete_group, delete_status, save_group, save_status

__all__ = [
    "CreatedReturn",
    "StatusFields",
    "add_line",
    "change_status",
    "change_statuses",
    "create_return",
    "delete_group",
    "delete_line",
    "delete_status",
    "edit_line",
    "edit_return",
    "move_returns",
    "open_default_returns",
    "save_group",
    "save_status",
    "set_refund",
]
