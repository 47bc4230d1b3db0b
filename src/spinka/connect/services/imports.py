"""Imports of a supplier's products into an own catalog: started by a person, done in committed batches (E-02 … E-16)."""

from dataclasses import asdict, dataclass, field

from django.db import transaction

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Inventory, PriceGroup, PriceGroupType, Warehouse
from spinka.connect import access, sharing
from spinka.connect.copied_prices import copy_terms
from spinka.connect.models import ProductImport
from spinka.connect.models.product import ImportState
from spinka.connect.services.connections import set_own_settings
from spinka.connect.sync.association import associate, conflicts, matching_keys
from spinka.connect.sync.courses import (
    connected,
    course_of,
    lock_import,
    prepare,
    refresh_search,
    with_sorting,
    write_prices,
    write_stock,
)
from spinka.connect.sync.fields import is_field
from spinka.connect.sync.images import copy_images
from spinka.connect.sync.products import (
    Batch,
    Course,
    count_source,
    create_products,
    next_batch,
    unknown_ids,
    update_products,
)
from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound, SpinkaError
from spinka.core.events import publish
from spinka.core.jobs import enqueue

ASSOCIATE_AND_CREATE, NEW_AND_UPDATE, UPDATE, NEW = "associate_and_create", "new_and_update", "update", "new"
TYPES = (ASSOCIATE_AND_CREATE, NEW_AND_UPDATE, UPDATE, NEW)
MODES = ("", "once", "recurring")
BATCH = 2000
_RUNNABLE = (ImportState.QUEUED, ImportState.RUNNING)


class ImportTypeRefused(SpinkaError):
    """The type of import does not import anything (E-04)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What a person chose. `fields` None means every shared one, `keep_fields` are not written over existing products.

    `language` "" is the catalog's default. `price_mode` and `stock_mode` "" copy neither price nor stock; "recurring"
    also switches the hourly sync on (R7). `product_ids` None means every shared product.
    """

    type: str = NEW_AND_UPDATE
    product_ids: list[int] | None = None
    fields: list[str] | None = None
    keep_fields: list[str] = field(default_factory=list)
    language: str = ""
    price_group_id: int | None = None
    warehouse_id: int | None = None
    price_mode: str = ""
    stock_mode: str = ""


@transaction.atomic
def start_import(
    *, account_id: int, connect_integration_id: int, inventory_id: int, options: ImportOptions, actor: str
) -> int:
    """Queue an import from a connected supplier; the id of the import.

    Raises ImportTypeRefused for `associate`, which names the way to link products; NotFound for an integration,
    catalog, price group or warehouse that is not the account's; ConnectionStateRefused unless the connection is active;
    BadParameters for a language the catalog lacks, unknown fields or modes.
    """
    if options.type == "associate":
        raise ImportTypeRefused("Nothing is imported when products are only associated: use setConnectProductLinks")
    if options.type not in TYPES:
        raise BadParameters("parameter type: one of %(types)s", types=", ".join(TYPES))
    found = connected(account_id=account_id, connect_integration_id=connect_integration_id)
    inventory = Inventory.objects.for_account(account_id).filter(pk=inventory_id).first()
    if inventory is None:
        raise NotFound("There is no catalog %(id)s", id=inventory_id)
    checked = _checked(account_id, inventory, options)
    with access.crossing(account_id=account_id, connection_id=found.pk) as crossing:
        if not crossing.terms.share_products:
            raise access.ConnectionStateRefused("share_products")
        _check_currency(account_id, crossing, checked)
    stored = asdict(checked)
    product_ids = stored.pop("product_ids")
    row = ProductImport(
        account_id=account_id,
        connection_id=found.pk,
        inventory=inventory,
        options=stored,
        product_ids=product_ids,
        started_by=actor[:120],
        created_at=clock.now(),
    )
    row.save(force_insert=True)
    _make_recurring(account_id, connect_integration_id, checked)
    enqueue("connect.run_import", stream=f"connect-import:{found.pk}", account_id=account_id, import_id=row.pk)
    return int(row.pk)


