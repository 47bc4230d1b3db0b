"""The outbox of work, the log of events and kept answers; rows name their account by number: core knows no domain."""

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


class KeptAnswer(models.Model):
    """The answer of a call that carried an Idempotency-Key; the same call again gets it instead of being done twice."""

    account_id = models.BigIntegerField()
    token_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "token_id", "key"], name="kept_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="kept_answer_age")]
