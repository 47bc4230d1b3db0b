"""Exchange rates an account keeps (R18, step 5, and R21)."""

from django.db import models

from spinka.accounts.tenancy import TenantModel


class CurrencyRate(TenantModel):
    """One unit of `currency_from` is worth `rate` units of `currency_to`, from the day `valid_from` to the next rate."""

    currency_from = models.CharField(max_length=3)
    currency_to = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "currency_from", "currency_to", "valid_from"], name="currency_rate_of_a_day"
            ),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="currency_rate_positive"),
        ]
