"""Lines of suppliers' live catalogs: what an order leaves out is filled from what the supplier shows (R24)."""

from collections.abc import Sequence

import msgspec

from spinka.connect.access import ConnectionStateRefused, crossing
from spinka.connect.models import Connection, ConnectionState
from spinka.connect.shared_products import SharedFilters, SharedPage, shared_page
from spinka.core.ids import BIGGEST_ID
from spinka.orders.draft import NO_REFERENCE, LineDraft


def fill_live_lines(*, account_id: int, lines: Sequence[LineDraft], currency: str) -> None:
    """Fill name, SKU, EAN, price and rate a line of a live catalog leaves out, as far as the supplier shares them.

    A price is taken only in the order's own currency. A line of a catalog that is not connected, or of a product that
    is not shared, stays as it is. The statements grow with the suppliers, not with the lines; without such lines there
    are none.
    """
    asked: dict[int, dict[int, list[LineDraft]]] = {}
    for line in lines:
        product_id = _product_id(line)
        if line.storage == "warehouse" and product_id and (not line.name or line.unit_gross is None):
            asked.setdefault(line.storage_id, {}).setdefault(product_id, []).append(line)
    if not asked:
        return
    rows = Connection.objects.as_contractor(account_id).filter(warehouse_id__in=list(asked))
    for connection in rows.filter(state=ConnectionState.ACTIVE).order_by("pk"):
        wanted = asked[connection.warehouse_id or 0]
        page = _shown(account_id, connection.pk, list(wanted))
        for product in page.products if page is not None else ():
            shown = msgspec.json.decode(product.document)
            for line in wanted[product.product_id]:
                line.name = line.name or shown.get("name", "")
                line.sku = line.sku or shown.get("sku", "")
                line.ean = line.ean or shown.get("ean", "")
                if product.price is None:
                    continue
                if line.tax_rate is None:
                    line.tax_rate = product.price.rate
                if line.unit_gross is None and page is not None and page.currency == currency:
                    line.unit_gross = product.price.gross


def _product_id(line: LineDraft) -> int:
    """The supplier's product a line names, its variant where it names one; 0 for a text no product can have."""
    text = line.product_ref if line.variant_ref in NO_REFERENCE else line.variant_ref
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 19 else 0
    return number if number <= BIGGEST_ID else 0


def _shown(account_id: int, connection_id: int, product_ids: list[int]) -> SharedPage | None:
    try:
        with crossing(account_id=account_id, connection_id=connection_id) as opened:
            if not opened.terms.share_products:
                return None
            filters = SharedFilters(product_ids=product_ids, variants_too=True)
            return shared_page(opened, filters=filters, page_size=len(product_ids))
    except ConnectionStateRefused:
        return None
