"""Links set or cleared together, kept so that they can be taken back."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel


class LinkBatchKind(models.TextChoices):
    """How the links were found."""

    EXACT = "exact"
    CHOSEN = "chosen"
    CLEARED = "cleared"


# Whose a batch is holds through the connection, whose composite key carries the account.
def _account() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )


class LinkBatch(TenantModel):
    """Own products linked or cleared in one go (E-14): of each the supplier's product now and before, 0 for none.

    The three arrays stand in one order. `undone_at` is when they were taken back.
    """

    account = _account()
    connection_id = models.BigIntegerField()
    kind = models.CharField(max_length=7, choices=LinkBatchKind.choices)
    product_ids = ArrayField(models.BigIntegerField())
    linked_ids = ArrayField(models.BigIntegerField())
    before_ids = ArrayField(models.BigIntegerField())
    started_by = models.CharField(max_length=120, default="", db_default="")
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "connection_id", "-id"], name="link_batch_page")]
