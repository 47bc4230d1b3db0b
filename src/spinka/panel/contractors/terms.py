"""Settings of one contractor in the integration's tabs, with what is inherited beside; one or all given back (B-15)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from spinka.connect import listings, queries, settings
from spinka.connect import services as connect
from spinka.connect.models import Connection, Integration
from spinka.connect.status_reads import told_statuses
from spinka.core.errors import Conflict, SpinkaError
from spinka.panel.changes import refuse_changed, show_refusal
from spinka.panel.components import Label
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.terms.forms import TermsForm, editor
from spinka.panel.terms.place import Place
from spinka.panel.terms.table import SETTINGS, TABS, keys_of, setting, tab_of


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A setting this contractor has its own value of, in words, and the integration's beside it."""

    key: str
    label: Label
    value: Label
    inherited: Label
    url: str


def inherited_values(account_id: int, integration: Integration) -> dict[str, Any]:
    """What applies without settings of the contractor's own, the usual values filled in."""
    return queries.supplier_settings_shown(
        account_id=account_id,
        inventory_id=integration.inventory_id,
        effective=settings.supplier_terms(integration.settings, {}),
    )


def own_values(account_id: int, row: Connection, integration: Integration) -> list[OwnValue]:
    """The settings the contractor has of its own, in the order of the tabs; those without an editor last, by key."""
    place = Place(account_id, integration.inventory_id)
    base = inherited_values(account_id, integration)
    applies = {**base, **row.supplier_settings}
    paid_in = applies.get("currency") or place.currencies.get(applies.get("price_group_id") or 0, "")
    order = [one.key for tab in SETTINGS.values() for one in tab]
    found = []
    for key in sorted(
        row.supplier_settings, key=lambda name: (order.index(name) if name in order else len(order), name)
    ):
        described = setting(key)
        url = address(row.pk, tab_of(key))
        if described is None:
            found.append(OwnValue(key, key, str(row.supplier_settings[key])[:80], "", url))
            continue
        one = editor(described, place, for_contractor=True)
        currency = paid_in if one.has_currency else ""
        words = one.words(row.supplier_settings[key], currency), one.words(base.get(key), currency)
        found.append(OwnValue(key, described.label, *words, url))
    return found


def address(connection_id: int, tab: str) -> str:
    """Where a tab of the contractor is; the empty one is its page."""
    if not tab:
        return reverse("panel:contractor", args=[connection_id])
    return reverse("panel:contractor-settings", args=[connection_id, tab])


def tabs_of(row: Connection, current: str) -> list[dict[str, Any]]:
    """The contractor's page and the tabs of its settings, each with how many it has of its own."""
    first = {"key": "overview", "label": gettext("Overview"), "url": address(row.pk, ""), "is_current": not current}
    return [
        first,
        *(
            {
                "key": key,
                "label": label,
                "url": address(row.pk, key),
                "is_current": key == current,
                "count": len(set(keys_of(key)) & set(row.supplier_settings)),
            }
            for key, label in TABS.items()
        ),
    ]


@page(scope="connect:read", write="connect:write")
def edit(request: PanelRequest, connection_id: int, tab: str) -> HttpResponse:
    """A tab: this contractor's own values are set, one is given back to the integration by `restore`."""
    if tab not in TABS:
        raise Http404
    account_id, is_sent, status = request.account_id, request.method == "POST", 200
    if is_sent:
        listings.hold_turn(account_id=account_id, name=f"contractor-{connection_id}")
    row = queries.get_supplied_connection(account_id=account_id, connection_id=connection_id)
    integration = queries.get_integration(account_id=account_id, integration_id=row.integration_id, deleted_too=True)
    restored = request.POST.get("restore", "")
    if is_sent and restored:
        connect.set_contractor_settings(
            account_id=account_id, connection_id=connection_id, values={restored: None}, actor=request.user.name
        )
        return go(request, address(connection_id, tab), gettext("The integration's value applies again"))
    told = told_statuses(account_id=account_id, connection_ids=[row.pk]) if tab == "statuses" else []
    form = TermsForm(
        request.POST if is_sent else None,
        place=Place(account_id, integration.inventory_id, told=tuple(told)),
        tab=tab,
        stored=row.supplier_settings,
        base=inherited_values(account_id, integration),
        for_contractor=True,
    )
    if is_sent and not form.is_asking_for_rows:
        status = 422
        if form.is_valid():
            try:
                refuse_changed(request.POST.get("mark", ""), form.mark)
                connect.set_contractor_settings(
                    account_id=account_id,
                    connection_id=connection_id,
                    values=form.settings_values(),
                    actor=request.user.name,
                )
                return go(request, address(connection_id, tab), gettext("Saved"))
            except SpinkaError as error:
                status = 409 if isinstance(error, Conflict) else 422
                show_refusal(form, error)
                if status == 409:
                    form.show_stored()
    values = {
        "title": row.contractor_name,
        "crumbs": [
            (gettext("Contractors"), reverse("panel:contractors")),
            (row.contractor_name, reverse("panel:contractor", args=[row.pk])),
        ],
        "row": row,
        "integration": integration,
        "tab": tab,
        "tabs": tabs_of(row, tab),
        "tab_url": address(row.pk, tab),
        "form": form,
        "has_errors": status != 200,
    }
    return render(request, "panel/contractors/settings.html", values, status=status)


@page(scope="connect:read", write="connect:write")
def restore_all(request: PanelRequest, connection_id: int) -> HttpResponse:
    """Give every setting back to the integration, asked first with what changes."""
    account_id = request.account_id
    if request.method == "POST":
        listings.hold_turn(account_id=account_id, name=f"contractor-{connection_id}")
    row = queries.get_supplied_connection(account_id=account_id, connection_id=connection_id)
    back = address(row.pk, "")
    if request.method == "POST":
        connect.set_contractor_settings(
            account_id=account_id,
            connection_id=connection_id,
            values=dict.fromkeys(row.supplier_settings),
            actor=request.user.name,
        )
        return go(request, back, gettext("The integration's values apply again"))
    integration = queries.get_integration(account_id=account_id, integration_id=row.integration_id, deleted_too=True)
    count = len(row.supplier_settings)
    return confirm(
        request,
        title=ngettext(
            "Give %(count)s setting of %(name)s back to the integration?",
            "Give %(count)s settings of %(name)s back to the integration?",
            count,
        )
        % {"count": count, "name": row.contractor_name},
        verb=gettext("Restore all from the integration"),
        url=reverse("panel:restore-contractor", args=[row.pk]),
        consequences=[
            f"{one.label}: {one.value} → {one.inherited or '—'}" for one in own_values(account_id, row, integration)
        ],
        back=back,
    )
