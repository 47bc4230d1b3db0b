"""Links set or cleared together, kept so that they can be taken back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.connect.models.connection import Connection


class LinkBatchKind(models.TextChoices):
    """How the links were found."""

    EXACT = "exact"
    HINTS = "hints"
    CLEARED = "cleared"


class LinkBatch(TenantModel):
    """Own products linked or cleared in one go (E-14): of each the supplier's product now and before, 0 for none.

    The three arrays stand in one order. `undone_at` is when they were taken back.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=7, choices=LinkBatchKind.choices)
    product_ids = ArrayField(models.BigIntegerField())
    linked_ids = ArrayField(models.BigIntegerField())
    before_ids = ArrayField(models.BigIntegerField())
    started_by = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="link_batch_page")]
