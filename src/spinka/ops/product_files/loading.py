"""Writing the products of a file into a catalog, a thousand at a time, each batch committed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries, services
from spinka.catalog.queries import InventoryContext
from spinka.catalog.services import ProductFields, SavedProduct
from spinka.core.errors import BadParameters, NotFound
from spinka.core.text import match_key
from spinka.ops.product_files import columns, dialect
from spinka.ops.product_files.families import Fault, check_name, join_families
from spinka.ops.product_files.mapping import product_fields
from spinka.ops.product_files.rows import FaultyRow, ProductRow, read_row
from spinka.ops.product_files.sorting import Sorting

BATCH = 1000
ACTOR = "import-products"


@dataclass(slots=True)
class LoadReport:
    """What became of the file's records."""

    created: int = 0
    updated: int = 0
    warnings: int = 0
    header: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """Products written."""
        return self.created + self.updated


def load_products(
    *,
    account_id: int,
    inventory_id: int | None,
    path: Path,
    told: Callable[[int], None] | None = None,
    batch_size: int = BATCH,
) -> LoadReport:
    """Create products of a CSV file, or update those whose SKU the catalog has; faulty rows are left out and listed.

    Columns the file lacks stay as they are. Prices go to the catalog's default price group, stock to its default
    warehouse. `told` hears the number of records done after each batch. Raises NotFound for the account and its catalog,
    BadParameters for a file that is no CSV or lacks a name and SKU column.
    """
    report = LoadReport()
    with acting_for(account_id):
        if not Account.objects.filter(pk=account_id).exists():
            raise NotFound("There is no account %(id)s", id=account_id)
        context = _context(account_id, inventory_id)
    with dialect.records(path, dialect.detect(path)) as records:
        report.header = next(records, [])
        layout = columns.recognise(report.header)
        writer = _Writer(account_id, context, report)
        batch: list[ProductRow] = []
        done = 0
        for row in join_families(_read(records, layout, len(report.header))):
            done += 1
            if isinstance(row, Fault):
                report.faults.append(row)
                continue
            if writer.must_wait(row, batch):
                writer.write(batch)
                batch = []
            batch.append(row)
            if len(batch) == batch_size:
                writer.write(batch)
                batch = []
                if told:
                    told(done)
        writer.write(batch)
        if told:
            told(done)
    report.faults.sort(key=lambda fault: fault.number)
    return report


def _context(account_id: int, inventory_id: int | None) -> InventoryContext:
    if inventory_id is None:
        inventory_id = queries.default_inventory(account_id)
    return queries.inventory_context(account_id=account_id, inventory_id=inventory_id)


def _read(records: Iterator[list[str]], layout: dict[str, list[int]], width: int) -> Iterator[ProductRow | Fault]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(records)
        except StopIteration:
            return
        except UnicodeDecodeError as error:
            raise BadParameters("Row %(row)s: the encoding changes inside the file", row=number) from error
        if not any(cell.strip() for cell in cells):
            continue
        try:
            yield read_row(number, cells, layout, width)
        except FaultyRow as fault:
            yield Fault(number, tuple(cells), str(fault))


class _Writer:
    """Turns rows into writes and remembers by which names variants may call their parents."""

    def __init__(self, account_id: int, context: InventoryContext, report: LoadReport) -> None:
        self.account_id = account_id
        self.context = context
        self.report = report
        self.sorting = Sorting(account_id, context.inventory_id)
        self.products: dict[str, int] = {}
        self.seen: dict[str, int] = {}

    def must_wait(self, row: ProductRow, batch: list[ProductRow]) -> bool:
        """Whether the row's parent is in the batch and has no id yet."""
        return bool(row.parent) and any(row.parent in waiting.keys for waiting in batch)

    def write(self, batch: list[ProductRow]) -> None:
        """Write one batch in one transaction; rows that are refused join the faults."""
        if not batch:
            return
        with acting_for(self.account_id):
            existing = self._existing({match_key(row.sku) for row in batch if row.sku})
            self.sorting.learn(batch)
            ready: list[tuple[ProductRow, ProductFields]] = []
            for row in batch:
                try:
                    ready.append((row, self._fields(row, existing)))
                except FaultyRow as fault:
                    self._refuse(row, str(fault))
            results = services.save_products(
                account_id=self.account_id,
                inventory_id=self.context.inventory_id,
                products=[fields for _, fields in ready],
                actor=ACTOR,
            )
        for (row, _), result in zip(ready, results, strict=True):
            if not isinstance(result, SavedProduct):
                self._refuse(row, str(result))
                continue
            self.report.created += result.is_new
            self.report.updated += not result.is_new
            self.report.warnings += bool(result.warnings)
            self.products.update(dict.fromkeys(row.keys, result.product_id))

    def _refuse(self, row: ProductRow, reason: str) -> None:
        self.report.faults.append(Fault(row.number, tuple(row.cells), reason))

    def _existing(self, keys: set[str]) -> dict[str, list[int]]:
        """Products of the catalog by SKU as matching compares it."""
        found: dict[str, list[int]] = {}
        with connection.cursor() as cursor:
            cursor.execute(
                "select sku_key, id from catalog_product where account_id = %s and inventory_id = %s"
                " and sku_key = any(%s) and sku_key <> '' order by id",
                [self.account_id, self.context.inventory_id, sorted(keys)],
            )
            for key, product_id in cursor.fetchall():
                found.setdefault(key, []).append(int(product_id))
        return found

    def _fields(self, row: ProductRow, existing: dict[str, list[int]]) -> ProductFields:
        product_id = self._match(row, existing) if row.sku else None
        if product_id is None or row.name == "":
            check_name(row)
        fields = product_fields(row, self.context, self.sorting)
        fields.product_id = product_id
        if row.parent:
            fields.parent_id = self._parent(row)
        return fields

    def _match(self, row: ProductRow, existing: dict[str, list[int]]) -> int | None:
        """The product the row updates; a SKU must stand once in the file and at most once in the catalog."""
        key = match_key(row.sku or "")
        if (earlier := self.seen.setdefault(key, row.number)) != row.number:
            raise FaultyRow(f"the SKU {row.sku} stands in row {earlier} already")
        matches = existing.get(key, [])
        if len(matches) > 1:
            raise FaultyRow(f"the catalog has {len(matches)} products with the SKU {row.sku}")
        return matches[0] if matches else None

    def _parent(self, row: ProductRow) -> int:
        known = self.products.get(row.parent)
        if known is None and row.parent.startswith("sku:"):
            found = self._existing({match_key(row.parent.removeprefix("sku:"))})
            known = next((ids[0] for ids in found.values() if len(ids) == 1), None)
        if known is None:
            raise FaultyRow(f"its parent {row.parent.partition(':')[2]} is not in the catalog")
        return known
