"""The supplier's own publication: written in both languages side by side, shown, withdrawn (D-08, A-17, DEC-8)."""

from typing import Any

from django.conf import settings as site
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from spinka.connect import directory_reads, queries
from spinka.connect import services as connect
from spinka.connect.models import Connection, ConnectionState, Integration, Listing, ListingState
from spinka.core.errors import NotFound, SpinkaError
from spinka.panel.changes import mark_of, refuse_changed, show_refusal
from spinka.panel.components import Chip
from spinka.panel.dialogs import confirm
from spinka.panel.directory import words
from spinka.panel.directory.forms import FIELD_OF, ListingForm, filled_from
from spinka.panel.directory.views import facts
from spinka.panel.http import PanelRequest, go, may, page, render


def mark_of_listing(row: Listing | None) -> str:
    """Changes whenever the form would show something else."""
    return mark_of(row.updated_at if row else None)


def state_chip(row: Listing | None) -> Chip:
    """Where the publication stands, in one look."""
    if row is None or (not row.is_published and row.state == ListingState.DRAFT):
        return words.LISTING_STATES["draft"]
    return words.LISTING_STATES[row.state] if row.is_published else words.WITHDRAWN


def _crumbs(integration: Integration) -> list[tuple[str, str]]:
    return [
        (gettext("Integrations"), reverse("panel:integrations")),
        (integration.name, reverse("panel:integration", args=[integration.pk])),
    ]


@page(scope="connect:read", write="connect:write")
def edit(request: PanelRequest, integration_id: int) -> HttpResponse:
    """The form; saving keeps what is published shown, or waiting where the operator approves new words."""
    account_id = request.account_id
    integration = queries.get_integration(account_id=account_id, integration_id=integration_id)
    row = directory_reads.own_listing(account_id=account_id, integration_id=integration_id)
    form = ListingForm(initial=filled_from(row, request.account), has_logo=bool(row and row.logo_id))
    status = 200
    if request.method == "POST":
        form = ListingForm(request.POST, request.FILES, has_logo=bool(row and row.logo_id))
        status = 422
        if form.is_valid():
            try:
                refuse_changed(request.POST.get("mark", ""), mark_of_listing(row))
                connect.save_listing(
                    account_id=account_id,
                    integration_id=integration_id,
                    fields=form.listing_fields(),
                    actor=request.user.name,
                )
                return go(request, reverse("panel:integration-listing", args=[integration_id]), gettext("Saved"))
            except NotFound:
                raise
            except SpinkaError as error:
                show_refusal(form, error, FIELD_OF)
    values: dict[str, Any] = {
        "title": gettext("In the B2B directory"),
        "crumbs": _crumbs(integration),
        "integration": integration,
        "row": row,
        "chip": state_chip(row),
        "is_shown": bool(row and row.is_published and row.state == ListingState.APPROVED),
        "logo": directory_reads.own_logo(row) if row else "",
        "form": form,
        "mark": mark_of_listing(row),
        "is_moderated": site.MODERATE_DIRECTORY,
        "missing": missing(row),
        "can_write": may(request, "connect:write"),
        "has_errors": status != 200,
    }
    return render(request, "panel/directory/form.html", values, status=status)


def missing(row: Listing | None) -> list[str]:
    """What a publication still needs before people can find it and learn something from it."""
    if row is None:
        return [gettext("description"), gettext("countries"), gettext("industries"), gettext("type of company")]
    needs = {
        gettext("description"): row.descriptions,
        gettext("countries"): row.countries,
        gettext("industries"): row.industries,
        gettext("type of company"): row.types,
    }
    return [name for name, value in needs.items() if not value]


