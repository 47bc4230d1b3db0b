"""Links between a contractor's and a supplier's products, and imports that make them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models import Inventory
from spinka.connect.models.connection import Connection
from spinka.connect.models.importing import ImportProfile
from spinka.connect.models.pair import PairModel


class ProductLink(PairModel):
    """A contractor's product is a supplier's product. `is_preferred` decides between several suppliers (R8).

    `sent` remembers per field a hash of what the import last wrote, so a repeat writes only what changed.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    product_id = models.BigIntegerField()
    supplier_product_id = models.BigIntegerField()
    is_preferred = models.BooleanField(default=False)
    sent = models.CharField(max_length=64, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "product_id"], name="product_link_once"),
            models.UniqueConstraint(fields=["connection", "supplier_product_id"], name="product_link_one_to_one"),
        ]
        indexes = [
            models.Index(fields=["product_id"], name="product_link_of_product"),
            models.Index(fields=["supplier_product_id"], name="product_link_of_supplier"),
        ]


class ImportState(models.TextChoices):
    """Life of an import."""

    QUEUED = "queued"
    RUNNING = "running"
    PREVIEW = "preview"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDONE = "undone"


class ImportPhase(models.TextChoices):
    """What the work of an import does next: write at once, only plan, write what was planned, or undo."""

    WRITE = "write"
    PLAN = "plan"
    APPLY = "apply"
    UNDO = "undo"


class ProductImport(TenantModel):
    """A contractor's import from a connection (E-02 … E-12), with its progress; written in committed batches.

    `options` keeps type, fields, keep_fields, language, price_group_id, warehouse_id, price_mode, stock_mode and the
    asked product ids. `cursor` is the last supplier product id done, so a restart goes on where it stopped. `figures`
    counts what the columns do not, `made` holds the categories and manufacturers made on the way. `profile` repeats
    the import; `takes_from_id` is the change set an approval takes its products from.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    options = models.JSONField(default=dict)
    product_ids = ArrayField(models.BigIntegerField(), null=True)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.QUEUED)
    is_cancelled = models.BooleanField(default=False)
    cursor = models.BigIntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    associated = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)
    conflicts = models.JSONField(default=list)
    unknown_product_ids = ArrayField(models.BigIntegerField(), default=list)
    error = models.TextField(default="")
    started_by = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    phase = models.CharField(
        max_length=5, choices=ImportPhase.choices, default=ImportPhase.WRITE, db_default=ImportPhase.WRITE
    )
    figures = models.JSONField(default=dict, db_default={})
    made = models.JSONField(default=dict, db_default={})
    profile = models.ForeignKey(
        ImportProfile, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False
    )
    takes_from_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="product_import_of_account")]
        indexes = [models.Index(fields=["account", "-id"], name="product_import_page")]
