"""Inviting a contractor by e-mail: sent, sent again, revoked, opened, taken up, joined (R34, R45)."""

from datetime import timedelta

from django.db import connection as database
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from spinka.accounts.models import Account
from spinka.accounts.queries import get_account, is_confirmed
from spinka.connect.access import CODE_PURPOSE, FoundCode, crossing_by_code, crossing_by_invitation
from spinka.connect.invitation_reads import FoundInvitation, find_invitation, get_invitation, secret_digest
from spinka.connect.letters import invitation_words
from spinka.connect.models import Connection, ConnectionState, Integration, Invitation
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, Forbidden, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.links import public_link
from spinka.core.secrets import decrypt, random_address
from spinka.messaging import services as messaging
from spinka.messaging.addresses import checked_address
from spinka.messaging.queries import mails_since

DAYS = 30
A_DAY = 50
A_DAY_TO_ONE = 3
LONGEST_MESSAGE = 1000
PURPOSE = "connect.invitation"
_LOCK_SPACE = 0x1117E


class InvitationClosed(NotFound):
    """Unknown, revoked, used and expired links are one answer."""

    def __init__(self) -> None:
        super().__init__("This invitation no longer works; ask the supplier for a new one")


class TooManyInvitations(Conflict):
    """The account's invitations of a day are used up."""


@transaction.atomic
def invite(
    *, account_id: int, integration_id: int, email: str, message: str = "", language: str = "", actor: str = ""
) -> int:
    """Mail a link that leads to the join form with the integration's code filled in; the invitation's id.

    Inviting an address again sends the same invitation anew: a new link, the old one opens nothing. The link works for
    30 days. Raises NotFound, BadParameters, Forbidden for an account whose address is not confirmed, TooManyInvitations
    beyond 50 mails a day or 3 to one address, Conflict where the code opens nothing or the contractor has joined.
    """
    address = checked_address(email).lower()
    text = message.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_MESSAGE or "\x00" in text:
        raise BadParameters("parameter %(name)s: at most %(limit)s characters", name="message", limit=LONGEST_MESSAGE)
    supplier = get_account(account_id)
    chosen = language or supplier.language
    if chosen not in {"pl", "en"}:
        raise BadParameters("The language must be pl or en")
    integration = _integration(account_id, integration_id)
    _one_at_a_time(account_id)
    rows = Invitation.objects.for_account(account_id).select_for_update()
    row = rows.filter(integration_id=integration.pk, email=address).first()
    if row is None:
        row = Invitation(account_id=account_id, integration=integration, email=address, created_at=clock.now())
        row.sent_count = 0
    row.message, row.language = text, chosen
    _send(supplier, row, actor)
    return int(row.pk)


@transaction.atomic
def resend_invitation(*, account_id: int, invitation_id: int, actor: str = "") -> None:
    """Mail an invitation again with a new link; the old one opens nothing. Raises as `invite` does."""
    _one_at_a_time(account_id)
    row = _locked(account_id, invitation_id)
    _integration(account_id, row.integration.pk)
    _send(get_account(account_id), row, actor)


@transaction.atomic
def revoke_invitation(*, account_id: int, invitation_id: int, actor: str = "") -> None:
    """Close the link of an invitation; revoking twice changes nothing. Raises NotFound, Conflict for one that joined."""
    row = _locked(account_id, invitation_id)
    if row.joined_at is not None:
        raise Conflict("The contractor has joined; disconnect them on their page instead")
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])


@transaction.atomic
def open_invitation(*, secret: str) -> FoundInvitation:
    """What the link shows, noting that it was opened. Raises InvitationClosed."""
    found = _found(secret_digest(secret))
    _note(found, opened_at=clock.now())
    return found


@transaction.atomic
def take_up_invitation(*, account_id: int, digest: str) -> tuple[FoundInvitation, str]:
    """Note which account opened the link, and give the code it carries. Raises InvitationClosed.

    A link belongs to the first account that takes it up: it was mailed to one company.
    """
    found = _found(digest)
    if found.taken_by not in {None, account_id} or found.supplier_id == account_id:
        raise InvitationClosed
    # Of two accounts that take it up at once the second finds it taken here.
    if not _note(found, Q(taken_by=None) | Q(taken_by=account_id), opened_at=clock.now(), taken_by=account_id):
        raise InvitationClosed
    return found, decrypt(found.code_encrypted, purpose=CODE_PURPOSE)


