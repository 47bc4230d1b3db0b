"""The table of product fields that cross from a supplier to a contractor: a row here is the whole feature (E-01, E-11).

Source expressions read the supplier's product under the alias `p`; they are constants, never built from input.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SyncField:
    """A field as `share_fields`, `fields` and `keep_fields` name it.

    `columns` are target columns of catalog_product with their source, `texts` the keys in the product's texts. Fields
    with neither (images, prices, stock) are written into tables of their own.
    """

    name: str
    columns: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()


SYNC_FIELDS = (
    SyncField("name", columns=(("name", "p.name"), ("sort_key", "p.sort_key")), texts=("name",)),
    SyncField(
        "description",
        texts=("description", "description_extra1", "description_extra2", "description_extra3", "description_extra4"),
    ),
    SyncField("features", texts=("features",)),
    SyncField("sku", columns=(("sku", "p.sku"), ("sku_key", "p.sku_key"))),
    SyncField("ean", columns=(("ean", "p.ean"), ("ean_key", "p.ean_key"), ("ean_additional", "p.ean_additional"))),
    SyncField("manufacturer", columns=(("manufacturer_id", "p.own_maker_id"),)),
    SyncField("category", columns=(("category_id", "p.own_sort_id"),)),
    SyncField(
        "dimensions",
        columns=(("weight", "p.weight"), ("height", "p.height"), ("width", "p.width"), ("length", "p.length")),
    ),
    SyncField("images"),
    SyncField("prices", columns=(("tax_rate", "p.tax_rate"),)),
    SyncField("stock"),
    SyncField("extra_fields"),
)
FIELD_NAMES = tuple(field.name for field in SYNC_FIELDS)
_BY_NAME = {field.name: field for field in SYNC_FIELDS}
# Extra fields have ids of their own on each side, so they are read live and never copied into own products.
NOT_COPIED = frozenset({"extra_fields"})


def chosen(names: Iterable[str], *, shared: Iterable[str]) -> list[SyncField]:
    """The fields an import writes: those asked for that the supplier shares, in the table's order."""
    wanted, given = frozenset(names), frozenset(shared)
    return [field for field in SYNC_FIELDS if field.name in wanted & given - NOT_COPIED]


def columns_sql(fields: Iterable[SyncField]) -> list[tuple[str, str]]:
    """Target column and source expression of every field."""
    return [pair for field in fields for pair in field.columns]


def texts_sql(fields: Iterable[SyncField], *, source_suffix: str, target_suffix: str) -> str:
    """A jsonb expression with the texts in one language; empty ones are left out.

    Suffixes are "" for the catalog's default language and "|en" for another. A text missing in the asked language is
    taken from the supplier's default one.
    """
    pairs = []
    for field in fields:
        for key in field.texts:
            source = f"p.texts->'{key}'"
            if source_suffix:
                source = f"coalesce(nullif(p.texts->'{key}{source_suffix}', '\"\"'), {source})"
            pairs.append(f"'{key}{target_suffix}', {source}")
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(pairs)}))" if pairs else "'{}'::jsonb"


def is_field(name: str) -> bool:
    """Whether `fields` and `keep_fields` may name it."""
    return name in _BY_NAME


# What an import notes as changed → the name of `share_fields` it belongs to.
FIELD_OF = {
    "name": "name",
    "description": "description",
    "description_extra1": "description",
    "description_extra2": "description",
    "description_extra3": "description",
    "description_extra4": "description",
    "features": "features",
    "sku": "sku",
    "ean": "ean",
    "ean_additional": "ean",
    "manufacturer": "manufacturer",
    "category": "category",
    "weight": "dimensions",
    "height": "dimensions",
    "width": "dimensions",
    "length": "dimensions",
    "images": "images",
    "price": "prices",
    "tax_rate": "prices",
    "stock": "stock",
    "is_draft": "is_draft",
}
