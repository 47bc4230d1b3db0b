"""The suppliers an account buys from, and one of them: state, settings, what it gives, credit read only (A-19, I-11)."""

from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, queries
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.models import Connection, ConnectionState
from spinka.core.errors import Conflict, NotFound, SpinkaError
from spinka.panel.changes import mark_of, refuse_changed, show_refusal
from spinka.panel.components import CONNECTION_STATES, PARTNER_STATES, Action
from spinka.panel.contractors.ledger import ledger_rows
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.integrations.choices import SHARED_FIELDS, statuses
from spinka.panel.integrations.forms import JoinForm, join_filled_from
from spinka.panel.listing import listing, sort_order, views
from spinka.panel.suppliers.copies import copies_of, copy_values

SORTS: Final = {"turn": ["turn", "-last_at", "pk"], "name": ["key", "pk"], "last": ["last_at", "pk"]}
LEAVABLE: Final = (ConnectionState.PENDING, ConnectionState.ACTIVE)


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


def mark_of_own(row: Connection) -> str:
    """Changes whenever the contractor's settings change."""
    return mark_of(sorted(row.contractor_settings.items()), row.code_name)


@page(scope="connect:read", write="connect:write")
def supplier(request: PanelRequest, integration_id: int) -> HttpResponse:
    """One supplier: what it gives, own settings, sales, links, credit."""
    account_id = request.account_id
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name=f"supplier-{integration_id}")
    row = queries.get_joined(account_id=account_id, contractor_integration_id=integration_id)
    terms = listings.offered_terms(account_id=account_id, connection_id=row.pk)
    takes_orders = terms.accept_orders if terms else True
    stored = queries.contractor_settings_shown(row)
    form = JoinForm(initial=join_filled_from(stored), account_id=account_id, takes_orders=takes_orders)
    status = 200
    if request.method == "POST":
        form = JoinForm(request.POST, account_id=account_id, takes_orders=takes_orders)
        status = 422
        if form.is_valid():
            try:
                refuse_changed(request.POST.get("mark", ""), mark_of_own(row))
                connect.set_own_settings(
                    account_id=account_id,
                    contractor_integration_id=integration_id,
                    values=form.settings_values(),
                    actor=request.user.name,
                )
                return go(request, reverse("panel:supplier", args=[integration_id]), gettext("Saved"))
            except NotFound:
                raise
            except SpinkaError as error:
                status = 409 if isinstance(error, Conflict) else 422
                show_refusal(form, error)
    sees_credit = may(request, "credit:read")
    own_statuses = dict(statuses(account_id))
    values = {
        **copy_values(request, row, copies_of(row)),
        "title": stored["name"],
        "crumbs": [(gettext("Suppliers"), reverse("panel:suppliers"))],
        "row": row,
        "form": form,
        "mark": mark_of_own(row),
        "has_errors": status != 200,
        "terms": terms,
        "shared": [SHARED_FIELDS[name] for name in terms.share_fields] if terms and terms.share_products else [],
        "mapped": [own_statuses.get(number, "") for number in stored["status_map_in"].values()],
        "links": listings.link_counts(account_id=account_id).get(row.pk, 0),
        "sales": listings.sales_of(account_id=account_id, connection_id=row.pk),
        "sees_prices": may(request, "prices:read"),
        "credit": queries.credit_of(row) if sees_credit else None,
        "ledger": ledger_rows(account_id, row.pk, most=5) if sees_credit else [],
        "can_leave": row.state in LEAVABLE and may(request, "connect:write"),
    }
    return render(request, "panel/suppliers/page.html", values, status=status)


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
    links = listings.link_counts(account_id=account_id).get(row.pk, 0)
    sales = listings.open_sales(account_id=account_id, connection_ids=[row.pk])
    return confirm(
        request,
        title=gettext("Leave %(name)s?") % {"name": name},
        verb=gettext("Leave the supplier"),
        url=reverse("panel:leave-supplier", args=[integration_id]),
        consequences=[
            gettext("You can no longer forward orders to it."),
            ngettext(
                "%(count)s linked product will show its stock as 0.",
                "%(count)s linked products will show its stock as 0.",
                links,
            )
            % {"count": links},
            ngettext(
                "%(count)s sale under way can still be finished.",
                "%(count)s sales under way can still be finished.",
                sales,
            )
            % {"count": sales},
            gettext("Imported products and orders stay yours."),
        ],
        back=back,
        is_danger=True,
    )
