"""The mailbox an account sends from; its password is encrypted and given back to no one."""

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext

from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.secrets import decrypt, encrypt
from spinka.messaging.addresses import checked_address, checked_line
from spinka.messaging.models import Mailbox, Security, Sender
from spinka.messaging.services.queueing import queue_mail
from spinka.messaging.smtp import Server
from spinka.messaging.wording import letter

LONGEST_PASSWORD = 500
_PURPOSE = "mailbox-password"
_LOCK_SPACE = 0x3A11B


def opened(row: Mailbox) -> Server:
    """The server of a mailbox with its password in plain, for sending only."""
    return Server(
        host=row.host,
        port=row.port,
        security=Security(row.security),
        user=row.user,
        password=decrypt(row.password, purpose=_PURPOSE) if row.password else "",
    )


@transaction.atomic
def save_mailbox(
    *,
    account_id: int,
    host: str,
    port: int,
    security: str,
    user: str,
    password: str,
    from_address: str,
    from_name: str = "",
) -> int:
    """Connect the account's own mail server, or change it; its id. An empty password keeps the one there is.

    The password goes with its server: another host or user needs it entered anew, so that nobody who may change the
    settings can have it sent elsewhere. Raises BadParameters naming the field; a way without encryption is taken only
    to servers the operator allows (SPINKA_OUTBOUND_ALLOW).
    """
    host = host.strip().lower()
    if not host or len(host) > 253 or any(not (ch.isalnum() or ch in ".-:") for ch in host) or not host.isascii():
        raise BadParameters("parameter %(name)s: the name of a mail server, such as smtp.example.com", name="host")
    if not 1 <= port <= 65535:
        raise BadParameters("parameter %(name)s: a number from 1 to 65535", name="port")
    if security not in Security.values:
        raise BadParameters("parameter %(name)s: one of %(known)s", name="security", known=", ".join(Security.values))
    if security == Security.NONE and f"{host}:{port}" not in settings.OUTBOUND_ALLOW:
        raise BadParameters("Without encryption anybody on the way could read the mail; choose STARTTLS or TLS")
    user = checked_line(user, limit=254, name="user") if user.strip() else ""
    if len(password) > LONGEST_PASSWORD or any(ch in "\r\n\x00" for ch in password):
        raise BadParameters("parameter %(name)s: at most %(limit)s characters", name="password", limit=LONGEST_PASSWORD)
    with connection.cursor() as cursor:
        # The second of two clicks finds the mailbox of the first.
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, account_id % 2**31])
    row = Mailbox.objects.for_account(account_id).select_for_update().first() or Mailbox(account_id=account_id)
    if password:
        row.password = encrypt(password, purpose=_PURPOSE)
    elif row.password and (host, port, user) != (row.host, row.port, row.user):
        raise BadParameters("Enter the password again: it belongs to the server and the user it was given for")
    row.host, row.port, row.security, row.user = host, port, security, user
    row.from_address = checked_address(from_address)
    row.from_name = checked_line(from_name, limit=100, name="from_name") if from_name.strip() else ""
    row.changed_at = clock.now()
    row.save()
    return int(row.pk)


@transaction.atomic
def delete_mailbox(*, account_id: int) -> None:
    """Disconnect the mailbox with its password; mails of the account go out from the platform again. Raises NotFound."""
    row = Mailbox.objects.for_account(account_id).select_for_update().first()
    if row is None:
        raise NotFound("No mailbox is connected")
    row.delete()


@transaction.atomic
def send_test_mail(*, account_id: int, to: str, language: str) -> int:
    """Send a mail from the mailbox to whoever set it up; the mail's id. Raises NotFound without a mailbox."""
    if not Mailbox.objects.for_account(account_id).exists():
        raise NotFound("No mailbox is connected")
    with translation.override(language):
        text = letter(
            gettext("this is a test. Your mailbox is connected: mails of your account leave from it."),
            reason=gettext("This message was sent because somebody of your account asked for a test mail."),
        )
        subject = gettext("Test mail from Spinka")
    return queue_mail(
        account_id=account_id,
        to=to,
        subject=subject,
        text=text,
        sender=Sender.ACCOUNT,
        language=language,
        purpose="mailbox.test",
    )
