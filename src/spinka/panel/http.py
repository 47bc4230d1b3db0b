"""What every page stands on: `@page`, `render`, refusals, toasts and polling. This is also the guide for adding a page.

A page is a function, a template and a menu line:

1. `panel/<section>/views.py`::

    @page(scope="orders:read")
    def order_list(request: PanelRequest) -> HttpResponse:
        listing = ...                       # read through queries of the lower packages
        return render(request, "panel/orders/page.html", {"title": gettext("Orders"), "listing": listing},
                      part="panel/orders/_rows.html")

   `@page` signs people in (or sends them to sign in), picks the account, checks the scope, sets language and time
   zone, and opens the account's transaction (`acting_for`), so queries need `for_account(request.account_id)` only.
   Pages that write name the second scope: `@page(scope="orders:read", write="orders:write")`.
2. `panel/<section>/urls.py` with `urlpatterns`, included in `panel/urls.py`; names are flat: `reverse("panel:orders")`.
3. A line in `navigation.MENU`; `@navigation.waiting("orders")` registers the number behind it.
4. Templates extend `panel/page.html` (or `panel/list.html`) and `{% load i18n panel %}`; `panel/_rows.html`-like parts
   stand alone. The tags are described in `templatetags/panel.py`. `title` is the only context name the frame needs.
5. Writing: one service call. Catch the errors your form can show and answer 422 with the form; leave every other
   `SpinkaError` to `@page`, which shows it as a notice. After success `return go(request, url, text)`, or the part with
   `toast(request, response, text)`.
6. Live parts: `<section id="x" hx-get="…/live" hx-trigger="every 15s, sp:poll" hx-swap="outerMorph" hx-sync="this:drop"
   data-sp-poll>`; the view answers `poll_response(request, version, draw)`.
7. One line in `tests/browser/pages.py` and the page is audited in both languages, widths and themes.

Forbidden in templates and parts (the policy blocks it): `style=`, `<style>`, `on…=`, inline scripts, `hx-on`, `hx-vals="js:"`,
trigger filters, `|safe`, `floatformat`, `date:`.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from spinka.accounts.models import Account, User
from spinka.accounts.permissions import scopes_of
from spinka.accounts.queries import MembershipRow, memberships_of
from spinka.accounts.tenancy import acting_for
from spinka.core.errors import Conflict, Forbidden, NotFound, SpinkaError
from spinka.panel import navigation
from spinka.panel.components import ROLES

SESSION_ACCOUNT = "account_id"


class PanelRequest(HttpRequest):
    """A request of a signed-in person acting in one account."""

    user: User
    account: Account
    account_id: int
    role: str
    scopes: frozenset[str]
    memberships: list[MembershipRow]


View = Callable[..., HttpResponse]


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part or for a whole page."""
    return request.headers.get("HX-Request") == "true"


def htmx_partial(request: HttpRequest) -> bool:
    """Whether only a part of the page is wanted (`full` means the target is the body or `hx-select` is used)."""
    return is_htmx(request) and request.headers.get("HX-Request-Type") == "partial"


def may(request: PanelRequest, scope: str) -> bool:
    """Whether the person holds a scope in this account; templates ask `{% if "orders:write" in request.scopes %}`."""
    return scope in request.scopes


