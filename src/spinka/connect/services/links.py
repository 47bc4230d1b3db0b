"""Links between own products and a supplier's, set by a person or a client, one or many (E-14)."""

from collections.abc import Sequence

from django.db import transaction

from spinka.connect import access, queries
from spinka.connect.models import ProductLink
from spinka.connect.services.link_writing import LinkResult, WantedLink, write_links
from spinka.connect.sync.courses import lock_import
from spinka.core.errors import BadParameters

MOST_LINKS = 1000


@transaction.atomic
def set_links(
    *, account_id: int, connect_integration_id: int, links: Sequence[WantedLink], actor: str = ""
) -> LinkResult:
    """Link own products to a connected supplier's, or clear with 0; what cannot be linked becomes a warning.

    A supplier's product is linked to one own product at most, the first asked for stands (R10). The catalog of every
    linked product shows the supplier's warehouse from then on (R5). Raises NotFound for the integration,
    ConnectionStateRefused, BadParameters for more than 1000 links.
    """
    if len(links) > MOST_LINKS:
        raise BadParameters("parameter links: at most %(most)s links", most=MOST_LINKS)
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    with access.crossing(account_id=account_id, connection_id=joined.pk) as crossing:
        lock_import(crossing.connection_id)
        return write_links(crossing, {link.product_id: link for link in links})


def links_page(
    *, account_id: int, connect_integration_id: int, product_ids: Sequence[int] | None = None, page: int = 1
) -> list[ProductLink]:
    """Links of a connected integration by own product, 1000 a page. Raises NotFound."""
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    rows = ProductLink.objects.as_contractor(account_id).filter(connection_id=joined.pk)
    if product_ids is not None:
        rows = rows.filter(product_id__in=list(product_ids))
    start = (max(1, page) - 1) * 1000
    return list(rows.order_by("product_id")[start : start + 1000])
