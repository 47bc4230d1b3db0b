"""Categories and manufacturers a file names, found in the catalog or made there once."""

from collections.abc import Iterable

from django.db import connection

from spinka.catalog import services
from spinka.core.text import name_key
from spinka.ops.product_files.rows import ProductRow

MANUFACTURER_LENGTH = 200


class Sorting:
    """Ids by name, remembered for the whole file; names are compared without case."""

    def __init__(self, account_id: int, inventory_id: int) -> None:
        self.account_id = account_id
        self.inventory_id = inventory_id
        self._categories: dict[tuple[str, ...], int] = {}
        self._manufacturers: dict[str, int] = {}
        self._is_read = False

    def learn(self, rows: Iterable[ProductRow]) -> None:
        """Make what the rows name and the account lacks; runs in the batch's transaction."""
        if not self._is_read:
            self._read()
            self._is_read = True
        for row in rows:
            for depth in range(1, len(row.category or ()) + 1):
                self._make_category((row.category or ())[:depth])
            if row.manufacturer:
                self._make_manufacturer(row.manufacturer[:MANUFACTURER_LENGTH])

    def category_id(self, path: tuple[str, ...]) -> int:
        """The category of a path; 0 for an empty one."""
        return self._categories[_key(path)] if path else 0

    def manufacturer_id(self, name: str) -> int:
        """The manufacturer of a name; 0 for an empty one."""
        return self._manufacturers[name_key(name[:MANUFACTURER_LENGTH])] if name else 0

    def _read(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                with recursive tree as (
                    select c.id, array[c.name::text] as path from catalog_category c
                    where c.account_id = %s and c.parent_id is null and (c.inventory_id is null or c.inventory_id = %s)
                    union all
                    select c.id, t.path || c.name::text from catalog_category c join tree t on c.parent_id = t.id
                    where c.account_id = %s
                )
                select id, path from tree order by id desc
                """,
                [self.account_id, self.inventory_id, self.account_id],
            )
            self._categories = {_key(tuple(path)): int(category_id) for category_id, path in cursor.fetchall()}
            cursor.execute("select id, name from catalog_manufacturer where account_id = %s", [self.account_id])
            self._manufacturers = {name_key(name): int(maker_id) for maker_id, name in cursor.fetchall()}

    def _make_category(self, path: tuple[str, ...]) -> None:
        if _key(path) not in self._categories:
            self._categories[_key(path)] = services.save_category(
                account_id=self.account_id,
                category_id=None,
                inventory_id=self.inventory_id,
                name=path[-1],
                parent_id=self._categories[_key(path[:-1])] if len(path) > 1 else 0,
            )

    def _make_manufacturer(self, name: str) -> None:
        if name_key(name) not in self._manufacturers:
            self._manufacturers[name_key(name)] = services.save_manufacturer(
                account_id=self.account_id, manufacturer_id=None, name=name, details={}
            )


def _key(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name_key(name) for name in path)
