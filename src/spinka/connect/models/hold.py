"""Timed holds of a contractor on a supplier's products (L-05)."""

from django.db import models

from spinka.connect.models.connection import Connection, NextId
from spinka.connect.models.pair import PairModel, side


class HoldState(models.TextChoices):
    """What became of a hold; an open one whose moment has passed is over, whether or not it was written down yet."""

    OPEN = "open"
    CONVERTED = "converted"
    EXPIRED = "expired"
    DELETED = "deleted"
    RELEASED = "released"


class Hold(PairModel):
    """So many pieces of a supplier's product kept for one contractor until `expires_at`; changed under the connection's lock.

    `quantity` is what is still held, `converted` what forwarded orders took of it; `sale_id` the last sale that did.
    Which pieces they are is in catalog.HeldPiece.
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextId("connect_hold_seq"))
    # Whose it is holds through the connection, whose composite keys carry both accounts.
    supplier = side()
    contractor = side()
    connection = models.ForeignKey(
        Connection, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    connection_id: int
    supplier_product_id = models.BigIntegerField()
    quantity = models.IntegerField()
    converted = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=HoldState.choices, default=HoldState.OPEN)
    sale_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["connection"], condition=models.Q(state="open"), name="hold_open_of_connection"),
            models.Index(fields=["supplier", "id"], condition=models.Q(state="open"), name="hold_open_of_supplier"),
        ]
