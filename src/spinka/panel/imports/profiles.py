"""Living subscriptions: imports that repeat themselves, what each may do without asking, and what waits (L-02)."""

from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spinka.connect import import_reads, listings
from spinka.connect import services as connect
from spinka.connect.listings import Source
from spinka.connect.models import ImportProfile, ImportRow
from spinka.core.errors import SpinkaError
from spinka.panel.cells import number_text
from spinka.panel.changes import mark_of, refuse_changed, show_refusal
from spinka.panel.components import Chip, Label
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.imports.forms import taken_fields
from spinka.panel.imports.previews import preview_url
from spinka.panel.imports.views import RUNNING, shown_names
from spinka.panel.imports.words import STATES as IMPORT_STATES
from spinka.panel.imports.words import failure_text
from spinka.panel.integrations import choices
from spinka.panel.navigation import Waiting, waiting

EVERY: Final[list[tuple[str, Label]]] = [
    ("off", _("Only when I run it")),
    ("1h", _("Every hour")),
    ("4h", _("Every 4 hours")),
    ("12h", _("Every 12 hours")),
    ("24h", _("Every day")),
    ("7d", _("Every week")),
]
POLICIES: Final[list[tuple[str, Label]]] = [
    ("always", pgettext_lazy("policy", "Always")),
    ("ask", pgettext_lazy("policy", "Ask me")),
    ("mine", pgettext_lazy("policy", "Keep mine")),
]
NEW: Final[list[tuple[str, Label]]] = [
    ("always", _("Add them")),
    ("ask", _("Ask me")),
    ("never", _("Do not add them")),
]
GONE: Final[list[tuple[str, Label]]] = [
    ("keep", _("Keep as they are")),
    ("hide", _("Turn into drafts")),
    ("zero", _("Set their stock to 0")),
]
STATES: Final = {
    "off": Chip("new", pgettext_lazy("subscription", "Switched off"), "player-pause"),
    "waiting": Chip("ok", pgettext_lazy("subscription", "On schedule")),
    "running": Chip("work", pgettext_lazy("subscription", "Running")),
    "stopped": Chip("new", pgettext_lazy("subscription", "Stopped"), "player-pause"),
    "failed": Chip("bad", pgettext_lazy("subscription", "Failed")),
}


@waiting("import-profiles")
def profiles_waiting(account_id: int) -> Waiting:
    """Subscriptions whose changes wait for a decision."""
    asked = ImportRow.objects.for_account(account_id).filter(
        import_id=OuterRef("changes_import_id"), state="planned", decision__in=("ask", "planned")
    )
    count = ImportProfile.objects.for_account(account_id).filter(Exists(asked)).count()
    return Waiting(count)


