"""Warehouse documents with their lines, their numbering series, and external files.

A document outlives the warehouse and the products it names, so it keeps their ids and names without a foreign key.
"""

from django.db import models

from spinka.accounts.tenancy import TenantModel


class Kind(models.IntegerChoices):
    """What a document does, by the public API's numbers."""

    GOODS_RECEIVED = 0
    INTERNAL_RECEIVED = 1
    GOODS_ISSUED = 2
    INTERNAL_ISSUED = 3
    TRANSFER = 4
    OPENING_BALANCE = 5

    @property
    def goes_out(self) -> bool:
        """Whether pieces leave the document's warehouse."""
        return self in (Kind.GOODS_ISSUED, Kind.INTERNAL_ISSUED, Kind.TRANSFER)


class DocumentSeries(TenantModel):
    """How documents of one kind are numbered at one warehouse: `format` takes %N number, %M month, %Y year."""

    kind = models.SmallIntegerField(choices=Kind.choices)
    warehouse_id = models.BigIntegerField()
    name = models.CharField(max_length=20)
    format = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="stock_series_of_account"),
            models.UniqueConstraint(fields=["account", "warehouse_id", "kind"], name="stock_series_once"),
        ]


class DocumentCounter(TenantModel):
    """The last number given in a series and month; its row is locked by whoever takes the next, so none is missing."""

    series = models.ForeignKey(DocumentSeries, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "month"], name="stock_counter_once"),
            models.CheckConstraint(condition=models.Q(last__gte=1), name="stock_counter_positive"),
        ]


def _text(length: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="")


class StockDocument(TenantModel):
    """A warehouse document: a draft until `confirmed_at`, when stock changes; never again after.

    `target_warehouse_id` is 0 but for a transfer. `issued_at` is the day it bears and is numbered in. The names of
    the company and the warehouses are copies of that moment. `source_*` say which object of the account made it, by
    the public API's numbers; 0 for one made by hand.
    """

    kind = models.SmallIntegerField(choices=Kind.choices)
    series = models.ForeignKey(DocumentSeries, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    warehouse_id = models.BigIntegerField()
    target_warehouse_id = models.BigIntegerField(default=0)
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    number = models.IntegerField()
    full_number = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    issued_at = models.DateTimeField()
    executed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    contractor = _text(500)
    invoice_number = _text(50)
    notes = _text(500)
    company = models.TextField(default="")
    warehouse_name = _text(100)
    target_name = _text(100)
    source_type = models.SmallIntegerField(default=0)
    source_id = models.BigIntegerField(default=0)
    external_number = _text(100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="stock_document_of_account"),
            models.UniqueConstraint(fields=["series", "year", "month", "number"], name="stock_document_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="stock_document_number_positive"),
            models.CheckConstraint(
                condition=models.Q(kind=4, target_warehouse_id__gt=0)
                | (~models.Q(kind=4) & models.Q(target_warehouse_id=0)),
                name="stock_document_target",
            ),
        ]
        indexes = [models.Index(fields=["account", "issued_at", "id"], name="stock_document_by_time")]

    @property
    def is_confirmed(self) -> bool:
        """Whether its pieces are in stock, and nothing of it can change."""
        return self.confirmed_at is not None


class StockItem(TenantModel):
    """A line: so many pieces of a product. The product's names and codes are copies of the moment it was added."""

    document = models.ForeignKey(StockDocument, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    position = models.IntegerField()
    product_id = models.BigIntegerField()
    inventory_id = models.BigIntegerField()
    name = _text(200)
    ean = _text(32)
    sku = _text(50)
    quantity = models.IntegerField()
    price = models.DecimalField(max_digits=10, decimal_places=2)
    total = models.DecimalField(max_digits=20, decimal_places=2)
    location = _text(255)
    target_location = _text(255)
    expires_on = models.DateField(null=True)
    batch = _text(128)
    serial_number = _text(128)
    comments = _text(255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="stock_item_place"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="stock_item_positive"),
        ]


class StockFile(TenantModel):
    """The PDF of another system that stands for ours."""

    document = models.OneToOneField(StockDocument, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    content = models.BinaryField()
    created_at = models.DateTimeField()
