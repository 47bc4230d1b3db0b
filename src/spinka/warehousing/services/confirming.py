"""Confirming a warehouse document: the one moment its pieces enter or leave stock."""

from collections.abc import Mapping

from django.db import connection, transaction

from spinka.catalog import events, stock
from spinka.catalog.stock import Level, Piece
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict
from spinka.warehousing.models import Kind, StockDocument
from spinka.warehousing.services.drafting import lock_document


class PiecesShort(Conflict):
    """More pieces were to leave a warehouse than are there and not reserved (R6); nothing was written."""


@transaction.atomic
def confirm_document(*, account_id: int, document_id: int, actor: str) -> None:
    """Confirm a draft: goods in are added at its warehouse, goods out are taken, a transfer moves them; once.

    Locks the document, then stock in its own order. Raises NotFound for a foreign document and when a product or
    warehouse it names is gone, Conflict when it is confirmed already or has no lines, PiecesShort when goods are to
    leave that are not there or are reserved by orders, BadParameters for a product that has become a set.
    """
    document = lock_document(account_id=account_id, document_id=document_id)
    if document.is_confirmed:
        raise Conflict("%(number)s is confirmed already", number=document.full_number)
    pieces = _pieces(document)
    if not pieces:
        raise Conflict("%(number)s has no lines", number=document.full_number)
    leaving = document.warehouse_id if Kind(document.kind).goes_out else 0
    entering = (document.target_warehouse_id or 0) if leaving else document.warehouse_id
    places = [place for place in (leaving, entering) if place]
    levels = stock.lock_levels(
        account_id=account_id, pairs=[(product_id, place) for product_id in pieces for place in places]
    )
    if leaving:
        _check_leaving(pieces, levels, leaving)
    if entering:
        _check_entering(pieces, levels, entering)
    if leaving:
        taken = [Piece(product_id, leaving, quantity) for product_id, quantity in pieces.items()]
        stock.take(account_id=account_id, pieces=taken, from_reserved=False, actor=actor)
    if entering:
        added = [Piece(product_id, entering, quantity) for product_id, quantity in pieces.items()]
        stock.put_back(account_id=account_id, pieces=added, actor=actor)
    rows = StockDocument.objects.for_account(account_id).filter(pk=document.pk)
    rows.update(confirmed_at=clock.now())
    events.stock_changed(account_id=account_id, product_ids=pieces)


def _pieces(document: StockDocument) -> dict[int, int]:
    """Pieces by product, the lines of one product together. Raises BadParameters for what has become a set since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select i.product_id, i.pieces, coalesce(p.kind = 'goods' and not p.is_bundle, true) from ("
            "select product_id, sum(quantity)::bigint as pieces from warehousing_stockitem"
            " where account_id = %s and document_id = %s group by product_id) i"
            " left join catalog_product p on p.account_id = %s and p.id = i.product_id order by i.product_id",
            [document.account_id, document.pk, document.account_id],
        )
        rows = cursor.fetchall()
    if sets := [product_id for product_id, _, has_stock in rows if not has_stock]:
        raise BadParameters("Product %(id)s is a service or a set and has no stock of its own", id=sets[0])
    return {product_id: pieces for product_id, pieces, _ in rows}


def _check_leaving(pieces: Mapping[int, int], levels: Mapping[tuple[int, int], Level], place: int) -> None:
    for product_id, wanted in pieces.items():
        free = levels[product_id, place].free
        if free < wanted:
            raise PiecesShort(
                "Product %(product_id)s: %(wanted)s pieces are to leave warehouse %(warehouse_id)s, %(free)s are free",
                product_id=product_id,
                wanted=wanted,
                warehouse_id=place,
                free=free,
            )


def _check_entering(pieces: Mapping[int, int], levels: Mapping[tuple[int, int], Level], place: int) -> None:
    if any(levels[product_id, place].quantity + added > stock.MOST_PIECES for product_id, added in pieces.items()):
        raise BadParameters("A quantity is out of range")
