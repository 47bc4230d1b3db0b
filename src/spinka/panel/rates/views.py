"""The page of exchange rates: what counts today, what counted before, a new one, taking one away and back (R18, R21)."""

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Min, OuterRef, Subquery
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog import services as catalog
from spinka.catalog.models import CurrencyRate
from spinka.core import clock
from spinka.core.errors import BadParameters
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.listing import listing
from spinka.panel.rates.forms import RateForm


@page(scope="catalog:read", write="catalog:write")
def rates(request: PanelRequest) -> HttpResponse:
    """Rates by pair, the newest day first, with the form of a new one."""
    today = clock.now().astimezone(ZoneInfo(request.account.time_zone)).date()
    form = RateForm(initial={"currency_to": request.account.currency, "valid_from": today})
    status = 200
    if request.method == "POST":
        form, status = RateForm(request.POST), 422
        if form.is_valid():
            try:
                catalog.set_rates(account_id=request.account_id, rates=[form.fields_of_rate()])
                return go(request, reverse("panel:rates"), gettext("Saved"))
            except BadParameters as error:
                form.add_error(None, str(error))
    rows = CurrencyRate.objects.for_account(request.account_id)
    later = rows.filter(
        currency_from=OuterRef("currency_from"),
        currency_to=OuterRef("currency_to"),
        valid_from__gt=OuterRef("valid_from"),
    )
    earliest = later.order_by().values("currency_from").annotate(day=Min("valid_from")).values("day")
    shown = listing(
        request,
        rows.annotate(next_from=Subquery(earliest)),
        order=["currency_from", "currency_to", "-valid_from", "pk"],
        applied=[],
    )
    values: dict[str, Any] = {
        "title": gettext("Exchange rates"),
        "crumbs": [(gettext("Settings"), reverse("panel:settings"))],
        "form": form,
        "listing": shown,
        "rates": [(row, _state(row, today)) for row in shown.rows],
        "rows": "panel/rates/_rows.html",
        "may_write": may(request, "catalog:write"),
        "has_errors": status != 200,
    }
    return render(request, "panel/rates/page.html", values, part="panel/rates/_rows.html", status=status)


def _state(row: Any, today: Any) -> tuple[str, Any]:
    """Tone and words of when a rate counts."""
    if row.valid_from > today:
        return "wait", _("Later")
    if row.next_from is not None and row.next_from <= today:
        return "new", _("Earlier rate")
    return "ok", _("Counts now")


@page(scope="catalog:write", methods=("POST",))
def delete(request: PanelRequest, rate_id: int) -> HttpResponse:
    """Take a rate away; the toast brings it back."""
    gone = catalog.delete_rate(account_id=request.account_id, rate_id=rate_id)
    values = {
        "currency_from": gone.currency_from,
        "currency_to": gone.currency_to,
        "rate": f"{gone.rate:f}",
        "valid_from": gone.valid_from.isoformat(),
    }
    text = gettext("Rate %(from)s to %(to)s deleted") % {"from": gone.currency_from, "to": gone.currency_to}
    return go(request, reverse("panel:rates"), text, undo=f"{reverse('panel:restore-rate')}?{urlencode(values)}")


@page(scope="catalog:write", methods=("POST",))
def restore(request: PanelRequest) -> HttpResponse:
    """Write a rate again that was just taken away."""
    form = RateForm(request.GET)
    if not form.is_valid():
        raise BadParameters("The rate cannot be brought back; write it anew")
    catalog.set_rates(account_id=request.account_id, rates=[form.fields_of_rate()])
    return go(request, reverse("panel:rates"), gettext("The rate is back"))
