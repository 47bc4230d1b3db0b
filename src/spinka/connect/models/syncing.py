"""Copies of a supplier's stock and prices kept in an own warehouse and price group on a schedule."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.connect.models.connection import Connection
from spinka.connect.models.pair import PairModel


class Subject(models.TextChoices):
    """What is copied."""

    STOCK = "stock"
    PRICE = "price"


class SyncState(models.TextChoices):
    """Life of a copy. `stopped`: the connection is not active; `off`: the contractor does not want it."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    OFF = "off"


class Syncing(PairModel):
    """A contractor's copy of a connection's stock or prices (E-17, E-18): what is wanted, the run, and the last report.

    `target_id` is the own warehouse or price group. `generation` grows with every change of what is wanted, and work of
    an older one ends by itself. `run` numbers the runs asked for, `begun_run` is the one that began last, with its
    `cursor`, the last supplier's product done. `pending` are the supplier's changed products a live copy still has to
    take over, all of them with `is_pending_whole`; `is_woken` says that work for them waits.
    """

    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    subject = models.CharField(max_length=5, choices=Subject.choices)
    every = models.CharField(max_length=4)
    target_id = models.BigIntegerField()
    markup = models.DecimalField(max_digits=10, decimal_places=4, default=0)
    state = models.CharField(max_length=8, choices=SyncState.choices)
    generation = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    run = models.IntegerField(default=0)
    begun_run = models.IntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    checked = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_checked = models.IntegerField(default=0)
    last_changed = models.IntegerField(default=0)
    error = models.TextField(default="")
    pending = ArrayField(models.BigIntegerField(), default=list)
    is_pending_whole = models.BooleanField(default=False)
    is_woken = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "subject"], name="syncing_once")]
        indexes = [
            models.Index(
                fields=["supplier", "connection"],
                name="syncing_live",
                condition=models.Q(every="live"),
            )
        ]
