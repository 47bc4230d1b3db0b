"""The suppliers an account buys from, and one of them: state, settings, what it gives, credit read only (A-19, I-11)."""

from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import joined_reads, listings, queries
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.models import Connection, ConnectionState
from spinka.core.errors import Conflict
from spinka.panel.components import CONNECTION_STATES, PARTNER_STATES, Action
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.integrations.choices import SHARED_FIELDS
from spinka.panel.listing import listing, sort_order, views
from spinka.panel.suppliers.copies import copies_of, copy_values
from spinka.panel.suppliers.frame import LEAVABLE, framed

SORTS: Final = {"turn": ["turn", "-last_at", "pk"], "name": ["key", "pk"], "last": ["last_at", "pk"]}


@page(scope="connect:read", methods=("GET", "HEAD"))
def supplier_list(request: PanelRequest) -> HttpResponse:
    """Connections of a contractor; those left are a view of their own."""
    account_id = request.account_id
    rows = listings.supplier_rows(account_id=account_id)
    states = dict(PARTNER_STATES)
    applied = []
    state = request.GET.get("state", "")
    if state in ConnectionState.values:
        rows = rows.filter(state=state)
        applied.append((_("State"), states[state].label))
    else:
        rows = rows.exclude(state=ConnectionState.DISCONNECTED)
    words = request.GET.get("q", "").strip()[:100]
    if words:
        rows = listings.matching_name(rows, words, supplies=False)
        applied.append((_("Name"), words))
    sort, order = sort_order(request.GET, SORTS, "turn")
    shown = listing(
        request,
        rows,
        order=order,
        sort=sort,
        views=views(
            request,
            [
                (_("All"), {}, None),
                (_("Active"), {"state": "active"}, None),
                (_("Waiting for the supplier"), {"state": "pending"}, None),
                (_("Disconnected"), {"state": "disconnected"}, None),
            ],
        ),
        applied=applied,
        search_hint=_("Name or number"),
    )
    links = listings.link_counts(account_id=account_id)
    values = {
        "title": gettext("Suppliers"),
        "listing": shown,
        "suppliers": [
            {
                "row": row,
                "links": links.get(row.pk, 0),
                "last_at": row.last_at if row.sales else None,
                "credit": queries.credit_of(row) if may(request, "credit:read") else None,
                "actions": row_actions(request, row),
            }
            for row in shown.rows
        ],
        "rows": "panel/suppliers/_rows.html",
    }
    return render(request, "panel/suppliers/list.html", values, part="panel/suppliers/_rows.html")


def row_actions(request: PanelRequest, row: Connection) -> list[Action]:
    """What a row's menu offers."""
    number = row.contractor_integration_id
    actions = [Action(_("Open"), reverse("panel:supplier", args=[number]), icon="eye")]
    if row.state == ConnectionState.ACTIVE and may(request, "catalog:write"):
        actions.append(Action(_("Import products"), f"{reverse('panel:new-import')}?source={number}", icon="download"))
    if row.state in LEAVABLE and may(request, "connect:write"):
        url = reverse("panel:leave-supplier", args=[number])
        actions.append(Action(_("Leave…"), url, icon="unlink", is_dialog=True, is_danger=True))
    return actions


@page(scope="connect:read", methods=("GET", "HEAD"))
def supplier(request: PanelRequest, integration_id: int) -> HttpResponse:
    """One supplier in one look: state, orders, held pieces, terms accepted, what it gives, live warehouse, credit."""
    account_id = request.account_id
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    terms = listings.offered_terms(account_id=account_id, connection_id=row.pk)
    values = framed(
        request,
        row,
        "overview",
        terms=terms,
        shared=[SHARED_FIELDS[name] for name in terms.share_fields] if terms and terms.share_products else [],
        warehouse_key=f"blconnect_{row.warehouse_id}",
        warehouse_name=queries.name_of(row),
        holds=joined_reads.own_holds(account_id=account_id, connection_id=row.pk),
        last=joined_reads.last_exchange(account_id=account_id, connection_id=row.pk),
        links=listings.link_counts(account_id=account_id).get(row.pk, 0),
        sales=listings.sales_of(account_id=account_id, connection_id=row.pk),
        sees_prices=may(request, "prices:read"),
        credit=queries.credit_of(row) if may(request, "credit:read") else None,
        **copy_values(request, row, copies_of(row)),
    )
    return render(request, "panel/suppliers/page.html", values)


@page(scope="connect:read", write="orders:write", methods=("POST",))
def end_hold(request: PanelRequest, integration_id: int, hold_id: int) -> HttpResponse:
    """Let go of held pieces before their time (L-05)."""
    row = queries.get_joined(account_id=request.account_id, contractor_integration_id=integration_id)
    connect.delete_hold(account_id=request.account_id, hold_id=hold_id, actor=request.user.name)
    return go(request, reverse("panel:supplier", args=[row.contractor_integration_id]), gettext("The pieces are free"))


def consequences(row: Connection) -> list[str]:
    """What leaving does, in true numbers (A-21)."""
    account_id = row.contractor_id
    links = listings.link_counts(account_id=account_id).get(row.pk, 0)
    sales = listings.open_sales(account_id=account_id, connection_ids=[row.pk])
    holds = len(joined_reads.own_holds(account_id=account_id, connection_id=row.pk))
    found = [
        gettext("You can no longer forward orders to it."),
        ngettext(
            "%(count)s linked product will show its stock as 0.",
            "%(count)s linked products will show its stock as 0.",
            links,
        )
        % {"count": links},
    ]
    if holds:
        text = ngettext("%(count)s hold will be let go.", "%(count)s holds will be let go.", holds)
        found.append(text % {"count": holds})
    if joined_reads.copies_running(account_id=account_id, connection_id=row.pk):
        found.append(gettext("Copies of stock and prices end: copied stock falls to 0, copied prices stay."))
    found.append(
        ngettext(
            "%(count)s sale under way can still be finished.",
            "%(count)s sales under way can still be finished.",
            sales,
        )
        % {"count": sales}
    )
    return [*found, gettext("Imported products and orders stay yours.")]


@page(scope="connect:read", write="connect:write")
def leave(request: PanelRequest, integration_id: int) -> HttpResponse:
    """End the connection; asked with what stays and what goes (A-21)."""
    account_id = request.account_id
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    back = reverse("panel:supplier", args=[integration_id])
    name = queries.name_of(row)
    if request.method == "POST":
        try:
            connect.leave(account_id=account_id, contractor_integration_id=integration_id, actor=request.user.name)
        except ConnectionStateRefused as error:
            state: Any = CONNECTION_STATES[error.state].label
            raise Conflict(
                "The connection stands differently now: %(state)s. Nothing was changed.", state=state
            ) from None
        return go(request, reverse("panel:suppliers"), gettext("You left %(name)s") % {"name": name})
    return confirm(
        request,
        title=gettext("Leave %(name)s?") % {"name": name},
        verb=gettext("Leave the supplier"),
        url=reverse("panel:leave-supplier", args=[integration_id]),
        consequences=consequences(row),
        back=back,
        is_danger=True,
    )
