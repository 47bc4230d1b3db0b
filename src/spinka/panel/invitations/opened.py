"""Where the link of an invitation leads: who invites, then sign in or sign up, then the join form with the code (R34, R45)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from spinka.connect import services as connect
from spinka.connect.invitation_reads import secret_digest
from spinka.panel.http import PanelRequest, page, render
from spinka.panel.integrations.forms import CodeForm
from spinka.panel.integrations.joining import draw_code

SESSION_INVITATION = "invitation"


def _guarded(response: HttpResponse) -> HttpResponse:
    """No other site, search engine or cache learns the address (R45)."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _closed(request: HttpRequest) -> HttpResponse:
    values = {"title": gettext("This invitation no longer works")}
    return _guarded(render(request, "panel/invitations/closed.html", values, status=404))


@require_safe
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites, with the supplier's words, in the language of the mail; open to whoever holds the link."""
    try:
        found = connect.open_invitation(secret=secret)
    except connect.InvitationClosed:
        return _closed(request)
    wanted = request.GET.get("lang", "")
    if wanted in dict(settings.LANGUAGES):
        translation.activate(wanted)
    elif settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.user.is_authenticated:
        translation.activate(found.language)
    values = {
        "title": gettext("%(supplier)s invites you") % {"supplier": found.supplier_name},
        "found": found,
        "secret": secret,
        "may_sign_up": settings.OPEN_SIGNUP and not request.user.is_authenticated,
    }
    return _guarded(render(request, "panel/invitations/opened.html", values))


@require_safe
def go_on(request: HttpRequest, secret: str) -> HttpResponse:
    """Remember the invitation in this browser, and on: signing in or up comes before the join form.

    A link and no form: without a referrer a form's origin is unknown and would be refused.
    """
    request.session[SESSION_INVITATION] = secret_digest(secret)
    signs_up = settings.OPEN_SIGNUP and "signup" in request.GET and not request.user.is_authenticated
    return _guarded(HttpResponseRedirect("/signup" if signs_up else reverse("panel:invited")))


@page(scope="connect:write", methods=("GET", "HEAD"))
def join(request: PanelRequest) -> HttpResponse:
    """The form that joins a supplier, with the invitation's code filled in."""
    try:
        _, code = connect.take_up_invitation(
            account_id=request.account_id, digest=str(request.session.get(SESSION_INVITATION, ""))
        )
    except connect.InvitationClosed:
        request.session.pop(SESSION_INVITATION, None)
        return _closed(request)
    return draw_code(request, CodeForm(initial={"code": code}))
