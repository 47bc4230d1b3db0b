"""The contractor's way: a code is checked, the settings filled in, and Save sends the request (A-15 … A-19)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused, FoundCode
from spinka.core.errors import SpinkaError
from spinka.panel.changes import show_refusal
from spinka.panel.components import CONNECTION_STATES
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.integrations.agreement import AgreementForm
from spinka.panel.integrations.forms import CodeForm, JoinForm
from spinka.panel.integrations.views import add_crumbs

DEFAULTS = {"forwarding": "manual", "unmatched_lines": "text"}


@page(scope="connect:read", write="connect:write")
def join(request: PanelRequest) -> HttpResponse:
    """One address, two steps: `step=verify` only looks, `step=join` joins. Leaving between them leaves no trace (A-18)."""
    if request.method != "POST":
        return draw_code(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return draw_code(request, form)
    code = form.cleaned_data["code"]
    try:
        found = connect.verify_code(account_id=request.account_id, code=code)
        if found.supplier_id == request.account_id:
            raise connect.LoopRefused
    except SpinkaError as error:
        if request.POST.get("step") != "join":
            form.add_error("code", code_refusal(error))
            return draw_code(request, form, closed_by(error))
        # A code for one use is spent by the first of two clicks; joining again answers the connection there is.
        return rejoin(request, form, code, error)
    account_id = request.account_id
    terms = found.settings.terms_text
    if request.POST.get("step") != "join":
        initial = {**DEFAULTS, "name": found.code_name}
        details = JoinForm(initial=initial, account_id=account_id, takes_orders=found.settings.accept_orders)
        return draw_settings(request, code, found, details, AgreementForm(terms=terms))
    details = JoinForm(request.POST, account_id=account_id, takes_orders=found.settings.accept_orders)
    agreement = AgreementForm(request.POST, terms=terms)
    # Both, so that every fault shows at once.
    if not details.is_valid() & agreement.is_valid():
        agreement.show_anew()
        return draw_settings(request, code, found, details, agreement)
    try:
        joined = connect.join(
            account_id=account_id, code=code, values=details.settings_values(), accepted=terms, actor=request.user.name
        )
    except ConnectionStateRefused as error:
        state = CONNECTION_STATES[error.state].label if error.state in CONNECTION_STATES else error.state
        text = gettext("%(name)s does not let you join: %(state)s. Only the supplier can change that.")
        details.add_error(None, text % {"name": found.supplier_name, "state": state})
        return draw_settings(request, code, found, details, agreement)
    except SpinkaError as error:
        show_refusal(details, error)
        return draw_settings(request, code, found, details, agreement)
    return joined_page(request, joined)


def code_refusal(error: SpinkaError) -> str:
    """Why a code does not open anything, in words for people; wrong, expired and used stay one answer (R27)."""
    if isinstance(error, connect.TooManyWrongCodes):
        return gettext("Too many wrong codes. Try again in an hour.")
    if isinstance(error, connect.LoopRefused):
        return gettext("This code is your own; another account has to use it.")
    if isinstance(error, connect.WrongCode):
        return gettext(
            "This code cannot be used: it is wrong, expired or already used. Check it or ask the supplier for a new one."
        )
    if isinstance(error, connect.PublishedSupplier):
        return gettext("This supplier takes requests from the B2B directory.")
    return str(error)


def closed_by(error: SpinkaError) -> int:
    """The company of the directory that takes requests in place of a code (A-17), 0 for any other refusal."""
    return error.listing_id if isinstance(error, connect.PublishedSupplier) else 0


def rejoin(request: PanelRequest, form: CodeForm, code: str, error: SpinkaError) -> HttpResponse:
    """What the second click of a code for one use gets."""
    try:
        joined = connect.join(account_id=request.account_id, code=code, actor=request.user.name)
    except SpinkaError:
        form.add_error("code", code_refusal(error))
        return draw_code(request, form, closed_by(error))
    return joined_page(request, joined)


def joined_page(request: PanelRequest, joined: connect.Joined) -> HttpResponse:
    """On to the supplier's page, which says what comes next."""
    text = gettext("Request sent") if joined.state == "pending" else gettext("Connected")
    return go(request, reverse("panel:supplier", args=[joined.connect_integration_id]), text)


def draw_code(request: PanelRequest, form: CodeForm, listing_id: int = 0) -> HttpResponse:
    """Step one; `listing_id` is the company of the directory a closed code leads to."""
    values = {
        "title": gettext("Join a supplier"),
        "crumbs": [*add_crumbs(), ("Base Connect", reverse("panel:base-connect"))],
        "form": form,
        "listing_id": listing_id,
        "has_errors": bool(form.errors),
    }
    return render(request, "panel/integrations/code.html", values, status=422 if form.errors else 200)


def draw_settings(
    request: PanelRequest, code: str, found: FoundCode, form: JoinForm, agreement: AgreementForm
) -> HttpResponse:
    """Step two: who the supplier is, what the code gives, its terms, and the settings."""
    has_errors = bool(form.errors or agreement.errors)
    values = {
        "title": gettext("Join a supplier"),
        "crumbs": [*add_crumbs(), ("Base Connect", reverse("panel:base-connect"))],
        "code": code,
        "found": found,
        "form": form,
        "agreement": agreement,
        "has_errors": has_errors,
    }
    return render(request, "panel/integrations/join.html", values, status=422 if has_errors else 200)