class ProfileForm(forms.Form):
    """What a subscription does: when, per kind of data, with new and with vanished products."""

    every = forms.ChoiceField(label=_("How often"), choices=EVERY, initial="24h")
    at = forms.CharField(
        label=_("At"), required=False, max_length=5, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    new_products = forms.ChoiceField(label=_("New products of the supplier"), choices=NEW, initial="ask")
    gone_products = forms.ChoiceField(label=_("Products it no longer shares"), choices=GONE, initial="keep")
    asks_gone = forms.BooleanField(label=_("Ask me before doing so"), required=False, initial=True)
    language = forms.ChoiceField(label=_("Language of texts"), required=False)
    price_group_id = forms.TypedChoiceField(
        label=_("Prices into price group"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, account_id: int, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [(name, label) for name, label in taken_fields(source.share_fields) if name != "stock"]
        for name, label in self.names:
            self.fields[f"p_{name}"] = forms.ChoiceField(
                label=str(label), choices=POLICIES, widget=forms.RadioSelect, initial="ask", required=True
            )
        by_default = pgettext_lazy("language or warehouse", "Default of the catalog")
        self.fields["language"].choices = choices.with_empty(choices.languages(account_id), by_default)  # type: ignore[attr-defined]
        self.fields["price_group_id"].choices = choices.with_empty(  # type: ignore[attr-defined]
            choices.price_groups(account_id), _("Do not copy")
        )

    @property
    def policies(self) -> list[Any]:
        """The rows of the table: a field's label with its three choices."""
        return [self[f"p_{name}"] for name, _label in self.names]

    def settings(self) -> connect.ProfileSettings:
        """What the service takes."""
        given = self.cleaned_data
        group = given["price_group_id"]
        return connect.ProfileSettings(
            every=given["every"],
            at=given["at"] if given["every"] not in {"off", "1h"} else "",
            fields={name: given[f"p_{name}"] for name, _label in self.names},
            new_products=given["new_products"],
            gone_products=given["gone_products"],
            asks_gone=given["asks_gone"],
            options=connect.ImportOptions(
                language=given["language"], price_group_id=group, price_mode="once" if group else ""
            ),
        )


def initial_of(row: ImportProfile) -> dict[str, Any]:
    """A stored profile as the form shows it."""
    names = ("every", "at", "new_products", "gone_products", "asks_gone")
    values: dict[str, Any] = {name: getattr(row, name) for name in names}
    values |= {f"p_{name}": policy for name, policy in row.fields.items()}
    return values | {name: row.options.get(name) or "" for name in ("language", "price_group_id")}


def waiting_count(account_id: int, row: ImportProfile) -> int:
    """Products of a profile that wait for a decision."""
    found = import_reads.change_set(account_id, row.pk)
    return 0 if found is None else found.counts.ask + found.counts.planned + found.counts.accepted


@page(scope="connect:read", methods=("GET", "HEAD"))
def profile_list(request: PanelRequest) -> HttpResponse:
    """Subscriptions by supplier: when they run, how the last run went, what waits."""
    account_id = request.account_id
    names, waits = shown_names(account_id), import_reads.waiting_counts(account_id)
    every = dict(EVERY)
    values = {
        "title": gettext("Living subscriptions"),
        "profiles": [
            {
                "row": row,
                "name": names.get(row.connection_id, row.connection.supplier_name),
                "chip": STATES[row.state],
                "every": every.get(row.every, row.every),
                "waiting": waits.get(row.pk, 0),
                "error": failure_text(row.error),
            }
            for row in import_reads.profiles(account_id)
        ],
        "sources": listings.import_sources(account_id=account_id, is_counted=False),
        "catalogs": choices.catalogs(account_id),
        "may_write": may(request, "catalog:write"),
    }
    return render(request, "panel/imports/profiles.html", values)


def draw(request: PanelRequest, row: ImportProfile | None, source: Source, inventory_id: int) -> HttpResponse:
    """The form of a subscription, new or kept; posting saves it."""
    account_id = request.account_id
    known: dict[str, Any] = {"account_id": account_id, "source": source}
    status = 200
    mark = mark_of(row.version if row else 0)
    if request.method == "POST":
        form = ProfileForm(request.POST, **known)
        status = 422
        if form.is_valid():
            try:
                refuse_changed(request.POST.get("mark", ""), mark)
                made = connect.save_profile(
                    account_id=account_id,
                    connect_integration_id=source.contractor_integration_id,
                    inventory_id=inventory_id,
                    settings=form.settings(),
                    actor=request.user.name,
                )
                return go(request, reverse("panel:import-profile", args=[made]), gettext("Saved"))
            except SpinkaError as error:
                show_refusal(form, error)
                if "language" in error.details:
                    form.add_error("language", gettext("The chosen catalog does not have this language."))
    else:
        form = ProfileForm(initial=initial_of(row) if row else {}, **known)
    runs = import_reads.profile_runs(account_id, row.pk, 10) if row else []
    changes = import_reads.change_set(account_id, row.pk) if row else None
    values = {
        "title": gettext("Subscription: %(name)s") % {"name": source.name},
        "crumbs": [
            (gettext("Imports"), reverse("panel:imports")),
            (gettext("Living subscriptions"), reverse("panel:import-profiles")),
        ],
        "form": form,
        "row": row,
        "source": source,
        "catalog": dict(choices.catalogs(account_id)).get(inventory_id, ""),
        "policies": POLICIES,
        "chip": STATES[row.state] if row else None,
        "error": failure_text(row.error) if row else "",
        "runs": [(one, IMPORT_STATES[one.state]) for one in runs],  # type: ignore[index]
        "waiting": waiting_count(account_id, row) if row else 0,
        "changes_url": preview_url(changes.import_id) if changes else "",
        "mark": request.POST.get("mark") or mark,
        "may_write": may(request, "catalog:write"),
        "action": request.get_full_path(),
        "has_errors": status == 422,
    }
    return render(request, "panel/imports/profile.html", values, status=status)


@page(scope="connect:read", write="catalog:write")
def new_profile(request: PanelRequest) -> HttpResponse:
    """A subscription of a supplier's products into a catalog; one that exists is shown instead."""
    account_id = request.account_id
    offered = listings.import_sources(account_id=account_id, is_counted=False)
    sources = {str(one.contractor_integration_id): one for one in offered}
    source = sources.get(request.GET.get("source", ""))
    catalog = next((pk for pk, _name in choices.catalogs(account_id) if str(pk) == request.GET.get("catalog")), None)
    if source is None or catalog is None:
        return go(request, reverse("panel:import-profiles"))
    for row in import_reads.profiles(account_id, connection_id=source.connection_id):
        if row.inventory_id == catalog and request.method != "POST":
            return go(request, reverse("panel:import-profile", args=[row.pk]))
    return draw(request, None, source, catalog)


@page(scope="connect:read", write="catalog:write")
def profile(request: PanelRequest, profile_id: int) -> HttpResponse:
    """A subscription: its settings, what waits, its last runs."""
    account_id = request.account_id
    row = import_reads.get_profile(account_id, profile_id)
    sources = listings.import_sources(account_id=account_id, is_counted=False)
    source = next((one for one in sources if one.connection_id == row.connection_id), None)
    if source is None:
        # A closed connection shares nothing now; what is kept stays visible and is not lost.
        name = shown_names(account_id).get(row.connection_id, "")
        number = row.connection.contractor_integration_id
        source = Source(number, row.connection_id, name, tuple(row.fields), "", 0)
    return draw(request, row, source, row.inventory_id)


@page(scope="connect:read", write="catalog:write", methods=("POST",))
def run(request: PanelRequest, profile_id: int) -> HttpResponse:
    """Run a subscription now; one that runs already is left alone."""
    made = connect.run_profile(account_id=request.account_id, profile_id=profile_id, actor=request.user.name)
    row = listings.import_rows(account_id=request.account_id).filter(pk=made).first()
    if row is not None and row.state in RUNNING:
        return go(request, reverse("panel:import", args=[made]))
    return go(request, reverse("panel:import-profile", args=[profile_id]), gettext("The subscription runs"))


@page(scope="connect:read", write="catalog:write")
def delete(request: PanelRequest, profile_id: int) -> HttpResponse:
    """Ask, then forget a subscription; products and past imports stay."""
    account_id = request.account_id
    row = import_reads.get_profile(account_id, profile_id)
    if request.method == "POST":
        connect.delete_profile(account_id=account_id, profile_id=profile_id, actor=request.user.name)
        return go(request, reverse("panel:import-profiles"), gettext("Subscription deleted"))
    count = waiting_count(account_id, row)
    lines = [gettext("Products and past imports stay; nothing is imported by itself any more.")]
    if count:
        text = ngettext(
            "%(count)s change that waits for you is forgotten.",
            "%(count)s changes that wait for you are forgotten.",
            count,
        )
        lines.append(text % {"count": number_text(count)})
    return confirm(
        request,
        title=gettext("Delete the subscription?"),
        verb=gettext("Delete"),
        url=reverse("panel:delete-import-profile", args=[profile_id]),
        consequences=lines,
        back=reverse("panel:import-profile", args=[profile_id]),
        is_danger=True,
    )
