"""The supplier's invitations: sent, watched, sent again, revoked (R34)."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy

from spinka.connect import queries
from spinka.connect import services as connect
from spinka.connect.invitation_reads import get_invitation, invitations_page
from spinka.core.errors import NotFound, SpinkaError
from spinka.panel.changes import show_refusal
from spinka.panel.components import Chip
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.invitations.forms import InviteForm

STATES: Final = {
    "queued": Chip("wait", pgettext_lazy("invitation", "Being sent")),
    "sent": Chip("sent", pgettext_lazy("invitation", "Sent")),
    "opened": Chip("work", pgettext_lazy("invitation", "Opened")),
    "joined": Chip("ok", pgettext_lazy("invitation", "Joined")),
    "failed": Chip("bad", pgettext_lazy("invitation", "Not delivered")),
    "expired": Chip("new", pgettext_lazy("invitation", "Expired"), "clock"),
    "revoked": Chip("new", pgettext_lazy("invitation", "Revoked"), "ban"),
}


@page(scope="connect:read", write="connect:write")
def invitation_list(request: PanelRequest) -> HttpResponse:
    """Everybody invited with what became of it, and the form that invites another one."""
    offered = queries.own_integrations(account_id=request.account_id)
    integrations = {one.integration_id: one.name for one in offered}
    given = request.POST if request.method == "POST" else None
    form = InviteForm(given, integrations=integrations, initial={"language": request.account.language})
    if form.is_valid():
        try:
            connect.invite(
                account_id=request.account_id,
                integration_id=form.cleaned_data["integration"],
                email=form.cleaned_data["email"],
                message=form.cleaned_data["message"],
                language=form.cleaned_data["language"],
                actor=request.user.name,
            )
            return go(request, reverse("panel:invitations"), gettext("The invitation is on its way"))
        except NotFound:
            raise
        except SpinkaError as error:
            show_refusal(form, error)
    number = request.GET.get("page", "")
    current = int(number) if number.isdecimal() and 0 < len(number) < 6 else 1
    rows, has_more = invitations_page(account_id=request.account_id, page=current)
    values = {
        "title": gettext("Invitations"),
        "crumbs": [(gettext("Contractors"), reverse("panel:contractors"))],
        "form": form if integrations and may(request, "connect:write") else None,
        "has_integrations": bool(integrations),
        "rows": [(row, STATES[row.state]) for row in rows],
        "previous": current - 1,
        "following": current + 1 if has_more else 0,
        "has_errors": bool(form.errors),
    }
    return render(request, "panel/invitations/list.html", values, status=422 if form.errors else 200)


@page(scope="connect:write", methods=("POST",))
def resend(request: PanelRequest, invitation_id: int) -> HttpResponse:
    """Mail it again with a new link."""
    connect.resend_invitation(account_id=request.account_id, invitation_id=invitation_id, actor=request.user.name)
    return go(request, reverse("panel:invitations"), gettext("The invitation is on its way"))


@page(scope="connect:write")
def revoke(request: PanelRequest, invitation_id: int) -> HttpResponse:
    """Ask, then close the link."""
    found = get_invitation(account_id=request.account_id, invitation_id=invitation_id)
    if request.method != "POST":
        return confirm(
            request,
            title=gettext("Revoke the invitation of %(email)s?") % {"email": found.row.email},
            verb=gettext("Revoke"),
            url=reverse("panel:revoke-invitation", args=[invitation_id]),
            consequences=[gettext("The link in the mail opens nothing from now on.")],
            back=reverse("panel:invitations"),
            is_danger=True,
        )
    connect.revoke_invitation(account_id=request.account_id, invitation_id=invitation_id, actor=request.user.name)
    return go(request, reverse("panel:invitations"), gettext("Revoked: %(email)s") % {"email": found.row.email})