@page(scope="connect:read", methods=("GET", "HEAD"))
def preview(request: PanelRequest, integration_id: int) -> HttpResponse:
    """The company's page as others will see it; its buttons lead nowhere here."""
    account_id = request.account_id
    integration = queries.get_integration(account_id=account_id, integration_id=integration_id)
    row = directory_reads.own_listing(account_id=account_id, integration_id=integration_id)
    if row is None:
        return go(request, reverse("panel:integration-listing", args=[integration_id]), gettext("Save it first"))
    card = directory_reads.own_card(row, language=words.language())
    values = {
        "title": card.company_name,
        "crumbs": [
            *_crumbs(integration),
            (gettext("In the B2B directory"), reverse("panel:integration-listing", args=[integration_id])),
        ],
        "card": card,
        "facts": facts(card),
        "integration_id": integration_id,
        "is_preview": True,
        "goods": [],
    }
    return render(request, "panel/directory/page.html", values)


def _contractors(account_id: int, integration_id: int) -> int:
    rows = Connection.objects.as_supplier(account_id).filter(integration_id=integration_id)
    return rows.exclude(state__in=[ConnectionState.DISCONNECTED, ConnectionState.REJECTED]).count()


@page(scope="connect:read", write="connect:write")
def publish(request: PanelRequest, integration_id: int) -> HttpResponse:
    """Ask with what publishing closes, then show the company (A-17)."""
    account_id = request.account_id
    integration = queries.get_integration(account_id=account_id, integration_id=integration_id)
    row = directory_reads.own_listing(account_id=account_id, integration_id=integration_id)
    back = reverse("panel:integration-listing", args=[integration_id])
    needs = missing(row)
    if row is None or needs:
        text = gettext("Before publishing fill in: %(fields)s") % {"fields": ", ".join(needs)}
        return go(request, back, text, tone="bad")
    if request.method == "POST":
        saved = connect.save_listing(
            account_id=account_id, integration_id=integration_id, fields={"published": True}, actor=request.user.name
        )
        waits = saved.state != ListingState.APPROVED
        text = gettext("Sent for approval") if waits else gettext("Published in the B2B directory")
        return go(request, back, text)
    count = _contractors(account_id, integration_id)
    consequences = [
        gettext("The connection code of %(name)s opens nothing for new contractors; they join from the directory.")
        % {"name": integration.name}
        if not row.allow_code
        else gettext("The connection code goes on working beside the directory."),
        ngettext("%(count)s contractor who joined stays.", "%(count)s contractors who joined stay.", count)
        % {"count": count},
        gettext("Every account sees your shared products without prices.")
        if row.show_products
        else gettext("Nobody sees your products before joining."),
    ]
    if site.MODERATE_DIRECTORY:
        consequences.append(gettext("The operator looks at it first; until then nobody sees it."))
    return confirm(
        request,
        title=gettext("Publish %(name)s in the B2B directory?") % {"name": row.company_name},
        verb=gettext("Publish"),
        url=reverse("panel:publish-listing", args=[integration_id]),
        consequences=consequences,
        back=back,
    )


@page(scope="connect:read", write="connect:write")
def withdraw(request: PanelRequest, integration_id: int) -> HttpResponse:
    """Ask, then take the company out of the directory; contractors stay (DEC-8)."""
    account_id = request.account_id
    queries.get_integration(account_id=account_id, integration_id=integration_id)
    row = directory_reads.own_listing(account_id=account_id, integration_id=integration_id)
    back = reverse("panel:integration-listing", args=[integration_id])
    if row is None or not row.is_published:
        return go(request, back)
    if request.method == "POST":
        connect.save_listing(
            account_id=account_id, integration_id=integration_id, fields={"published": False}, actor=request.user.name
        )
        return go(request, back, gettext("Withdrawn from the B2B directory"))
    return confirm(
        request,
        title=gettext("Withdraw %(name)s from the B2B directory?") % {"name": row.company_name},
        verb=gettext("Withdraw"),
        url=reverse("panel:withdraw-listing", args=[integration_id]),
        consequences=[
            gettext("Nobody finds you in the directory any more; what you wrote is kept."),
            gettext("The connection code opens again."),
            gettext("Contractors who joined stay."),
        ],
        back=back,
    )
