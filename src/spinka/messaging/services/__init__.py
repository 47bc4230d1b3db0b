"""Writes of mails and mailboxes; call them through this package."""

from spinka.messaging.services.mailboxes import delete_mailbox, save_mailbox, send_test_mail
from spinka.messaging.services.queueing import queue_mail, retry_mail
from spinka.messaging.services.sending import (
    Parcel,
    give_up,
    is_final,
    mark_failed_try,
    mark_sent,
    send,
    take,
)

__all__ = [
    "Parcel",
    "delete_mailbox",
    "give_up",
    "is_final",
    "mark_failed_try",
    "mark_sent",
    "queue_mail",
    "retry_mail",
    "save_mailbox",
    "send",
    "send_test_mail",
    "take",
]
