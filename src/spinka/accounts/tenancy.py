"""The fail-closed guard: a tenant's rows are reached through `for_account`, and the database holds the second wall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from django.db import connection, models, transaction
from django.db.models.sql import Query

from spinka.core import statements

Row = TypeVar("Row", bound=models.Model, covariant=True)


class UnscopedQuery(RuntimeError):
    """A query over tenants' rows that names no account. Always a mistake of ours, never of a user."""


class TenantQuery(Query):
    """The statement of a guarded queryset; it refuses to become part of another one (Subquery, Exists) unbound."""

    _bound = False

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        if not self._bound and not self.is_empty():
            raise UnscopedQuery(
                f"{getattr(self.model, '__name__', '')} as a subquery: name the account with for_account()"
            )
        return super().resolve_expression(*args, **kwargs)


class TenantQuerySet(models.QuerySet[Row]):
    """A queryset that refuses to run until it is bound to an account.

    Querysets of related managers (`order.lines.all()`) are bound by the row they start from.
    """

    _query: Query

    def __init__(self, model: Any = None, query: Query | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(model, query or TenantQuery(model), *args, **kwargs)

    @property
    def _bound(self) -> bool:
        return bool(getattr(self._query, "_bound", False))

    @_bound.setter
    def _bound(self, value: bool) -> None:
        # Kept on the statement, which every clone copies and a subquery takes along.
        self._query._bound = value  # type: ignore[attr-defined]

    def for_account(self, account_id: int) -> Self:
        """Bind to one account."""
        clone = self.filter(account_id=account_id)
        clone._bound = True
        return clone

    def across_accounts(self, *, reason: str) -> Self:
        """Bind without an account; only connect/access.py and platform commands may, and they say why (R25)."""
        if not reason:
            raise UnscopedQuery("crossing accounts needs a reason")
        clone: Self = self._chain()  # type: ignore[attr-defined]
        clone._bound = True
        return clone

    def _require_bound(self) -> None:
        if not self._bound and not getattr(self, "_hints", {}).get("instance") and not self.query.is_empty():
            raise UnscopedQuery(f"{self.model.__name__}: name the account with for_account()")

    def _fetch_all(self) -> None:
        self._require_bound()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Row]:
        self._require_bound()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_bound()
        return super().count()

    def exists(self) -> bool:
        self._require_bound()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_bound()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_bound()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_bound()
        return super().delete()

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._require_bound()
        return super().explain(*args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise UnscopedQuery("raw() passes the guard by; use a cursor with an account filter")

    def _combined(self, *others: Any) -> None:
        for query in (self, *others):
            if isinstance(query, TenantQuerySet):
                query._require_bound()

    def union(self, *others: Any, **kwargs: Any) -> Self:
        self._combined(*others)
        combined = super().union(*others, **kwargs)
        combined._bound = True
        return combined

    def intersection(self, *others: Any) -> Self:
        self._combined(*others)
        combined = super().intersection(*others)
        combined._bound = True
        return combined

    def difference(self, *others: Any) -> Self:
        self._combined(*others)
        combined = super().difference(*others)
        combined._bound = True
        return combined

    def __or__(self, other: Any) -> Self:
        self._combined(other)
        combined: Self = super().__or__(other)
        combined._bound = True
        return combined

    def __and__(self, other: Any) -> Self:
        self._combined(other)
        combined: Self = super().__and__(other)
        combined._bound = True
        return combined

    def __xor__(self, other: Any) -> Self:
        self._combined(other)
        combined: Self = super().__xor__(other)
        combined._bound = True
        return combined

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        # Reached when the queryset becomes a subquery of another one.
        self._require_bound()
        bound = self._chain()  # type: ignore[attr-defined]
        bound._bound = True
        return super(TenantQuerySet, bound).resolve_expression(*args, **kwargs)


class TenantManager(models.Manager[Row]):
    """Hands out unbound querysets; every way to rows starts with `for_account`."""

    def get_queryset(self) -> TenantQuerySet[Row]:
        return TenantQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]

    def for_account(self, account_id: int) -> TenantQuerySet[Row]:
        """The rows of one account."""
        return self.get_queryset().for_account(account_id)

    def across_accounts(self, *, reason: str) -> TenantQuerySet[Row]:
        """Rows whatever the account; see TenantQuerySet.across_accounts."""
        return self.get_queryset().across_accounts(reason=reason)


class TenantModel(models.Model):
    """A row that belongs to one account; its table carries a policy (`core.rls.tenant_policy`)."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+", db_index=False)

    objects = TenantManager()

    class Meta:
        abstract = True


@contextmanager
def acting_for(account_id: int) -> Iterator[None]:
    """Open a transaction in which the database shows and takes the rows of one account only.

    Nested calls keep the outer transaction and put the outer account back at the end.
    """
    if not connection.in_atomic_block:
        with transaction.atomic():
            # Both settings end with the transaction.
            statements.rows("select set_config('spinka.account', %s, true)", account_id)
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('spinka.account', true), current_setting('spinka.partner', true),"
                " set_config('spinka.account', %s, true), set_config('spinka.partner', '', true)",
                [str(account_id)],
            )
            account, partner = cursor.fetchone()[:2]
        yield
        # After an exception the savepoint's rollback restores both settings by itself.
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('spinka.account', %s, true), set_config('spinka.partner', %s, true)",
                [account or "", partner or ""],
            )
