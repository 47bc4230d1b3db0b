"""What a mail says about a connection's new state: to whom, what it means, and where to go on (A-20, R34)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext

from spinka.accounts.models import Account
from spinka.connect.models import Connection
from spinka.core.links import public_link
from spinka.messaging.wording import letter, one_line, quoted

Side = Literal["supplier", "contractor"]
# What happened → who is told. The side that did it knows.
READERS: dict[str, Side] = {
    "request": "supplier",
    "join": "supplier",
    "leave": "supplier",
    "accept": "contractor",
    "reject": "contractor",
    "suspend": "contractor",
    "resume": "contractor",
    "disconnect": "contractor",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A mail in the language that was active."""

    subject: str
    text: str


def state_words(action: str, *, connection: Connection, message: str, address: str) -> Words:
    """The mail of an action; `message` is what the supplier wrote beside it, `address` whom the mail goes to."""
    names = {
        "supplier": one_line(connection.supplier_name),
        "contractor": one_line(connection.contractor_name),
        "integration": one_line(connection.code_name),
    }
    subject, meaning, invitation = (text % names for text in _texts(action))
    page = (
        f"/contractors/{connection.pk}"
        if READERS[action] == "supplier"
        else f"/suppliers/{connection.contractor_integration_id}"
    )
    # No gettext inside an f-string: the texts for translation are not found there.
    said = gettext("The supplier wrote:") + f"\n{quoted(message)}" if message.strip() else ""
    reason = gettext("This message was sent to %(address)s, the main address of your account. Replies are not read.")
    return Words(
        subject=subject,
        text=letter(meaning, said, f"{invitation}\n{public_link(page)}", reason=reason % {"address": address}),
    )


def invitation_words(
    *, supplier: Account, code_name: str, message: str, address: str, link: str, expires_at: datetime
) -> Words:
    """The mail that invites somebody who may never have heard of the platform."""
    day = formats.date_format(expires_at.astimezone(ZoneInfo(supplier.time_zone)).date(), "DATE_FORMAT")
    names = {"supplier": one_line(supplier.name), "integration": one_line(code_name), "day": day, "address": address}
    meaning = gettext(
        "%(supplier)s invites you to connect with its offer “%(integration)s” in Spinka, an exchange for orders between"
        " companies. Once connected you see its products with your prices and stock, import them into your catalog and"
        " order."
    )
    # No gettext inside an f-string: the texts for translation are not found there.
    heading = gettext("%(supplier)s writes:") % names
    said = f"{heading}\n{quoted(message)}" if message.strip() else ""
    where = gettext("See the invitation and connect (the link is for you alone and works until %(day)s):")
    reason = gettext(
        "This message was sent to %(address)s because %(supplier)s entered this address. If you expected no invitation,"
        " leave it; nothing happens by itself."
    )
    return Words(
        subject=gettext("%(supplier)s invites you to connect") % names,
        text=letter(meaning % names, said, f"{where % names}\n{link}", reason=reason % names),
    )


def _texts(action: str) -> tuple[str, str, str]:
    """Subject, what it means, and what the link leads to."""
    if action == "request":
        return (
            gettext("%(contractor)s asks to connect"),
            gettext(
                "%(contractor)s asks to connect with your integration “%(integration)s”. Until you accept, they see none of"
                " your products, prices or stock and cannot order."
            ),
            gettext("Accept or reject the request:"),
        )
    if action == "join":
        return (
            gettext("%(contractor)s is connected"),
            gettext(
                "%(contractor)s is connected with your integration “%(integration)s”. The integration asks for no approval,"
                " so they see what you share with it at once and can order."
            ),
            gettext("Prices, credit and settings of this contractor:"),
        )
    if action == "leave":
        return (
            gettext("%(contractor)s ended the connection"),
            gettext(
                "%(contractor)s left your integration “%(integration)s”. No new orders will come from them. Open orders can"
                " be finished, and the history stays."
            ),
            gettext("The contractor's page:"),
        )
    if action == "accept":
        return (
            gettext("%(supplier)s accepted your request"),
            gettext(
                "%(supplier)s accepted your request to connect (%(integration)s). From now on you see the products shared"
                " with you, can import them and can forward orders."
            ),
            gettext("Your settings of this supplier, and the import of its products:"),
        )
    if action == "reject":
        return (
            gettext("%(supplier)s rejected your request"),
            gettext(
                "%(supplier)s rejected your request to connect (%(integration)s). You see none of its products and cannot"
                " forward orders. Only the supplier can change this decision."
            ),
            gettext("The supplier's page:"),
        )
    if action == "suspend":
        return (
            gettext("%(supplier)s suspended the connection"),
            gettext(
                "%(supplier)s suspended your connection (%(integration)s). Until it is resumed no new orders can be"
                " forwarded and the supplier's stock is shown as 0. Orders already forwarded can be finished; imported"
                " products stay."
            ),
            gettext("The supplier's page:"),
        )
    if action == "resume":
        return (
            gettext("%(supplier)s resumed the connection"),
            gettext(
                "%(supplier)s resumed your connection (%(integration)s). You see its products and stock again and can"
                " forward orders."
            ),
            gettext("The supplier's page:"),
        )
    return (
        gettext("%(supplier)s ended the connection"),
        gettext(
            "%(supplier)s ended your connection (%(integration)s). No new orders can be forwarded and the supplier's stock"
            " is shown as 0. Orders already forwarded can be finished; the history and imported products stay."
        ),
        gettext("The supplier's page:"),
    )
