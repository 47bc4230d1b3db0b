"""Parameters of a return's line and their way to our fields."""

from msgspec import UNSET, UnsetType

from spinka.compat.wire.order_lines import OrderLineParams, line_changes
from spinka.returns.draft import ReturnLineFields


class ReturnLineParams(OrderLineParams):
    """A line as addOrderReturn, addOrderReturnProduct and setOrderReturnProductFields take it."""

    order_product_id: int = 0
    status_id: int | UnsetType = UNSET
    return_reason_id: int | UnsetType = UNSET


def line_fields(params: ReturnLineParams) -> ReturnLineFields:
    """What a call names of a line, the rest None. Raises ApiError for an unknown storage and wrong numbers."""
    return ReturnLineFields(
        goods=line_changes(params),
        order_line_id=params.order_product_id,
        status_id=None if params.status_id is UNSET else params.status_id,
        reason_id=None if params.return_reason_id is UNSET else params.return_reason_id,
    )
