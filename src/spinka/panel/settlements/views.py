"""Trade credit per partner, given and received, and the ledger of each (I-08, I-11)."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, queries
from spinka.panel.contractors.ledger import KINDS, ledger_rows
from spinka.panel.http import PanelRequest, page, render
from spinka.panel.listing import listing, views, with_parameters

LEDGER_PAGE: Final = 100


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


def _ledger(request: PanelRequest, connection_id: int) -> dict[str, Any]:
    """A page of the entries the address asks for, and the address of the next and the previous (L-17)."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "date_from", "date_to")}
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= 6 else 1
    kinds = [asked["kind"]] if asked["kind"] in KINDS else None
    rows = ledger_rows(
        request.account_id,
        connection_id,
        most=LEDGER_PAGE + 1,
        skip=max(0, number - 1) * LEDGER_PAGE,
        kinds=kinds,
        since=_day(asked["date_from"]),
        until=_day(asked["date_to"], is_end=True),
    )
    return {
        "ledger": rows[:LEDGER_PAGE],
        "asked": asked,
        "kinds": [(kind.value, chip.label) for kind, chip in KINDS.items()],
        "is_narrowed": any(asked.values()),
        "next_url": with_parameters(request, page=number + 1) if len(rows) > LEDGER_PAGE else "",
        "previous_url": with_parameters(request, page=number - 1) if number > 1 else "",
    }


def _day(text: str, *, is_end: bool = False) -> datetime | None:
    """The beginning of a day in the account's time zone, or its end; none for what is no day."""
    try:
        found = parse_date(text)
        if found is None:
            return None
        return timezone.make_aware(datetime.combine(found + timedelta(days=1) if is_end else found, time.min))
    except (ValueError, OverflowError):
        return None


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
        **_ledger(request, row.pk),
    }
    return render(request, "panel/settlements/page.html", values)
