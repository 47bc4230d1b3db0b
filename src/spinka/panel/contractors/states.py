"""What a supplier does with a contractor: accept, reject, suspend, resume, disconnect; asked with true numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import listings, queries
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.models import Connection, ConnectionState
from spinka.core.errors import Conflict
from spinka.panel.components import CONNECTION_STATES, Action, Label
from spinka.panel.contractors.forms import StateForm
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, page

MOST_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Step:
    """An action: the states it starts from, its words, and what happens then."""

    starts: tuple[str, ...]
    verb: Label
    question: Label
    done: Label
    icon: str
    consequences: Callable[[int, int], list[str]]
    is_danger: bool = False


def orders_go_on(count: int) -> str:
    """What becomes of sales under way."""
    text = ngettext(
        "%(count)s sale under way can still be finished.", "%(count)s sales under way can still be finished.", count
    )
    return text % {"count": count}


def opens(sales: int, products: int) -> list[str]:
    """What an active connection means."""
    text = ngettext(
        "It will see %(count)s product of your catalog.", "It will see %(count)s products of your catalog.", products
    )
    return [text % {"count": products}, gettext("It can place orders with you.")]


STEPS: Final = {
    "accept": Step(
        ("pending", "rejected"),
        _("Accept"),
        _("Accept %(name)s?"),
        _("%(name)s accepted"),
        "check",
        opens,
    ),
    "reject": Step(
        ("pending",),
        _("Reject"),
        _("Reject %(name)s?"),
        _("%(name)s rejected"),
        "x",
        lambda sales, products: [
            gettext("It sees no products and cannot ask again by itself; you can still accept it.")
        ],
        is_danger=True,
    ),
    "suspend": Step(
        ("active",),
        _("Suspend"),
        _("Suspend %(name)s?"),
        _("%(name)s suspended"),
        "player-pause",
        lambda sales, products: [
            gettext("It will place no new orders."),
            gettext("It will see a stock of 0."),
            orders_go_on(sales),
        ],
        is_danger=True,
    ),
    "resume": Step(("suspended",), _("Resume"), _("Resume %(name)s?"), _("%(name)s resumed"), "player-play", opens),
    "disconnect": Step(
        ("pending", "active", "suspended", "rejected"),
        _("Disconnect"),
        _("Disconnect %(name)s?"),
        _("%(name)s disconnected"),
        "unlink",
        lambda sales, products: [
            gettext("It loses access to your products and prices."),
            orders_go_on(sales),
            gettext("To come back it has to join by a code again."),
        ],
        is_danger=True,
    ),
}


def state_actions(row: Connection) -> list[Action]:
    """What can be done with a contractor in its state; all of it is asked in a dialog."""
    return [
        Action(
            f"{step.verb}…",
            reverse("panel:contractor-state", args=[row.pk, name]),
            icon=step.icon,
            is_dialog=True,
            is_danger=step.is_danger,
        )
        for name, step in STEPS.items()
        if row.state in step.starts
    ]


@page(scope="connect:read", write="connect:write")
def change(request: PanelRequest, connection_id: int, action: str) -> HttpResponse:
    """Ask for an action with what follows from it, and do it by POST; done already, it changes nothing."""
    step = STEPS.get(action)
    if step is None:
        raise Http404
    account_id = request.account_id
    row = queries.get_supplied_connection(account_id=account_id, connection_id=connection_id)
    back = reverse("panel:contractor", args=[connection_id])
    form = StateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            connect.change_state(
                account_id=account_id,
                connection_id=connection_id,
                action=action,
                message=form.cleaned_data["message"],
                actor=request.user.name,
            )
        except ConnectionStateRefused as error:
            state = CONNECTION_STATES[error.state].label
            raise Conflict(
                "The connection stands differently now: %(state)s. Nothing was changed.", state=state
            ) from None
        return go(request, back, step.done % {"name": row.contractor_name})
    integration = queries.get_integration(account_id=account_id, integration_id=row.integration_id, deleted_too=True)
    response = confirm(
        request,
        title=step.question % {"name": row.contractor_name},
        verb=step.verb,
        url=reverse("panel:contractor-state", args=[connection_id, action]),
        consequences=step.consequences(
            listings.open_sales(account_id=account_id, connection_ids=[connection_id]),
            listings.product_counts(account_id=account_id).get(integration.inventory_id, 0),
        ),
        back=back,
        is_danger=step.is_danger,
        body="panel/contractors/_state.html",
        extra={"form": form},
    )
    if form.errors:
        response.status_code = 422
    return response


def chosen(request: PanelRequest, state: str) -> list[Connection]:
    """The checked contractors that stand in a state, at most a page of them."""
    rows = Connection.objects.as_supplier(request.account_id).filter(pk__in=given_ids(request), state=state)
    return list(rows.order_by("pk"))


def given_ids(request: PanelRequest) -> list[int]:
    """The numbers of the checked rows, at most a page of them."""
    given = request.POST if request.method == "POST" else request.GET
    ids = [int(text) for text in given.getlist("id") if text.isascii() and text.isdigit() and len(text) < 19]
    return ids[:MOST_AT_ONCE]


def do_all(request: PanelRequest, rows: list[Connection], action: str, message: str = "") -> HttpResponse:
    """The same action for each of the rows, all or none."""
    for row in rows:
        connect.change_state(
            account_id=request.account_id, connection_id=row.pk, action=action, message=message, actor=request.user.name
        )
    texts = {
        "accept": ngettext("Accepted %(count)s contractor", "Accepted %(count)s contractors", len(rows)),
        "suspend": ngettext("Suspended %(count)s contractor", "Suspended %(count)s contractors", len(rows)),
    }
    text = texts[action] % {"count": len(rows)}
    others = len(given_ids(request)) - len(rows)
    if others > 0:
        left = ngettext("%(count)s stays as it is", "%(count)s stay as they are", others) % {"count": others}
        text = f"{text} · {left}"
    return go(request, reverse("panel:contractors"), text)


@page(scope="connect:read", write="connect:write", methods=("POST",))
def accept_many(request: PanelRequest) -> HttpResponse:
    """Accept those of the checked contractors that wait."""
    return do_all(request, chosen(request, ConnectionState.PENDING), "accept")


@page(scope="connect:read", write="connect:write")
def suspend_many(request: PanelRequest) -> HttpResponse:
    """Suspend those of the checked contractors that are active; asked first."""
    rows = chosen(request, ConnectionState.ACTIVE)
    form = StateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("asked") and form.is_valid():
        return do_all(request, rows, "suspend", form.cleaned_data["message"])
    ids = [row.pk for row in rows]
    title = ngettext("Suspend %(count)s contractor?", "Suspend %(count)s contractors?", len(rows)) % {
        "count": len(rows)
    }
    sales = listings.open_sales(account_id=request.account_id, connection_ids=ids)
    step = STEPS["suspend"]
    return confirm(
        request,
        title=title,
        verb=step.verb,
        url=reverse("panel:suspend-contractors"),
        consequences=[", ".join(row.contractor_name for row in rows), *step.consequences(sales, 0)],
        hidden=[("asked", 1), *(("id", pk) for pk in ids)],
        back=reverse("panel:contractors"),
        is_danger=True,
        body="panel/contractors/_state.html",
        extra={"form": form},
    )