def _checked(account_id: int, inventory: Inventory, options: ImportOptions) -> ImportOptions:
    values = asdict(options)
    values["language"] = options.language or inventory.default_language
    if values["language"] not in {*inventory.languages, inventory.default_language}:
        raise BadParameters("The catalog has no language %(language)s; add it first", language=options.language)
    strange = [name for name in (*(options.fields or ()), *options.keep_fields) if not is_field(name)]
    if strange:
        raise BadParameters("parameter fields: there is no field %(name)s", name=str(strange[0])[:40])
    for name in ("price_mode", "stock_mode"):
        if values[name] not in MODES:
            raise BadParameters("parameter %(name)s: once or recurring", name=name)
    if options.price_mode and not options.price_group_id:
        values["price_group_id"] = inventory.default_price_group_id
    if options.stock_mode and not options.warehouse_id:
        values["warehouse_id"] = inventory.default_warehouse_id
    if values["price_group_id"] and not values["price_mode"]:
        values["price_mode"] = "once"
    if values["warehouse_id"] and not values["stock_mode"]:
        values["stock_mode"] = "once"
    group_id, warehouse_id = values["price_group_id"], values["warehouse_id"]
    if group_id:
        _check_group(account_id, group_id)
    if warehouse_id and not Warehouse.objects.for_account(account_id).filter(pk=warehouse_id, kind="bl").exists():
        raise NotFound("There is no warehouse %(id)s", id=warehouse_id)
    if options.product_ids is not None:
        values["product_ids"] = sorted({number for number in options.product_ids if 0 < number < 2**62}) or None
    return ImportOptions(**values)


def _check_group(account_id: int, group_id: int) -> None:
    group = PriceGroup.objects.for_account(account_id).filter(pk=group_id).first()
    if group is None:
        raise NotFound("There is no price group %(id)s", id=group_id)
    if group.type != PriceGroupType.STANDARD:
        raise BadParameters("Prices of price group %(id)s follow others and cannot be written", id=group_id)


def _check_currency(account_id: int, crossing: access.Crossing, options: ImportOptions) -> None:
    # Prices that are not shared are not imported, and their currency is the supplier's own affair.
    if not options.price_group_id or not crossing.terms.shares("prices"):
        return
    group_id, markup = options.price_group_id, crossing.contractor_terms.price_markup_percent
    if copy_terms(crossing, price_group_id=group_id, markup_percent=markup) is None:
        raise BadParameters(
            "The supplier's prices are in %(source)s and the price group is in %(own)s; keep an exchange rate for the pair",
            source=sharing.pays_in(crossing),
            own=PriceGroup.objects.for_account(account_id).values_list("currency", flat=True).get(pk=group_id),
        )


def _make_recurring(account_id: int, connect_integration_id: int, options: ImportOptions) -> None:
    """A recurring price or stock mode is the hourly sync into the same price group or warehouse (R7)."""
    values: dict[str, object] = {}
    if options.price_mode == "recurring":
        values |= {"price_sync": "1h", "price_group_id": options.price_group_id}
    if options.stock_mode == "recurring":
        values |= {"stock_sync": "1h", "stock_warehouse_id": f"bl_{options.warehouse_id}"}
    if values:
        set_own_settings(account_id=account_id, contractor_integration_id=connect_integration_id, values=values)


@transaction.atomic
def cancel_import(*, account_id: int, import_id: int, actor: str = "") -> str:
    """Stop an import before its next batch; what is written stays. The state; done and failed ones stay as they are."""
    row = ProductImport.objects.for_account(account_id).select_for_update().filter(pk=import_id).first()
    if row is None:
        raise NotFound("There is no import %(id)s", id=import_id)
    if row.state in _RUNNABLE:
        row.is_cancelled = True
        row.save(update_fields=["is_cancelled"])
    return str(row.state)


@transaction.atomic
def repeat_import(*, account_id: int, import_id: int, actor: str) -> str:
    """Run an ended import again, from the start and as it was chosen; a waiting or running one is left alone. The state.

    Raises NotFound; ConnectionStateRefused unless the connection is active and shares products.
    """
    row = ProductImport.objects.for_account(account_id).select_for_update().filter(pk=import_id).first()
    if row is None:
        raise NotFound("There is no import %(id)s", id=import_id)
    if row.state in _RUNNABLE:
        return str(row.state)
    with access.crossing(account_id=account_id, connection_id=row.connection_id) as crossing:
        if not crossing.terms.share_products:
            raise access.ConnectionStateRefused("share_products")
    row.state = ImportState.QUEUED
    row.is_cancelled, row.error, row.started_by = False, "", actor[:120]
    row.cursor = row.done = row.total = row.created = row.updated = 0
    row.associated = row.unchanged = row.skipped = 0
    row.conflicts, row.unknown_product_ids = [], []
    row.started_at = row.finished_at = None
    row.version += 1
    row.save()
    enqueue("connect.run_import", stream=f"connect-import:{row.connection_id}", account_id=account_id, import_id=row.pk)
    return str(row.state)


