"""Finding orders for people: by number, name, e-mail, phone, and by the products they hold."""

from django.db import connection

from spinka.catalog.queries import inventories
from spinka.core.ids import BIGGEST_ID
from spinka.core.text import search_key
from spinka.orders.models import Order, OrderLine
from spinka.orders.queries import MOST_FOUND, search_orders

MOST_PRODUCTS = 200


def find_orders(*, account_id: int, text: str) -> list[int]:
    """Ids of up to 1000 newest orders the text names: their number, words of their head, or a product's name or code."""
    words = text.strip()
    found = set(search_orders(account_id=account_id, text=words))
    if words.isascii() and words.isdigit() and len(words) < 20 and int(words) <= BIGGEST_ID:
        found |= set(Order.objects.for_account(account_id).filter(pk=int(words)).values_list("pk", flat=True))
    products = _products(account_id, words)
    if products:
        lines = OrderLine.objects.for_account(account_id).filter(product_id__in=products)
        found |= set(lines.order_by("-order_id").values_list("order_id", flat=True)[:MOST_FOUND])
    return sorted(found, reverse=True)[:MOST_FOUND]


def _products(account_id: int, text: str) -> list[int]:
    """Products whose name, SKU or EAN holds the text, through the door that may use the index."""
    key = search_key(text)
    if len(key) < 3:
        return []
    escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found: list[int] = []
    with connection.cursor() as cursor:
        for catalog in inventories(account_id=account_id):
            cursor.execute(
                "select spinka_search_products(%s, %s, %s)", [catalog["inventory_id"], f"%{escaped}%", MOST_PRODUCTS]
            )
            found += [int(row[0]) for row in cursor.fetchall()]
    return found
