"""Statuses, reasons and extra fields an account defines for its returns."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.orders.models import StatusGroup


class ReturnStatusType(models.IntegerChoices):
    """How far a return is; `fulfillment_status` of the public API (enums.return_fulfillment_status)."""

    ACTIVE = 0
    DONE = 1
    CANCELLED = 2
    ACCEPTED = 5


class ReturnStatusGroup(StatusGroup):
    """A group of return statuses."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_status_group_of_account")]


class ReturnStatus(TenantModel):
    """A status of the account's own list; the first by `position` is the one new returns get."""

    name = models.CharField(max_length=100)
    name_for_customer = models.CharField(max_length=1000, default="")
    color = models.CharField(max_length=7, default="#607d8b")
    type = models.SmallIntegerField(choices=ReturnStatusType.choices, default=ReturnStatusType.ACTIVE)
    group = models.ForeignKey(
        ReturnStatusGroup, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_status_of_account")]


class ReturnReason(TenantModel):
    """Why buyers send goods back."""

    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_reason_of_account")]


class ReturnLineStatus(TenantModel):
    """What became of returned goods."""

    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_line_status_of_account")]


class ReturnExtraField(TenantModel):
    """A field of returns the account defined; values stand in Return.extra_fields by id."""

    name = models.CharField(max_length=100)
    editor = models.CharField(max_length=20, default="text")
    options = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="return_extra_field_of_account")]
