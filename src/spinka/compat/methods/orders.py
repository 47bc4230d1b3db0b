"""Orders: addOrder, deleteOrders, getOrders, getOrdersByEmail, getOrdersByPhone, setOrderFields."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.accounts.queries import get_account
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.orders import (
    AddOrderReply,
    DeleteOrdersReply,
    GetOrdersByEmailReply,
    GetOrdersByPhoneReply,
    GetOrdersReply,
)
from spinka.compat.wire.amounts import BigInt, UnixTime, moment
from spinka.compat.wire.order_head import OrderHead, Text20, Text35, Text50, Text100, Text150, head_fields
from spinka.compat.wire.order_json import as_list, extended, orders_json
from spinka.compat.wire.order_lines import OrderLineParams, line_draft
from spinka.connect import sale_reads
from spinka.connect import services as connect
from spinka.connect.live_lines import fill_live_lines
from spinka.core import clock
from spinka.orders import queries
from spinka.orders import services as orders
from spinka.orders.arrivals import settled
from spinka.orders.draft import OrderDraft

MOST_LINES = 1000
Text200 = Annotated[str, Meta(max_length=200)]


class AddOrderParams(OrderHead):
    """Everything but the order's meaning is optional (R36)."""

    order_status_id: BigInt = 0
    custom_source_id: BigInt = 0
    date_add: UnixTime = 0
    currency: Annotated[str, Meta(max_length=3)] = ""
    paid: bool = False
    delivery_state: Text35 | UnsetType = UNSET
    invoice_state: Text35 | UnsetType = UNSET
    products: list[OrderLineParams] = []


def order_draft(params: AddOrderParams) -> OrderDraft:
    """A new order as our services take it. Raises ApiError for numbers that are none."""
    if len(params.products) > MOST_LINES:
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter products: at most {MOST_LINES} lines")
    draft = OrderDraft(
        status_id=params.order_status_id or None,
        source_id=params.custom_source_id,
        date_add=moment(params.date_add),
        currency=params.currency,
        is_paid=params.paid,
        lines=[line_draft(line) for line in params.products],
    )
    for name, value in head_fields(params).items():
        setattr(draft, name, value)
    draft.extra_fields = {key: text for key, text in draft.extra_fields.items() if text}
    return draft


@method("addOrder", scope=Scope.ORDERS_WRITE, params=AddOrderParams, reply=AddOrderReply)
def add_order(call: Call, params: AddOrderParams) -> Answer:
    """Create an order; it is confirmed at once and holds stock (R4). Lines of live catalogs are filled (R24)."""
    draft = order_draft(params)
    if any(line.storage == "warehouse" for line in draft.lines):
        currency = draft.currency.upper() or get_account(call.account_id).currency
        fill_live_lines(account_id=call.account_id, lines=draft.lines, currency=currency)
    created = orders.create_order(account_id=call.account_id, draft=draft, actor=call.actor)
    return {"order_id": created.order_id}


class DeleteOrdersParams(Params):
    """Up to 1000 ids."""

    order_ids: list[int]


@method("deleteOrders", scope=Scope.ORDERS_WRITE, params=DeleteOrdersParams, reply=DeleteOrdersReply)
def delete_orders(call: Call, params: DeleteOrdersParams) -> Answer:
    """Delete orders; ids that are not the account's are passed over. Forwarded ones are cancelled first (R15)."""
    deleted = connect.delete_orders(account_id=call.account_id, order_ids=params.order_ids, actor=call.actor)
    return {"deleted_order_ids": deleted}


class GetOrdersParams(Params):
    """Filters; 0 and "" stand for none."""

    order_id: BigInt = 0
    date_confirmed_from: UnixTime = 0
    date_from: UnixTime = 0
    id_from: BigInt = 0
    get_unconfirmed_orders: bool = False
    status_id: BigInt = 0
    filter_email: Text150 = ""
    filter_order_source: Text20 = ""
    filter_order_source_id: BigInt | UnsetType = UNSET
    filter_shop_order_id: BigInt = 0
    filter_external_order_id: Text50 = ""
    filter_order_source_info: Text200 = ""
    include_custom_extra_fields: bool = False
    include_commissions: bool = False
    include_connect_data: bool = False
    include_discounts_data: bool = False
    with_commission: bool = False


