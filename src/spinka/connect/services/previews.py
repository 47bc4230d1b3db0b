"""Decisions on a preview or on a supplier's changes, and the run that follows them (E-24, L-02, L-12)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Func, Value

from spinka.accounts.tenancy import TenantQuerySet
from spinka.catalog.models import Product
from spinka.connect.models import ImportProfile, ImportRow, ProductImport
from spinka.connect.models.importing import Decision, RowKind, RowState
from spinka.connect.models.product import ImportPhase, ImportState
from spinka.connect.services.import_options import check_source
from spinka.connect.services.imports import (
    RUNNABLE,
    add_import,
    held_import,
    make_recurring,
    options_of,
    queue_run,
)
from spinka.connect.sync.fields import FIELD_OF
from spinka.core.errors import BadParameters, Conflict, NotFound


def _open(account_id: int, import_id: int) -> ProductImport:
    row = held_import(account_id, import_id)
    if row.state != ImportState.PREVIEW:
        raise Conflict("Import %(id)s is no preview any more", id=row.pk)
    return row


def _rows(row: ProductImport) -> TenantQuerySet[ImportRow]:
    """Products of an import that are not written yet."""
    return ImportRow.objects.for_account(row.account_id).filter(import_id=row.pk, state=RowState.PLANNED)


@transaction.atomic
def apply_preview(*, account_id: int, import_id: int, actor: str, declined_ids: Sequence[int] = ()) -> int:
    """Write what a preview shows, but the declined; the id of the import that does it.

    Of a profile's changes only the accepted are written, under a new import that can be undone by itself, and the
    undecided go on waiting. What changed after the preview is not written and becomes stale. Raises NotFound; Conflict
    for an import that is no preview, and for changes nobody decided on; ConnectionStateRefused unless the connection is
    active and shares products.
    """
    row = _open(account_id, import_id)
    options = options_of(row)
    check_source(account_id, row.connection_id, options)
    if declined_ids:
        decide_changes(account_id=account_id, import_id=import_id, actor=actor, decision="declined", ids=declined_ids)
    if row.profile_id is not None:
        running = ProductImport.objects.for_account(account_id).filter(takes_from_id=row.pk, state__in=RUNNABLE).first()
        if running is not None:
            return int(running.pk)
        if not _rows(row).filter(decision__in=(Decision.ACCEPTED, Decision.DECLINED)).exists():
            raise Conflict("Nothing of import %(id)s was accepted or declined yet", id=row.pk)
        made = add_import(
            account_id=account_id,
            connection_id=row.connection_id,
            inventory_id=row.inventory_id,
            options=options,
            phase=ImportPhase.APPLY,
            actor=actor,
            profile_id=row.profile_id,
            takes_from_id=row.pk,
        )
        ImportProfile.objects.for_account(account_id).filter(pk=row.profile_id).update(is_approved=True)
        queue_run(made)
        return int(made.pk)
    row.phase, row.state, row.started_by = ImportPhase.APPLY, ImportState.QUEUED, actor[:120]
    row.cursor = row.done = row.total = row.created = row.updated = row.associated = 0
    row.figures = {}
    row.version += 1
    row.save()
    if row.connection.contractor_integration_id:
        make_recurring(account_id, row.connection.contractor_integration_id, options)
    queue_run(row)
    return int(row.pk)


@transaction.atomic
def decide_changes(
    *,
    account_id: int,
    import_id: int,
    actor: str,
    decision: str,
    ids: Sequence[int] | None = None,
    kind: str = "",
    field: str = "",
    fields: Sequence[str] = (),
) -> int:
    """Decide on products of a preview: those of `ids`, of a kind, with a changed field, or all; the number of rows.

    `decision` is planned, accepted, declined or ask. With `fields` only these of the products are declined (keep mine)
    or, by any other decision, taken back into what is written. Conflicts are decided by `decide_conflict` alone.
    Raises NotFound, Conflict for an import that is no preview, BadParameters for an unknown decision or field.
    """
    row = _open(account_id, import_id)
    if decision not in Decision.values:
        raise BadParameters("parameter decision: one of %(names)s", names=", ".join(Decision.values))
    strange = [name for name in (*fields, *([field] if field else [])) if name not in FIELD_OF]
    if strange:
        raise BadParameters("parameter fields: there is no field %(name)s", name=str(strange[0])[:40])
    rows = _rows(row).exclude(kind=RowKind.CONFLICT)
    if ids is not None:
        rows = rows.filter(supplier_product_id__in=list(ids))
    if kind:
        rows = rows.filter(kind=kind)
    if field:
        rows = rows.filter(changes__has_key=field)
    if not fields:
        return int(rows.update(decision=decision))
    changed: Any = F("declined")
    for name in sorted(set(fields)):
        changed = Func(changed, Value(name), function="array_remove")
        if decision == Decision.DECLINED:
            changed = Func(changed, Value(name), function="array_append")
    return int(rows.filter(changes__has_any_keys=list(fields)).update(declined=changed))


@transaction.atomic
def decide_conflict(
    *,
    account_id: int,
    import_id: int,
    supplier_product_id: int,
    actor: str,
    product_id: int | None = None,
    create: bool = False,
) -> None:
    """Link a product in conflict with an own one, make a new one of it, or, with neither, leave it out.

    Raises NotFound for a product that is not in conflict or an own one of another catalog; Conflict where the own one
    is taken by another product of the preview.
    """
    row = _open(account_id, import_id)
    rows = ImportRow.objects.for_account(account_id).filter(import_id=row.pk)
    found = rows.filter(supplier_product_id=supplier_product_id, state=RowState.PLANNED).exclude(hits=[])
    if not found.exists():
        raise NotFound("Product %(id)s is not in conflict", id=supplier_product_id)
    if product_id is not None:
        own = Product.objects.for_account(account_id).filter(pk=product_id, inventory_id=row.inventory_id)
        if not own.exists():
            raise NotFound("There is no product %(id)s", id=product_id)
        taken = rows.filter(kind=RowKind.ASSOCIATE, product_id=product_id)
        if taken.exclude(supplier_product_id=supplier_product_id).exists():
            raise Conflict("Product %(id)s is linked with another product of the preview", id=product_id)
        found.update(kind=RowKind.ASSOCIATE, product_id=product_id, decision=Decision.ACCEPTED)
    elif create:
        found.update(kind=RowKind.CREATE, product_id=None, decision=Decision.ACCEPTED)
    else:
        found.update(kind=RowKind.CONFLICT, product_id=None, decision=Decision.PLANNED)
