"""The worker: finds streams with open rows and does their work in order, several workers beside each other.

Every start of work is noted outside the transaction it runs in, so that work which ends its worker each time leaves a
trace, is counted and given up.
"""

import logging
import threading
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from spinka.core import clock
from spinka.core.jobs import JOBS, Job, JobFunction
from spinka.core.models import Outbox

log = logging.getLogger(__name__)


class WorkersLost(RuntimeError):
    """Every worker that began this job vanished before its end; it may be what ends them."""


LOOK_EVERY_SECONDS = 0.25
LEASE = timedelta(minutes=2)
BATCH = 50
STREAMS = 20
# Short work is tried this often again at least after its workers vanished: most of them were stopped from outside.
LOST_WORKERS = 4

_own = threading.local()


def due_streams(limit: int = STREAMS) -> list[tuple[int, str]]:
    """Account and name of streams whose first open row is due."""
    with connection.cursor() as cursor:
        cursor.execute("select account_id, stream from spinka_due_streams(%s, %s)", [clock.now(), limit])
        return [(int(account_id), str(stream)) for account_id, stream in cursor.fetchall()]


def _take(account_id: int, stream: str) -> Outbox | None:
    """Lock the stream for this transaction and give its first open row if it is due and nobody holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('spinka.account', %s, true), pg_try_advisory_xact_lock(hashtextextended(%s, 7))",
            [str(account_id), stream],
        )
        if not cursor.fetchone()[1]:
            return None
    row = Outbox.objects.filter(stream=stream, done_at=None, failed_at=None).order_by("id").first()
    moment = clock.now()
    if row is None or row.due_at > moment or (row.lease_until is not None and row.lease_until > moment):
        return None
    return row


def _note_start(account_id: int, row: Outbox, attempts: int) -> None:
    """Note on a second connection that short work begins; the note outlives this worker, and success removes it.

    The stream's lock is held meanwhile. Losing the note in a crash of the database costs one count, so nobody waits
    for its disk.
    """
    beside = getattr(_own, "beside", None)
    if beside is None:
        beside = _own.beside = connection.copy()
    beside.ensure_connection()
    raw: Any = beside.connection
    try:
        with raw.transaction():
            raw.execute(
                "select set_config('spinka.account', %s, true), set_config('synchronous_commit', 'off', true),"
                " set_config('lock_timeout', '1s', true)",
                [str(account_id)],
            )
            raw.execute(
                "update core_outbox set lease_until = %s, attempts = %s where id = %s", [clock.now(), attempts, row.pk]
            )
    except LockNotAvailable:
        # Somebody waits for the whole table (a migration), and this worker's own transaction holds it up: without the
        # note both go on, with it neither would.
        log.info("the start of work %s was not noted: its table is being locked", row.pk)


def _close_notes() -> None:
    beside = getattr(_own, "beside", None)
    if beside is not None:
        _own.beside = None
        beside.close()


def _tries(row: Outbox, most: int) -> int:
    """The row's attempts with a worker that vanished counted as one. Raises WorkersLost after `most`."""
    if row.lease_until is None:
        return row.attempts
    if row.attempts >= most:
        raise WorkersLost(f"{row.attempts + 1} workers ended while doing it")
    return row.attempts + 1


