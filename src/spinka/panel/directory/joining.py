"""Joining a company of the directory: the same settings as by a code, and Save sends the request (D-07, A-18)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from spinka.connect import directory_reads
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.models import ConnectionState
from spinka.core.errors import NotFound, SpinkaError
from spinka.panel.changes import show_refusal
from spinka.panel.components import CONNECTION_STATES
from spinka.panel.directory import words
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.integrations.agreement import AgreementForm
from spinka.panel.integrations.forms import JoinForm
from spinka.panel.integrations.joining import DEFAULTS, joined_page


@page(scope="connect:read", write="connect:write")
def join(request: PanelRequest, listing_id: int) -> HttpResponse:
    """The contractor's settings and the supplier's terms; nothing leaves before Save."""
    account_id = request.account_id
    offer = directory_reads.offer(account_id=account_id, listing_id=listing_id, language=words.language())
    back = reverse("panel:company", args=[listing_id])
    if offer.card.is_own:
        return go(request, back)
    if offer.card.state and offer.card.state != ConnectionState.DISCONNECTED:
        return go(request, reverse("panel:supplier", args=[offer.card.contractor_integration_id]))
    takes_orders, terms = offer.settings.accept_orders, offer.settings.terms_text
    form = JoinForm(initial={**DEFAULTS, "name": offer.code_name}, account_id=account_id, takes_orders=takes_orders)
    agreement = AgreementForm(terms=terms)
    if request.method == "POST":
        form = JoinForm(request.POST, account_id=account_id, takes_orders=takes_orders)
        agreement = AgreementForm(request.POST, terms=terms)
        # Both, so that every fault shows at once.
        if form.is_valid() & agreement.is_valid():
            try:
                joined = connect.join_listing(
                    account_id=account_id,
                    listing_id=listing_id,
                    values=form.settings_values(),
                    accepted=terms,
                    actor=request.user.name,
                )
                return joined_page(request, joined)
            except NotFound:
                raise
            except ConnectionStateRefused as error:
                state = CONNECTION_STATES[error.state].label if error.state in CONNECTION_STATES else error.state
                text = gettext("%(name)s does not let you join: %(state)s. Only the supplier can change that.")
                form.add_error(None, text % {"name": offer.supplier_name, "state": state})
            except SpinkaError as error:
                show_refusal(form, error)
        agreement.show_anew()
    has_errors = bool(form.errors or agreement.errors)
    values = {
        "title": gettext("Connect with %(name)s") % {"name": offer.card.company_name},
        "crumbs": [
            (gettext("B2B directory"), reverse("panel:directory")),
            (offer.card.company_name, back),
        ],
        "offer": offer,
        "card": offer.card,
        "form": form,
        "agreement": agreement,
        "has_errors": has_errors,
    }
    return render(request, "panel/directory/join.html", values, status=422 if has_errors else 200)
