"""Trade credit per partner, given and received, and the ledger of each (I-08, I-11)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, queries
from spinka.panel.contractors.ledger import ledger_rows
from spinka.panel.http import PanelRequest, page, render
from spinka.panel.listing import listing, views


@page(scope="credit:read", methods=("GET", "HEAD"))
def settlement_list(request: PanelRequest) -> HttpResponse:
    """Partners with a trade credit: who owes you, whom you owe."""
    rows = listings.credit_rows(account_id=request.account_id)
    applied: list[tuple[Any, Any]] = []
    side = request.GET.get("side", "")
    if side in {"given", "received"}:
        rows = rows.filter(supplies=1 if side == "given" else 0)
        applied.append((_("Side"), _("contractors") if side == "given" else _("suppliers")))
    words = request.GET.get("q", "").strip()[:100]
    if words:
        rows = rows.filter(key__icontains=words.lower())
        applied.append((_("Name"), words))
    shown = listing(
        request,
        rows,
        order=["key", "pk"],
        views=views(
            request,
            [
                (_("All"), {}, None),
                (_("Contractors"), {"side": "given"}, None),
                (_("Suppliers"), {"side": "received"}, None),
            ],
        ),
        applied=applied,
        search_hint=_("Partner's name"),
    )
    values = {
        "title": gettext("Settlements"),
        "listing": shown,
        "partners": [(row, queries.credit_of(row)) for row in shown.rows],
        "rows": "panel/settlements/_rows.html",
    }
    return render(request, "panel/settlements/list.html", values, part="panel/settlements/_rows.html")


@page(scope="credit:read", methods=("GET", "HEAD"))
def settlement(request: PanelRequest, connection_id: int) -> HttpResponse:
    """The ledger of one partner, the same on both sides."""
    account_id = request.account_id
    row = queries.get_connection(account_id=account_id, connection_id=connection_id)
    supplies = row.supplier_id == account_id
    page_name, number = ("contractor", row.pk) if supplies else ("supplier", row.contractor_integration_id)
    values = {
        "title": row.contractor_name if supplies else row.supplier_name,
        "crumbs": [(gettext("Settlements"), reverse("panel:settlements"))],
        "row": row,
        "supplies": supplies,
        "partner_url": reverse(f"panel:{page_name}", args=[number]),
        "credit": queries.credit_of(row),
        "ledger": ledger_rows(account_id, row.pk, most=500),
    }
    return render(request, "panel/settlements/page.html", values)
