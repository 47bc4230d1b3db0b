"""The site's answers when no page could: unknown address, refused form, failure; set in `config.urls` and settings."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from spinka.panel.http import finish, is_htmx, toast_html

logger = logging.getLogger(__name__)


def answer(request: HttpRequest, status: int, title: str, text: str, *, event: str = "") -> HttpResponse:
    """A whole page without the menu, or a toast for htmx."""
    if is_htmx(request):
        line = f"{title} ({event})" if event else title
        return finish(HttpResponse(toast_html(request, line, tone="bad"), status=status))
    values = {"title": title, "text": text, "event": event, "status": status}
    return finish(HttpResponse(render_to_string("panel/errors/bare.html", values, request), status=status))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for an address no page has."""
    return answer(
        request,
        404,
        gettext("There is no such page"),
        gettext("The address may be mistyped, or what it showed has been removed."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 outside the pages' own check of rights."""
    return answer(request, 403, gettext("Not allowed"), gettext("Nothing was changed."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for a request that cannot be read."""
    return answer(request, 400, gettext("The request cannot be read"), gettext("Nothing was changed."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is gone: the page is old, or cookies are off."""
    return answer(
        request,
        403,
        gettext("This page has expired. Reload it."),
        gettext("Nothing was changed. Go back, reload the page and send the form again."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500 with an event number that stands in the log as well."""
    event = secrets.token_hex(3).upper()
    logger.error("event %s: %s %s", event, request.method, request.path)
    return answer(
        request,
        500,
        gettext("This did not work"),
        gettext("The fault is on our side and has been recorded. What you were doing may not have been saved."),
        event=event,
    )
