"""Parcels, their labels and tracking history."""

from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.orders.models import Order


class Package(TenantModel):
    """A parcel of an order. `is_partner` marks one the other side of the sale registered: read-only here (DEC-15)."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="packages", db_constraint=False)
    courier_code = models.CharField(max_length=20)
    courier_name = models.CharField(max_length=60, default="")
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
