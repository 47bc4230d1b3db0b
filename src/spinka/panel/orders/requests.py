"""Changes of a forwarded order: another number of pieces, what a partner asks for, and the answer (R14, R15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import services as connect
from spinka.connect.sale_reads import AskedChange, OrderSale, sales_page
from spinka.core.errors import NotFound, SpinkaError
from spinka.orders import queries
from spinka.orders.draft import MOST_PIECES, LineChanges
from spinka.orders.models import OrderLine
from spinka.panel.cells import money_text
from spinka.panel.changes import show_refusal
from spinka.panel.components import Chip
from spinka.panel.fields import Amount
from spinka.panel.http import PanelRequest, go, may, page
from spinka.panel.orders.actions import draw_dialog, order_url
from spinka.panel.orders.words import field_names

STATES: Final = {
    "accepted": Chip("ok", _("Accepted")),
    "declined": Chip("bad", _("Declined")),
    "withdrawn": Chip("new", _("Taken back"), "ban"),
    "lapsed": Chip("new", _("No longer needed"), "ban"),
}
REDUCE, PROPOSE, LATER = "refuse", "change", "backorder"


@dataclass(frozen=True, slots=True)
class RequestView:
    """A change that one side asks for: what, why, who acts next, and the buttons of the reader."""

    asked: AskedChange
    text: str
    chip: Chip
    may_answer: bool
    may_withdraw: bool


def draw_requests(
    request: PanelRequest, sale: OrderSale, names: Mapping[int, str], *, sees_prices: bool
) -> list[RequestView]:
    """What is asked about a sale, open ones first; those that are over stay for the reader who comes back."""
    may_act = may(request, "orders:write")
    rows = sorted(sale.requests, key=lambda asked: (asked.state != "open", -asked.request_id))
    return [
        RequestView(
            asked=asked,
            text=text_of(asked, names.get(asked.line_id or 0, ""), sale.currency, sees_prices=sees_prices),
            chip=chip_of(asked, sale.partner),
            may_answer=may_act and asked.state == "open" and not asked.is_ours,
            may_withdraw=may_act and asked.state == "open" and asked.is_ours,
        )
        for asked in rows[:10]
    ]


def chip_of(asked: AskedChange, partner: str) -> Chip:
    """Who acts next, or how it ended."""
    if asked.state != "open":
        return STATES[asked.state]
    if asked.is_ours:
        return Chip("wait", gettext("Waits for %(partner)s") % {"partner": partner})
    return Chip("wait", gettext("Waits for you"))


def text_of(asked: AskedChange, name: str, currency: str, *, sees_prices: bool) -> str:
    """What is asked, in a sentence with numbers."""
    values: dict[str, Any] = {"name": name, "count": asked.quantity if asked.quantity is not None else 0}
    if asked.kind == "data":
        return gettext("Other data of the order: %(fields)s") % {"fields": field_names(list(asked.values))}
    if asked.kind == "backorder":
        text = gettext("%(count)s pcs of “%(name)s” later") % values
    elif asked.kind == "substitute":
        text = gettext("Another product in place of “%(name)s”: %(count)s pcs of product %(product)s") % {
            **values,
            "product": asked.product_id or 0,
        }
    elif asked.quantity == 0:
        text = gettext("“%(name)s” cancelled") % values
    elif asked.quantity is not None:
        text = gettext("%(count)s pcs of “%(name)s”") % values
    else:
        text = gettext("“%(name)s”") % values
    if asked.price is not None:
        shown = money_text(asked.price, currency) if sees_prices else gettext("hidden")
        text += ", " + gettext("price %(price)s") % {"price": shown}
    return text


class ChangeLine(forms.Form):
    """Another number of pieces; a supplier says whether it reduces at once or proposes."""

    quantity = forms.IntegerField(label=_("Pieces"), min_value=0, max_value=MOST_PIECES)
    how = forms.ChoiceField(
        label=_("What happens"),
        choices=[
            (REDUCE, _("Reduce at once")),
            (PROPOSE, _("Propose to the contractor")),
            (LATER, _("The missing pieces come later, if the contractor agrees")),
        ],
        required=False,
    )
    price = Amount(label=_("New price, gross"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, is_received: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_received:
            for name in ("how", "price", "reason"):
                del self.fields[name]


def _line(account_id: int, order_id: int, line_id: int) -> OrderLine:
    line = next((row for row in queries.lines_of(account_id=account_id, order_id=order_id) if row.pk == line_id), None)
    if line is None:
        raise NotFound("There is no line %(id)s in order %(order_id)s", id=line_id, order_id=order_id)
    return line


@page(scope="orders:read", write="orders:write")
def change_line(request: PanelRequest, order_id: int, line_id: int) -> HttpResponse:
    """Ask for the new number of pieces, or change it: on both sides at once, or as a request to a supplier that packs."""
    account_id = request.account_id
    queries.get_order(account_id=account_id, order_id=order_id)
    line = _line(account_id, order_id, line_id)
    sales = [sale for sale in sales_page(account_id=account_id, order_id=order_id) if sale.is_open]
    sale = next((sale for sale in sales if any(part.line_id == line_id and part.is_open for part in sale.lines)), None)
    is_received = sale is not None and sale.is_supplier
    if request.method != "POST":
        form = ChangeLine(initial={"quantity": line.quantity}, is_received=is_received)
    else:
        form = ChangeLine(request.POST, is_received=is_received)
        if form.is_valid():
            try:
                text = _change(request, order_id, line, sale, form.cleaned_data)
                return go(request, order_url(order_id), text)
            except SpinkaError as error:
                show_refusal(form, error)
    return draw_dialog(
        request,
        form,
        title=gettext("Pieces of “%(name)s”") % {"name": line.name},
        verb=gettext("Save"),
        url=reverse("panel:order-line", kwargs={"order_id": order_id, "line_id": line_id}),
        back=order_url(order_id),
        body="panel/orders/_line.html",
        sale=sale,
        is_received=is_received,
    )


def _change(
    request: PanelRequest, order_id: int, line: OrderLine, sale: OrderSale | None, data: Mapping[str, Any]
) -> str:
    account_id, quantity, actor = request.account_id, data["quantity"], request.user.name
    if sale is not None and sale.is_supplier:
        return _supplier_change(request, line, sale, data)
    connect.edit_line(
        account_id=account_id,
        order_id=order_id,
        line_id=line.pk,
        changes=LineChanges(quantity=quantity),
        actor=actor,
    )
    now = _line(account_id, order_id, line.pk).quantity
    if sale is not None and now == line.quantity != quantity:
        return gettext("%(partner)s was asked to agree to it") % {"partner": sale.partner}
    return gettext("Saved")


def _supplier_change(request: PanelRequest, line: OrderLine, sale: OrderSale, data: Mapping[str, Any]) -> str:
    how = data.get("how") or REDUCE
    fewer = line.quantity - data["quantity"]
    action: dict[str, Any] = {"quantity": data["quantity"], "price": data.get("price")}
    if how == LATER or (how == REDUCE and fewer >= 0):
        action = {"quantity": max(0, fewer)}
    elif how == REDUCE:
        how = PROPOSE
    connect.set_sale_lines(
        account_id=request.account_id,
        sale_id=sale.sale_id,
        lines=[
            connect.LineAction(
                action=cast("connect.Action", how), line_id=line.pk, reason=data.get("reason", ""), **action
            )
        ],
        actor=request.user.name,
    )
    if how == REDUCE:
        return gettext("Saved on both sides")
    return gettext("%(partner)s was asked to agree to it") % {"partner": sale.partner}


@page(scope="orders:read", write="orders:write", methods=("POST",))
def answer_request(request: PanelRequest, order_id: int, request_id: int) -> HttpResponse:
    """Agree to what the partner asks, decline it, or take an own question back."""
    queries.get_order(account_id=request.account_id, order_id=order_id)
    sale = next(
        (
            sale
            for sale in sales_page(account_id=request.account_id, order_id=order_id)
            if any(asked.request_id == request_id for asked in sale.requests)
        ),
        None,
    )
    if sale is None:
        raise NotFound("There is no open request %(id)s", id=request_id)
    answer = request.POST.get("answer", "")
    actions: dict[str, connect.Action] = {
        "yes": "accept" if sale.is_supplier else "agree",
        "no": "decline",
        "back": "withdraw",
    }
    connect.set_sale_lines(
        account_id=request.account_id,
        sale_id=sale.sale_id,
        lines=[connect.LineAction(action=actions.get(answer, "decline"), request_id=request_id)],
        actor=request.user.name,
    )
    texts = {
        "yes": gettext("Agreed; both orders are changed"),
        "no": gettext("Declined; both orders stay as they were"),
        "back": gettext("The request is taken back"),
    }
    return go(request, order_url(order_id), texts.get(answer, texts["no"]))