def finish(response: HttpResponse) -> HttpResponse:
    """Headers that keep a part from being shown as a page by Back (panel guide 5)."""
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type", "Cookie"])
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page, or `part` alone when htmx wants only that; the menu is read for whole pages only."""
    values = dict(context or {})
    if htmx_partial(request) and part is not None:
        return HttpResponse(render_to_string(part, values, request), status=status)
    if hasattr(request, "account_id"):
        panel = cast(PanelRequest, request)
        values["menu"] = navigation.menu(
            account_id=panel.account_id,
            scopes=panel.scopes,
            path=panel.path,
            full_path=panel.get_full_path(),
        )
        values["role"] = ROLES.get(panel.role, panel.role)
    return HttpResponse(render_to_string(template, values, request), status=status)


def toast_html(request: HttpRequest, text: str, *, tone: str = "ok", undo: str = "") -> str:
    """A toast as a part that htmx adds to the corner."""
    return render_to_string("panel/components/toast_part.html", {"text": text, "tone": tone, "undo": undo}, request)


def toast(request: HttpRequest, response: HttpResponse, text: str, *, tone: str = "ok", undo: str = "") -> HttpResponse:
    """Tell the person in the corner: on this answer if it is a part, on the next page if it leads there.

    `undo` is an address that takes back what was done when it is posted to.
    """
    leads_on = response.status_code in {204, 301, 302, 303} or any(
        name.startswith("HX-Re") for name in response.headers
    )
    if is_htmx(request) and not leads_on:
        response.content += toast_html(request, text, tone=tone, undo=undo).encode()
    else:
        messages.info(request, text, extra_tags=f"{tone} {undo}".strip())
    return response


def go(request: HttpRequest, url: str, text: str = "", *, tone: str = "ok", undo: str = "") -> HttpResponse:
    """After a successful POST: on to `url` (303, or HX-Redirect for htmx), with a toast there."""
    if is_htmx(request):
        response = HttpResponse(status=204, headers={"HX-Redirect": url})
    else:
        response = HttpResponseRedirect(url, status=303)
    return toast(request, response, text, tone=tone, undo=undo) if text else response


def poll_response(request: HttpRequest, version: object, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """A polled part (R55): 304 while `version` (version columns, read first) is what the browser already shows."""
    key = f"{version!r}|{translation.get_language()}|{request.path}|{getattr(request, 'account_id', '')}"
    tag = f'"{hashlib.sha256(key.encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    response = draw()
    response.headers["ETag"] = tag
    return response


def refusal(request: HttpRequest, error: SpinkaError) -> HttpResponse:
    """An anticipated failure that no form showed: 404 for what is not there, else a notice with 403, 409 or 422."""
    if isinstance(error, NotFound):
        return missing(request)
    status = 403 if isinstance(error, Forbidden) else 409 if isinstance(error, Conflict) else 422
    if is_htmx(request):
        body = render_to_string("panel/components/refusal_part.html", {"error": error}, request)
        return HttpResponse(body, status=status, headers={"HX-Reswap": "none"})
    referer = urlsplit(request.headers.get("Referer", ""))
    values = {
        "title": translation.gettext("Not done"),
        "error": error,
        "back_url": referer.path if referer.netloc == request.get_host() else "/",
    }
    return render(request, "panel/errors/refused.html", values, status=status)


def missing(request: HttpRequest) -> HttpResponse:
    """The page or object does not exist; another account's object looks the same (R26)."""
    title = translation.gettext("There is no such page")
    if htmx_partial(request):
        return HttpResponse(toast_html(request, title, tone="bad"), status=404)
    return render(request, "panel/errors/404.html", {"title": title}, status=404)


def denied(request: PanelRequest, scope: str) -> HttpResponse:
    """The person's role lacks a scope; the page says who can give it."""
    title = translation.gettext("Your role does not allow this")
    if htmx_partial(request):
        return HttpResponse(toast_html(request, title, tone="bad"), status=403)
    return render(request, "panel/errors/403.html", {"title": title, "scope": scope}, status=403)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send to sign in and back; htmx gets 401 with HX-Redirect, as a redirect would be swapped into a cell."""
    login = reverse("panel:login")
    if not is_htmx(request):
        return redirect_to_login(request.get_full_path(), login)
    current = urlsplit(request.headers.get("HX-Current-URL", "/"))
    back = f"{current.path or '/'}?{current.query}" if current.query else current.path or "/"
    return HttpResponse(status=401, headers={"HX-Redirect": f"{login}?{urlencode({'next': back})}"})


def choose_account(request: HttpRequest, memberships: list[MembershipRow]) -> MembershipRow | None:
    """The account of the session if the person still belongs to it, else the first one; None without any."""
    chosen = request.session.get(SESSION_ACCOUNT)
    for membership in memberships:
        if membership.account_id == chosen:
            return membership
    return memberships[0] if memberships else None


def page(
    *, scope: str | None, write: str | None = None, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View], View]:
    """Make a function a page: signed in, in an account, with `scope` (and `write` for anything but reading)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not request.user.is_authenticated:
                return finish(sign_in_first(request))
            translation.activate(request.user.language)
            memberships = memberships_of(request.user.pk)
            membership = choose_account(request, memberships)
            if membership is None:
                return finish(missing(request))
            panel = cast(PanelRequest, request)
            panel.memberships, panel.role = memberships, membership.role
            panel.scopes = frozenset(str(name) for name in scopes_of(membership.role))
            needed = scope if request.method in {"GET", "HEAD"} or write is None else write
            try:
                with acting_for(membership.account_id):
                    panel.account = Account.objects.get(pk=membership.account_id)
                    panel.account_id = membership.account_id
                    with timezone.override(ZoneInfo(panel.account.time_zone)):
                        if needed is not None and needed not in panel.scopes:
                            return finish(denied(panel, needed))
                        return finish(view(panel, *args, **kwargs))
            except (SpinkaError, Http404, DataError) as error:
                # The transaction above is rolled back; the menu of the answer needs one of its own.
                with acting_for(membership.account_id), timezone.override(ZoneInfo(panel.account.time_zone)):
                    # An address with a zero character or a number no column holds names nothing there is.
                    return finish(refusal(request, error) if isinstance(error, SpinkaError) else missing(request))

        answer.panel_scope = scope  # type: ignore[attr-defined]
        answer.panel_write = write  # type: ignore[attr-defined]
        return answer

    return decorate
