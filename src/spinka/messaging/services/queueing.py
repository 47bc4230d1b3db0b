"""Writing a mail with the change that causes it, and sending a failed one again."""

from django.db import IntegrityError, transaction

from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.jobs import enqueue
from spinka.core.secrets import encrypt
from spinka.messaging.addresses import LONGEST_SUBJECT, checked_address, checked_line
from spinka.messaging.letters import new_message_id
from spinka.messaging.models import Mail, MailState, Sender

MOST_CHARACTERS = 100_000
SECRET = "mail-text"  # noqa: S105 (a purpose, no password)


@transaction.atomic
def queue_mail(
    *,
    account_id: int,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    reply_to: str = "",
    sender: str = Sender.PLATFORM,
    language: str,
    purpose: str,
    about_kind: str = "",
    about_id: int = 0,
    is_once: bool = False,
    is_secret: bool = False,
) -> int:
    """Write a mail and the work of sending it into the caller's transaction; the mail's id.

    `sender` "account" sends from the account's own mailbox where it has one, else the platform sends. With `is_once`
    a second mail of the same purpose and object is not written, the first one's id is given. `is_secret` keeps the
    words encrypted and only until they are sent. Raises BadParameters for an address that is none, for line breaks in
    the subject (R42) and for texts that are too long or empty.
    """
    if language not in {"pl", "en"} or sender not in Sender.values or not purpose:
        raise BadParameters("The language must be pl or en")
    body = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not body or len(body) > MOST_CHARACTERS or len(html) > MOST_CHARACTERS or "\x00" in html:
        raise BadParameters("parameter %(name)s: 1 to %(limit)s characters", name="text", limit=MOST_CHARACTERS)
    row = Mail(
        account_id=account_id,
        purpose=purpose,
        about_kind=about_kind,
        about_id=about_id,
        is_once=is_once,
        sender=sender,
        language=language,
        recipient=checked_address(to),
        reply_to=checked_address(reply_to) if reply_to else "",
        subject=checked_line(subject, limit=LONGEST_SUBJECT, name="subject"),
        text=encrypt(body, purpose=SECRET) if is_secret else body,
        html=encrypt(html, purpose=SECRET) if is_secret and html else html,
        is_secret=is_secret,
        message_id=new_message_id(),
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not is_once:
            raise
        same = Mail.objects.for_account(account_id).filter(is_once=True, purpose=purpose)
        return int(same.values_list("pk", flat=True).get(about_kind=about_kind, about_id=about_id))
    _enqueue(row)
    return int(row.pk)


def _enqueue(row: Mail) -> None:
    # A stream of its own: a mail that cannot be sent keeps none of the others waiting.
    enqueue("messaging.send_mail", stream=f"mail:{row.pk}", account_id=row.account_id, mail_id=row.pk)


@transaction.atomic
def retry_mail(*, account_id: int, mail_id: int) -> None:
    """Send a failed mail again. Raises NotFound, Conflict for one that has not failed or whose words are gone."""
    rows = Mail.objects.for_account(account_id).select_for_update()
    row = rows.filter(pk=mail_id).first() if 0 < mail_id <= BIGGEST_ID else None
    if row is None:
        raise NotFound("There is no mail %(id)s", id=mail_id)
    if row.state != MailState.FAILED:
        raise Conflict("Only a mail that could not be sent is sent again")
    if not row.text:
        raise Conflict("The words of this mail are no longer kept; send a new one")
    row.state, row.attempts = MailState.QUEUED, 0
    row.save(update_fields=["state", "attempts"])
    _enqueue(row)
