"""Whether a supplier's picture may be shown to a connection now; unsharing and leaving end it at once (R43)."""

from spinka.connect import sharing
from spinka.connect.access import ConnectionStateRefused, crossing
from spinka.core.errors import NotFound


def is_shown(*, supplier_id: int, connection_id: int, image_id: int) -> bool:
    """True while the connection is active, pictures are shared and the picture's product is one of the shared ones."""
    try:
        with crossing(account_id=supplier_id, connection_id=connection_id) as opened:
            if (
                opened.supplier_id != supplier_id
                or not opened.terms.share_products
                or not opened.terms.shares("images")
            ):
                return False
            test, params = sharing.product_filter(opened)
            found = sharing.fetch(
                "select 1 from catalog_productimage g join catalog_product p on p.id = g.product_id"
                f" where g.account_id = %(picture_of)s and g.id = %(picture)s and {test}",
                {**params, "picture_of": supplier_id, "picture": image_id},
            )
            return bool(found)
    except (NotFound, ConnectionStateRefused):
        return False
