"""Rows of one product put together: Shopify spreads a product, its variants and its images over several rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from spinka.ops.product_files.rows import MOST_IMAGES, FaultyRow, ProductRow


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that was not taken: its number as a spreadsheet counts, its cells and why."""

    number: int
    cells: tuple[str, ...]
    reason: str


def join_families(rows: Iterable[ProductRow | Fault]) -> Iterator[ProductRow | Fault]:
    """Rows as products, a parent before its variants; rows that are no family pass as they are."""
    for handle, group in groupby(rows, key=_handle):
        if handle:
            yield from _family(list(group))
        else:
            yield from group


def _handle(row: ProductRow | Fault) -> str:
    return row.keys[0] if isinstance(row, ProductRow) and row.keys and row.keys[0].startswith("handle:") else ""


def _family(group: list[ProductRow | Fault]) -> Iterator[ProductRow | Fault]:
    members = [row for row in group if isinstance(row, ProductRow)]
    first = members[0]
    addresses = [address for row in members for address in row.images or ()]
    images = list(dict.fromkeys(addresses))[:MOST_IMAGES] if first.images is not None else None
    variants = [row for row in members if row.variant]
    if not variants:
        yield replace(first, images=images)
        return
    # The parent of a family has no SKU of its own; its handle stands in, so a second import finds it again.
    handle = first.keys[0].removeprefix("handle:")[:50]
    yield replace(first, sku=handle, ean="", parent="", variant="", images=images, stock=None)
    for row in variants:
        name = f"{first.name} {row.variant}".strip()[:200]
        yield replace(row, name=name, texts={}, category=None, manufacturer=None, tags=None, images=None, keys=())


def check_name(row: ProductRow) -> None:
    """A new product needs a name. Raises FaultyRow."""
    if not row.name:
        raise FaultyRow("the name is empty")
