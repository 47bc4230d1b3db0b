"""The journal: numbered facts of an order's life (overview.md section 8)."""

from django.db import models

from spinka.accounts.tenancy import TenantModel


class JournalEntry(TenantModel):
    """A journal row; it outlives its order. `data` holds what the panel says about it, `origin` who caused it."""

    # Whose it is holds through the policy.
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    order_id = models.BigIntegerField()
    log_type = models.SmallIntegerField()
    object_id = models.BigIntegerField(default=0)
    data = models.JSONField(default=dict)
    actor = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="journal_entry_of_account")]
        indexes = [
            models.Index(fields=["order_id", "id"], name="journal_of_order"),
            models.Index(fields=["account", "created_at"], name="journal_by_time"),
        ]
