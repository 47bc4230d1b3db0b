"""Catalogs and what products are sorted by: price groups, warehouses, categories, manufacturers, tags, extra fields.

Foreign keys between tenants' tables have no constraint of Django's own; the migration adds composite ones (R49).
"""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel


class PriceGroupType(models.TextChoices):
    """Where the prices of a group come from, by the public API's words."""

    STANDARD = "standard"
    OF_GROUP = "dependent_on_price_group"
    OF_COST = "dependent_on_average_cost"


class PriceGroup(TenantModel):
    """A named set of gross prices in one currency.

    Prices of a dependent group are its source's, or the average cost, × `price_multiplier` + `price_addition`; they
    are written by catalog/services/dependent_prices.py only.
    """

    name = models.CharField(max_length=100)
    description = models.TextField(default="", blank=True)
    currency = models.CharField(max_length=3)
    is_default = models.BooleanField(default=False)
    type = models.CharField(
        max_length=30,
        choices=PriceGroupType.choices,
        default=PriceGroupType.STANDARD,
        db_default=PriceGroupType.STANDARD,
    )
    source = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    price_multiplier = models.DecimalField(max_digits=14, decimal_places=6, default=Decimal(1), db_default=Decimal(1))
    price_addition = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(0), db_default=Decimal(0))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="price_group_of_account"),
            models.CheckConstraint(
                condition=models.Q(type=PriceGroupType.OF_GROUP, source__isnull=False)
                | (~models.Q(type=PriceGroupType.OF_GROUP) & models.Q(source__isnull=True)),
                name="price_group_source",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(is_default=True), name="one_default_price_group"
            ),
        ]


class Warehouse(TenantModel):
    """A place stock is counted at. Kind `bl` is the account's own; `blconnect` shows a supplier's live stock (R5)."""

    kind = models.CharField(max_length=12, default="bl")
    name = models.CharField(max_length=100)
    description = models.TextField(default="", blank=True)
    stock_edition = models.BooleanField(default=True)
    country = models.CharField(max_length=2, default="", blank=True)
    address = models.CharField(max_length=200, default="", blank=True)
    postcode = models.CharField(max_length=20, default="", blank=True)
    city = models.CharField(max_length=80, default="", blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="warehouse_of_account"),
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(is_default=True), name="one_default_warehouse"
            ),
        ]

    @property
    def key(self) -> str:
        """The warehouse's name on the wire, e.g. `bl_205`."""
        return f"{self.kind}_{self.pk}"


class Inventory(TenantModel):
    """A catalog: a separate list of products with its languages, price groups and warehouses."""

    name = models.CharField(max_length=100)
    description = models.TextField(default="", blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list)
    default_language = models.CharField(max_length=2)
    default_price_group = models.ForeignKey(PriceGroup, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    default_warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    reservations = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="inventory_of_account"),
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(is_default=True), name="one_default_inventory"
            ),
        ]


class InventoryPriceGroup(TenantModel):
    """A price group the catalog uses."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    price_group = models.ForeignKey(PriceGroup, on_delete=models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inventory", "price_group"], name="inventory_price_group_once")]


class InventoryWarehouse(TenantModel):
    """A warehouse the catalog uses."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inventory", "warehouse"], name="inventory_warehouse_once")]


class Category(TenantModel):
    """A category; without a catalog it serves all of them."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="category_of_account")]


class Manufacturer(TenantModel):
    """Who makes products; the name is unique in the account. `details` keeps address, contact and photo as the public
    API names them without the prefix (`url`, `street`, …); the photo is the address as it was written.
    """

    name = models.CharField(max_length=200)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="manufacturer_of_account"),
            models.UniqueConstraint(fields=["account", "name"], name="manufacturer_name"),
        ]


class Tag(TenantModel):
    """A label of products."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="tag_of_account"),
            models.UniqueConstraint(fields=["account", "name"], name="tag_name"),
        ]


class ExtraField(TenantModel):
    """A product field the account defined; its value stands in the texts under `extra_field_<id>`."""

    name = models.CharField(max_length=100)
    kind = models.IntegerField(default=0)
    editor = models.CharField(max_length=20, default="text")
    options = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="extra_field_of_account")]
