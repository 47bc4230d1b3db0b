"""Every component once, with the values that strain it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django import forms
from django.http import HttpResponse

from spinka.core.errors import Conflict
from spinka.panel import cells
from spinka.panel.components import Action, Event, Progress, route
from spinka.panel.dialogs import confirm
from spinka.panel.fields import Amount
from spinka.panel.http import PanelRequest, go, page, poll_response, render
from spinka.panel.listing import Listing, views, with_parameters

LONG = "Przedsiębiorstwo Handlowo-Usługowe „Papier i Spółka” Bożena Grzęda-Śliwińska, oddział w Łodzi"
HOSTILE = "<script>alert(1)</script><b onclick=x>"
state = {"version": 1, "done": 12_400}


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    tax: str
    state: str
    at: datetime | None
    total: Decimal | cells.Withheld | None
    currency: str
    used: Decimal
    limit: Decimal
    actions: tuple[Action, ...]


def made_rows() -> list[Row]:
    now = datetime.now(UTC)
    names = ["Galeria Biurowa sp. z o.o.", LONG, HOSTILE, "Office King s.r.o.", "Zielona Półka", "Biuro-Trend"]
    states = ["pending", "pending", "active", "active", "suspended", "rejected"]
    totals = [None, Decimal("1284.5"), Decimal(-20), cells.WITHHELD, Decimal("26770.9"), Decimal(0)]
    actions = (
        Action("Pokaż", "/gallery/resource", icon="eye"),
        Action("Wstrzymaj…", "/gallery/confirm", icon="player-pause", is_dialog=True, is_danger=True),
        Action("Odśwież", "/gallery/bump", icon="refresh", method="post"),
    )
    return [
        Row(
            id=number,
            name=name,
            tax=f"NIP 525281490{number}",
            state=states[number],
            at=None if number == 0 else now - timedelta(days=number - 1, hours=1),
            total=totals[number],
            currency="EUR" if number == 3 else "PLN",
            used=Decimal([0, 62, 93, 107, 5, 0][number]),
            limit=Decimal(100),
            actions=actions,
        )
        for number, name in enumerate(names)
    ]


@page(scope="connect:read")
def rows(request: PanelRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    found = [row for row in made_rows() if words.lower() in row.name.lower()]
    listing = Listing(
        rows=found,
        summary=f"{len(found)} z 48",
        next=with_parameters(request, after="x"),
        previous="",
        sort=request.GET.get("sort", "-at"),
        views=views(
            request, [("Wszyscy", {}, 48), ("Czekają", {"state": "pending"}, 2), ("Po terminie", {"late": "1"}, None)]
        ),
        applied=[("nazwa", words)] if words else [],
        search_hint="Nazwa, NIP, e-mail, miasto",
    )
    part = "gallery/_rows.html"
    return render(request, "gallery/list.html", {"title": "Kontrahenci", "listing": listing, "rows": part}, part=part)


class Sample(forms.Form):
    name = forms.CharField(label="Nazwa", max_length=20)
    price = Amount(label="Cena", help_text="Netto, w walucie konta.", required=False)
    kind = forms.ChoiceField(label="Rodzaj", choices=[("a", "Prosty"), ("b", "Zestaw")])
    note = forms.CharField(label="Notatka", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_active = forms.BooleanField(label="W sprzedaży", required=False)


def progress() -> Progress:
    return Progress(
        id="7",
        done=state["done"],
        total=100_000,
        url="/gallery/live",
        label="Import z Papierex",
        counts=[("utworzone", 12_000), ("zmienione", 380), ("konflikty", 20)],
        is_running=state["done"] < 100_000,
        cancel_url="/gallery/stop",
        cancel_note="zapisane zostanie",
    )


@page(scope="connect:read", write="connect:write")
def resource(request: PanelRequest) -> HttpResponse:
    form = Sample(request.POST) if request.method == "POST" else Sample(initial={"name": "Segregator", "kind": "a"})
    if request.method == "POST" and form.is_valid():
        return go(request, "/gallery/resource", "Zapisano", undo="/gallery/bump")
    now = datetime.now(UTC)
    events = [
        Event(now, "Przesyłka odebrana przez kuriera", "InPost, sortownia Łódź", is_ours=False),
        Event(now - timedelta(hours=2), "Zmieniono adres dostawy", "Ola Kmiecik"),
        Event(now - timedelta(days=1), "Przekazano automatycznie", HOSTILE, link="/gallery/list"),
    ]
    values = {
        "title": "Zamówienie 10482",
        "crumbs": [("Zamówienia", "/gallery/list"), ("W realizacji", "/gallery/list")],
        "form": form,
        "has_errors": bool(form.errors),
        "events": events,
        "partner": LONG,
        "steps": route("shipped", {"new": now - timedelta(days=1), "shipped": now}),
        "job": progress(),
        "number": "620114507331902",
        "now": now,
        "actions": made_rows()[0].actions,
        "withheld": cells.WITHHELD,
        "used": Decimal("6204.1"),
        "limit": Decimal(10000),
    }
    return render(request, "gallery/resource.html", values, status=422 if form.errors else 200)


@page(scope="connect:read")
def live(request: PanelRequest) -> HttpResponse:
    return poll_response(
        request,
        state["version"],
        lambda: render(request, "gallery/_live.html", {"job": progress()}),
    )


@page(scope="connect:read")
def bump(request: PanelRequest) -> HttpResponse:
    state["version"] += 1
    state["done"] = 100_000 if "end" in request.GET else 50_000
    return go(request, "/gallery/resource", "Odświeżono")


@page(scope="connect:read")
def confirm_stop(request: PanelRequest) -> HttpResponse:
    return confirm(
        request,
        title="Wstrzymać Biuro-Trend?",
        verb="Wstrzymaj",
        url="/gallery/stop",
        consequences=["Nie złoży nowych zamówień.", "Zobaczy stany 0.", "3 otwarte zamówienia zostaną do realizacji."],
        hidden=[("id", 7)],
        back="/gallery/list",
        is_danger=True,
    )


@page(scope="connect:read", methods=("POST",))
def stop(request: PanelRequest) -> HttpResponse:
    return go(request, "/gallery/list", "Wstrzymano Biuro-Trend")


@page(scope="connect:read")
def refuse(request: PanelRequest) -> HttpResponse:
    raise Conflict("The name must have 1 to 160 characters")


@page(scope="connect:read")
def break_down(request: PanelRequest) -> HttpResponse:
    raise RuntimeError("on purpose")
