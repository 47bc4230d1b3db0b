"""The book of clients: clients, their statuses with groups, and the fields an account defined for them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.orders.models import StatusGroup


def _text(length: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="", blank=True)


class ClientStatusGroup(StatusGroup):
    """A group of client statuses."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="client_status_group_of_account")]


class ClientStatus(TenantModel):
    """A status of the account's own list; the first by `position` is the one new clients get."""

    name = models.CharField(max_length=30)
    color = models.CharField(max_length=7, default="#607d8b")
    group = models.ForeignKey(
        ClientStatusGroup, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    position = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="client_status_of_account")]


class ClientExtraField(TenantModel):
    """A field of clients the account defined; values stand in Client.extra_fields by id."""

    name = models.CharField(max_length=100)
    editor = models.CharField(max_length=20, default="text")
    options = ArrayField(models.CharField(max_length=200), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="client_extra_field_of_account")]


class Client(TenantModel):
    """A buyer in the account's book. `connect_contractor_id` is a contractor of Base Connect, 0 for none.

    `invoice_tax_id` is kept without blanks and dashes.
    """

    status = models.ForeignKey(ClientStatus, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    star = models.SmallIntegerField(default=0)
    connect_contractor_id = models.BigIntegerField(default=0)
    login = _text(156)
    phone = _text(156)
    email = _text(220)
    notes = models.TextField(default="", blank=True)
    invoice_company = _text(500)
    invoice_fullname = _text(500)
    invoice_address = _text(500)
    invoice_postcode = _text(20)
    invoice_city = _text(100)
    invoice_state = _text(35)
    invoice_country_code = _text(2)
    invoice_tax_id = _text(50)
    delivery_company = _text(500)
    delivery_fullname = _text(500)
    delivery_address = _text(500)
    delivery_postcode = _text(20)
    delivery_city = _text(100)
    delivery_state = _text(35)
    delivery_country_code = _text(2)
    extra_fields = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="client_of_account"),
            models.CheckConstraint(condition=models.Q(star__gte=0, star__lte=5), name="client_star"),
        ]
        indexes = [models.Index(fields=["account", "status", "id"], name="client_by_status")]
