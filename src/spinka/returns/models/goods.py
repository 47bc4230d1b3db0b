"""Returns with their lines and refunds."""

from decimal import Decimal

from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models import Product, Warehouse
from spinka.orders.models import Order, OrderLine
from spinka.returns.models.status import ReturnLineStatus, ReturnReason, ReturnStatus


def _text(length: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="", blank=True)


class Return(TenantModel):
    """Goods a buyer sends back, of an order or of none; the return outlives its order.

    `source` is the public API's code, `source_id` the id inside it. `refunded` is what the buyer got back, all in
    all; no money moves here. `total_cents` is the value of the lines and the delivery (R48).
    """

    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)
    status = models.ForeignKey(ReturnStatus, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    source = models.CharField(max_length=20, default="personal")
    source_id = models.BigIntegerField(default=0)
    reference_number = _text(100)
    date_add = models.DateTimeField()
    date_in_status = models.DateTimeField()
    user_login = _text(30)
    currency = models.CharField(max_length=3)
    refunded = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    email = _text(150)
    phone = _text(100)
    admin_comments = _text(200)
    delivery_price = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    delivery_fullname = _text(100)
    delivery_company = _text(100)
    delivery_address = _text(100)
    delivery_postcode = _text(100)
    delivery_city = _text(100)
    delivery_state = _text(100)
    delivery_country_code = _text(2)
    extra_field_1 = _text(50)
    extra_field_2 = _text(50)
    extra_fields = models.JSONField(default=dict)
    refund_account_number = _text(50)
    refund_iban = _text(34)
    refund_swift = _text(11)
    total_cents = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_of_account")]
        indexes = [
            models.Index(fields=["account", "date_add", "id"], name="return_cursor"),
            models.Index(fields=["account", "status", "id"], name="return_by_status"),
            models.Index(fields=["order"], name="return_of_order", condition=models.Q(order__isnull=False)),
        ]


class ReturnLine(TenantModel):
    """A line of a return. `order_line` is set when it sends back a line of the return's order.

    `storage`, `storage_id`, `product_ref`, `variant_ref` are kept as the public API gave them; `product` is set when
    they name one of the account's own products. `unit_gross` is per piece.
    """

    parent = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="lines", db_constraint=False)
    order_line = models.ForeignKey(
        OrderLine, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
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
    weight = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    status = models.ForeignKey(
        ReturnLineStatus, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    reason = models.ForeignKey(
        ReturnReason, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="return_line_of_account"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="return_line_quantity"),
        ]
        indexes = [models.Index(fields=["parent", "id"], name="return_line_page")]


class ReturnRefund(TenantModel):
    """A change of the refunded amount; `refunded_after` is the amount given back after it."""

    parent = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="refunds", db_constraint=False)
    refunded_before = models.DecimalField(max_digits=14, decimal_places=2)
    refunded_after = models.DecimalField(max_digits=14, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    external_refund_id = models.CharField(max_length=50, default="")
    comment = models.CharField(max_length=50, default="")
    refunded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_refund_of_account")]
        indexes = [models.Index(fields=["parent", "id"], name="return_refund_page")]
