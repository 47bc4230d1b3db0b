"""The outbox and the worker: nothing lost, nothing done twice, order kept per stream (R50)."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
import time_machine
from django.db import connection, transaction

from spinka.accounts.tenancy import acting_for
from spinka.core import clock, worker
from spinka.core.failed_work import failed_jobs
from spinka.core.jobs import JOBS, Job, enqueue, job
from spinka.core.models import Outbox
from tests.factories.accounts import MadeAccount, make_account
from tests.support.jobs import JobFailed, run_jobs


@contextmanager
def registered(name: str, function: Any, **options: Any) -> Iterator[None]:
    """A job for one test."""
    job(name, **options)(function)
    try:
        yield
    finally:
        del JOBS[name]


@pytest.fixture
def account(db: None) -> MadeAccount:
    return make_account()


def write(account: MadeAccount, stream: str = "s", name: str = "test.note", **payload: Any) -> int:
    with acting_for(account.account_id):
        return enqueue(name, stream=stream, account_id=account.account_id, **payload)


def rows(account: MadeAccount) -> list[Outbox]:
    with acting_for(account.account_id):
        return list(Outbox.objects.order_by("id"))


class TestEnqueue:
    def test_refuses_a_name_no_job_has(self, account: MadeAccount) -> None:
        with pytest.raises(RuntimeError, match="no job is called nobody"):
            enqueue("nobody", stream="s", account_id=account.account_id)

    def test_refuses_to_write_outside_a_transaction(self, committed_db: None) -> None:
        with registered("test.note", lambda **_: None), pytest.raises(RuntimeError, match="transaction"):
            enqueue("test.note", stream="s", account_id=1)

    def test_is_taken_back_with_its_cause(self, account: MadeAccount) -> None:
        with registered("test.note", lambda **_: None):
            with transaction.atomic():
                write(account)
                transaction.set_rollback(True)
            assert rows(account) == []

    def test_two_jobs_of_one_name_are_refused(self) -> None:
        with registered("test.note", lambda **_: None), pytest.raises(RuntimeError, match="two jobs"):
            job("test.note")(lambda **_: None)


class TestWorkAll:
    def test_does_a_streams_work_in_the_order_it_was_written(self, account: MadeAccount) -> None:
        seen: list[Any] = []
        with registered("test.note", lambda **given: seen.append(given)):
            for number in range(3):
                write(account, number=number)
            assert run_jobs() == 3
        assert seen == [{"account_id": account.account_id, "number": number} for number in range(3)]
        assert all(row.done_at for row in rows(account))

    def test_does_work_that_work_causes(self, account: MadeAccount) -> None:
        def count_down(*, account_id: int, left: int) -> None:
            if left:
                enqueue("test.note", stream="s", account_id=account_id, left=left - 1)

        with registered("test.note", count_down):
            write(account, left=4)
            assert run_jobs() == 5

    def test_works_as_the_rows_account_and_no_other(self, account: MadeAccount) -> None:
        seen = []

        def look(**_: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("select id from accounts_account")
                seen.append(cursor.fetchall())

        other = make_account()
        with registered("test.note", look):
            write(account)
            write(other, stream="t")
            run_jobs()
        assert seen == [[(account.account_id,)], [(other.account_id,)]]

    def test_leaves_work_that_is_not_due(self, account: MadeAccount) -> None:
        with registered("test.note", lambda **_: None):
            with acting_for(account.account_id):
                enqueue("test.note", stream="s", account_id=account.account_id, delay=timedelta(minutes=5))
            assert run_jobs() == 0
            with time_machine.travel(clock.now() + timedelta(minutes=6)):
                assert run_jobs() == 1

    def test_a_failed_row_holds_back_its_stream_and_no_other(self, account: MadeAccount) -> None:
        done = []

        def fail_first(*, number: int, **_: Any) -> None:
            if number == 0:
                raise ValueError("no")
            done.append(number)

        with registered("test.note", fail_first):
            write(account, number=0)
            write(account, number=1)
            write(account, stream="t", number=2)
            run_jobs(failures_allowed=True)
        assert done == [2]
        first = rows(account)[0]
        assert (first.attempts, first.error, first.done_at, first.failed_at) == (1, "ValueError: no", None, None)
        assert timedelta(seconds=3) < first.due_at - clock.now() < timedelta(seconds=6)

    def test_keeps_a_row_as_failed_after_its_last_retry_and_goes_on(self, account: MadeAccount) -> None:
        done = []

        def fail_first(*, number: int, **_: Any) -> None:
            if number == 0:
                raise ValueError("no")
            done.append(number)

        with registered("test.note", fail_first, retries=(timedelta(seconds=1),)):
            write(account, number=0)
            write(account, number=1)
            run_jobs(failures_allowed=True)
            with time_machine.travel(clock.now() + timedelta(seconds=2)):
                run_jobs(failures_allowed=True)
        assert done == [1]
        first = rows(account)[0]
        assert (first.attempts, first.failed_at is not None) == (2, True)

    def test_what_a_failed_job_wrote_is_taken_back(self, account: MadeAccount) -> None:
        from spinka.catalog.models import Manufacturer

        def write_and_fail(*, account_id: int) -> None:
            Manufacturer.objects.create(account_id=account_id, name="half")
            raise ValueError

        with registered("test.note", write_and_fail):
            write(account)
            run_jobs(failures_allowed=True)
        with acting_for(account.account_id):
            assert Manufacturer.objects.for_account(account.account_id).count() == 0

    def test_a_job_nobody_knows_is_kept_as_failed(self, account: MadeAccount) -> None:
        with registered("test.gone", lambda **_: None):
            write(account, name="test.gone")
        run_jobs(failures_allowed=True)
        (row,) = rows(account)
        assert row.failed_at
        assert row.error == "LookupError: no job is called test.gone"

    def test_a_failure_fails_the_test_that_does_not_expect_it(self, account: MadeAccount) -> None:
        def fail(**_: Any) -> None:
            raise ValueError("unexpected")

        with registered("test.note", fail):
            write(account)
            with pytest.raises(JobFailed) as caught:
                run_jobs()
        assert str(caught.value.__cause__) == "unexpected"

    def test_a_long_job_is_done_outside_the_transaction_of_its_row(self, account: MadeAccount) -> None:
        leases = []

        def look(*, account_id: int) -> None:
            with acting_for(account_id):
                leases.append(Outbox.objects.get().lease_until)

        with registered("test.note", look, long=True):
            write(account)
            assert run_jobs() == 1
        assert leases[0] is not None
        (row,) = rows(account)
        assert row.done_at
        assert row.lease_until is None

    def test_a_time_limit_or_deadlock_is_a_failure_of_the_job(self, account: MadeAccount) -> None:
        """The database still answers, so the row must not be tried for ever while every other stream waits."""

        def take_too_long(*, account_id: int) -> None:
            with connection.cursor() as cursor:
                cursor.execute("set local statement_timeout = '20ms'")
                cursor.execute("select pg_sleep(5)")

        done: list[str] = []
        with registered("test.slow", take_too_long), registered("test.note", lambda **_: done.append("other")):
            write(account, name="test.slow")
            write(account, stream="t")
            run_jobs(failures_allowed=True)
        assert done == ["other"]
        first = rows(account)[0]
        assert (first.attempts, first.done_at) == (1, None)
        assert first.error.startswith("OperationalError: canceling statement due to statement timeout")

    def test_tells_what_waits_for_the_work_that_it_was_given_up(self, account: MadeAccount) -> None:
        told: list[dict[str, Any]] = []

        def fail(**_: Any) -> None:
            raise ValueError("no")

        with registered("test.note", fail, retries=(), given_up=lambda **given: told.append(given)):
            write(account, number=7)
            run_jobs(failures_allowed=True)
        assert told == [{"account_id": account.account_id, "number": 7}]
        assert rows(account)[0].failed_at is not None

    def test_a_row_is_given_up_even_when_nobody_can_be_told(self, account: MadeAccount) -> None:
        def fail(**_: Any) -> None:
            raise ValueError("no")

        with registered("test.note", fail, retries=(), given_up=fail):
            write(account)
            run_jobs(failures_allowed=True)
        assert rows(account)[0].failed_at is not None

    def test_a_long_job_that_ends_its_workers_is_given_up(self, account: MadeAccount) -> None:
        """Each lease that ran out is a worker that vanished; the last counts as a failure without another run."""
        runs: list[int] = []
        with registered("test.note", lambda **_: runs.append(1), long=True, retries=(timedelta(seconds=5),)):
            row_id = write(account)
            with acting_for(account.account_id):
                Outbox.objects.filter(pk=row_id).update(lease_until=clock.now() - timedelta(seconds=1), attempts=1)
            run_jobs(failures_allowed=True)
        assert runs == []
        (row,) = rows(account)
        assert (row.attempts, row.failed_at is not None) == (2, True)
        assert row.error == "WorkersLost: 2 workers ended while doing it"

    def test_a_worker_of_short_work_passes_long_work_by(self, account: MadeAccount) -> None:
        """However much long work waits, a status is not kept waiting behind it."""
        done: list[str] = []
        with (
            registered("test.long", lambda **_: done.append("long"), long=True),
            registered("test.note", lambda **_: done.append("short")),
        ):
            for number in range(worker.STREAMS + 5):
                write(account, stream=f"import:{number}", name="test.long")
            write(account, stream="order")
            assert worker.work_all(long_too=False) == 1
            assert done == ["short"]
            assert [row.attempts for row in rows(account)] == [0] * (worker.STREAMS + 6)
            assert run_jobs() == worker.STREAMS + 5

    def test_a_leased_stream_is_left_to_its_worker(self, account: MadeAccount) -> None:
        with registered("test.note", lambda **_: None, long=True):
            row_id = write(account)
            with acting_for(account.account_id):
                Outbox.objects.filter(pk=row_id).update(lease_until=clock.now() + timedelta(minutes=1))
            assert run_jobs() == 0
            with time_machine.travel(clock.now() + timedelta(minutes=2)):
                assert run_jobs() == 1


class TestTwoConnections:
    """What several workers and open transactions do to each other, on rows that really commit."""

    def test_a_row_committed_late_is_not_left_behind(self, committed_db: None, app_dsn: str) -> None:
        """R50: a change that commits after the worker looked is found the next time; ids may commit out of order."""
        account = make_account()
        with registered("test.note", lambda **_: None), psycopg.connect(app_dsn) as late:
            late.execute("select set_config('spinka.account', %s, true)", [str(account.account_id)])
            late.execute(
                "insert into core_outbox (account_id, stream, job, payload, created_at, due_at, attempts, error)"
                " values (%s, 's', 'test.note', '{}', now(), now(), 0, '')",
                [account.account_id],
            )
            write(account)
            assert worker.work_all() == 1
            late.commit()
            assert worker.work_all() == 1
            assert [row.done_at is not None for row in rows(account)] == [True, True]

    def test_two_workers_do_every_row_once(self, committed_db: None, django_db_blocker: Any) -> None:
        account = make_account()
        seen: list[int] = []
        with registered("test.note", lambda *, number, **_: seen.append(number)):
            for number in range(40):
                write(account, stream=f"s{number % 4}", number=number)

            def work() -> None:
                with django_db_blocker.unblock():
                    try:
                        worker.work_all()
                    finally:
                        connection.close()

            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            worker.work_all()
        assert sorted(seen) == list(range(40))
        assert all(
            [number for number in seen if number % 4 == stream] == list(range(stream, 40, 4)) for stream in range(4)
        )

    def test_a_held_stream_is_passed_by(self, committed_db: None, app_dsn: str) -> None:
        account = make_account()
        done: list[str] = []
        with registered("test.note", lambda *, which, **_: done.append(which)), psycopg.connect(app_dsn) as holder:
            write(account, stream="held", which="held")
            write(account, stream="free", which="free")
            holder.execute("select pg_advisory_xact_lock(hashtextextended('held', 7))")
            worker.work_all(limit=1)
            assert done == ["free"]
            holder.rollback()
            worker.work_all()
        assert done == ["free", "held"]


def kill_worker(app_dsn: str) -> None:
    """A process of its own that begins the first due work and is killed in the middle of it."""
    code = (
        "import django; django.setup()\n"
        "import os, signal\n"
        "from spinka.core import worker\n"
        "from spinka.core.jobs import job\n"
        "job('test.kill', retries=())(lambda **_: os.kill(os.getpid(), signal.SIGKILL))\n"
        "worker.work_all(limit=1)\n"
    )
    environment = {**os.environ, "DATABASE_URL": app_dsn, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL


class TestLostWorkers:
    def test_short_work_that_ends_its_worker_each_time_is_given_up_and_stays_to_be_seen(
        self, committed_db: None, app_dsn: str
    ) -> None:
        account = make_account()
        told: list[int] = []
        with registered("test.kill", lambda **_: None, retries=()):
            write(account, name="test.kill")
        kill_worker(app_dsn)
        assert [(row.attempts, row.failed_at) for row in rows(account)] == [(0, None)]
        for number in range(1, worker.LOST_WORKERS + 1):
            kill_worker(app_dsn)
            assert [(row.attempts, row.failed_at) for row in rows(account)] == [(number, None)]
        with registered("test.kill", lambda **_: told.append(1), retries=(), given_up=lambda **_: told.append(2)):
            assert worker.work_all() == 1
        assert told == [2]
        (row,) = rows(account)
        assert row.failed_at is not None
        assert row.error == "WorkersLost: 5 workers ended while doing it"
        with acting_for(account.account_id):
            assert failed_jobs(account_id=account.account_id) == 1

    def test_a_worker_stopped_from_outside_costs_the_work_nothing(self, committed_db: None, app_dsn: str) -> None:
        account, done = make_account(), []
        with registered("test.kill", lambda **_: None):
            write(account, name="test.kill")
        kill_worker(app_dsn)
        with registered("test.kill", lambda **_: done.append(1), retries=()):
            assert worker.work_all() == 1
        (row,) = rows(account)
        assert (done, row.done_at is not None, row.failed_at, row.lease_until) == ([1], True, None, None)


class TestSweep:
    def test_deletes_what_was_done_long_ago(self, account: MadeAccount) -> None:
        with registered("test.note", lambda **_: None):
            write(account)
            run_jobs()
            worker.sweep()
            assert len(rows(account)) == 1
            with time_machine.travel(clock.now() + timedelta(days=4)):
                worker.sweep()
            assert rows(account) == []


class TestRegistry:
    def test_every_job_has_a_function(self) -> None:
        assert all(isinstance(entry, Job) and callable(entry.run) for entry in JOBS.values())
