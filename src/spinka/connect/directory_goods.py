"""A supplier's goods as anybody may look at them from the directory: names, pictures and no prices (D-06, R25 c)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from spinka.catalog import images
from spinka.connect import settings, sharing
from spinka.connect.access import Crossing, crossing_by_listing, find_listing
from spinka.connect.directory import FoundListing
from spinka.connect.directory_reads import shown_listing
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.text import search_key

PAGE_SIZE: Final = 24


@dataclass(frozen=True, slots=True)
class Goods:
    """A product of the preview: fields that are not shared are empty; `images` are addresses that end with the preview."""

    product_id: int
    name: str
    sku: str
    ean: str
    manufacturer: str
    category: str
    description: str
    images: tuple[str, ...]


_COLUMNS = """
p.id, {name}, {sku}, {ean},
{manufacturer}, {category}, {description}, {images}
"""


@contextmanager
def _opened(account_id: int, found: FoundListing) -> Iterator[tuple[Crossing, str, dict[str, Any]]]:
    """The crossing with what it shares as a test over `catalog_product p`.

    Without a connection there is no shown number: "in stock" means a free piece in one of the shared warehouses.
    """
    with crossing_by_listing(account_id=account_id, found=found) as opened:
        looking = [one.inventory_id for one in sharing.catalogs(opened) if one.product_filter.in_stock]
        if not looking:
            yield (opened, *sharing.product_filter(opened))
            return
        test, params = sharing.product_filter(replace(opened, terms=settings.sold_out_too(opened.terms)))
        free = (
            "(p.inventory_id <> all(%(preview_looking)s) or p.kind = 'service' or exists (select 1 from catalog_stock s"
            " where s.account_id = p.account_id and s.product_id = p.id and s.warehouse_id = any(%(preview_places)s)"
            " and s.quantity > s.reserved))"
        )
        params |= {"preview_looking": looking, "preview_places": sharing.warehouse_ids(opened)}
        yield opened, f"{test} and {free}", params


def _read(
    opened: Crossing, found: FoundListing, test: str, params: dict[str, Any], *, tail: str, detailed: bool
) -> list[Goods]:
    shares = opened.terms.shares
    most = 16 if detailed else 1
    columns = _COLUMNS.format(
        name="p.name" if shares("name") else "''",
        sku="p.sku" if shares("sku") else "''",
        ean="p.ean" if shares("ean") else "''",
        manufacturer="coalesce((select m.name from catalog_manufacturer m where m.account_id = p.account_id"
        " and m.id = p.manufacturer_id), '')"
        if shares("manufacturer")
        else "''",
        category="coalesce((select c.name from catalog_category c where c.account_id = p.account_id"
        " and c.id = p.category_id), '')"
        if shares("category")
        else "''",
        description="coalesce(p.texts ->> 'description', '')" if detailed and shares("description") else "''",
        images="array(select g.id from catalog_productimage g where g.account_id = p.account_id"
        f" and g.product_id = p.id order by g.position limit {most})"
        if shares("images")
        else "'{}'::bigint[]",
    )
    rows = sharing.fetch(f"select {columns} from catalog_product p where {test} {tail}", params)
    return [_goods(found, row, is_thumbnail=not detailed) for row in rows]


def _goods(found: FoundListing, row: tuple[Any, ...], *, is_thumbnail: bool) -> Goods:
    product_id, name, sku, ean, manufacturer, category, description, pictures = row
    addresses = (
        images.listing_address(found.listing_id, found.supplier_id, number, is_thumbnail=is_thumbnail)
        for number in pictures
    )
    return Goods(product_id, name, sku, ean, manufacturer, category, description, tuple(addresses))


def _shown(listing_id: int) -> FoundListing:
    found = shown_listing(listing_id)
    if not found.shows_products:
        raise NotFound("There is no supplier %(id)s in the directory", id=listing_id)
    return found


def goods_page(
    *, account_id: int, listing_id: int, words: str = "", before: int = 0, size: int = PAGE_SIZE
) -> tuple[list[Goods], bool]:
    """A page of a supplier's shared products, newest first from the one before `before`, and whether there are more.

    `words` are looked for in names. Raises NotFound where the supplier shows no goods.
    """
    found = _shown(listing_id)
    with _opened(account_id, found) as (opened, test, params):
        tests = [test, "p.parent_id is null"]
        values = dict(params)
        if 0 < before <= BIGGEST_ID:
            tests.append("p.id < %(preview_before)s")
            values["preview_before"] = before
        if key := search_key(words):
            pattern = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            # The first line of a product's search text is its name; codes in the others may be hidden.
            tests.append(
                "split_part(p.search_key, E'\\n', 1) like %(preview_words)s" if opened.terms.shares("name") else "false"
            )
            values["preview_words"] = f"%{pattern}%"
        tail = f"order by p.id desc limit {size + 1}"
        goods = _read(opened, found, " and ".join(tests), values, tail=tail, detailed=False)
    return goods[:size], len(goods) > size


def one_of_goods(*, account_id: int, listing_id: int, product_id: int) -> Goods:
    """One product of the preview with its description and all pictures. Raises NotFound."""
    found = _shown(listing_id)
    if 0 < product_id <= BIGGEST_ID:
        with _opened(account_id, found) as (opened, test, params):
            values = {**params, "preview_product": product_id}
            rows = _read(opened, found, f"p.id = %(preview_product)s and {test}", values, tail="", detailed=True)
            if rows:
                return rows[0]
    raise NotFound("There is no product %(id)s", id=product_id)


def may_show_picture(*, supplier_id: int, listing_id: int, image_id: int) -> bool:
    """Whether a picture's address still shows it: the preview is open and its product is one of those shared (R43)."""
    found = find_listing(listing_id)
    if found is None or found.supplier_id != supplier_id or not found.shows_products:
        return False
    with _opened(supplier_id, found) as (opened, test, params):
        if not opened.terms.shares("images"):
            return False
        return bool(
            sharing.fetch(
                "select 1 from catalog_productimage g join catalog_product p on p.account_id = g.account_id"
                f" and p.id = g.product_id where g.account_id = %(preview_of)s and g.id = %(preview_image)s and {test}",
                {**params, "preview_of": supplier_id, "preview_image": image_id},
            )
        )
