"""Mails with their state, and the mailbox an account sends from."""

from typing import Final

from django.db import models

from spinka.accounts.tenancy import TenantModel

# Mails to somebody whose address the account that sends them does not learn (R30).
BLIND: Final = frozenset({"directory_inquiry"})


class MailState(models.TextChoices):
    """How far a mail has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Sender(models.TextChoices):
    """Who sends it: the platform, or the account from its own mailbox where it has one."""

    PLATFORM = "platform"
    ACCOUNT = "account"


class Security(models.TextChoices):
    """How the way to a mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Mail(TenantModel):
    """A mail of an account; one that `is_secret` carries a link that lets in, so its words are encrypted until it is sent.

    `is_once` mails exist once per purpose and object, whatever is repeated. `message_id` stays the same in every attempt.
    """

    purpose = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=30, default="", blank=True)
    about_id = models.BigIntegerField(default=0)
    is_once = models.BooleanField(default=False)
    sender = models.CharField(max_length=8, choices=Sender.choices, default=Sender.PLATFORM)
    language = models.CharField(max_length=2)
    recipient = models.CharField(max_length=254)
    reply_to = models.CharField(max_length=254, default="", blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(default="", blank=True)
    is_secret = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=6, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.IntegerField(default=0)
    error = models.CharField(max_length=500, default="", blank=True)
    sent_from = models.CharField(max_length=254, default="", blank=True)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="mail_of_account"),
            models.UniqueConstraint(
                fields=["account", "purpose", "about_kind", "about_id"],
                condition=models.Q(is_once=True),
                name="mail_once",
            ),
        ]
        indexes = [models.Index(fields=["account", "created_at", "id"], name="mail_by_time")]

    @property
    def shown_recipient(self) -> str:
        """Where it goes, as far as the account may know; empty where it may not."""
        return "" if self.purpose in BLIND else self.recipient

    @property
    def shown_error(self) -> str:
        """What the server said; left out where it may name an address the account does not learn."""
        return "" if self.purpose in BLIND else self.error


class Mailbox(TenantModel):
    """The account's own mail server to send from; the password is encrypted and given back to no one."""

    host = models.CharField(max_length=253)
    port = models.IntegerField()
    security = models.CharField(max_length=8, choices=Security.choices, default=Security.STARTTLS)
    user = models.CharField(max_length=254, default="", blank=True)
    password = models.TextField(default="", blank=True)
    from_address = models.CharField(max_length=254)
    from_name = models.CharField(max_length=100, default="", blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="mailbox_of_account"),
            models.UniqueConstraint(fields=["account"], name="mailbox_once"),
            models.CheckConstraint(condition=models.Q(port__gte=1, port__lte=65535), name="mailbox_port"),
        ]
