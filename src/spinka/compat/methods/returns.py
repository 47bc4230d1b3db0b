"""Returns: addOrderReturn, getOrderReturns, getOrderReturnExtraFields, setOrderReturnFields."""

from typing import Annotated, Any, Final, cast

import msgspec
from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.returns import AddOrderReturnReply, GetOrderReturnExtraFieldsReply, GetOrderReturnsReply
from spinka.compat.wire.amounts import BigInt, UnixTime, decimal, moment
from spinka.compat.wire.extra_fields import field_rows, text_values
from spinka.compat.wire.order_head import Text2, Text20, Text30, Text50, Text100, Text150, Text200
from spinka.compat.wire.order_json import extended
from spinka.compat.wire.return_json import returns_json
from spinka.compat.wire.return_lines import ReturnLineParams, line_fields
from spinka.connect import sale_reads
from spinka.core import arrivals
from spinka.returns import queries
from spinka.returns import services as returns
from spinka.returns.draft import MOST_LINES, ReturnDraft, ReturnFields

# Parameters of the same calls that are no columns to copy.
NOT_HEAD: Final = frozenset(
    {
        *("return_id", "order_id", "status_id", "custom_source_id", "date_add", "currency", "refunded", "products"),
        *("reference_number", "refund_account_number", "refund_iban", "refund_swift"),
    }
)


class ReturnHead(Params):
    """Fields addOrderReturn and setOrderReturnFields share."""

    admin_comments: Text200 | UnsetType = UNSET
    email: Text150 | UnsetType = UNSET
    phone: Text100 | UnsetType = UNSET
    user_login: Text30 | UnsetType = UNSET
    delivery_price: float | UnsetType = UNSET
    delivery_fullname: Text100 | UnsetType = UNSET
    delivery_company: Text100 | UnsetType = UNSET
    delivery_address: Text100 | UnsetType = UNSET
    delivery_postcode: Text100 | UnsetType = UNSET
    delivery_city: Text100 | UnsetType = UNSET
    delivery_state: Text100 | UnsetType = UNSET
    delivery_country_code: Text2 | UnsetType = UNSET
    extra_field_1: Text50 | UnsetType = UNSET
    extra_field_2: Text50 | UnsetType = UNSET
    custom_extra_fields: dict[str, str | dict[str, str]] | UnsetType = UNSET


def _head_fields(params: ReturnHead) -> ReturnFields:
    fields: dict[str, Any] = {}
    for name in params.__struct_fields__:
        value = getattr(params, name)
        if value is UNSET or name in NOT_HEAD:
            continue
        if name == "delivery_price":
            value = decimal(name, value)
        elif name == "custom_extra_fields":
            value = text_values(value)
        elif name == "delivery_country_code":
            value = value.upper()
        fields["extra_fields" if name == "custom_extra_fields" else name] = value
    return cast(ReturnFields, fields)


class AddOrderReturnParams(ReturnHead):
    """Everything is optional (R36): a return may belong to no order and have no lines yet."""

    order_id: BigInt = 0
    status_id: BigInt = 0
    custom_source_id: BigInt = 0
    reference_number: Text100 = ""
    date_add: UnixTime = 0
    currency: Annotated[str, Meta(max_length=3)] = ""
    refunded: bool = False
    delivery_state: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET
    products: list[ReturnLineParams] = []
    refund_account_number: Text50 = ""
    refund_iban: Annotated[str, Meta(max_length=34)] = ""
    refund_swift: Annotated[str, Meta(max_length=11)] = ""


@method("addOrderReturn", scope=Scope.ORDERS_WRITE, params=AddOrderReturnParams, reply=AddOrderReturnReply)
def add_order_return(call: Call, params: AddOrderReturnParams) -> Answer:
    """Create a return; a line of an order's line takes from it what it does not name."""
    if len(params.products) > MOST_LINES:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter products: at most {MOST_LINES} lines")
    draft = ReturnDraft(
        order_id=params.order_id or None,
        status_id=params.status_id or None,
        source_id=params.custom_source_id,
        reference_number=params.reference_number,
        date_add=moment(params.date_add),
        currency=params.currency,
        is_refunded=params.refunded,
        refund_account_number=params.refund_account_number,
        refund_iban=params.refund_iban,
        refund_swift=params.refund_swift,
        lines=[line_fields(line) for line in params.products],
    )
    for name, value in _head_fields(params).items():
        setattr(draft, name, value)
    draft.extra_fields = {key: text for key, text in draft.extra_fields.items() if text}
    created = returns.create_return(account_id=call.account_id, draft=draft, actor=call.actor)
    return {"return_id": created.return_id}


class GetOrderReturnsParams(Params):
    """Filters; 0 and "" stand for none."""

    order_id: BigInt = 0
    return_id: BigInt = 0
    date_from: UnixTime = 0
    id_from: BigInt = 0
    status_id: BigInt = 0
    filter_order_return_source: Text20 = ""
    filter_order_return_source_id: BigInt | UnsetType = UNSET
    include_custom_extra_fields: bool = False
    include_connect_data: bool = False


@method("getOrderReturns", scope=Scope.ORDERS_READ, params=GetOrderReturnsParams, reply=GetOrderReturnsReply)
def get_order_returns(call: Call, params: GetOrderReturnsParams) -> Answer:
    """Returns with lines, 100 a page, ascending by id, or by date_add when only date_from is given.

    A page by time brings all returns of its last second; either ends before what others are still writing. Three
    queries, four with connect_data, which is that of the return's order (F-19).
    """
    source_id = params.filter_order_return_source_id
    wanted = queries.ReturnFilter(
        return_id=params.return_id or None,
        order_id=params.order_id or None,
        id_from=params.id_from or None,
        added_from=moment(params.date_from),
        status_id=params.status_id or None,
        source=params.filter_order_return_source,
        source_id=None if source_id is UNSET else source_id,
        last_id=None if params.return_id else arrivals.settled_id(queries.RETURNS, account_id=call.account_id),
    )
    rows = returns_json(account_id=call.account_id, wanted=wanted, with_extra_fields=params.include_custom_extra_fields)
    order_ids = {order_id for order_id, _ in rows.values() if order_id}
    data = {}
    if params.include_connect_data and order_ids:
        data = sale_reads.connect_data_of(account_id=call.account_id, order_ids=list(order_ids))
    texts = [
        extended(text, {"connect_data": data[order_id]}) if order_id in data else text
        for order_id, text in rows.values()
    ]
    return {"returns": msgspec.Raw(b"[" + b",".join(texts) + b"]")}


@method("getOrderReturnExtraFields", scope=Scope.ORDERS_READ, reply=GetOrderReturnExtraFieldsReply)
def get_order_return_extra_fields(call: Call, params: Params) -> Answer:
    """Extra fields the account defined for returns; options only where there is a choice."""
    return {"extra_fields": field_rows(queries.extra_fields(call.account_id))}


class SetOrderReturnFieldsParams(ReturnHead, kw_only=True):
    """The return and the fields that change."""

    return_id: BigInt


@method("setOrderReturnFields", scope=Scope.ORDERS_WRITE, params=SetOrderReturnFieldsParams, reply=NoReply)
def set_order_return_fields(call: Call, params: SetOrderReturnFieldsParams) -> Answer:
    """Change only the fields that are named."""
    returns.edit_return(
        account_id=call.account_id, return_id=params.return_id, fields=_head_fields(params), actor=call.actor
    )
    return {}
