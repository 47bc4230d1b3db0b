"""Products with their images, and the narrow tables of price and stock apart from them."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models.inventory import Category, Inventory, Manufacturer, PriceGroup, Tag, Warehouse


# Whose a row is holds through the row it hangs on, whose composite key carries the account, and in the log through the
# policy: an own key to the account would check the same thing again with every row of a mass write.
def _account() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )


class ProductKind(models.TextChoices):
    """Services have no stock, no reservation and no shortage (R1, R34)."""

    GOODS = "goods"
    SERVICE = "service"


class Product(TenantModel):
    """A product, or a variant of one (`parent`). Prices and stock stand in tables of their own.

    `texts` maps text keys without source (`name`, `description|en`, `features|pl`, `extra_field_7`) to text, or to a
    map for features; keys without a language are in the catalog's default language. `name` repeats `texts.name` for
    lists. `live_warehouse_ids` are the `blconnect` warehouses a link to a supplier brought (R5); connect keeps them.
    `sku_key`, `ean_key` are compared when matching (R10), `sort_key` and `search_key` serve lists (R56).
    """

    account = _account()
    inventory = models.ForeignKey(
        Inventory, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=7, choices=ProductKind.choices, default=ProductKind.GOODS)
    is_draft = models.BooleanField(default=False)
    is_bundle = models.BooleanField(default=False)
    sku = models.CharField(max_length=50, default="")
    ean = models.CharField(max_length=32, default="")
    asin = models.CharField(max_length=50, default="")
    ean_additional = models.JSONField(default=list)
    name = models.CharField(max_length=200, default="")
    texts = models.JSONField(default=dict)
    category = models.ForeignKey(
        Category, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False
    )
    manufacturer = models.ForeignKey(
        Manufacturer, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False
    )
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(23))
    weight = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    height = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    width = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    length = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    star = models.SmallIntegerField(default=0)
    average_cost = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    min_quantity = models.IntegerField(default=1)
    quantity_step = models.IntegerField(default=1)
    available_from = models.DateTimeField(null=True)
    sku_key = models.CharField(max_length=50, default="")
    ean_key = models.CharField(max_length=32, default="")
    # Compared by code point whatever the database was made with, so the order is the same everywhere (R56).
    sort_key = models.CharField(max_length=60, default="", db_collation="C")
    search_key = models.TextField(default="")
    links = models.JSONField(default=dict)
    live_warehouse_ids = ArrayField(models.BigIntegerField(), default=list)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="product_of_account"),
            models.CheckConstraint(
                condition=models.Q(min_quantity__gte=1, quantity_step__gte=1), name="product_quantities_positive"
            ),
        ]
        indexes = [
            models.Index(fields=["inventory", "id"], name="product_page"),
            models.Index(fields=["inventory", "sort_key", "id"], name="product_by_name"),
            models.Index(fields=["inventory", "sku_key"], name="product_sku", condition=~models.Q(sku_key="")),
            models.Index(fields=["inventory", "ean_key"], name="product_ean", condition=~models.Q(ean_key="")),
            models.Index(fields=["parent"], name="product_variants", condition=models.Q(parent__isnull=False)),
            models.Index(fields=["category"], name="product_category", condition=models.Q(category__isnull=False)),
            models.Index(
                fields=["manufacturer"], name="product_manufacturer", condition=models.Q(manufacturer__isnull=False)
            ),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="product_search"),
        ]


class ProductTag(TenantModel):
    """A tag on a product."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "tag"], name="product_tag_once")]


class BundleItem(TenantModel):
    """How many pieces of a product a bundle holds."""

    bundle = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    quantity = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "product"], name="bundle_item_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="bundle_item_positive"),
        ]


class StoredImage(TenantModel):
    """An image's bytes, re-encoded: uploaded, or fetched once from the address a product names (R43)."""

    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    width = models.IntegerField()
    height = models.IntegerField()
    content = models.BinaryField()
    thumbnail = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="stored_image_of_account"),
            models.UniqueConstraint(fields=["account", "sha256"], name="stored_image_once"),
        ]


class ProductImage(TenantModel):
    """One of up to 16 images: an address as it was written, or an uploaded image, or both once fetched."""

    account = _account()
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    position = models.SmallIntegerField()
    url = models.TextField(default="")
    image = models.ForeignKey(StoredImage, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)
    fetch_error = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="product_image_of_account"),
            models.UniqueConstraint(fields=["product", "position"], name="product_image_position"),
            models.CheckConstraint(condition=models.Q(position__gte=1, position__lte=16), name="product_image_sixteen"),
        ]


class Price(TenantModel):
    """A product's gross price in a price group."""

    account = _account()
    pk = models.CompositePrimaryKey("product_id", "price_group_id")
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    price_group = models.ForeignKey(PriceGroup, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    price = models.DecimalField(max_digits=14, decimal_places=4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(price__gte=0), name="price_not_negative")]


class Stock(TenantModel):
    """A product's pieces in a warehouse: on hand, of these reserved, and of the rest held for a time.

    Written by catalog/stock.py and catalog/holding.py only. `held` also counts holds that are over by now; who needs
    the exact number under the row's lock lets `lock_levels` free them.
    """

    account = _account()
    pk = models.CompositePrimaryKey("product_id", "warehouse_id")
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    quantity = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)
    held = models.IntegerField(default=0, db_default=0)
    location = models.CharField(max_length=255, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(reserved__gte=0), name="reserved_not_negative"),
            models.CheckConstraint(condition=models.Q(held__gte=0), name="held_not_negative"),
        ]


class HeldPiece(TenantModel):
    """Pieces of a stock row held for somebody until a moment; past it they count no longer, cleaned up or not (R6).

    `hold_id` and `holder_id` are the caller's own numbers: of the hold and of whom it is for. Rows are written and
    deleted only under the lock of their stock row.
    """

    account = _account()
    hold_id = models.BigIntegerField()
    holder_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    warehouse_id = models.BigIntegerField()
    quantity = models.IntegerField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hold_id", "product_id", "warehouse_id"], name="held_piece_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="held_piece_positive"),
        ]
        indexes = [models.Index(fields=["product_id", "warehouse_id"], name="held_piece_of_stock")]


class ProductLog(TenantModel):
    """What changed on a product, with the public API's log types 1–10. It outlives its product."""

    account = _account()
    product_id = models.BigIntegerField()
    log_type = models.SmallIntegerField()
    info = models.CharField(max_length=200, default="")
    old = models.TextField(default="")
    new = models.TextField(default="")
    profile = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["product_id", "id"], name="product_log_page")]
