"""Forwarding many orders as work in the background, with what became of each."""

from django.db import models

from spinka.accounts.tenancy import TenantModel


class RunState(models.TextChoices):
    """Life of a run."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class ForwardRun(TenantModel):
    """Orders of a contractor that are forwarded one after the other; started again it goes on where it stopped."""

    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    is_cancelled = models.BooleanField(default=False)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    forwarded = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    actor = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="forward_run_of_account")]


class ForwardRunOrder(TenantModel):
    """An order of a run: untouched until it was its turn, then forwarded or refused with the reason."""

    run = models.ForeignKey(
        ForwardRun, on_delete=models.CASCADE, related_name="orders", db_constraint=False, db_index=False
    )
    order_id = models.BigIntegerField()
    state = models.CharField(max_length=10, default="untouched")
    reason_code = models.CharField(max_length=20, default="")
    reason = models.TextField(default="")
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "order_id"], name="forward_run_order_once")]
