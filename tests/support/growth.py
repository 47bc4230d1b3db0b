"""An account with more rows: rows of its tables repeated, whatever they are."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from spinka.accounts.tenancy import acting_for
from tests.architecture.tables import account_columns, tenant_models

_UNIQUE = """
select a.attname, case when a.atttypmod = 7 then 'code' else t.typname end from pg_index i
cross join lateral unnest(i.indkey) k (number)
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
join pg_type t on t.oid = a.atttypid
where i.indrelid = %s::regclass and i.indisunique and not i.indisprimary
"""
_REFERENCES = """
select a.attname from pg_constraint c cross join lateral unnest(c.conkey) k (number)
join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
where c.conrelid = %s::regclass and c.contype = 'f'
"""


@dataclass(frozen=True)
class Table:
    """A table, its columns but the number, and those of them that must differ from row to row, by their type."""

    name: str
    account_column: str
    columns: tuple[str, ...]
    different: dict[str, str]
    texts: frozenset[str]


def _tables() -> list[Table]:
    found = []
    with connection.cursor() as cursor:
        for model in tenant_models():
            pk = model._meta.pk
            if pk is None or getattr(pk, "column", None) != "id":
                continue
            name = model._meta.db_table
            cursor.execute(_REFERENCES, [name])
            references = {row[0] for row in cursor.fetchall()}
            cursor.execute(_UNIQUE, [name])
            different = {
                column: kind for column, kind in cursor.fetchall() if column != "id" and column not in references
            }
            texts = frozenset(
                field.column
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField) and (field.max_length or 0) >= 30 and not field.choices
            )
            columns = tuple(field.column for field in model._meta.concrete_fields if field.column != "id")
            found.append(Table(name, min(account_columns(model)), columns, different, texts))
    return found


def _value(table: Table, column: str, other_texts: bool) -> str:
    kind = table.different.get(column)
    if kind in ("varchar", "text") or (other_texts and column in table.texts):
        return f'left(md5("{column}" || n || random()), 12)'
    if kind in ("int2", "int4", "int8"):
        return f'(select max("{column}") from {table.name}) + n'
    if kind == "date":
        return f'(select max("{column}") from {table.name}) + n::int'
    return "false" if kind == "bool" else f'"{column}"'


class Growth:
    """The first and the last row of every table of an account, to be repeated."""

    def __init__(self, account_id: int) -> None:
        self.account_id = account_id
        self.templates: list[tuple[Table, int]] = []
        with acting_for(account_id), connection.cursor() as cursor:
            for table in _tables():
                cursor.execute(
                    f"select max(id), min(id) from {table.name} where {table.account_column} = %s", [account_id]
                )
                self.templates += [(table, id_) for id_ in dict.fromkeys(cursor.fetchone()) if id_ is not None]

    def grow(self, count: int) -> None:
        """Repeat each of the rows `count` times, where the table takes more than one such row."""
        with acting_for(self.account_id):
            for table, id_ in self.templates:
                names = ", ".join(f'"{column}"' for column in table.columns)
                for other_texts in (False, True):
                    values = ", ".join(_value(table, column, other_texts) for column in table.columns)
                    sql = (
                        f"insert into {table.name} ({names})"
                        f" select {values} from {table.name} t, generate_series(1, %s) n where id = %s"
                    )
                    try:
                        with transaction.atomic(), connection.cursor() as cursor:
                            cursor.execute(sql, [count, id_])
                    except DatabaseError:
                        continue
                    break


def statements(captured: list[dict[str, Any]]) -> list[str]:
    """What was asked of the database, without marks of transactions."""
    return [entry["sql"] for entry in captured if "SAVEPOINT" not in entry["sql"]]
