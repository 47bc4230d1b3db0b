"""Opening an account by oneself, confirming its address, and a new password by mail (R30).

A secret of a link goes into the session at once and out of the address: pages with forms carry none (R45).
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from spinka.accounts.links import LinkClosed, TooManyAttempts
from spinka.accounts.models import User
from spinka.core.errors import SpinkaError
from spinka.core.secrets import token_hash
from spinka.panel.access.entry_forms import AskForPassword, ChoosePassword, Confirm, SignUp
from spinka.panel.changes import show_refusal
from spinka.panel.http import finish, render
from spinka.panel.invitations.opened import SESSION_INVITATION
from spinka.signup import services as signup

BACKEND = "django.contrib.auth.backends.ModelBackend"
SESSION_CONFIRM, SESSION_RESET = "confirm_link", "reset_link"
BOTH = ["GET", "HEAD", "POST"]


def place_of(request: HttpRequest) -> str:
    """The address a request came from: what the last of the operator's proxies saw, or the connection's own."""
    proxies: int = settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _draw(request: HttpRequest, name: str, title: str, form: forms.Form | None, status: int = 0) -> HttpResponse:
    refused = bool(form is not None and form.errors)
    values = {"title": title, "form": form, "has_errors": refused, "open_signup": settings.OPEN_SIGNUP}
    return finish(render(request, f"panel/access/{name}.html", values, status=status or (422 if refused else 200)))


def _refuse(form: forms.Form, error: SpinkaError) -> int:
    show_refusal(form, error)
    return 429 if isinstance(error, TooManyAttempts) else 422


def _sent(request: HttpRequest) -> HttpResponse:
    return _draw(request, "sent", gettext("Look into your mailbox"), None)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(BOTH)
def sign_up(request: HttpRequest) -> HttpResponse:
    """The sign-up page; the answer does not tell whether the address has an account."""
    if not settings.OPEN_SIGNUP:
        raise Http404
    if request.user.is_authenticated:
        return HttpResponseRedirect("/")
    language = (translation.get_language() or "pl")[:2]
    form = SignUp(request.POST if request.method == "POST" else None, initial={"language": language})
    status = 0
    if form.is_valid():
        try:
            signup.sign_up(**form.cleaned_data, place=place_of(request))
            return _sent(request)
        except SpinkaError as error:
            status = _refuse(form, error)
    return _draw(request, "signup", gettext("Open an account"), form, status)


def _into_session(request: HttpRequest, key: str, secret: str, path: str) -> HttpResponse:
    request.session[key] = token_hash(secret)
    response = HttpResponseRedirect(path)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def open_confirmation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of the mail."""
    return _into_session(request, SESSION_CONFIRM, secret, "/confirm")


@require_safe
def open_reset(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of the mail."""
    return _into_session(request, SESSION_RESET, secret, "/reset")


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    invited = SESSION_INVITATION in request.session
    login(request, user, backend=BACKEND)
    return finish(HttpResponseRedirect("/invitation/join" if invited else "/", status=303))


def _with_link(request: HttpRequest, key: str, name: str, title: str, form: forms.Form, act: Any) -> HttpResponse:
    if key not in request.session:
        return _draw(request, "closed", gettext("This link no longer works"), None, 404)
    status = 0
    if form.is_valid():
        try:
            user = act(digest=str(request.session[key]), password=form.cleaned_data["password"])
            request.session.pop(key, None)
            return _enter(request, user)
        except LinkClosed:
            request.session.pop(key, None)
            return _draw(request, "closed", gettext("This link no longer works"), None, 404)
        except SpinkaError as error:
            status = _refuse(form, error)
    return _draw(request, name, title, form, status)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(BOTH)
def confirm(request: HttpRequest) -> HttpResponse:
    """The password chosen when signing up opens the account."""
    form = Confirm(request.POST if request.method == "POST" else None)
    return _with_link(request, SESSION_CONFIRM, "confirm", gettext("Confirm your e-mail address"), form, signup.confirm)


@never_cache
@require_http_methods(BOTH)
def ask_for_password(request: HttpRequest) -> HttpResponse:
    """Where to mail the link for a new password; the answer does not tell whether the address has an account."""
    form = AskForPassword(request.POST if request.method == "POST" else None)
    status = 0
    if form.is_valid():
        try:
            signup.ask_for_password(email=form.cleaned_data["email"], place=place_of(request))
            return _sent(request)
        except SpinkaError as error:
            status = _refuse(form, error)
    return _draw(request, "password", gettext("A new password"), form, status)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(BOTH)
def choose_password(request: HttpRequest) -> HttpResponse:
    """A new password for the person of the link."""
    form = ChoosePassword(request.POST if request.method == "POST" else None)
    title = gettext("Choose a new password")
    return _with_link(request, SESSION_RESET, "reset", title, form, signup.choose_password)
