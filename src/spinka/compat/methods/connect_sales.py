"""Forwarding orders to suppliers and reading the sales they became."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.connect_sales import (
    ForwardConnectOrderReply,
    GetConnectSalesReply,
    SetConnectSaleLinesReply,
)
from spinka.compat.wire.catalog import Amount, Id, Seconds, finite, or_none
from spinka.compat.wire.sales import sale_map
from spinka.connect import services as connect
from spinka.connect.sale_reads import sales_page
from spinka.core import clock


class ForwardOrder(Params):
    """An order, one connected integration or every one with a matched line, the amount it may cost, and other lines."""

    order_id: Id
    connect_integration_id: Id | UnsetType = UNSET
    expected_amount: Amount | UnsetType = UNSET
    unmatched_lines: Literal["text", "skip", "refuse"] | UnsetType = UNSET


def _result(result: connect.ForwardResult) -> Answer:
    answer: Answer = {
        "connect_integration_id": result.connect_integration_id,
        "state": result.state,
        "forwarded_lines": result.forwarded_lines,
        "skipped_lines": result.skipped_lines,
    }
    if result.sale_id is not None:
        answer["connect_sale_id"] = result.sale_id
    if result.reason_code:
        answer["reason_code"] = result.reason_code
        answer["reason"] = result.text
        answer["reason_details"] = {
            name: value if isinstance(value, (int, str, Decimal)) else str(value)
            for name, value in result.details.items()
        }
    return answer


@method("forwardConnectOrder", scope=Scope.ORDERS_WRITE, params=ForwardOrder, reply=ForwardConnectOrderReply)
def forward_connect_order(call: Call, params: ForwardOrder) -> Answer:
    """Forward an order to its suppliers; every connection answers with its state and, if refused, the reason."""
    results = connect.forward_order(
        account_id=call.account_id,
        order_id=params.order_id,
        connect_integration_id=or_none(params.connect_integration_id),
        expected_amount=finite(params.expected_amount, "expected_amount"),
        unmatched_lines=None if params.unmatched_lines is UNSET else params.unmatched_lines,
        actor=call.actor,
    )
    return {"sales": [_result(result) for result in results]}


class CancelOrderLine(Params):
    """A forwarded line of one's own order and how many of its pieces are cancelled."""

    order_id: Id
    order_product_id: Id
    quantity: int


@method("cancelConnectOrderLine", scope=Scope.ORDERS_WRITE, params=CancelOrderLine, reply=NoReply)
def cancel_connect_order_line(call: Call, params: CancelOrderLine) -> Answer:
    """Cancel pieces of a forwarded line on both sides at once, until the supplier locks the order."""
    connect.cancel_pieces(
        account_id=call.account_id,
        order_id=params.order_id,
        line_id=params.order_product_id,
        quantity=params.quantity,
        actor=call.actor,
    )
    return {}


Reason = Annotated[str, Meta(max_length=500)]


class SaleLineAction(Struct, kw_only=True):
    """What to do with a line of the sale, by the caller's own line id, or with a request by its number."""

    action: connect.Action
    line_id: Id = 0
    request_id: Id = 0
    quantity: int | UnsetType = UNSET
    price: Amount | UnsetType = UNSET
    date: Seconds = 0
    product_id: Id | UnsetType = UNSET
    reason: Reason = ""


class SetSaleLines(Params):
    """The sale and what is to be done with its lines, all of it or nothing."""

    connect_sale_id: Id
    lines: list[SaleLineAction]


def _action(number: int, line: SaleLineAction) -> connect.LineAction:
    return connect.LineAction(
        action=line.action,
        line_id=line.line_id,
        request_id=line.request_id,
        quantity=None if line.quantity is UNSET else line.quantity,
        price=finite(line.price, f"lines[{number}].price"),
        date=clock.from_unix(line.date) if line.date else None,
        product_id=or_none(line.product_id),
        reason=line.reason,
    )


@method("setConnectSaleLines", scope=Scope.ORDERS_WRITE, params=SetSaleLines, reply=SetConnectSaleLinesReply)
def set_connect_sale_lines(call: Call, params: SetSaleLines) -> Answer:
    """Reduce, refuse, confirm and cancel lines of a sale, propose changes, and answer what the other side asked for."""
    connect.set_sale_lines(
        account_id=call.account_id,
        sale_id=params.connect_sale_id,
        lines=[_action(number, line) for number, line in enumerate(params.lines)],
        actor=call.actor,
    )
    (sale,) = sales_page(account_id=call.account_id, sale_id=params.connect_sale_id)
    return {"sale": sale_map(sale)}


class GetSales(Params):
    """Which sales: one, those of an order, an integration or a contractor, from an id or a moment of change on."""

    connect_sale_id: Id | UnsetType = UNSET
    order_id: Id | UnsetType = UNSET
    connect_integration_id: Id | UnsetType = UNSET
    connect_contractor_id: Id | UnsetType = UNSET
    id_from: Id = 0
    updated_from: Seconds = 0


@method("getConnectSales", scope=Scope.CONNECT_READ, params=GetSales, reply=GetConnectSalesReply)
def get_connect_sales(call: Call, params: GetSales) -> Answer:
    """Read up to 100 sales from the caller's side, with lines, parcels and history."""
    sale_id = or_none(params.connect_sale_id)
    sales = sales_page(
        account_id=call.account_id,
        sale_id=sale_id,
        order_id=or_none(params.order_id),
        integration_id=or_none(params.connect_integration_id),
        connection_id=or_none(params.connect_contractor_id),
        id_from=params.id_from,
        updated_from=clock.from_unix(params.updated_from),
    )
    if sale_id is not None and not sales:
        raise ApiError("ERROR_NOT_FOUND", f"There is no sale {sale_id}")
    return {"sales": [sale_map(sale) for sale in sales]}
