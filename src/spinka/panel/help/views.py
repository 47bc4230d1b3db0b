"""The guides of both roles as pages, linked from every page of the panel."""

from pathlib import Path
from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.panel.cells import is_polish
from spinka.panel.help.guide import read
from spinka.panel.http import PanelRequest, page, render

FOLDER: Final = Path(__file__).parent / "guides"
ROLES: Final = {
    "supplier": _("You share products and take orders of other accounts."),
    "contractor": _("You take products of suppliers and pass orders on to them."),
}


def text_of(role: str, language: str) -> str:
    """The guide of a role in a language."""
    return (FOLDER / f"{role}.{language}.md").read_text(encoding="utf-8")


def language_now() -> str:
    """The language guides are shown in."""
    return "pl" if is_polish() else "en"


@page(scope=None, methods=("GET", "HEAD"))
def guides(request: PanelRequest) -> HttpResponse:
    """The guides there are."""
    found = [(role, read(text_of(role, language_now()))[0], about) for role, about in ROLES.items()]
    return render(request, "panel/help/list.html", {"title": gettext("Help"), "guides": found})


@page(scope=None, methods=("GET", "HEAD"))
def guide(request: PanelRequest, role: str) -> HttpResponse:
    """The guide of one role."""
    if role not in ROLES:
        raise Http404
    title, sections = read(text_of(role, language_now()))
    values = {"title": title, "crumbs": [(gettext("Help"), reverse("panel:help"))], "sections": sections}
    return render(request, "panel/help/guide.html", values)
