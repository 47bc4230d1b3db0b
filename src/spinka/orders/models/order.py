"""Orders with their addresses, sources and payments."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.orders.models.status import OrderStatus


def _text(length: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="", blank=True)


class OrderSource(TenantModel):
    """A custom source of the kind `personal`; sources of other kinds come from their own packages."""

    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="order_source_of_account")]


class Order(TenantModel):
    """One account's order. A forwarded order is two of these, joined by a sale (connect).

    `source` is the public API's code (`personal`, `blconnect` …), `source_id` the id inside it, `source_info` free
    text (the contractor's name for blconnect, R23). `chain` lists the accounts the sale came through (R12).
    `is_technical` marks the bundle of orders merged technically: its lines name no own product, move no stock and are
    never forwarded, because those of the merged orders do. `total_cents` repeats the total for filters and sorting
    under row-level security (R48).
    """

    # Whose it is holds through the status, whose composite key carries the account.
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    status = models.ForeignKey(
        OrderStatus, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    source = models.CharField(max_length=20, default="personal")
    source_id = models.BigIntegerField(default=0)
    source_name = _text(160)
    source_info = _text(200)
    external_order_id = _text(50)
    shop_order_id = models.BigIntegerField(default=0)
    transaction_number = _text(100)
    date_add = models.DateTimeField()
    date_confirmed = models.DateTimeField(null=True)
    date_in_status = models.DateTimeField()
    user_login = _text(100)
    email = _text(150)
    phone = _text(100)
    user_comments = _text(1000)
    admin_comments = _text(200)
    currency = models.CharField(max_length=3)
    payment_method = _text(100)
    is_cod = models.BooleanField(default=False)
    paid = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    delivery_method = _text(100)
    delivery_price = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    delivery_fullname = _text(156)
    delivery_company = _text(156)
    delivery_address = _text(156)
    delivery_postcode = _text(100)
    delivery_city = _text(100)
    delivery_state = _text(100)
    delivery_country_code = _text(2)
    delivery_point_id = _text(40)
    delivery_point_name = _text(100)
    delivery_point_address = _text(100)
    delivery_point_postcode = _text(100)
    delivery_point_city = _text(100)
    invoice_fullname = _text(500)
    invoice_company = _text(500)
    invoice_nip = _text(100)
    invoice_address = _text(500)
    invoice_postcode = _text(100)
    invoice_city = _text(100)
    invoice_state = _text(100)
    invoice_country_code = _text(2)
    want_invoice = models.BooleanField(default=False)
    extra_field_1 = _text(50)
    extra_field_2 = _text(50)
    extra_fields = models.JSONField(default=dict)
    page_address = _text(60)
    pick_state = models.SmallIntegerField(default=0)
    pack_state = models.SmallIntegerField(default=0)
    star = models.SmallIntegerField(default=0)
    is_technical = models.BooleanField(default=False, db_default=False)
    chain = ArrayField(models.BigIntegerField(), default=list)
    total_cents = models.BigIntegerField(default=0)
    search_key = models.TextField(default="")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="order_of_account")]
        indexes = [
            models.Index(fields=["account", "date_confirmed", "id"], name="order_cursor"),
            models.Index(fields=["account", "date_add", "id"], name="order_cursor_added"),
            models.Index(fields=["account", "status", "id"], name="order_by_status"),
            models.Index(fields=["account", "email"], name="order_by_email", condition=~models.Q(email="")),
            models.Index(fields=["account", "phone"], name="order_by_phone", condition=~models.Q(phone="")),
            models.Index(
                fields=["account", "external_order_id"],
                name="order_by_external_id",
                condition=~models.Q(external_order_id=""),
            ),
        ]


class OrderPayment(TenantModel):
    """A change of the paid amount; `total` is the amount paid after it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="payments", db_constraint=False)
    paid_before = models.DecimalField(max_digits=14, decimal_places=2)
    paid_after = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    external_payment_id = models.CharField(max_length=60, default="")
    comment = models.CharField(max_length=200, default="")
    paid_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="order_payment_of_account")]
