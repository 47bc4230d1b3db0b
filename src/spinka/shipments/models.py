"""Courier accounts, parcels with their parts, labels and tracking history."""

from decimal import Decimal

from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.orders.models import Order


class CourierAccount(TenantModel):
    """What an account ships with: plain settings, and credentials encrypted; neither ever crosses to a partner (G-04)."""

    courier_code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    settings = models.JSONField(default=dict)
    credentials = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="courier_account_of_account")]
        indexes = [models.Index(fields=["account", "courier_code", "id"], name="courier_account_by_code")]


class SerialCounter(TenantModel):
    """The last serial given behind a head of numbers (extension digit and company prefix); it outlives everything."""

    head = models.CharField(max_length=13)
    last = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "head"], name="serial_counter_once"),
            models.CheckConstraint(condition=models.Q(last__gte=0), name="serial_counter_positive"),
        ]


class IssuedNumber(TenantModel):
    """A number once given to a parcel; it stays when the parcel is deleted, so that none is given again."""

    number = models.CharField(max_length=18)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "number"], name="issued_number_once")]


class Package(TenantModel):
    """A parcel of an order. `is_partner` marks one the other side of the sale registered: read-only here (DEC-15)."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="packages", db_constraint=False)
    courier_code = models.CharField(max_length=20)
    courier_name = models.CharField(max_length=60, default="")
    courier_account = models.ForeignKey(
        CourierAccount, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False
    )
    number = models.CharField(max_length=40)
    tracking_url = models.CharField(max_length=500, default="")
    is_return = models.BooleanField(default=False)
    is_partner = models.BooleanField(default=False)
    tracking_status = models.SmallIntegerField(default=0)
    tracking_status_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="package_of_account"),
            models.CheckConstraint(
                condition=models.Q(tracking_status__gte=0, tracking_status__lte=13), name="package_tracking_status"
            ),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="package_of_order"),
            models.Index(fields=["account", "number"], name="package_by_number"),
        ]


class PackagePart(TenantModel):
    """One box of a parcel with its own number, kilograms and centimetres; zero where nobody said."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="parts", db_constraint=False)
    position = models.SmallIntegerField()
    number = models.CharField(max_length=40)
    weight = models.DecimalField(max_digits=9, decimal_places=3, default=Decimal(0))
    length = models.DecimalField(max_digits=7, decimal_places=2, default=Decimal(0))
    width = models.DecimalField(max_digits=7, decimal_places=2, default=Decimal(0))
    height = models.DecimalField(max_digits=7, decimal_places=2, default=Decimal(0))
    is_custom = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "position"], name="package_part_place")]
        indexes = [models.Index(fields=["account", "number"], name="package_part_by_number")]


class PackageLabel(TenantModel):
    """The label file of a parcel."""

    package = models.OneToOneField(Package, on_delete=models.CASCADE, related_name="label", db_constraint=False)
    extension = models.CharField(max_length=4)
    content = models.BinaryField()
    created_at = models.DateTimeField()


class PackageStatus(TenantModel):
    """One tracking state a parcel took."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="statuses", db_constraint=False)
    tracking_status = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["package", "id"], name="package_status_page")]
