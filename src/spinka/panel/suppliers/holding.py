"""Holding pieces of a supplier's product for a while, from its live offer (L-05)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, queries
from spinka.connect import services as connect
from spinka.connect.hold_reads import holds_page
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.panel.cells import when_text
from spinka.panel.changes import mark_of
from spinka.panel.http import PanelRequest, go, page, render


class HoldForm(forms.Form):
    """How many pieces and for how long, at most what the supplier allows."""

    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=1_000_000_000, initial=1)

    def __init__(self, *args: Any, most_seconds: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = max(1, most_seconds // 60)
        self.fields["minutes"] = forms.IntegerField(
            label=_("Hold for"),
            min_value=1,
            max_value=most,
            initial=most,
            help_text=_("Then the pieces are free again by themselves. Forwarding an order before takes them."),
        )
        self.most_seconds = most_seconds

    @property
    def seconds(self) -> int:
        """The time asked for; a supplier that allows less than a minute gives what it allows."""
        minutes: int = self.cleaned_data["minutes"]
        return min(self.most_seconds, minutes * 60)


@page(scope="connect:read", write="orders:write")
def hold(request: PanelRequest, integration_id: int, product_id: int) -> HttpResponse:
    """Hold pieces of a product; a second click finds them held."""
    account_id = request.account_id
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name=f"supplier-{integration_id}")
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    terms = listings.offered_terms(account_id=account_id, connection_id=row.pk)
    if terms is None or not terms.holds:
        raise Conflict("%(supplier)s does not let contractors hold pieces", supplier=row.supplier_name)
    names = listings.supplier_product_names(account_id=account_id, connection_id=row.pk, product_ids=[product_id])
    if product_id not in names:
        raise NotFound("There is no product %(id)s", id=product_id)
    back, overview = (reverse(f"panel:{name}", args=[integration_id]) for name in ("supplier-offer", "supplier"))
    mark = mark_of([one.hold_id for one in holds_page(account_id=account_id, connection_id=row.pk)])
    form = HoldForm(request.POST if request.method == "POST" else None, most_seconds=terms.hold_max_seconds)
    if form.is_valid():
        if request.POST.get("mark") != mark:
            return go(request, overview, gettext("Your holds changed in the meantime; look before you hold more"))
        try:
            held = connect.add_hold(
                account_id=account_id,
                connect_integration_id=integration_id,
                supplier_product_id=product_id,
                quantity=form.cleaned_data["quantity"],
                seconds=form.seconds,
                actor=request.user.name,
            )
        except (Conflict, BadParameters) as error:
            form.add_error("quantity" if isinstance(error, connect.HoldShort) else None, str(error))
        else:
            until = when_text(held.expires_at)
            return go(request, overview, gettext("Held until %(time)s") % {"time": until})
    values = {
        "title": gettext("Hold: %(name)s") % {"name": names[product_id] or product_id},
        "crumbs": [
            (gettext("Suppliers"), reverse("panel:suppliers")),
            (queries.name_of(row), overview),
            (gettext("Offer"), back),
        ],
        "product_id": product_id,
        "percent": terms.hold_max_percent,
        "form": form,
        "mark": mark,
        "back": back,
    }
    return render(request, "panel/suppliers/hold.html", values, status=422 if form.errors else 200)
