"""The person's settings: name, language, theme, row height, password."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters

from spinka.accounts import services as accounts
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.settings.forms import ChangePassword, Preferences


def draw(
    request: PanelRequest, preferences: Preferences | None = None, password: ChangePassword | None = None
) -> HttpResponse:
    """The page with both forms; one that was refused comes with 422."""
    user = request.user
    initial = {"name": user.name, "language": user.language, "theme": user.theme, "density": user.density}
    refused = preferences is not None or password is not None
    values = {
        "title": gettext("My settings"),
        "preferences": preferences or Preferences(initial=initial),
        "password": password or ChangePassword(user=user),
        "has_errors": refused,
    }
    return render(request, "panel/settings/page.html", values, status=422 if refused else 200)


@page(scope=None, methods=("GET", "HEAD"))
def show(request: PanelRequest) -> HttpResponse:
    """The page of one's own settings."""
    return draw(request)


@page(scope=None, methods=("POST",))
def save_preferences(request: PanelRequest) -> HttpResponse:
    """Name, language, theme and row height."""
    form = Preferences(request.POST)
    if not form.is_valid():
        return draw(request, preferences=form)
    accounts.set_preferences(user_id=request.user.pk, **form.cleaned_data)
    language = form.cleaned_data["language"]
    with translation.override(language):
        response = go(request, reverse("panel:settings"), gettext("Saved"))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
    return response


@sensitive_post_parameters()
@page(scope=None, methods=("POST",))
def change_password(request: PanelRequest) -> HttpResponse:
    """A new password; other browsers of this person are signed out."""
    form = ChangePassword(request.POST, user=request.user)
    if not form.is_valid():
        return draw(request, password=form)
    user = accounts.change_password(user_id=request.user.pk, password=form.cleaned_data["new_password"])
    update_session_auth_hash(request, user)
    return go(request, reverse("panel:settings"), gettext("Password changed; other browsers are signed out"))
