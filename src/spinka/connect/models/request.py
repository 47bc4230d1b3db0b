"""Changes of a sale that one side asks for and the other answers (R14, R15)."""

from django.db import models

from spinka.connect.models.connection import NextId
from spinka.connect.models.pair import PairModel, side
from spinka.connect.models.sale import Sale


class RequestKind(models.TextChoices):
    """What is asked: the contractor asks for pieces and data, the supplier proposes the others."""

    PIECES = "pieces"
    DATA = "data"
    CHANGE = "change"
    SUBSTITUTE = "substitute"
    BACKORDER = "backorder"


class RequestState(models.TextChoices):
    """What became of it; a request lapses with its line or its sale."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class SaleRequest(PairModel):
    """A change that waits for the other side; both documents stay as agreed until it is accepted.

    At most one is open per line, and one about the order's data (no line). `quantity` is the pieces the line is to
    have, of a backorder those that come later. `values` are the contractor's fields to be.
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextId("connect_request_seq"))
    # Whose it is holds through the sale, whose composite keys carry both accounts.
    supplier = side()
    contractor = side()
    sale = models.ForeignKey(
        Sale, on_delete=models.CASCADE, related_name="requests", db_constraint=False, db_index=False
    )
    sale_id: int
    # The sale's line, which goes with the sale alone.
    line_id = models.BigIntegerField(null=True)
    side = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=RequestKind.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    quantity = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    date = models.DateTimeField(null=True)
    product_id = models.BigIntegerField(null=True)
    values = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, default="")
    actor = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    answer = models.CharField(max_length=500, default="")
    answered_by = models.CharField(max_length=120, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line_id"], condition=models.Q(state="open", line_id__isnull=False), name="request_open_of_line"
            ),
            models.UniqueConstraint(
                fields=["sale"], condition=models.Q(state="open", line_id__isnull=True), name="request_open_of_data"
            ),
        ]
        indexes = [models.Index(fields=["sale", "id"], name="request_page")]
