"""Copying, splitting and merging orders in the panel."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import order_reads
from spinka.connect import services as connect
from spinka.orders import queries
from spinka.orders import services as orders
from spinka.orders.models import Order, OrderLine
from spinka.panel.dialogs import confirm
from spinka.panel.fields import Amount
from spinka.panel.http import PanelRequest, go, may, page
from spinka.panel.orders.actions import chosen_orders, draw_dialog, list_url, order_url
from spinka.panel.orders.words import buyer_name


class SplitOrder(forms.Form):
    """How many pieces of each line go to the new order, and how much of the delivery price."""

    delivery_price = Amount(
        label=_("Delivery price of the new order"),
        required=False,
        min_value=0,
        help_text=_("It is taken off this order's delivery price."),
    )

    def __init__(self, *args: Any, lines: Sequence[OrderLine], total: int, most: Decimal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = total
        for line in lines:
            self.fields[f"line_{line.pk}"] = forms.IntegerField(
                label=line.name or gettext("No name"),
                required=False,
                min_value=0,
                max_value=line.quantity,
                help_text=ngettext("%(count)s piece", "%(count)s pieces", line.quantity) % {"count": line.quantity},
            )
        if most:
            self.fields["delivery_price"].help_text = gettext("At most %(most)s; it is taken off this order's.") % {
                "most": self["delivery_price"].field.prepare_value(most)
            }
        else:
            del self.fields["delivery_price"]

    def lines(self) -> Iterator[BoundField]:
        """The fields of the lines."""
        return (self[name] for name in self.fields if name.startswith("line_"))

    def pieces(self) -> list[tuple[int, int]]:
        """What goes, as (line, quantity)."""
        asked = ((name, self.cleaned_data.get(name) or 0) for name in self.fields if name.startswith("line_"))
        return [(int(name.removeprefix("line_")), quantity) for name, quantity in asked if quantity > 0]

    def clean(self) -> dict[str, Any]:
        """Something goes and something stays."""
        going = sum(quantity for _line, quantity in self.pieces())
        if not self.errors and not going:
            raise forms.ValidationError(gettext("Say how many pieces go to the new order."))
        if not self.errors and going >= self.total:
            raise forms.ValidationError(gettext("At least one piece has to stay in this order."))
        return self.cleaned_data


@page(scope="orders:read", write="orders:write")
def split_order(request: PanelRequest, order_id: int) -> HttpResponse:
    """Ask which pieces go to a new order, or move them there."""
    order = queries.get_order(account_id=request.account_id, order_id=order_id)
    rows = [line for line in queries.lines_of(account_id=request.account_id, order_id=order_id) if line.quantity > 0]
    sold = order_reads.sold_lines(account_id=request.account_id, order_id=order_id)
    options: dict[str, Any] = {
        "lines": [line for line in rows if sold is not None and line.pk not in sold],
        "total": sum(line.quantity for line in rows),
        "most": order.delivery_price if may(request, "prices:read") else None,
    }
    form = SplitOrder(request.POST, **options) if request.method == "POST" else SplitOrder(**options)
    if request.method == "POST" and form.is_valid():
        made = connect.split_order(
            account_id=request.account_id,
            order_id=order_id,
            pieces=form.pieces(),
            delivery_price=form.cleaned_data.get("delivery_price") or Decimal(0),
            actor=request.user.name,
        )
        text = gettext("Order %(id)s made of order %(from)s") % {"id": made.order_id, "from": order_id}
        return go(request, order_url(made.order_id), text)
    return draw_dialog(
        request,
        form,
        title=gettext("Split order %(id)s") % {"id": order_id},
        verb=gettext("Split"),
        url=reverse("panel:split-order", kwargs={"order_id": order_id}),
        back=order_url(order_id),
        body="panel/orders/_split.html",
        currency=order.currency,
        is_received=sold is None,
        is_sold=bool(sold),
    )


@page(scope="orders:read", write="orders:write")
def duplicate_order(request: PanelRequest, order_id: int) -> HttpResponse:
    """Ask, then copy the order as a new one."""
    queries.get_order(account_id=request.account_id, order_id=order_id)
    if request.method != "POST":
        return confirm(
            request,
            title=gettext("Copy order %(id)s?") % {"id": order_id},
            verb=gettext("Copy"),
            url=reverse("panel:duplicate-order", kwargs={"order_id": order_id}),
            consequences=[
                gettext("A new order with the same lines, addresses and notes, in the first status and not paid."),
                gettext("It reserves stock of its own and is not forwarded with this one."),
            ],
            back=order_url(order_id),
        )
    made = orders.duplicate_order(account_id=request.account_id, order_id=order_id, actor=request.user.name)
    text = gettext("Order %(id)s is a copy of order %(from)s") % {"id": made.order_id, "from": order_id}
    return go(request, order_url(made.order_id), text)


class MergeOrders(forms.Form):
    """Which of the orders stays, and whether delivery prices are summed."""

    main_order_id = forms.TypedChoiceField(label=_("The order that stays"), coerce=int)
    with_delivery = forms.BooleanField(label=_("Add the delivery prices together"), required=False)

    def __init__(self, *args: Any, rows: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["main_order_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(row.pk, f"{row.pk} · {buyer_name(row)}") for row in rows]


@page(scope="orders:read", write="orders:write", methods=("POST",))
def bulk_merge(request: PanelRequest) -> HttpResponse:
    """Ask which of the chosen orders stays, then merge the others into it."""
    chosen = chosen_orders(request)
    rows = list(queries.orders_list(account_id=request.account_id).filter(pk__in=chosen).order_by("pk"))
    if len(rows) < 2:
        return go(request, list_url(request), gettext("Choose at least two orders"), tone="bad")
    form = MergeOrders(request.POST, rows=rows) if "sure" in request.POST else MergeOrders(rows=rows)
    if "sure" in request.POST and form.is_valid():
        main_id = form.cleaned_data["main_order_id"]
        connect.merge_orders(
            account_id=request.account_id,
            main_order_id=main_id,
            order_ids=[row.pk for row in rows if row.pk != main_id],
            mode=orders.MergeMode.INTO_MAIN,
            with_delivery=form.cleaned_data["with_delivery"],
            actor=request.user.name,
        )
        text = ngettext("Merged %(count)s order into one", "Merged %(count)s orders into one", len(rows))
        return go(request, order_url(main_id), text % {"count": len(rows)})
    title = ngettext("Merge %(count)s order?", "Merge %(count)s orders?", len(rows)) % {"count": len(rows)}
    return draw_dialog(
        request,
        form,
        title=title,
        verb=gettext("Merge"),
        url=reverse("panel:orders-merge"),
        back=list_url(request),
        body="panel/orders/_merge.html",
        hidden=[("sure", 1), *(("id", row.pk) for row in rows)],
        consequences=[
            gettext("Lines, payments, parcels and returns move to the order that stays, with the stock they hold."),
            gettext("The other orders are deleted. This cannot be undone."),
        ],
    )
