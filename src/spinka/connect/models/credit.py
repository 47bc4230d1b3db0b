"""The trade credit ledger: append-only, chained by hashes per connection (R21, R22)."""

from django.db import models

from spinka.connect.models.connection import Connection
from spinka.connect.models.pair import PairModel, side


class CreditKind(models.TextChoices):
    """What an entry is; only charge and payment kinds move the balance, acceptance refers to the waiting entry."""

    LIMIT = "limit"
    CHARGE = "charge"
    SETTLEMENT = "settlement"
    RELEASE = "release"
    CLAIM = "claim"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"


class CreditEntry(PairModel):
    """One entry. `amount` is never negative; charges raise blocked, settlements, releases and accepted claims lower it.

    `number` counts from 1 in the connection; `hash` covers the entry and the hash before it.
    """

    # Whose it is holds through the connection, whose composite keys carry both accounts.
    supplier = side()
    contractor = side()
    connection = models.ForeignKey(
        Connection, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    number = models.IntegerField()
    kind = models.CharField(max_length=10, choices=CreditKind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    limit_after = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    blocked_after = models.DecimalField(max_digits=14, decimal_places=2)
    message = models.CharField(max_length=500, default="")
    sale_id = models.BigIntegerField(null=True)
    supplier_order_id = models.BigIntegerField(null=True)
    contractor_order_id = models.BigIntegerField(null=True)
    refers_to = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "number"], name="credit_entry_number"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="credit_amount_not_negative"),
            models.UniqueConstraint(
                fields=["refers_to"], condition=models.Q(refers_to__isnull=False), name="credit_entry_answered_once"
            ),
        ]
        indexes = [models.Index(fields=["connection", "-id"], name="credit_entry_page")]
