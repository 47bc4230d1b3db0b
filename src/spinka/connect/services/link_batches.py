"""Many links at once: every exact match, accepted hints, cleared ones; each batch can be taken back (E-14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from spinka.catalog.models import Inventory
from spinka.connect import access, code_matches, queries
from spinka.connect.models import LinkBatch, LinkBatchKind, ProductLink
from spinka.connect.services.link_writing import WantedLink, write_links
from spinka.connect.sync.courses import lock_import
from spinka.core import clock
from spinka.core.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The batch that can be undone (0 when nothing changed), how many links changed, and per product why not."""

    batch_id: int
    changed: int
    warnings: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many links are as before again, and how many somebody changed since and were left alone."""

    contractor_integration_id: int
    restored: int
    left: int


@transaction.atomic
def link_exact_matches(
    *, account_id: int, connect_integration_id: int, inventory_id: int, actor: str = ""
) -> BatchResult:
    """Link every own product of a catalog that has one EAN, else SKU, in common with one shared product (R10).

    A code that stands twice on either side links nothing. Raises NotFound for the integration or the catalog and
    ConnectionStateRefused.
    """
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    if not Inventory.objects.for_account(account_id).filter(pk=inventory_id).exists():
        raise NotFound("There is no catalog %(id)s", id=inventory_id)
    with access.crossing(account_id=account_id, connection_id=joined.pk) as opened:
        lock_import(opened.connection_id)
        pairs = code_matches.exact_pairs(opened, inventory_id)
        wanted = {own_id: WantedLink(own_id, their_id) for own_id, their_id, _key in pairs}
        return _write(opened, wanted, LinkBatchKind.EXACT, actor)


@transaction.atomic
def set_links_together(
    *, account_id: int, connect_integration_id: int, links: Sequence[WantedLink], actor: str = ""
) -> BatchResult:
    """Set the links a person chose, or clear them with 0, as one batch that can be undone.

    Raises NotFound for the integration and ConnectionStateRefused.
    """
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    wanted = {link.product_id: link for link in links}
    kind = LinkBatchKind.CHOSEN if any(link.supplier_product_id for link in wanted.values()) else LinkBatchKind.CLEARED
    with access.crossing(account_id=account_id, connection_id=joined.pk) as opened:
        lock_import(opened.connection_id)
        return _write(opened, wanted, kind, actor)


def _linked(account_id: int, connection_id: int, product_ids: Sequence[int]) -> dict[int, int]:
    rows = ProductLink.objects.as_contractor(account_id).filter(
        connection_id=connection_id, product_id__in=list(product_ids)
    )
    return dict(rows.values_list("product_id", "supplier_product_id"))


def _write(opened: access.Crossing, wanted: Mapping[int, WantedLink], kind: LinkBatchKind, actor: str) -> BatchResult:
    account_id, connection_id = opened.contractor_id, opened.connection_id
    before = _linked(account_id, connection_id, list(wanted))
    result = write_links(opened, wanted)
    after = _linked(account_id, connection_id, list(wanted))
    changed = sorted(number for number in wanted if before.get(number) != after.get(number))
    if not changed:
        return BatchResult(0, 0, result.warnings)
    batch = LinkBatch(
        account_id=account_id,
        connection_id=connection_id,
        kind=kind,
        product_ids=changed,
        linked_ids=[after.get(number, 0) for number in changed],
        before_ids=[before.get(number, 0) for number in changed],
        started_by=actor[:120],
        created_at=clock.now(),
    )
    batch.save(force_insert=True)
    return BatchResult(int(batch.pk), len(changed), result.warnings)


@transaction.atomic
def undo_link_batch(*, account_id: int, batch_id: int) -> UndoResult:
    """Bring the links of a batch back to what they were; what changed since stays as it is.

    Raises NotFound for the batch, Conflict when it is undone already, ConnectionStateRefused.
    """
    batch = LinkBatch.objects.for_account(account_id).select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound("There are no links set together under %(id)s", id=batch_id)
    if batch.undone_at is not None:
        raise Conflict("These links were taken back already")
    with access.crossing(account_id=account_id, connection_id=batch.connection_id) as opened:
        lock_import(opened.connection_id)
        now = _linked(account_id, opened.connection_id, batch.product_ids)
        rows = list(zip(batch.product_ids, batch.linked_ids, batch.before_ids, strict=True))
        wanted = {own: WantedLink(own, before) for own, linked, before in rows if now.get(own, 0) == linked}
        result = write_links(opened, wanted)
        number = opened.connection.contractor_integration_id
    batch.undone_at = clock.now()
    batch.save(update_fields=["undone_at"])
    return UndoResult(number, len(wanted) - len(result.warnings), len(rows) - len(wanted) + len(result.warnings))


@transaction.atomic
def prefer_supplier(*, account_id: int, connect_integration_id: int, product_id: int, is_preferred: bool) -> None:
    """Let lines of a product that several suppliers have go to this one, or leave it to their priority (R8).

    Raises NotFound for the integration or where the product is not linked in it.
    """
    joined = queries.get_joined(account_id=account_id, contractor_integration_id=connect_integration_id)
    rows = ProductLink.objects.as_contractor(account_id).filter(product_id=product_id)
    # All links of the product, in one order: two preferences set at once must not both stay.
    held = {row.connection_id: row for row in rows.order_by("pk").select_for_update()}
    link = held.get(joined.pk)
    if link is None:
        raise NotFound("Product %(id)s is not linked to this supplier", id=product_id)
    rows.exclude(pk=link.pk).filter(is_preferred=True).update(is_preferred=False)
    rows.filter(pk=link.pk).update(is_preferred=is_preferred)
