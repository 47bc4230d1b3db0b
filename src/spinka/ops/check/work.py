"""Invariants of background work and of accounts' walls (R49, R50)."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from spinka.accounts.models import Account
from spinka.ops.check.invariant import Invariant


class WorkIsDelivered(Invariant):
    """Work is done within a minute, or says why not."""

    name = "outbox"
    sentence = "no undelivered work is older than 60 s without an error"
    sql = """
        select o.account_id, o.id as outbox_id, o.stream, o.job, o.created_at::text as created_at
        from core_outbox o
        where o.done_at is null and o.failed_at is null and o.error = '' and o.due_at < now() - interval '60 seconds'
          and (o.lease_until is null or o.lease_until < now())
        order by 2
    """


class RowsBelongToTheirParents(Invariant):
    """A row's account is its parent's; a shared row's pair is its parent's pair."""

    name = "accounts"
    sentence = "no row's account differs from its parent's"

    def statement(self, pair: str = "true") -> str:
        """One look per relation of the models, so a new table is looked at from its first day."""
        return " union all ".join(_mismatches()) + " order by 1, 2"


def _account_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns of a model that name accounts: one for an account's own rows, two for a pair's."""
    names = {
        field.attname
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Account and isinstance(field, models.ForeignKey)
    }
    for columns in (("account_id",), ("supplier_id", "contractor_id")):
        if set(columns) <= names:
            return columns
    return ()


def _mismatches() -> Iterator[str]:
    for model in apps.get_models():
        own = _account_columns(model)
        for field in model._meta.concrete_fields:
            parent = field.related_model
            if not own or not isinstance(field, models.ForeignKey) or not isinstance(parent, type) or parent is Account:
                continue
            theirs = _account_columns(parent)
            if not theirs:
                continue
            test = (
                " or ".join(f"c.{column} <> p.{column}" for column in own)
                if own == theirs
                else " and ".join(f"c.{mine} <> p.{column}" for mine in own for column in theirs)
            )
            table, parents = model._meta.db_table, parent._meta.db_table
            # A composite primary key is no column of its own.
            key = model._meta.pk.attname if model._meta.pk.concrete else field.column
            yield (
                f"select '{table}.{field.column}' as relation, c.{key} as id, p.id as parent_id"
                f" from {table} c join {parents} p on p.id = c.{field.column} where {test}"
            )