@method("getOrders", scope=Scope.ORDERS_READ, params=GetOrdersParams, reply=GetOrdersReply)
def get_orders(call: Call, params: GetOrdersParams) -> Answer:
    """Orders with lines, 100 a page, ascending by the cursor: id_from, else date_confirmed_from, else date_from.

    A page by time brings all orders of its last second, a few more than 100 if need be: clients go on with the last
    time + 1. It ends before what others are still writing, and by time with a second that is over. At most five
    queries, one more with connect_data.
    """
    source_id = None if params.filter_order_source_id is UNSET else params.filter_order_source_id
    wanted = queries.OrderFilter(
        order_id=params.order_id or None,
        id_from=params.id_from or None,
        confirmed_from=moment(params.date_confirmed_from),
        added_from=moment(params.date_from),
        with_unconfirmed=params.get_unconfirmed_orders or bool(params.order_id),
        status_id=params.status_id or None,
        email=params.filter_email,
        source=params.filter_order_source,
        source_id=source_id,
        shop_order_id=params.filter_shop_order_id or None,
        external_order_id=params.filter_external_order_id,
        source_info=params.filter_order_source_info,
    )
    rows = orders_json(
        account_id=call.account_id,
        wanted=settled(account_id=call.account_id, wanted=wanted),
        with_extra_fields=params.include_custom_extra_fields,
        with_commissions=params.include_commissions,
        with_old_commission=params.with_commission,
    )
    if params.include_connect_data and rows:
        data = sale_reads.connect_data_of(account_id=call.account_id, order_ids=list(rows))
        for order_id, fields in data.items():
            rows[order_id] = extended(rows[order_id], {"connect_data": fields})
    return {"orders": as_list(rows)}


class EmailParams(Params):
    """An e-mail, compared exactly; as long as an order keeps one."""

    email: Text150 = ""


@method("getOrdersByEmail", scope=Scope.ORDERS_READ, params=EmailParams, reply=GetOrdersByEmailReply)
def get_orders_by_email(call: Call, params: EmailParams) -> Answer:
    """Orders with this e-mail, in the short form."""
    found = queries.orders_by_text(account_id=call.account_id, column="email", text=params.email)
    return {
        "orders": [
            {
                "order_id": order.pk,
                "order_status_id": order.status_id,
                "date_in_status": clock.to_unix(order.date_in_status),
                "date_add": clock.to_unix(order.date_add),
            }
            for order in found
        ]
    }


class PhoneParams(Params):
    """A phone number, compared exactly; as long as an order keeps one."""

    phone: Text100 = ""


@method("getOrdersByPhone", scope=Scope.ORDERS_READ, params=PhoneParams, reply=GetOrdersByPhoneReply)
def get_orders_by_phone(call: Call, params: PhoneParams) -> Answer:
    """Orders with this phone number, in the short form."""
    found = queries.orders_by_text(account_id=call.account_id, column="phone", text=params.phone)
    return {
        "orders": [
            {
                "order_id": order.pk,
                "order_status_id": order.status_id,
                "delivery_fullname": order.delivery_fullname,
                "delivery_company": order.delivery_company,
                "date_in_status": clock.to_unix(order.date_in_status),
                "date_add": clock.to_unix(order.date_add),
            }
            for order in found
        ]
    }


class SetOrderFieldsParams(OrderHead, kw_only=True):
    """The order and the fields that change."""

    order_id: BigInt
    pick_state: Annotated[int, Meta(ge=0, le=1)] | UnsetType = UNSET
    pack_state: Annotated[int, Meta(ge=0, le=1)] | UnsetType = UNSET
    star: Annotated[int, Meta(ge=0, le=5)] | UnsetType = UNSET


@method("setOrderFields", scope=Scope.ORDERS_WRITE, params=SetOrderFieldsParams, reply=NoReply)
def set_order_fields(call: Call, params: SetOrderFieldsParams) -> Answer:
    """Change only the fields that are named."""
    connect.edit_order(
        account_id=call.account_id, order_id=params.order_id, fields=head_fields(params), actor=call.actor
    )
    return {}