def _fail(account_id: int, row_id: int, job: Job | None, error: str) -> None:
    """Note the failure: try again later, or keep the row as failed once every retry is used."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('spinka.account', %s, true)", [str(account_id)])
        row = Outbox.objects.select_for_update().filter(pk=row_id).first()
        if row is None:
            return
        row.attempts += 1
        row.error = error[:2000]
        row.lease_until = None
        if job is None or row.attempts > len(job.retries):
            row.failed_at = clock.now()
        else:
            row.due_at = clock.now() + job.retries[row.attempts - 1]
        row.save(update_fields=["attempts", "error", "lease_until", "failed_at", "due_at"])
        if row.failed_at is not None and job is not None and job.given_up is not None:
            _tell_given_up(account_id, row, job.given_up)


def _tell_given_up(account_id: int, row: Outbox, told: JobFunction) -> None:
    try:
        with transaction.atomic():
            told(account_id=account_id, **row.payload)
    except OperationalError:
        raise
    except Exception:
        # The row must become failed all the same, or it would be tried for ever.
        log.exception("nobody was told that work %s was given up", row.job)


def work_once(account_id: int, stream: str, *, long_too: bool = True) -> bool:
    """Do the first due row of a stream; True when there was one. Without `long_too` a long job is left alone."""
    row: Outbox | None = None
    job: Job | None = None
    try:
        with transaction.atomic():
            row = _take(account_id, stream)
            if row is None:
                return False
            job = JOBS.get(row.job)
            if job is None:
                raise LookupError(f"no job is called {row.job}")
            if job.long and not long_too:
                return False
            if job.long:
                # A lease that ran out: the worker that had it is gone.
                row.attempts = _tries(row, len(job.retries))
                row.lease_until = clock.now() + LEASE
                row.save(update_fields=["lease_until", "attempts"])
            else:
                _note_start(account_id, row, _tries(row, max(len(job.retries), LOST_WORKERS)))
                job.run(account_id=account_id, **row.payload)
                Outbox.objects.filter(pk=row.pk).update(done_at=clock.now(), lease_until=None, error="")
        if job.long:
            _run_long(account_id, row, job)
    except Exception as error:
        # A deadlock or a time limit is the job's own failure; a lost database is nobody's and is waited for.
        if isinstance(error, (OperationalError, InterfaceError)) and not connection.is_usable():
            raise
        log.warning("work %s of stream %s failed", row and row.job, stream, exc_info=True)
        if row is not None:
            _fail(account_id, row.pk, job, f"{type(error).__name__}: {error}")
    return row is not None


def _run_long(account_id: int, row: Outbox, job: Job) -> None:
    """Run a long job with its lease renewed beside it, then mark the row done."""
    stop = threading.Event()
    renewal = threading.Thread(target=_renew, args=(account_id, row.pk, stop), daemon=True)
    renewal.start()
    try:
        job.run(account_id=account_id, **row.payload)
    finally:
        stop.set()
        renewal.join()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select set_config('spinka.account', %s, true)", [str(account_id)])
        Outbox.objects.filter(pk=row.pk).update(done_at=clock.now(), lease_until=None, error="")


def _renew(account_id: int, row_id: int, stop: threading.Event) -> None:
    try:
        while not stop.wait(LEASE.total_seconds() / 4):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("select set_config('spinka.account', %s, true)", [str(account_id)])
                    cursor.execute(
                        "update core_outbox set lease_until = %s where id = %s and done_at is null and failed_at is null",
                        [clock.now() + LEASE, row_id],
                    )
            except (OperationalError, InterfaceError):
                # Three more renewals fit into the lease; a database that is back by then keeps it.
                connection.close()
    finally:
        connection.close()


def work_all(*, limit: int = 10_000, long_too: bool = True) -> int:
    """Do due work until none is left or `limit` rows are done; the number done. Tests and commands use it."""
    try:
        return _work(limit, long_too)
    finally:
        _close_notes()


def _work(limit: int, long_too: bool) -> int:
    done = 0
    while done < limit:
        progressed = False
        # Long work that waits must not fill the list of a worker that leaves it alone.
        for account_id, stream in due_streams(STREAMS if long_too else 10 * STREAMS):
            for _ in range(BATCH):
                if not work_once(account_id, stream, long_too=long_too):
                    break
                done += 1
                progressed = True
        if not progressed:
            return done
    return done


def sweep() -> None:
    """Delete work done more than three days ago, and answers kept for longer than a day."""
    with connection.cursor() as cursor:
        cursor.execute("select spinka_sweep_outbox(%s)", [clock.now() - timedelta(days=3)])
        cursor.execute("select spinka_sweep_answers(%s)", [clock.now() - timedelta(days=1)])


def run(stop: threading.Event, *, long_too: bool = True) -> None:
    """Work until `stop` is set; a lost database is waited for. Without `long_too` only short work is done."""
    last_sweep = clock.now() - timedelta(hours=2)
    while not stop.is_set():
        try:
            done = _work(500, long_too)
            if clock.now() - last_sweep > timedelta(hours=1):
                sweep()
                last_sweep = clock.now()
        except (OperationalError, InterfaceError):
            log.warning("the database does not answer; trying again in 2 s")
            connection.close()
            _close_notes()
            stop.wait(2)
            continue
        if not done:
            stop.wait(LOOK_EVERY_SECONDS)
    _close_notes()
