"""What every tab of a supplier's page shows around its content: name, state, tabs, what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.connect import queries
from spinka.connect.models import Connection, ConnectionState
from spinka.panel.components import Label
from spinka.panel.http import PanelRequest, may

LEAVABLE: Final = (ConnectionState.PENDING, ConnectionState.ACTIVE)
TABS: Final[Mapping[str, tuple[Label, str]]] = {
    "overview": (_("Overview"), "panel:supplier"),
    "offer": (_("Offer"), "panel:supplier-offer"),
    "settings": (_("Settings"), "panel:supplier-settings"),
    "statuses": (_("Statuses"), "panel:supplier-statuses"),
    "copies": (_("Stock and prices"), "panel:supplier-copies"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab with its address."""

    key: str
    label: Label
    url: str
    is_current: bool


def framed(request: PanelRequest, row: Connection, tab: str, **values: Any) -> dict[str, Any]:
    """The values of a tab's template with those of the frame."""
    number = row.contractor_integration_id
    return {
        "title": queries.name_of(row),
        "crumbs": [(gettext("Suppliers"), reverse("panel:suppliers"))],
        "row": row,
        "tabs": [Tab(key, label, reverse(name, args=[number]), key == tab) for key, (label, name) in TABS.items()],
        "tab_url": reverse(TABS[tab][1], args=[number]),
        "can_leave": row.state in LEAVABLE and may(request, "connect:write"),
        **values,
    }