def run_import(*, account_id: int, import_id: int, batch_size: int = BATCH) -> None:
    """Do an import in batches, each committed with its progress; called again it goes on where it stopped.

    One import of a connection runs at a time. A supplier that closed the connection fails the import with the reason,
    what is written stays.
    """
    try:
        if not _begin(account_id, import_id):
            return
        written = before = 0
        while (batch_written := _next(account_id, import_id, batch_size)) is not None:
            written += batch_written
            # Early once, while the next batches still profit, and again whenever the load has doubled.
            if written >= max(catalog.WORTH_ANALYZING, 2 * before):
                catalog.refresh_statistics()
                before = written
    except SpinkaError as error:
        with acting_for(account_id):
            _finish(account_id, import_id, ImportState.FAILED, str(error))


@transaction.atomic
def give_up_import(*, account_id: int, import_id: int) -> None:
    """End an import whose work failed at every try, so that its page stops waiting; what is written stays (R50)."""
    error = "The import failed several times and was given up; start it again"
    _finish(account_id, import_id, ImportState.FAILED, error)


def _locked(account_id: int, import_id: int) -> ProductImport | None:
    rows = ProductImport.objects.for_account(account_id).select_for_update(of=("self",))
    row = rows.select_related("inventory").filter(pk=import_id, state__in=_RUNNABLE).first()
    if row is None:
        return None
    if row.is_cancelled:
        _finish(account_id, import_id, ImportState.CANCELLED)
        return None
    lock_import(row.connection_id)
    return row


def _begin(account_id: int, import_id: int) -> bool:
    """Count, list unknown ids, make categories and links; False when there is nothing to run."""
    with acting_for(account_id):
        row = _locked(account_id, import_id)
        if row is None:
            return False
        with access.crossing(account_id=account_id, connection_id=row.connection_id) as crossing:
            course = course_of(crossing, row)
            prepare(course)
            row.total = count_source(course)
            row.unknown_product_ids = unknown_ids(course)
            if row.options["type"] == ASSOCIATE_AND_CREATE:
                keys = matching_keys(crossing.terms.share_fields)
                row.associated += associate(course, keys)
                found = conflicts(course, keys)
                row.conflicts = found.listed
                row.options["left_out"] = found.product_ids
        row.state = ImportState.RUNNING
        row.started_at = row.started_at or clock.now()
        row.save(
            update_fields=["total", "unknown_product_ids", "associated", "conflicts", "options", "state", "started_at"]
        )
    return True


def _next(account_id: int, import_id: int, size: int) -> int | None:
    """One batch in one transaction: the number of products written, None when the import has ended."""
    with acting_for(account_id):
        row = _locked(account_id, import_id)
        if row is None:
            return None
        with access.crossing(account_id=account_id, connection_id=row.connection_id) as crossing:
            course = course_of(crossing, row)
            batch = next_batch(course, after_id=row.cursor, size=size, left_out=row.options.get("left_out", ()))
            if not batch.size:
                _finish(account_id, import_id, ImportState.DONE)
                return None
            written_before = row.created + row.updated
            _write(crossing, course, row, batch)
        row.cursor = batch.last_id
        row.done += batch.size
        row.save(
            update_fields=["cursor", "done", "created", "updated", "unchanged", "skipped"],
        )
    return row.created + row.updated - written_before


def _write(crossing: access.Crossing, course: Course, row: ProductImport, batch: Batch) -> None:
    """Create and update what the type allows; count the rest as skipped or unchanged."""
    kind = row.options["type"]
    fresh = batch.fresh if kind != UPDATE else []
    changed = batch.changed if kind in {NEW_AND_UPDATE, UPDATE} else []
    course = with_sorting(course, [*fresh, *changed])
    if fresh:
        row.created += create_products(course, batch)
        refresh_search(course, fresh, is_update=False)
        if "images" in course.names:
            copy_images(course, fresh)
    if changed:
        row.updated += update_products(course, batch)
        refresh_search(course, changed, is_update=True)
        if any(item.name == "images" for item in course.overwritten):
            copy_images(course, changed)
    row.skipped += len(batch.conflicts) + len(batch.fresh) - len(fresh)
    row.unchanged += batch.unchanged + len(batch.changed) - len(changed)
    write_prices(crossing, course, [*fresh, *changed])
    write_stock(course, after_id=row.cursor, last_id=batch.last_id)


def _finish(account_id: int, import_id: int, state: ImportState, error: str = "") -> None:
    ProductImport.objects.for_account(account_id).filter(pk=import_id, state__in=_RUNNABLE).update(
        state=state, error=error[:2000], finished_at=clock.now()
    )
    publish(
        "import.finished", account_id=account_id, stream=f"import:{import_id}", import_id=import_id, state=str(state)
    )


def find_import(*, account_id: int, import_id: int) -> ProductImport:
    """An import of the account. Raises NotFound."""
    row = ProductImport.objects.for_account(account_id).filter(pk=import_id).first()
    if row is None:
        raise NotFound("There is no import %(id)s", id=import_id)
    return row
