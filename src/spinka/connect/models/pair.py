"""The guard of rows two accounts share: bound by naming the side one stands on."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from spinka.accounts.tenancy import TenantManager, TenantQuerySet

Row = TypeVar("Row", bound=models.Model, covariant=True)


class PairQuerySet(TenantQuerySet[Row]):
    """Rows of a supplier and a contractor; `for_account` gives those where the account is either."""

    def for_account(self, account_id: int) -> Self:
        """Rows where the account stands on either side."""
        return self._bind(Q(supplier_id=account_id) | Q(contractor_id=account_id))

    def as_supplier(self, account_id: int) -> Self:
        """Rows where the account is the supplier."""
        return self._bind(Q(supplier_id=account_id))

    def as_contractor(self, account_id: int) -> Self:
        """Rows where the account is the contractor."""
        return self._bind(Q(contractor_id=account_id))

    def _bind(self, side: Q) -> Self:
        bound = self.filter(side)
        bound._bound = True
        return bound


class PairManager(TenantManager[Row]):
    """Hands out unbound pair querysets."""

    def get_queryset(self) -> PairQuerySet[Row]:
        return PairQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]

    def for_account(self, account_id: int) -> PairQuerySet[Row]:
        """Rows where the account stands on either side."""
        return self.get_queryset().for_account(account_id)

    def as_supplier(self, account_id: int) -> PairQuerySet[Row]:
        """Rows where the account is the supplier."""
        return self.get_queryset().as_supplier(account_id)

    def as_contractor(self, account_id: int) -> PairQuerySet[Row]:
        """Rows where the account is the contractor."""
        return self.get_queryset().as_contractor(account_id)


def side() -> models.ForeignKey[Any, Any]:
    """One of the accounts of a row that hangs on another one by composite keys, which check it already."""
    return models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )


class PairModel(models.Model):
    """A row of two accounts; its table carries `core.rls.pair_policy`."""

    supplier = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False)
    contractor = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False)

    objects = PairManager()

    class Meta:
        abstract = True
