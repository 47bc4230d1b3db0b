"""The start page and the "go to" dialog."""

from django.http import HttpResponse
from django.utils.translation import gettext

from spinka.core import clock
from spinka.panel import navigation
from spinka.panel.http import PanelRequest, htmx_partial, page, render
from spinka.panel.start import attention
from spinka.panel.start.blocks import blocks_for, tasks_for

# Importing the module registers its lines and blocks.
REGISTERED = (attention,)
SEARCHABLE = ("orders", "products", "contractors", "suppliers")


@page(scope=None, methods=("GET", "HEAD"))
def home(request: PanelRequest) -> HttpResponse:
    """What needs attention today, then the blocks of the sections."""
    values = {
        "title": gettext("Start"),
        "today": clock.now(),
        "tasks": tasks_for(request),
        "blocks": blocks_for(request),
    }
    return render(request, "panel/start/page.html", values)


@page(scope=None, methods=("GET", "HEAD"))
def palette(request: PanelRequest) -> HttpResponse:
    """Pages whose name holds the words typed, and the lists to search them in."""
    words = request.GET.get("q", "").strip()[:100]
    sidebar = navigation.menu(account_id=request.account_id, scopes=request.scopes, path="", full_path="")
    lines = [line for entry in (*sidebar.daily, *sidebar.setup) for line in (entry, *entry.children)]
    pages = [line for line in lines if words.lower() in str(line.label).lower()]
    lists = [line for line in lines if words and line.key in SEARCHABLE]
    values = {
        "title": gettext("Search or go to…"),
        "words": words,
        "pages": pages,
        "lists": lists,
        "fetched": htmx_partial(request),
    }
    part = "panel/start/_hits.html" if "q" in request.GET else "panel/start/_palette.html"
    return render(request, "panel/start/palette.html", values, part=part)
