"""What an invariant is: one statement that returns the rows that break it."""

from typing import ClassVar


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
