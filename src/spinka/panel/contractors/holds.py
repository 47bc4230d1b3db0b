"""What a contractor holds of the supplier's stock, and releasing it (L-05)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from spinka.connect import queries
from spinka.connect import services as connect
from spinka.panel.http import PanelRequest, go, page


@page(scope="connect:read", write="connect:write", methods=("POST",))
def release(request: PanelRequest, connection_id: int, hold_id: int) -> HttpResponse:
    """End a hold before its time; the contractor is told."""
    row = queries.get_supplied_connection(account_id=request.account_id, connection_id=connection_id)
    connect.delete_hold(account_id=request.account_id, hold_id=hold_id, actor=request.user.name)
    return go(request, reverse("panel:contractor", args=[row.pk]), gettext("Hold released"))
