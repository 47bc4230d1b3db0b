"""Warehouse documents with their lines, series and files; suppliers, payers and the places of warehouses.

A document outlives the warehouse and the products it names, so it keeps their ids and names without a foreign key.
"""

from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models import Warehouse


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

    Only a transfer has a `target_warehouse_id`. `issued_at` is the day it bears and is numbered in. The names of
    the company and the warehouses are copies of that moment. `source_*` say which object of the account made it, by
    the public API's numbers; 0 for one made by hand.
    """

    kind = models.SmallIntegerField(choices=Kind.choices)
    series = models.ForeignKey(DocumentSeries, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    warehouse_id = models.BigIntegerField()
    target_warehouse_id = models.BigIntegerField(null=True)
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
                condition=models.Q(kind=4, target_warehouse_id__isnull=False)
                | (~models.Q(kind=4) & models.Q(target_warehouse_id__isnull=True)),
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


class Supplier(TenantModel):
    """Who an account buys goods from. `cost_from` and `code_from` say which of a product's costs and codes it is told."""

    name = models.CharField(max_length=40)
    address = _text(200)
    postcode = _text(20)
    city = _text(80)
    phone = _text(40)
    email = _text(200)
    email_copy_to = _text(200)
    currency = _text(3)
    tax_number = _text(16)
    cost_from = models.CharField(max_length=20, default="cost")
    code_from = models.CharField(max_length=20, default="sku")


class Payer(TenantModel):
    """Who pays for what is bought."""

    name = models.CharField(max_length=100)
    address = _text(200)
    postcode = _text(20)
    city = _text(80)
    tax_number = _text(40)


class Zone(TenantModel):
    """A part of a warehouse; names of its places begin with `prefix`."""

    name = models.CharField(max_length=50)
    color = _text(6)
    prefix = _text(10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="zone_of_account")]


class Rack(TenantModel):
    """A rack, of a zone or of none; it goes with its zone. `layout` is the side goods are picked from."""

    name = models.CharField(max_length=100)
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False)
    layout = models.SmallIntegerField()
    prefix = _text(10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="rack_of_account")]


class PlaceType(TenantModel):
    """What a place can hold; 0 is no limit. The account's first one is what new places get."""

    name = models.CharField(max_length=50)
    max_quantity = models.IntegerField(default=0)
    max_weight = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    width = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    height = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    depth = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    is_transfer_bin = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="place_type_of_account"),
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(is_default=True), name="one_default_place_type"
            ),
        ]


class Place(TenantModel):
    """A storage location of a warehouse; it goes with the warehouse. Goods lie at it by its name."""

    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    name = models.CharField(max_length=20)
    color = _text(6)
    is_pickable = models.BooleanField(default=True)
    priority = models.IntegerField(default=1)
    place_type = models.ForeignKey(
        PlaceType, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    zone = models.ForeignKey(Zone, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)
    rack = models.ForeignKey(Rack, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warehouse", "name"], name="place_once"),
            models.CheckConstraint(condition=models.Q(priority__gte=1, priority__lte=99_999), name="place_priority"),
        ]
