"""Statuses and extra fields an account defines for its orders."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel


class StatusType(models.IntegerChoices):
    """What a status means to stock, locking and the sale's state (enums.order_status_type)."""

    OTHER = 0
    UNPAID = 1
    IN_PROGRESS = 2
    SENT = 3
    DELIVERED = 4
    CANCELLED = 5
    RETURN = 6


class StatusGroup(TenantModel):
    """A group of statuses beside the main one, which is no row and has the public number 0."""

    name = models.CharField(max_length=15)

    class Meta:
        abstract = True


class OrderStatusGroup(StatusGroup):
    """A group of order statuses."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="order_status_group_of_account")]


class OrderStatus(TenantModel):
    """A status of the account's own list; the first by `position` is the one new orders get."""

    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=17, default="")
    name_for_customer = models.CharField(max_length=250, default="")
    comments = models.CharField(max_length=255, default="")
    color = models.CharField(max_length=7, default="#607d8b")
    type = models.SmallIntegerField(choices=StatusType.choices, default=StatusType.OTHER)
    group = models.ForeignKey(
        OrderStatusGroup, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="order_status_of_account")]


class OrderExtraField(TenantModel):
    """An order field the account defined; values stand in Order.extra_fields by id."""

    name = models.CharField(max_length=100)
    editor = models.CharField(max_length=20, default="text")
    options = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="order_extra_field_of_account")]
