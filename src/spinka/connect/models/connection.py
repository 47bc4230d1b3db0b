"""Integrations suppliers offer and connections contractors made with them."""

from django.db import models
from django.db.models import Func

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models import Inventory
from spinka.connect.models.pair import PairModel


class NextId(Func):
    """The next id of a sequence with random steps (R26); integrations of both sides draw from one (R23)."""

    template = "%(function)s()"
    output_field = models.BigIntegerField()

    def __init__(self, sequence: str) -> None:
        super().__init__(function=f"{sequence}_next")


class Integration(TenantModel):
    """A supplier's own integration: one code, one shared catalog, one set of settings, many contractors (B-01 … B-16).

    `settings` holds only what was set; defaults stand in connect/settings.py. The code is stored encrypted with a
    keyed hash for look-up (R27). A deleted integration keeps its row for the history.
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextId("connect_integration_seq"))
    name = models.CharField(max_length=100)
    code_name = models.CharField(max_length=100)
    inventory = models.ForeignKey(Inventory, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    require_approval = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    code_encrypted = models.TextField()
    code_hash = models.CharField(max_length=64, unique=True)
    code_expires_at = models.DateTimeField(null=True)
    code_single_use = models.BooleanField(default=False)
    code_used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="integration_of_account")]


class ConnectionState(models.TextChoices):
    """Only an active connection shows products and takes orders (R25)."""

    PENDING = "pending"
    ACTIVE = "active"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    DISCONNECTED = "disconnected"


class Connection(PairModel):
    """One contractor in one integration; `id` is `connect_contractor_id` on both sides (R23).

    `contractor_integration_id` is the contractor's own `connect_integration_id`. `supplier_settings` override the
    integration's for this contractor, `contractor_settings` are the contractor's own; both hold only what was set.
    `code_name` repeats the integration's, the contractor's name for it until it sets another (B-02).
    `warehouse_id` is the contractor's `blconnect` warehouse (R5). Credit columns repeat the ledger and change only
    with it, under this row's lock (R22); `credit_limit` is null until the limit is first set (R21).
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextId("connect_contractor_seq"))
    integration = models.ForeignKey(Integration, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    contractor_integration_id = models.BigIntegerField(unique=True, db_default=NextId("connect_integration_seq"))
    code_name = models.CharField(max_length=100, default="")
    supplier_name = models.CharField(max_length=160)
    contractor_name = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=ConnectionState.choices)
    state_message = models.CharField(max_length=500, default="")
    state_changed_at = models.DateTimeField()
    supplier_settings = models.JSONField(default=dict)
    contractor_settings = models.JSONField(default=dict)
    warehouse_id = models.BigIntegerField(null=True)
    terms_accepted = models.TextField(default="")
    terms_accepted_at = models.DateTimeField(null=True)
    credit_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    credit_blocked = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    credit_currency = models.CharField(max_length=3, default="")
    credit_entries = models.IntegerField(default=0)
    credit_hash = models.CharField(max_length=64, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["integration", "contractor"], name="connection_once"),
            models.UniqueConstraint(fields=["supplier", "id"], name="connection_of_supplier"),
            models.UniqueConstraint(fields=["contractor", "id"], name="connection_of_contractor"),
            models.CheckConstraint(condition=~models.Q(supplier=models.F("contractor")), name="connection_of_two"),
        ]


class CodeAttempt(TenantModel):
    """A wrong code an account typed; ten an hour, then codes are refused without looking (R27)."""

    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "at"], name="code_attempt_recent")]
