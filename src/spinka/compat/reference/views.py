"""Pages of the reference: the guide and one page per method. They are public and read nothing of any account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from spinka.compat.errors import HTTP_STATUS
from spinka.compat.pending import PENDING
from spinka.compat.reference.examples import examples, recorded
from spinka.compat.reference.families import families, family_of
from spinka.compat.reference.shapes import rows
from spinka.compat.reference.snippets import snippets
from spinka.compat.registry import METHODS


def guide(request: HttpRequest) -> HttpResponse:
    """`GET /api/docs`: how calls are made, and every method with one sentence."""
    context = {
        "title": _("API reference"),
        "families": list(families()),
        "address": _address(request),
        "count": len(METHODS),
        "codes": sorted(HTTP_STATUS.items(), key=lambda entry: (entry[1], entry[0])),
        "pending": sorted(PENDING.items()),
    }
    return render(request, "compat/guide.html", context)


def method_page(request: HttpRequest, name: str) -> HttpResponse:
    """`GET /api/docs/<method>`: parameters, answer, a call that was really made, and a form to try it."""
    method = METHODS.get(name)
    if method is None:
        raise Http404
    calls, texts = recorded(name), examples(name)
    context = {
        "title": name,
        "families": list(families()),
        "family": family_of(method),
        "method": method,
        "about": _paragraphs(method.run.__doc__ or ""),
        "parameters": rows(method.params),
        "fields": rows(method.reply),
        "example": texts[0],
        "further": texts[1:],
        "snippets": snippets(address=_address(request), method=name, request=calls[0].request if calls else {}),
        "is_writing": not method.scope.endswith(":read"),
        "address": _address(request),
    }
    return render(request, "compat/method.html", context)


def _paragraphs(docstring: str) -> list[str]:
    """A docstring's paragraphs, each on one line."""
    return [" ".join(part.split()) for part in docstring.strip().split("\n\n")]


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
