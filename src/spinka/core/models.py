"""The outbox of work and the log of events; rows name their account by number because core knows no domain."""

from django.db import models


class Outbox(models.Model):
    """One piece of work written in the transaction of the change that caused it (R50).

    Rows of one stream are done in order. `lease_until` is set while long work of a row runs outside its transaction.
    """

    account_id = models.BigIntegerField()
    stream = models.CharField(max_length=100)
    job = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(default="")
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["stream", "id"],
                name="outbox_open",
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
            ),
        ]


class Event(models.Model):
    """One thing that happened, with the accounts that may know of it (R35)."""

    account_id = models.BigIntegerField()
    partner_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    origin = models.CharField(max_length=60, default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "id"], name="event_of_account")]
