"""What an import changes product by product, and imports that repeat themselves."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models import Inventory
from spinka.connect.models.connection import Connection


# Whose a row is holds through the import or the profile it hangs on, whose composite key carries the account.
def _account() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )


class RowKind(models.TextChoices):
    """What an import does with a supplier's product."""

    CREATE = "create"
    UPDATE = "update"
    ASSOCIATE = "associate"
    CONFLICT = "conflict"
    GONE = "gone"


class Decision(models.TextChoices):
    """`planned` is written unless declined, `ask` is written only once accepted."""

    PLANNED = "planned"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ASK = "ask"


class RowState(models.TextChoices):
    """`stale`: something changed after the preview, so it was not written. `kept`: the undo left it as it is."""

    PLANNED = "planned"
    WRITTEN = "written"
    STALE = "stale"
    LEFT = "left"
    UNDONE = "undone"
    KEPT = "kept"


class ImportRow(TenantModel):
    """What an import does, or did, with one of the supplier's products: preview, report and undo copy in one.

    `changes` maps the field to [before, after], or [before, start of after, md5 of after] for a long text; what was
    before is whole, because the undo writes it back. `declined` are fields of it that are not written. `hits` are own
    products a conflict met, `reason` the key they met by or why the row was not written or not undone. `ids` holds the
    own category and manufacturer before and after the write, `sent_before` the link's mark before it, `sent` the
    supplier's values then. `own_version` is the own product's version after the write.
    """

    account = _account()
    pk = models.CompositePrimaryKey("import_id", "supplier_product_id")
    import_id = models.BigIntegerField()
    supplier_product_id = models.BigIntegerField()
    product_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=9, choices=RowKind.choices)
    name = models.CharField(max_length=200, default="", db_default="")
    sku = models.CharField(max_length=50, default="", db_default="")
    changes = models.JSONField(default=dict, db_default={})
    declined = ArrayField(models.CharField(max_length=40), default=list, db_default=[])
    hits = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    reason = models.CharField(max_length=20, default="", db_default="")
    decision = models.CharField(
        max_length=8, choices=Decision.choices, default=Decision.PLANNED, db_default=Decision.PLANNED
    )
    state = models.CharField(
        max_length=7, choices=RowState.choices, default=RowState.PLANNED, db_default=RowState.PLANNED
    )
    ids = models.JSONField(default=dict, db_default={})
    sent = models.CharField(max_length=64, default="", db_default="")
    sent_before = models.CharField(max_length=64, default="", db_default="")
    own_version = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [models.Index(fields=["import_id", "kind", "supplier_product_id"], name="import_row_page")]


class ProfileState(models.TextChoices):
    """Life of a profile. `stopped`: the connection is not active; it goes on by itself when it is again."""

    OFF = "off"
    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    FAILED = "failed"


class ImportProfile(TenantModel):
    """An import that repeats itself from a connection into a catalog (L-02), and what it may do without asking.

    `fields` maps a field of `share_fields` to always, ask or mine. `new_products` is always, ask or never;
    `gone_products` is hide, zero or keep, asked for first with `asks_gone`. Until `is_approved` nothing is written
    without asking. `options` are those of an import. `generation` grows with every change, and the clock of an older
    one ends by itself.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    every = models.CharField(max_length=4, default="off")
    at = models.CharField(max_length=5, default="")
    fields = models.JSONField(default=dict)
    new_products = models.CharField(max_length=6, default="ask")
    gone_products = models.CharField(max_length=4, default="keep")
    asks_gone = models.BooleanField(default=True)
    options = models.JSONField(default=dict)
    product_ids = ArrayField(models.BigIntegerField(), null=True)
    is_approved = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=ProfileState.choices, default=ProfileState.OFF)
    error = models.TextField(default="")
    generation = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_import_id = models.BigIntegerField(null=True)
    changes_import_id = models.BigIntegerField(null=True)
    changed_by = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="import_profile_of_account"),
            models.UniqueConstraint(fields=["connection", "inventory"], name="import_profile_once"),
        ]


class SeenProduct(TenantModel):
    """What a profile knows of a supplier's product: md5 of each field as it was last taken over, asked for or declined.

    `is_declined` stands for a new product nobody wants, `is_gone` for one whose vanishing was dealt with.
    """

    account = _account()
    pk = models.CompositePrimaryKey("profile_id", "supplier_product_id")
    profile_id = models.BigIntegerField()
    supplier_product_id = models.BigIntegerField()
    product_id = models.BigIntegerField(null=True)
    seen = models.JSONField(default=dict, db_default={})
    is_declined = models.BooleanField(default=False, db_default=False)
    is_gone = models.BooleanField(default=False, db_default=False)
