"""The steps of sending one mail: taken in a short transaction, handed over outside of one, marked in another (R50)."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

from django.db import connection, transaction
from django.utils import translation

from spinka.accounts.queries import get_account
from spinka.core import clock
from spinka.core.errors import BadParameters, SpinkaError
from spinka.core.http import OutboundRefused
from spinka.core.secrets import decrypt
from spinka.messaging import letters, outlets, smtp
from spinka.messaging.models import Mail, Mailbox, MailState, Sender
from spinka.messaging.services.mailboxes import opened
from spinka.messaging.services.queueing import SECRET

KEPT = timedelta(days=180)
# What a failed mail with a secret link says is kept for a week, in case somebody sends it again.
KEPT_SECRET = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail ready to be handed over; without a `server` the platform sends it."""

    mail_id: int
    letter: EmailMessage
    sender: str
    recipient: str
    server: smtp.Server | None


@transaction.atomic
def take(*, account_id: int, mail_id: int) -> Parcel | None:
    """The mail made ready, None when it is sent, given up or gone. Raises BadParameters for settings that cannot be used."""
    row = Mail.objects.for_account(account_id).filter(pk=mail_id).first()
    if row is None or row.state != MailState.QUEUED:
        return None
    mailbox = Mailbox.objects.for_account(account_id).first() if row.sender == Sender.ACCOUNT else None
    text, html = row.text, row.html
    if row.is_secret:
        text, html = decrypt(text, purpose=SECRET), html and decrypt(html, purpose=SECRET)
    if mailbox is None:
        address = letters.platform_address()
    else:
        address = letters.header_address(mailbox.from_name, mailbox.from_address)
    return Parcel(
        mail_id=mail_id,
        letter=letters.message(row, sender=address, text=text, html=html),
        sender=address.addr_spec,
        recipient=row.recipient,
        server=opened(mailbox) if mailbox is not None else None,
    )


def send(parcel: Parcel) -> None:
    """Hand the mail over; outside a transaction, since another machine is waited for. Raises DeliveryFailed, OutboundRefused."""
    if parcel.server is None:
        outlets.to_the_world(parcel.letter, sender=parcel.sender, recipient=parcel.recipient)
    else:
        smtp.deliver(parcel.server, parcel.letter, sender=parcel.sender, recipient=parcel.recipient)


@transaction.atomic
def mark_sent(*, account_id: int, mail_id: int, sent_from: str) -> None:
    """Note that the mail is on its way; secret words are dropped, and old mails of the account with them."""
    row = Mail.objects.for_account(account_id).select_for_update().filter(pk=mail_id).first()
    if row is None:
        return
    moment = clock.now()
    row.state, row.error, row.sent_from = MailState.SENT, "", sent_from
    row.attempts += 1
    row.tried_at = row.sent_at = moment
    if row.is_secret:
        row.text = row.html = ""
    row.save(update_fields=["state", "error", "sent_from", "attempts", "tried_at", "sent_at", "text", "html"])
    _forget(account_id)


@transaction.atomic
def mark_failed_try(*, account_id: int, mail_id: int, problem: SpinkaError, is_final: bool) -> None:
    """Note in the account's language why the mail could not be sent; a final reason ends it."""
    row = Mail.objects.for_account(account_id).select_for_update().filter(pk=mail_id, state=MailState.QUEUED).first()
    if row is None:
        return
    row.attempts += 1
    with translation.override(get_account(account_id).language):
        row.error = str(problem)[:500]
    row.tried_at = clock.now()
    if is_final:
        row.state = MailState.FAILED
    row.save(update_fields=["attempts", "error", "tried_at", "state"])


@transaction.atomic
def give_up(*, account_id: int, mail_id: int) -> None:
    """The mail will not be tried again by itself; its reason stays beside it."""
    waiting = Mail.objects.for_account(account_id).filter(pk=mail_id, state=MailState.QUEUED)
    waiting.update(state=MailState.FAILED)


def is_final(error: Exception) -> bool:
    """Whether trying again cannot help."""
    return isinstance(error, OutboundRefused | BadParameters) or (
        isinstance(error, smtp.DeliveryFailed) and error.is_final
    )


def _forget(account_id: int) -> None:
    moment = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from messaging_mail where account_id = %s and created_at < %s and state <> 'queued'",
            [account_id, moment - KEPT],
        )
        cursor.execute(
            "update messaging_mail set text = '', html = '' where account_id = %s and created_at < %s and is_secret"
            " and state = 'failed' and text <> ''",
            [account_id, moment - KEPT_SECRET],
        )
