"""Reads of mails and mailboxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spinka.messaging.models import Mail, Mailbox, MailState

PAGE = 50


@dataclass(frozen=True, slots=True)
class MailboxView:
    """The account's mailbox without its password."""

    host: str
    port: int
    security: str
    user: str
    has_password: bool
    from_address: str
    from_name: str
    changed_at: datetime


def mailbox_of(account_id: int) -> MailboxView | None:
    """The mailbox the account sends from, None where the platform sends for it."""
    row = Mailbox.objects.for_account(account_id).first()
    if row is None:
        return None
    return MailboxView(
        host=row.host,
        port=row.port,
        security=row.security,
        user=row.user,
        has_password=bool(row.password),
        from_address=row.from_address,
        from_name=row.from_name,
        changed_at=row.changed_at,
    )


def sending_address(account_id: int) -> str:
    """The address mails of the account leave from; empty where the platform sends for it (D-04)."""
    return Mailbox.objects.for_account(account_id).values_list("from_address", flat=True).first() or ""


def latest_mails(account_id: int, *, limit: int = PAGE) -> list[Mail]:
    """The newest mails of the account."""
    return list(Mail.objects.for_account(account_id).order_by("-created_at", "-id")[:limit])


def failed_mails(account_id: int) -> int:
    """How many mails of the account wait for a person because they could not be sent."""
    return Mail.objects.for_account(account_id).filter(state=MailState.FAILED).count()


def mail_states(account_id: int, mail_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """State and reason of mails by id; those no longer kept are missing."""
    rows = Mail.objects.for_account(account_id).filter(pk__in=mail_ids).values_list("pk", "state", "error")
    return {pk: (state, error) for pk, state, error in rows}


def mails_since(account_id: int, *, purpose: str, since: datetime, recipient: str = "") -> int:
    """How many mails of a purpose the account wrote since then, to one recipient when it is named."""
    rows = Mail.objects.for_account(account_id).filter(purpose=purpose, created_at__gt=since)
    return (rows.filter(recipient=recipient) if recipient else rows).count()
