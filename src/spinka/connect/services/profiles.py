"""Imports that repeat themselves: profiles, their clock and their runs (L-02, R32). Off unless somebody switches one on.

A profile has a clock, one waiting row of work that asks for the next run and sets itself anew, and runs, which stand in
the stream of the connection's imports so that no two overlap.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection as database
from django.db import transaction

from spinka.accounts.models import Account
from spinka.catalog.models import Inventory
from spinka.connect import access
from spinka.connect.models import Connection, ConnectionState, ImportProfile, ProductImport
from spinka.connect.models.importing import ProfileState
from spinka.connect.models.product import ImportPhase, ImportState
from spinka.connect.services.import_options import (
    INTERVALS,
    NEW,
    UPDATE,
    ImportOptions,
    Schedule,
    check_schedule,
    check_source,
    checked,
)
from spinka.connect.services.imports import RUNNABLE, add_import, finish, make_recurring, queue_run
from spinka.connect.sync.courses import connected
from spinka.connect.sync.fields import FIELD_NAMES, NOT_COPIED
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound, SpinkaError
from spinka.core.jobs import enqueue

POLICIES = ("always", "ask", "mine")
NEW_PRODUCTS = ("always", "ask", "never")
GONE_PRODUCTS = ("hide", "zero", "keep")
_FIELDS = tuple(name for name in FIELD_NAMES if name not in NOT_COPIED and name != "stock")
_CLOCK = "Base Connect"
_LOCK_SPACE = 0x9F0F1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSettings:
    """What a profile does. A field of `share_fields` not named in `fields` is taken over always.

    `every` "off" keeps the profile without running it by itself. Until the first change set was approved everything is
    asked for; `is_approved` says that this is wanted at once. `options` say where to and in which language; their type
    and fields follow from the rest.
    """

    every: str = "off"
    at: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    new_products: str = "ask"
    gone_products: str = "keep"
    asks_gone: bool = True
    is_approved: bool = False
    options: ImportOptions = field(default_factory=ImportOptions)


@transaction.atomic
def save_profile(
    *, account_id: int, connect_integration_id: int, inventory_id: int, settings: ProfileSettings, actor: str
) -> int:
    """Keep how a connection's products are imported again and again into a catalog; one profile for both. Its id.

    Switched on, it runs at once and then at its interval. Raises NotFound, BadParameters, ConnectionStateRefused as
    `start_import` does.
    """
    row, _made = _save(account_id, connect_integration_id, inventory_id, settings, actor)
    if row.every != "off" and not _is_running(row):
        start_run(row, actor=actor)
    return int(row.pk)


def _save(
    account_id: int, connect_integration_id: int, inventory_id: int, settings: ProfileSettings, actor: str
) -> tuple[ImportProfile, bool]:
    found = connected(account_id=account_id, connect_integration_id=connect_integration_id)
    inventory = Inventory.objects.for_account(account_id).filter(pk=inventory_id).first()
    if inventory is None:
        raise NotFound("There is no catalog %(id)s", id=inventory_id)
    _check(settings)
    options = checked(account_id, inventory, settings.options)
    check_source(account_id, found.pk, options)
    with database.cursor() as cursor:
        # The second of two clicks finds the profile of the first.
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, found.pk % 2**31])
    rows = ImportProfile.objects.for_account(account_id).select_for_update()
    row = rows.filter(connection_id=found.pk, inventory_id=inventory.pk).first()
    is_new = row is None
    if row is None:
        row = ImportProfile(
            account_id=account_id, connection_id=found.pk, inventory=inventory, created_at=clock.now(), generation=0
        )
    stored = asdict(options)
    row.product_ids = stored.pop("product_ids")
    row.options = stored
    row.every, row.at = settings.every, settings.at
    row.fields = dict(settings.fields)
    row.new_products, row.gone_products, row.asks_gone = (
        settings.new_products,
        settings.gone_products,
        settings.asks_gone,
    )
    row.is_approved = row.is_approved or settings.is_approved
    row.changed_by, row.error = actor[:120], ""
    row.generation += 1
    row.version += 1
    row.next_at = None
    row.state = ProfileState.OFF
    if row.every != "off":
        row.state = ProfileState.WAITING
        row.next_at = next_time(row, clock.now(), None)
    row.save(force_insert=is_new)
    _set_clock(row)
    return row, is_new


def _check(settings: ProfileSettings) -> None:
    if settings.every != "off":
        check_schedule(settings.every, settings.at)
    for name, policy in settings.fields.items():
        if name not in _FIELDS:
            raise BadParameters("parameter fields: there is no field %(name)s", name=str(name)[:40])
        if policy not in POLICIES:
            raise BadParameters("parameter fields: one of %(names)s", names=", ".join(POLICIES))
    if settings.new_products not in NEW_PRODUCTS:
        raise BadParameters("parameter new_products: one of %(names)s", names=", ".join(NEW_PRODUCTS))
    if settings.gone_products not in GONE_PRODUCTS:
        raise BadParameters("parameter gone_products: one of %(names)s", names=", ".join(GONE_PRODUCTS))


@transaction.atomic
def schedule_import(
    *,
    account_id: int,
    connect_integration_id: int,
    inventory_id: int,
    options: ImportOptions,
    schedule: Schedule,
    actor: str,
    preview: bool = False,
) -> int:
    """Import now and again at an interval: what is chosen is taken over always; the id of the first import.

    Fields of `keep_fields` stay as they are, types `update` and `new` never create or never change. With `preview` the
    first run asks for everything, and nothing is written before that is approved. Raises as `start_import` does.
    """
    if options.type == "associate":
        raise BadParameters("Only types that import repeat themselves")
    taken = options.fields if options.fields is not None else list(_FIELDS)
    kept = set(_FIELDS) - set(taken) | set(options.keep_fields)
    if options.type in {NEW, "associate_and_create"}:
        kept = set(_FIELDS)
    settings = ProfileSettings(
        every=schedule.every,
        at=schedule.at,
        fields={name: "mine" if name in kept else "always" for name in _FIELDS},
        new_products="never" if options.type == UPDATE else "always",
        is_approved=not preview,
        options=options,
    )
    row, _made = _save(account_id, connect_integration_id, inventory_id, settings, actor)
    if preview:
        row.is_approved = False
        row.save(update_fields=["is_approved"])
    else:
        make_recurring(account_id, connect_integration_id, options)
    started = start_run(row, actor=actor)
    return int(row.changes_import_id or started.pk) if preview else int(started.pk)


@transaction.atomic
def delete_profile(*, account_id: int, profile_id: int, actor: str) -> None:
    """Forget a profile and what waits in it; products and past imports stay. Raises NotFound; Conflict while it runs."""
    row = _held(account_id, profile_id)
    if _is_running(row):
        raise Conflict("The import of profile %(id)s is running; cancel it first", id=row.pk)
    if row.changes_import_id:
        ProductImport.objects.for_account(account_id).filter(pk=row.changes_import_id).delete()
    row.delete()


@transaction.atomic
def run_profile(*, account_id: int, profile_id: int, actor: str) -> int:
    """Run a profile now; one that waits or runs is left alone. The id of the run.

    Raises NotFound; ConnectionStateRefused unless the connection is active and shares products.
    """
    row = _held(account_id, profile_id)
    running = _running(row)
    if running is not None:
        return int(running.pk)
    check_source(account_id, row.connection_id, ImportOptions(**row.options, product_ids=row.product_ids))
    return int(start_run(row, actor=actor).pk)


def _held(account_id: int, profile_id: int) -> ImportProfile:
    row = ImportProfile.objects.for_account(account_id).select_for_update().filter(pk=profile_id).first()
    if row is None:
        raise NotFound("There is no import profile %(id)s", id=profile_id)
    return row


def _running(row: ImportProfile) -> ProductImport | None:
    rows = ProductImport.objects.for_account(row.account_id).filter(profile_id=row.pk, state__in=RUNNABLE)
    return rows.filter(phase=ImportPhase.WRITE).order_by("pk").first()


def _is_running(row: ImportProfile) -> bool:
    return _running(row) is not None


def start_run(row: ImportProfile, *, actor: str) -> ProductImport:
    """Queue a run of a held profile, with a change set at hand for what it must ask."""
    names = [name for name in _FIELDS if name in (row.options["fields"] or _FIELDS)]
    stored = {
        **row.options,
        "fields": names,
        "keep_fields": [name for name, policy in row.fields.items() if policy == "mine"],
        # Pieces have a copy of their own that runs more often (E-17).
        "stock_mode": "",
    }
    options = replace(ImportOptions(**stored), product_ids=row.product_ids)
    if row.changes_import_id is None:
        changes = add_import(
            account_id=row.account_id,
            connection_id=row.connection_id,
            inventory_id=row.inventory_id,
            options=options,
            phase=ImportPhase.PLAN,
            actor=actor,
            profile=row,
            state=ImportState.PREVIEW,
        )
        row.changes_import_id = changes.pk
    else:
        own = ProductImport.objects.for_account(row.account_id).filter(pk=row.changes_import_id)
        kept = asdict(options)
        kept.pop("product_ids")
        own.update(options=kept, product_ids=row.product_ids)
    started = add_import(
        account_id=row.account_id,
        connection_id=row.connection_id,
        inventory_id=row.inventory_id,
        options=options,
        phase=ImportPhase.WRITE,
        actor=actor,
        profile=row,
        figures={"by_clock": actor == _CLOCK},
    )
    row.state, row.error = ProfileState.RUNNING, ""
    row.save()
    queue_run(started)
    return started


def end_run(row: ProductImport) -> None:
    """End a run: one the clock asked for that changed nothing leaves no trace but the time."""
    profile = _held(row.account_id, row.profile_id or 0)
    finish(row, ImportState.DONE)
    profile.last_at, profile.error = clock.now(), ""
    profile.state = ProfileState.WAITING if profile.every != "off" else ProfileState.OFF
    if row.figures.get("by_clock") and not (row.created or row.updated or row.associated or row.figures.get("written")):
        row.delete()
    else:
        profile.last_import_id = row.pk
    profile.save()


def note_failure(row: ProductImport, error: SpinkaError) -> None:
    """Show on the profile that its run failed; it stops while the connection is not active and goes on by itself."""
    if row.profile_id is None or row.phase != ImportPhase.WRITE:
        return
    profile = _held(row.account_id, row.profile_id)
    profile.state = ProfileState.STOPPED if isinstance(error, access.ConnectionStateRefused) else ProfileState.FAILED
    profile.error, profile.last_at, profile.last_import_id = str(error)[:2000], clock.now(), row.pk
    profile.save()


def _set_clock(row: ImportProfile) -> None:
    if row.next_at is None:
        return
    # A stream of its own per generation: a row that is not due holds up everything behind it.
    enqueue(
        "connect.tick_profile",
        stream=f"connect-profile:{row.pk}:{row.generation}",
        account_id=row.account_id,
        delay=max(timedelta(), row.next_at - clock.now()),
        profile_id=row.pk,
        generation=row.generation,
    )


def tick(*, account_id: int, profile_id: int, generation: int) -> None:
    """Ask for the run that is due and set the clock for the next time; times that were missed are not made up for."""
    rows = ImportProfile.objects.for_account(account_id).select_for_update()
    row = rows.filter(pk=profile_id, generation=generation, next_at__isnull=False).first()
    if row is None:
        return
    row.next_at = next_time(row, clock.now(), row.next_at)
    row.save(update_fields=["next_at"])
    _set_clock(row)
    state = Connection.objects.as_contractor(account_id).values_list("state", flat=True).get(pk=row.connection_id)
    if state != ConnectionState.ACTIVE:
        row.state, row.error = ProfileState.STOPPED, str(access.ConnectionStateRefused(state))
        row.save(update_fields=["state", "error"])
    elif not _is_running(row):
        start_run(row, actor=_CLOCK)


def next_time(row: ImportProfile, moment: datetime, last: datetime | None) -> datetime:
    """The next time after `moment`: whole intervals after the last one, or, with `at`, counted from that time of day."""
    interval = INTERVALS[row.every]
    if not row.at:
        start = last or moment
        return start + max(1, (moment - start) // interval + 1) * interval
    zone = ZoneInfo(Account.objects.values_list("time_zone", flat=True).get(pk=row.account_id))
    hour, minute = (int(part) for part in row.at.split(":"))
    first = moment.astimezone(zone).date()
    if row.every == "7d":
        first = last.astimezone(zone).date() if last else first - timedelta(days=6)
    days = timedelta(days=7 if row.every == "7d" else 1)
    times = [
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone) + step
        for day in (first + days * number for number in range(-1, 3))
        for step in (interval * number for number in range(max(1, int(timedelta(days=1) / interval))))
    ]
    if row.every == "7d" and not last:
        times = [
            datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
            for day in (moment.astimezone(zone).date() + timedelta(days=number) for number in (0, 1))
        ]
    return min((one for one in times if one > moment), default=moment + interval)
