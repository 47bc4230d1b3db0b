"""Invitations a supplier mails to those it wants as contractors (R34)."""

from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.connect.models.connection import Integration


class Invitation(TenantModel):
    """Somebody invited into an integration by e-mail; the secret of the link is kept as a hash alone (R45).

    `taken_by` is the account that opened the link signed in, `connection_id` the connection it led to.
    """

    integration = models.ForeignKey(Integration, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    email = models.CharField(max_length=254)
    message = models.TextField(default="", blank=True)
    language = models.CharField(max_length=2)
    secret_hash = models.CharField(max_length=64, unique=True)
    mail_id = models.BigIntegerField()
    sent_by = models.CharField(max_length=120, default="", blank=True)
    sent_count = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    taken_by = models.BigIntegerField(null=True)
    connection_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="invitation_of_account"),
            models.UniqueConstraint(fields=["integration", "email"], name="invitation_once"),
        ]
        indexes = [models.Index(fields=["account", "sent_at", "id"], name="invitation_by_time")]
