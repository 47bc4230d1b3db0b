"""The mailbox under the settings: connected, tested, disconnected; and what became of the account's mails."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from spinka.core.errors import BadParameters
from spinka.messaging import letters, queries
from spinka.messaging import services as messaging
from spinka.panel.components import Chip
from spinka.panel.dialogs import confirm
from spinka.panel.http import PanelRequest, go, page, render
from spinka.panel.mailbox.forms import MailboxForm

STATES: Final = {
    "queued": Chip("wait", pgettext_lazy("mail", "Being sent")),
    "sent": Chip("ok", pgettext_lazy("mail", "Sent")),
    "failed": Chip("bad", pgettext_lazy("mail", "Not sent")),
}
_NEW: Final = {"port": 587, "security": "starttls"}


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Settings"), reverse("panel:settings"))]


@sensitive_post_parameters("password")
@page(scope="account:write")
def show(request: PanelRequest) -> HttpResponse:
    """The mailbox, and the latest mails with their states; the password is never shown."""
    kept = queries.mailbox_of(request.account_id)
    names = ("host", "port", "security", "user", "from_address", "from_name")
    initial = {name: getattr(kept, name) for name in names} if kept else {**_NEW, "from_name": request.account.name}
    given = request.POST if request.method == "POST" else None
    form = MailboxForm(given, initial=initial, has_password=bool(kept and kept.has_password))
    if form.is_valid():
        try:
            messaging.save_mailbox(account_id=request.account_id, **form.cleaned_data)
            return go(request, reverse("panel:mailbox"), gettext("Saved"))
        except BadParameters as error:
            name = str(error.details.get("name", ""))
            form.add_error(name if name in form.fields else None, str(error))
    values = {
        "title": gettext("Mailbox"),
        "crumbs": _crumbs(),
        "form": form,
        "mailbox": kept,
        "platform_address": letters.platform_address().addr_spec,
        "mails": [(mail, STATES[mail.state]) for mail in queries.latest_mails(request.account_id)],
        "has_errors": bool(form.errors),
    }
    return render(request, "panel/mailbox/page.html", values, status=422 if form.errors else 200)


@page(scope="account:write", methods=("POST",))
def send_test(request: PanelRequest) -> HttpResponse:
    """A mail to the person who asks, from the mailbox; the list below says what became of it."""
    messaging.send_test_mail(account_id=request.account_id, to=request.user.email, language=request.user.language)
    text = gettext("A test mail is on its way to %(email)s") % {"email": request.user.email}
    return go(request, reverse("panel:mailbox"), text)


@page(scope="account:write")
def delete(request: PanelRequest) -> HttpResponse:
    """Ask, then disconnect the mailbox."""
    if request.method != "POST":
        return confirm(
            request,
            title=gettext("Disconnect the mailbox?"),
            verb=gettext("Disconnect"),
            url=reverse("panel:delete-mailbox"),
            consequences=[
                gettext("Its address and password are erased."),
                gettext("Mails of your account leave from the platform's address, which takes no replies."),
            ],
            back=reverse("panel:mailbox"),
            is_danger=True,
        )
    messaging.delete_mailbox(account_id=request.account_id)
    return go(request, reverse("panel:mailbox"), gettext("Disconnected"))


@page(scope="account:write", methods=("POST",))
def retry(request: PanelRequest, mail_id: int) -> HttpResponse:
    """Send a failed mail again."""
    messaging.retry_mail(account_id=request.account_id, mail_id=mail_id)
    return go(request, reverse("panel:mailbox"), gettext("The mail is on its way again"))
