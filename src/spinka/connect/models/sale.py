"""Sales: one forwarded order with two sides, its lines, its history and attempts that did not become one."""

from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.connect.models.connection import Connection, NextId
from spinka.connect.models.pair import PairModel, side


class SaleState(models.TextChoices):
    """States of R13, derived from the supplier's status type and the lines."""

    NEW = "new"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    CLOSED = "closed"


class Sale(PairModel):
    """A contractor's order at one connection; unique, whatever triggers the forwarding (R8, F-16).

    Amounts are gross with `net` and `vat` beside them; all null when the supplier shares no prices (R20).
    `charged` is what the ledger holds for it now, in the credit's currency; `credit_rate` is the rate from the sale's
    currency into that, frozen with the sale where the two differ (R21). `is_open` falls with cancellation and refusal.
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextId("connect_sale_seq"))
    # Whose it is holds through the connection, whose composite keys carry both accounts.
    supplier = side()
    contractor = side()
    connection = models.ForeignKey(
        Connection, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    contractor_order_id = models.BigIntegerField()
    supplier_order_id = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=SaleState.choices, default=SaleState.NEW)
    is_open = models.BooleanField(default=True)
    reason_code = models.CharField(max_length=20, default="")
    reason = models.CharField(max_length=500, default="")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    net = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    vat = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    delivery_price = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    charged = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    credit_rate = models.JSONField(null=True)
    is_unpaid = models.BooleanField(default=False)
    cod_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    hide_prices = models.BooleanField(default=False)
    contractor_total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    contractor_currency = models.CharField(max_length=3, default="")
    bill_to = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "contractor_order_id"], name="sale_once"),
            models.UniqueConstraint(fields=["supplier_order_id"], name="sale_of_supplier_order"),
        ]
        indexes = [
            models.Index(fields=["contractor_order_id"], name="sale_of_contractor_order"),
        ]


class SaleLine(PairModel):
    """A line of a sale with both sides' line ids; prices are frozen at forwarding (decision 8, R19).

    A contractor's line stands in at most one open sale line (R8). `backordered` pieces come later by agreement, about
    `expected_at`.
    """

    # Whose it is holds through the sale, whose composite keys carry both accounts.
    supplier = side()
    contractor = side()
    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="lines", db_constraint=False, db_index=False)
    contractor_line_id = models.BigIntegerField()
    supplier_line_id = models.BigIntegerField()
    supplier_product_id = models.BigIntegerField(null=True)
    is_open = models.BooleanField(default=True)
    quantity = models.IntegerField()
    cancelled = models.IntegerField(default=0)
    backordered = models.IntegerField(default=0, db_default=0)
    expected_at = models.DateTimeField(null=True)
    unit_gross = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    gross = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    net = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    vat = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    price_trace = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contractor_line_id"], condition=models.Q(is_open=True), name="line_in_one_open_sale"
            ),
            models.UniqueConstraint(fields=["supplier_line_id"], name="sale_line_of_supplier_line"),
        ]
        indexes = [models.Index(fields=["sale", "id"], name="sale_line_page")]


class SaleEvent(PairModel):
    """One line of the history both sides read; `side` says who acted (A-08)."""

    # Whose it is holds through the sale, whose composite keys carry both accounts.
    supplier = side()
    contractor = side()
    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="events", db_constraint=False, db_index=False)
    side = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    actor = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sale", "id"], name="sale_event_page")]


class ForwardAttempt(TenantModel):
    """The contractor's last try to forward an order to a connection that made no sale: why, and what comes next (R11)."""

    order_id = models.BigIntegerField()
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False, null=True
    )
    state = models.CharField(max_length=8, default="refused")
    reason_code = models.CharField(max_length=20)
    reason = models.TextField()
    details = models.JSONField(default=dict)
    attempts = models.IntegerField(default=1)
    is_automatic = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order_id", "connection"], name="forward_attempt_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["account", "updated_at"], name="forward_attempt_recent")]


class PackageLink(PairModel):
    """A parcel as both sides hold it; made when one side's parcel is copied to the other, so nothing echoes (G-03)."""

    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="package_links", db_constraint=False)
    supplier_package_id = models.BigIntegerField(db_index=True)
    contractor_package_id = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sale", "supplier_package_id"], name="package_link_of_supplier"),
            models.UniqueConstraint(fields=["sale", "contractor_package_id"], name="package_link_of_contractor"),
        ]
