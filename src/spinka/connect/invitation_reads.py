"""Invitations as the supplier lists them, and the one a secret address was made for (R25 e, R45)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spinka.connect.models import Invitation
from spinka.core import clock, statements
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.secrets import token_hash
from spinka.messaging.models import MailState
from spinka.messaging.queries import mail_states

PAGE = 50


@dataclass(frozen=True, slots=True)
class FoundInvitation:
    """What the link of an invitation shows to whoever holds it."""

    invitation_id: int
    supplier_id: int
    integration_id: int
    supplier_name: str
    code_name: str
    message: str
    language: str
    email: str
    code_encrypted: str
    expires_at: datetime
    is_revoked: bool
    is_joined: bool
    taken_by: int | None
    takes_code: bool

    @property
    def is_open(self) -> bool:
        """Whether it still leads to the join form."""
        return not self.is_revoked and not self.is_joined and clock.now() < self.expires_at and self.takes_code


def secret_digest(secret: str) -> str:
    """What is kept of a link's secret."""
    return token_hash(secret)


def find_invitation(digest: str) -> FoundInvitation | None:
    """The invitation of a link, also one that is revoked, used or expired; None for an unknown one."""
    row = statements.row(
        "select invitation_id, supplier_id, integration_id, supplier_name, code_name, message, language, email,"
        " code_encrypted, expires_at, is_revoked, is_joined, taken_by, takes_code from spinka_door_invitation(%s)",
        digest,
    )
    return None if row is None else FoundInvitation(*row)


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation with its state: sent, opened, joined, failed, expired or revoked; `error` says why it failed."""

    row: Invitation
    integration_name: str
    state: str
    error: str

    @property
    def is_waiting(self) -> bool:
        """Whether it can be sent again or revoked."""
        return self.state in {"queued", "sent", "opened", "failed", "expired"}


def _state(row: Invitation, mail: tuple[str, str] | None) -> str:
    if row.joined_at is not None:
        return "joined"
    if row.revoked_at is not None:
        return "revoked"
    if row.expires_at <= clock.now():
        return "expired"
    if row.opened_at is not None:
        return "opened"
    if mail is not None and mail[0] == MailState.FAILED:
        return "failed"
    return "queued" if mail is not None and mail[0] == MailState.QUEUED else "sent"


def _rows(account_id: int, found: Sequence[Invitation]) -> list[InvitationRow]:
    mails = mail_states(account_id, [row.mail_id for row in found])
    return [
        InvitationRow(
            row=row,
            integration_name=row.integration.name,
            state=_state(row, mails.get(row.mail_id)),
            error=mails.get(row.mail_id, ("", ""))[1],
        )
        for row in found
    ]


def invitations_page(*, account_id: int, page: int = 1) -> tuple[list[InvitationRow], bool]:
    """Invitations of the account, the latest sent first, and whether there are more."""
    start = (max(1, page) - 1) * PAGE
    rows = Invitation.objects.for_account(account_id).select_related("integration").order_by("-sent_at", "-id")
    found = list(rows[start : start + PAGE + 1])
    return _rows(account_id, found[:PAGE]), len(found) > PAGE


def get_invitation(*, account_id: int, invitation_id: int) -> InvitationRow:
    """One invitation of the account. Raises NotFound."""
    rows = Invitation.objects.for_account(account_id).select_related("integration")
    found = rows.filter(pk=invitation_id).first() if 0 < invitation_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no invitation %(id)s", id=invitation_id)
    return _rows(account_id, [found])[0]
