"""The journal: numbered facts of a return's life (overview.md section 8)."""

from django.db import models

from spinka.accounts.tenancy import TenantModel


class ReturnJournalEntry(TenantModel):
    """A journal row. `data` holds what the panel says about it, `actor` who caused it."""

    return_id = models.BigIntegerField()
    log_type = models.SmallIntegerField()
    object_id = models.BigIntegerField(default=0)
    data = models.JSONField(default=dict)
    actor = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_journal_of_account")]
        indexes = [
            models.Index(fields=["return_id", "id"], name="return_journal_of_return"),
            models.Index(fields=["account", "created_at"], name="return_journal_by_time"),
        ]
