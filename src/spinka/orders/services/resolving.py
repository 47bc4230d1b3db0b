"""Finding the account's own products, variants and warehouses behind the lines a caller sent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from spinka.core.errors import NotFound
from spinka.orders.draft import NO_REFERENCE, LineDraft
from spinka.orders.goods import Goods, load_goods, referred_product_id, warehouse_kinds

LIVE = "blconnect"


def _own_variant(line: LineDraft, goods: Goods) -> bool:
    """Whether a product named together with its variant is the variant's parent."""
    if line.storage != "db" or line.variant_ref in NO_REFERENCE or line.product_ref in NO_REFERENCE:
        return True
    return line.variant_ref == line.product_ref or str(goods.parent_id) == line.product_ref


def resolve_lines(
    *, account_id: int, lines: Sequence[LineDraft], known: Mapping[int, Goods] | None = None
) -> tuple[Mapping[int, Goods], frozenset[int]]:
    """Set `product_id` of lines that name an own product and fill what they leave empty.

    Gives the products by id, and which of the warehouses named are a supplier's live ones; products the caller gives
    as `known` are not read again. Raises NotFound for a product, variant or warehouse the account does not have;
    nothing is written.
    """
    for line in lines:
        if line.product_id is None:
            line.product_id = referred_product_id(
                storage=line.storage, product_ref=line.product_ref, variant_ref=line.variant_ref
            )
        elif not line.product_ref and line.storage == "db":
            line.product_ref = str(line.product_id)
    goods = (
        load_goods(
            account_id=account_id, product_ids=(line.product_id for line in lines if line.product_id is not None)
        )
        if known is None
        else known
    )
    for line in lines:
        if line.product_id is None:
            continue
        found = goods.get(line.product_id)
        if found is None or not _own_variant(line, found):
            wanted = line.product_ref if line.variant_ref in NO_REFERENCE else f"{line.product_ref}/{line.variant_ref}"
            raise NotFound("There is no product %(id)s", id=wanted or line.product_id)
        _fill(line, found)
    kinds = check_warehouses(account_id=account_id, lines=lines)
    return goods, frozenset(warehouse_id for warehouse_id, kind in kinds.items() if kind == LIVE)


def _fill(line: LineDraft, goods: Goods) -> None:
    line.name = line.name or goods.name
    line.sku = line.sku or goods.sku
    line.ean = line.ean or goods.ean
    if line.unit_gross is None:
        line.unit_gross = goods.price or Decimal(0)
    if line.tax_rate is None:
        line.tax_rate = goods.tax_rate
    if line.weight is None:
        line.weight = goods.weight


def check_warehouses(*, account_id: int, lines: Sequence[LineDraft]) -> Mapping[int, str]:
    """Kinds of the warehouses lines name. Raises NotFound for one of another account.

    A line of storage "warehouse" stands in a supplier's live catalog and belongs to that warehouse (R24).
    """
    named = {line.warehouse_id for line in lines if line.warehouse_id}
    named |= {line.storage_id for line in lines if line.storage == "warehouse"}
    kinds = warehouse_kinds(account_id=account_id, warehouse_ids=named)
    for line in lines:
        if line.storage == "warehouse":
            if kinds.get(line.storage_id) != LIVE:
                raise NotFound("There is no external warehouse %(id)s", id=line.storage_id)
            line.warehouse_id = line.storage_id
        if not line.warehouse_id:
            line.warehouse_id = None
        elif line.warehouse_id not in kinds:
            raise NotFound("There is no warehouse %(id)s", id=line.warehouse_id)
    return kinds
