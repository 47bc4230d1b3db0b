"""A contractor's trade credit: limit, settlement, answers to declared payments; one form moves it once (I-02, I-06)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from spinka.connect import listings, queries
from spinka.connect import services as connect
from spinka.connect.models import Connection
from spinka.core.errors import Conflict, NotFound, SpinkaError
from spinka.panel.changes import refuse_changed
from spinka.panel.contractors.forms import LimitForm, SettlementForm
from spinka.panel.contractors.views import draw, mark_of_ledger
from spinka.panel.http import PanelRequest, go, page


def taken(request: PanelRequest, connection_id: int) -> Connection:
    """The connection, with this account's credit forms for it let through one at a time."""
    listings.hold_turn(account_id=request.account_id, name=f"credit-{connection_id}")
    return queries.get_supplied_connection(account_id=request.account_id, connection_id=connection_id)


@page(scope="credit:read", write="credit:write")
def set_limit(request: PanelRequest, connection_id: int) -> HttpResponse:
    """Set the limit; the first one opens the credit (R21)."""
    if request.method != "POST":
        return go(request, reverse("panel:contractor", args=[connection_id]))
    row = taken(request, connection_id)
    form = LimitForm(request.POST, prefix="limit")
    status = 422
    if form.is_valid():
        try:
            refuse_changed(request.POST.get("mark", ""), mark_of_ledger(row))
            connect.set_limit(
                account_id=request.account_id,
                connection_id=connection_id,
                limit=form.cleaned_data["limit"],
                message=form.cleaned_data["message"],
                actor=request.user.name,
            )
            return go(request, reverse("panel:contractor", args=[connection_id]), gettext("Limit set"))
        except NotFound:
            raise
        except connect.PricesNotShared as error:
            form.add_error("limit", str(error))
        except SpinkaError as error:
            status = 409 if isinstance(error, Conflict) else 422
            form.add_error(None, str(error))
    return draw(request, row, limit=form, status=status)


@page(scope="credit:read", write="credit:write")
def settle(request: PanelRequest, connection_id: int) -> HttpResponse:
    """Record a repayment; a second click of the same form records nothing more (I-07)."""
    if request.method != "POST":
        return go(request, reverse("panel:contractor", args=[connection_id]))
    row = taken(request, connection_id)
    form = SettlementForm(request.POST, prefix="paid")
    status = 422
    if form.is_valid():
        try:
            refuse_changed(request.POST.get("mark", ""), mark_of_ledger(row))
            connect.settle(
                account_id=request.account_id,
                connection_id=connection_id,
                amount=form.cleaned_data["amount"],
                message=form.cleaned_data["message"],
                actor=request.user.name,
            )
            return go(request, reverse("panel:contractor", args=[connection_id]), gettext("Settlement recorded"))
        except NotFound:
            raise
        except connect.SettlementRefused:
            text = gettext("More than 0 and at most what is used is expected.")
            form.add_error("amount", text)
        except SpinkaError as error:
            status = 409 if isinstance(error, Conflict) else 422
            form.add_error(None, str(error))
    return draw(request, row, settlement=form, status=status)


@page(scope="credit:read", write="credit:write", methods=("POST",))
def answer(request: PanelRequest, connection_id: int, entry_id: int) -> HttpResponse:
    """Accept or refuse a payment the contractor declared; it is answered once (R22)."""
    taken(request, connection_id)
    is_accepted = request.POST.get("action") == "accept"
    connect.answer_claim(
        account_id=request.account_id, entry_id=entry_id, is_accepted=is_accepted, actor=request.user.name
    )
    text = gettext("Payment accepted") if is_accepted else gettext("Payment refused")
    return go(request, reverse("panel:contractor", args=[connection_id]), text)
