"""Links of products as external storages: `blconnect_<warehouse>` → the supplier's product (R24)."""

from collections.abc import Sequence

from spinka.connect.models import ProductLink


def storage_links(*, account_id: int, product_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """A contractor's links by own product id and warehouse key, with the supplier's product id."""
    out: dict[int, dict[str, int]] = {}
    rows = ProductLink.objects.as_contractor(account_id).filter(product_id__in=product_ids)
    named = rows.filter(connection__warehouse_id__isnull=False).order_by("connection_id")
    for own_id, their_id, warehouse_id in named.values_list(
        "product_id", "supplier_product_id", "connection__warehouse_id"
    ):
        out.setdefault(own_id, {})[f"blconnect_{warehouse_id}"] = their_id
    return out
