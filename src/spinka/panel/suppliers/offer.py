"""A supplier's live offer: browsed with own prices and pieces, ordered from without an own product (E-22, E-23)."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, offer_reads, queries
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.external_storages import SUFFIX
from spinka.core.errors import BadParameters, Conflict
from spinka.orders.models import Order
from spinka.panel.cells import WITHHELD
from spinka.panel.components import CONNECTION_STATES
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.listing import with_parameters
from spinka.panel.suppliers.frame import framed

ORDERS: Final = 20


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@page(scope="connect:read", methods=("GET", "HEAD"))
def offer(request: PanelRequest, integration_id: int) -> HttpResponse:
    """The supplier's products as the account gets them now; nothing is copied."""
    row = queries.get_joined(account_id=request.account_id, contractor_integration_id=integration_id)
    words = request.GET.get("q", "").strip()[:100]
    category_id, in_stock = _number(request.GET.get("category", "")), request.GET.get("stock") == "yes"
    found = offer_reads.offer_page(
        account_id=request.account_id,
        contractor_integration_id=integration_id,
        words=words,
        category_id=category_id,
        in_stock=in_stock,
        page=min(1_000_000, _number(request.GET.get("page", "")) or 1),
    )
    sees_prices = may(request, "prices:read")
    terms = listings.offered_terms(account_id=request.account_id, connection_id=row.pk)
    values = framed(
        request,
        row,
        "offer",
        offer=found,
        storage_name=f"{queries.name_of(row)}{SUFFIX}",
        words=words,
        wanted=category_id,
        in_stock=in_stock,
        is_narrowed=bool(words or category_id or in_stock),
        shares=found.share_fields,
        sees_prices=sees_prices,
        products=[(one, one.price.gross if one.price and sees_prices else None) for one in found.products],
        withheld=WITHHELD,
        may_order=found.takes_orders and may(request, "orders:write"),
        may_hold=bool(terms and terms.holds and terms.shares("stock")) and may(request, "orders:write"),
        next=with_parameters(request, page=found.page + 1) if found.has_next else "",
        previous=with_parameters(request, page=found.page - 1) if found.page > 1 else "",
    )
    return render(request, "panel/suppliers/offer.html", values, part="panel/suppliers/_offer.html")


class OrderForm(forms.Form):
    """How many pieces, and which order they go to."""

    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=1_000_000_000)
    order_id = forms.TypedChoiceField(
        label=_("Order"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("A new order is delivered to your company; the address can be changed before forwarding."),
    )

    def __init__(self, *args: Any, account_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Order.objects.for_account(account_id).exclude(source="blconnect").order_by("-pk")
        choices: list[tuple[str, Any]] = [("", _("New order"))]
        for number, person, company in rows.values_list("pk", "delivery_fullname", "delivery_company")[:ORDERS]:
            name = person or company
            choices.append((str(number), f"{number} · {name}" if name else str(number)))
        self.fields["order_id"].choices = choices  # type: ignore[attr-defined]


@page(scope="connect:read", write="orders:write")
def order(request: PanelRequest, integration_id: int, product_id: int) -> HttpResponse:
    """Put pieces of a product on an order; it is forwarded from there."""
    row = queries.get_joined(account_id=request.account_id, contractor_integration_id=integration_id)
    try:
        found, product = offer_reads.offered_product(
            account_id=request.account_id, contractor_integration_id=integration_id, supplier_product_id=product_id
        )
    except ConnectionStateRefused as error:
        raise _closed(error) from None
    least = max(1, int(product.fields.get("min_quantity", 1)))
    given = request.POST if request.method == "POST" else None
    form = OrderForm(given, account_id=request.account_id, initial={"quantity": least})
    if form.is_valid():
        try:
            order_id = connect.order_from_offer(
                account_id=request.account_id,
                contractor_integration_id=integration_id,
                supplier_product_id=product_id,
                quantity=form.cleaned_data["quantity"],
                order_id=form.cleaned_data["order_id"],
                actor=request.user.name,
            )
        except ConnectionStateRefused as error:
            raise _closed(error) from None
        except BadParameters as error:
            form.add_error(None, str(error))
        else:
            text = gettext("Added to order %(id)s; forward it from here") % {"id": order_id}
            return go(request, reverse("panel:order", kwargs={"order_id": order_id}), text)
    back = reverse("panel:supplier-offer", args=[integration_id])
    values: dict[str, Any] = {
        "title": gettext("Order: %(name)s") % {"name": product.fields.get("name") or product.product_id},
        "crumbs": [
            (gettext("Suppliers"), reverse("panel:suppliers")),
            (queries.name_of(row), reverse("panel:supplier", args=[integration_id])),
            (gettext("Offer"), back),
        ],
        "row": row,
        "product": product,
        "price": product.price.gross if product.price and may(request, "prices:read") else None,
        "currency": found.currency,
        "shares": found.share_fields,
        "takes_orders": found.takes_orders,
        "form": form,
        "back": back,
    }
    return render(request, "panel/suppliers/order_from_offer.html", values, status=422 if form.errors else 200)


def _closed(error: ConnectionStateRefused) -> Conflict:
    if error.state in CONNECTION_STATES:
        state: Any = CONNECTION_STATES[error.state].label
        return Conflict("The connection is not active: %(state)s", state=state)
    return Conflict("This supplier takes no orders")
