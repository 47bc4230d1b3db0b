"""The list of contractors and a contractor's page with settings of its own (B-14, B-15)."""

from decimal import Decimal
from typing import Any, Final

from django.db.models import F
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, queries
from spinka.connect.hold_reads import holds_page
from spinka.connect.models import Connection, ConnectionState
from spinka.panel.cells import WITHHELD
from spinka.panel.changes import mark_of
from spinka.panel.components import PARTNER_STATES, Action
from spinka.panel.contractors import terms
from spinka.panel.contractors.forms import LimitForm, SettlementForm
from spinka.panel.contractors.ledger import ledger_rows
from spinka.panel.contractors.states import state_actions
from spinka.panel.http import PanelRequest, may, page, render
from spinka.panel.listing import listing, sort_order, views
from spinka.panel.navigation import Waiting, waiting
from spinka.panel.terms.table import setting

SORTS: Final = {
    "turn": ["turn", "-last_at", "pk"],
    "name": ["key", "pk"],
    "last": ["last_at", "pk"],
    "total": ["turnover", "pk"],
}


@waiting("contractors")
def contractors_waiting(account_id: int) -> Waiting:
    """Requests that wait for the supplier."""
    rows = Connection.objects.as_supplier(account_id).filter(state=ConnectionState.PENDING)
    return Waiting(rows.count())


@page(scope="connect:read", methods=("GET", "HEAD"))
def contractor_list(request: PanelRequest) -> HttpResponse:
    """Contractors of every integration: those who wait first, then by the last order."""
    account_id = request.account_id
    rows = listings.contractor_rows(account_id=account_id)
    counts = listings.contractor_counts(account_id=account_id)
    names = listings.integration_names(account_id=account_id)
    applied = []
    state = request.GET.get("state", "")
    if state in ConnectionState.values:
        rows = rows.filter(state=state)
        applied.append((_("State"), PARTNER_STATES[state].label))
    else:
        rows = rows.exclude(state=ConnectionState.DISCONNECTED)
    if request.GET.get("credit") == "over" and may(request, "credit:read"):
        rows = rows.filter(state=ConnectionState.ACTIVE, credit_blocked__gt=F("credit_limit"))
        applied.append((_("Credit"), _("over the limit")))
    wanted = request.GET.get("integration", "")
    if wanted in map(str, names):
        rows = rows.filter(integration_id=int(wanted))
        applied.append((_("Integration"), names[int(wanted)]))
    words = request.GET.get("q", "").strip()[:100]
    if words:
        rows = listings.matching_name(rows, words, supplies=True)
        applied.append((_("Name"), words))
    # The place on a page by turnover carries it in its address.
    sorts = SORTS if may(request, "prices:read") else {name: SORTS[name] for name in SORTS if name != "total"}
    sort, order = sort_order(request.GET, sorts, "turn")
    choices: list[tuple[Any, dict[str, str], int | None]] = [
        (_("All"), {}, counts["all"]),
        (_("Awaiting approval"), {"state": "pending"}, counts.get("pending", 0)),
        (_("Over the limit"), {"credit": "over"}, counts["over"]),
        (_("Suspended"), {"state": "suspended"}, counts.get("suspended", 0)),
        (_("Disconnected"), {"state": "disconnected"}, counts.get("disconnected", 0)),
    ]
    if not may(request, "credit:read"):
        choices.pop(2)
    shown = listing(
        request,
        rows,
        order=order,
        sort=sort,
        views=views(request, choices),
        applied=applied,
        search_hint=_("Name or number"),
    )
    values = {
        "title": gettext("Contractors"),
        "listing": shown,
        "contractors": [list_row(request, row) for row in shown.rows],
        "rows": "panel/contractors/_rows.html",
        "integrations": names,
        "wanted": wanted,
        "state": state,
        "states": PARTNER_STATES,
        "invite_url": address_of("invitations"),
    }
    return render(request, "panel/contractors/list.html", values, part="panel/contractors/_rows.html")


def list_row(request: PanelRequest, row: Any) -> dict[str, Any]:
    """A contractor as the list shows it."""
    credit = queries.credit_of(row)
    over = row.state == ConnectionState.ACTIVE and credit.active and credit.available < 0
    return {
        "row": row,
        "state": "credit_block" if over and may(request, "credit:read") else row.state,
        "credit": credit if may(request, "credit:read") else None,
        "turnover": row.turnover if may(request, "prices:read") else WITHHELD,
        "currency": row.credit_currency or request.account.currency,
        "last_at": row.last_at if row.sales else None,
        "own": [described.label if (described := setting(key)) else key for key in sorted(row.supplier_settings)],
        "actions": [
            Action(_("Open"), reverse("panel:contractor", args=[row.pk]), icon="eye"),
            *(state_actions(row) if may(request, "connect:write") else []),
        ],
    }


def address_of(page_name: str) -> str:
    """Where a page of another section is; empty while there is none."""
    try:
        return reverse(f"panel:{page_name}")
    except NoReverseMatch:
        return ""


def mark_of_ledger(row: Connection) -> str:
    """Changes with every entry, so that one form moves the credit once."""
    return mark_of(row.credit_entries)


def draw(
    request: PanelRequest,
    row: Connection,
    *,
    status: int = 200,
    limit: LimitForm | None = None,
    settlement: SettlementForm | None = None,
) -> HttpResponse:
    """The page of a contractor; a refused form comes with what was typed."""
    account_id = request.account_id
    integration = queries.get_integration(account_id=account_id, integration_id=row.integration_id, deleted_too=True)
    credit = queries.credit_of(row)
    sees_credit, sees_prices = may(request, "credit:read"), may(request, "prices:read")
    sales = listings.sales_of(account_id=account_id, connection_id=row.pk)
    values = {
        "title": row.contractor_name,
        "crumbs": [(gettext("Contractors"), reverse("panel:contractors"))],
        "row": row,
        "integration": integration,
        "actions": state_actions(row) if may(request, "connect:write") else [],
        "tabs": terms.tabs_of(row, ""),
        "own_values": terms.own_values(account_id, row, integration),
        "ledger_mark": mark_of_ledger(row),
        "credit": credit if sees_credit else None,
        "currency": credit.currency or request.account.currency,
        "limit_form": limit
        or LimitForm(initial={"limit": credit.limit if credit.active else Decimal(0)}, prefix="limit"),
        "settlement_form": settlement or SettlementForm(prefix="paid"),
        "ledger": ledger_rows(account_id, row.pk, most=10) if sees_credit else [],
        "sales": [(sale, sale.amount if sees_prices else WITHHELD) for sale in sales],
        "holds": holds_page(account_id=account_id, connection_id=row.pk),
        "has_errors": status != 200,
    }
    return render(request, "panel/contractors/page.html", values, status=status)


@page(scope="connect:read", methods=("GET", "HEAD"))
def contractor(request: PanelRequest, connection_id: int) -> HttpResponse:
    """A contractor's page."""
    row = queries.get_supplied_connection(account_id=request.account_id, connection_id=connection_id)
    return draw(request, row)