def note_joined(found: FoundCode, connection: Connection, account: Account) -> None:
    """Mark what invited this contractor: the link it opened, or an invitation to its main address."""
    with crossing_by_code(found):
        rows = Invitation.objects.for_account(found.supplier_id).filter(
            _meant_for(account),
            integration_id=found.integration_id,
            joined_at=None,
            revoked_at=None,
        )
        rows.update(joined_at=clock.now(), taken_by=account.pk, connection_id=connection.pk)


def _found(digest: str) -> FoundInvitation:
    found = find_invitation(digest)
    if found is None or not found.is_open:
        raise InvitationClosed
    return found


def _note(found: FoundInvitation, *tests: Q, **values: object) -> int:
    with crossing_by_invitation(found):
        rows = Invitation.objects.for_account(found.supplier_id).filter(*tests, pk=found.invitation_id)
        return rows.update(**values)


def _integration(account_id: int, integration_id: int) -> Integration:
    rows = Integration.objects.for_account(account_id).filter(deleted_at=None)
    found = rows.filter(pk=integration_id).first() if 0 < integration_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no integration %(id)s", id=integration_id)
    has_expired = found.code_expires_at is not None and found.code_expires_at <= clock.now()
    if has_expired or (found.code_single_use and found.code_used_at is not None):
        raise Conflict("The code of this integration has expired or was used; generate a new one first")
    return found


def _locked(account_id: int, invitation_id: int) -> Invitation:
    get_invitation(account_id=account_id, invitation_id=invitation_id)
    return Invitation.objects.for_account(account_id).select_for_update().get(pk=invitation_id)


def _send(supplier: Account, row: Invitation, actor: str) -> None:
    if _is_connected(row):
        raise Conflict("The contractor has joined already")
    _check_limits(supplier.pk, row.email)
    secret, moment = random_address(), clock.now()
    row.secret_hash = secret_digest(secret)
    row.sent_by = actor[:120]
    row.sent_count += 1
    row.sent_at, row.expires_at = moment, moment + timedelta(days=DAYS)
    row.opened_at = row.revoked_at = row.joined_at = None
    row.taken_by = row.connection_id = None
    if row._state.adding:
        row.mail_id = 0
        row.save(force_insert=True)
    with translation.override(row.language):
        words = invitation_words(
            supplier=supplier,
            code_name=row.integration.code_name,
            message=row.message,
            address=row.email,
            link=public_link(f"/invitation/{secret}"),
            expires_at=row.expires_at,
        )
    row.mail_id = messaging.queue_mail(
        account_id=supplier.pk,
        to=row.email,
        subject=words.subject,
        text=words.text,
        reply_to=supplier.email,
        sender="account",
        language=row.language,
        purpose=PURPOSE,
        about_kind="invitation",
        about_id=row.pk,
        is_secret=True,
    )
    row.save()


def _is_connected(row: Invitation) -> bool:
    # Whoever left may be invited back.
    return (
        row.connection_id is not None
        and Connection.objects.as_supplier(row.account_id)
        .filter(pk=row.connection_id)
        .exclude(state=ConnectionState.DISCONNECTED)
        .exists()
    )


def _one_at_a_time(account_id: int) -> None:
    """Invitations of an account are written one after another: none is made twice, parallel ones cannot outrun the count."""
    with database.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, account_id % 2**31])


def _check_limits(account_id: int, address: str) -> None:
    if not is_confirmed(account_id):
        raise Forbidden("Confirm the e-mail address of your account first")
    since = clock.now() - timedelta(days=1)
    if mails_since(account_id, purpose=PURPOSE, since=since) >= A_DAY:
        raise TooManyInvitations("At most %(count)s invitations a day; go on tomorrow", count=A_DAY)
    if mails_since(account_id, purpose=PURPOSE, since=since, recipient=address) >= A_DAY_TO_ONE:
        raise TooManyInvitations("At most %(count)s invitations a day to one address", count=A_DAY_TO_ONE)


def is_invited(*, account_id: int, found: FoundCode) -> bool:
    """Whether an open invitation of the integration lets this account in: the link it opened, or one to its address."""
    with crossing_by_code(found):
        rows = Invitation.objects.for_account(found.supplier_id).filter(
            _meant_for(get_account(account_id)),
            integration_id=found.integration_id,
            revoked_at=None,
            expires_at__gt=clock.now(),
        )
        return rows.exists()


def _meant_for(account: Account) -> Q:
    opened_it = Q(taken_by=account.pk)
    # An address proves nothing before it is confirmed.
    return opened_it if account.is_unconfirmed else opened_it | Q(taken_by=None, email=account.email.lower())
