"""Order lines and the pieces of stock they hold."""

from decimal import Decimal

from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models import Product, Warehouse
from spinka.orders.models.order import Order


class OrderLine(TenantModel):
    """A line as it was ordered. `product` is set when the line is one of the account's own products.

    `storage`, `storage_id`, `product_ref`, `variant_ref` are kept as the public API gave them; a line of a
    supplier's live catalog has storage `warehouse` and the blconnect warehouse's id (R24). `backordered` counts
    pieces accepted without stock (R2). `unit_gross` is per piece.
    """

    # Whose it is holds through the order, whose composite key carries the account.
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    order = models.ForeignKey(
        Order, on_delete=models.CASCADE, related_name="lines", db_constraint=False, db_index=False
    )
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)
    storage = models.CharField(max_length=20, default="db")
    storage_id = models.BigIntegerField(default=0)
    product_ref = models.CharField(max_length=50, default="")
    variant_ref = models.CharField(max_length=50, default="0")
    name = models.CharField(max_length=200, default="")
    attributes = models.CharField(max_length=350, default="")
    sku = models.CharField(max_length=50, default="")
    ean = models.CharField(max_length=32, default="")
    location = models.CharField(max_length=100, default="")
    auction_id = models.CharField(max_length=30, default="0")
    warehouse = models.ForeignKey(
        Warehouse, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    unit_gross = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(0))
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    quantity = models.IntegerField()
    backordered = models.IntegerField(default=0)
    weight = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="order_line_of_account"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0, backordered__gte=0), name="line_quantities"),
        ]
        indexes = [models.Index(fields=["order", "id"], name="order_line_page")]


class Allocation(TenantModel):
    """Pieces of a product in a warehouse a line holds: reserved, or taken from on hand (R3, R4).

    The sum of reserved allocations of a product and warehouse equals Stock.reserved (R53). A bundle's line holds
    its components.
    """

    # Whose it is holds through the line, whose composite key carries the account.
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    line = models.ForeignKey(
        OrderLine, on_delete=models.CASCADE, related_name="allocations", db_constraint=False, db_index=False
    )
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    quantity = models.IntegerField()
    is_taken = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "product", "warehouse"], name="allocation_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="allocation_positive"),
        ]
        indexes = [models.Index(fields=["product", "warehouse"], name="allocation_of_stock")]
