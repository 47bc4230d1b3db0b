"""Sign in, sign out, change language, change account."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from spinka.accounts import services as accounts
from spinka.core.errors import NotFound
from spinka.panel.access.forms import SignIn
from spinka.panel.http import SESSION_ACCOUNT, PanelRequest, finish, go, page, render

LANGUAGES = dict(settings.LANGUAGES)


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: an address of this site, else the start page."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours and target.startswith("/") else "/"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; repeated wrong passwords lock the pair of e-mail and address (django-axes)."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(target)
    form = SignIn(request, data=request.POST) if request.method == "POST" else SignIn(request)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return finish(HttpResponseRedirect(target, status=303))
    values = {
        "title": gettext("Sign in"),
        "form": form,
        "next": target,
        "has_errors": bool(form.errors),
        "open_signup": settings.OPEN_SIGNUP,
    }
    return finish(render(request, "panel/access/login.html", values, status=422 if form.errors else 200))


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None, *_: Any, **__: Any) -> HttpResponse:
    """What django-axes answers after too many wrong passwords; set as AXES_LOCKOUT_CALLABLE."""
    values = {"title": gettext("Sign in"), "form": SignIn(request), "next": safe_next(request), "is_locked": True}
    return finish(render(request, "panel/access/login.html", values, status=429))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    language = translation.get_language()
    logout(request)
    response = HttpResponseRedirect("/login", status=303)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
    return finish(response)


@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Polish or English: in a cookie for this browser, and for the person when signed in."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(safe_next(request), status=303)
    if language in LANGUAGES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
        if request.user.is_authenticated:
            accounts.set_preferences(user_id=int(request.user.pk), language=language)
    return finish(response)


@page(scope=None, methods=("POST",))
def switch_account(request: PanelRequest) -> HttpResponse:
    """Work in another of one's accounts; a foreign one looks missing."""
    wanted = request.POST.get("account_id", "")
    for membership in request.memberships:
        if str(membership.account_id) == wanted:
            request.session[SESSION_ACCOUNT] = membership.account_id
            return go(request, "/")
    raise NotFound("There is no such account")
