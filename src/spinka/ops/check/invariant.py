"""What an invariant is: a statement that returns the rows that break it."""

from typing import Any, ClassVar, Protocol

Row = dict[str, Any]


class Cursor(Protocol):
    """What the invariants need of a database cursor."""

    @property
    def description(self) -> Any:
        """The columns of the last statement."""

    def execute(self, query: Any, params: Any = None, /) -> Any:
        """Run a statement."""

    def fetchall(self) -> list[Any]:
        """Its rows."""


class Invariant:
    """A rule over the stored rows; `sql` returns one row per breach, its columns are the ids to look at.

    `fails` is False for what is only worth knowing (R6). `crosses` marks a statement that reads rows of both accounts
    of a pair; its `{pair}` stands where the sale or connection `s` is narrowed to one pair.
    """

    name: ClassVar[str]
    sentence: ClassVar[str]
    sql: ClassVar[str] = ""
    fails: ClassVar[bool] = True
    crosses: ClassVar[bool] = False

    def statement(self, pair: str = "true") -> str:
        """The SQL to run; `pair` is a condition on `s`."""
        return self.sql.replace("{pair}", pair)

    def find(self, cursor: Cursor, pair: str = "true") -> list[Row]:
        """The rows that break the rule, of those the cursor sees."""
        cursor.execute(self.statement(pair))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
