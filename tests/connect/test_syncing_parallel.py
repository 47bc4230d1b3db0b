"""Copies with several connections of the database: runs of one connection never overlap, and no change is lost."""

import threading
import time
from typing import Any

import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.connect.models import Syncing
from spinka.connect.services import live_copies, syncing
from spinka.connect.sync import copies
from spinka.core import worker
from tests.connect.test_parallel import at_once
from tests.connect.test_syncing import copy_of, later, logged, report, set_stock, stock_of, switched_on
from tests.factories.exchange import make_exchange
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.usefixtures("committed_db")


class TestRuns:
    @pytest.mark.feature("E-17")
    def test_two_workers_never_copy_one_connection_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        x = make_exchange()
        pairs = [x.pair(5) for _ in range(6)]
        place = switched_on(x)
        copy = copy_of(x)
        inside, most = [], []
        write = copies.copy

        def watched(*given: Any) -> int:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.05)
            try:
                return write(*given)
            finally:
                inside.pop()

        monkeypatch.setattr(copies, "copy", watched)
        run = {"copy_id": copy.pk, "generation": copy.generation, "run": 1, "batch_size": 2}
        at_once(*[lambda: syncing.run(account_id=x.contractor.account_id, **run)] * 2, worker.work_all)
        assert max(most) == 1
        assert stock_of(x.contractor, place) == {own: 5 for _, own in pairs}
        assert report(x) == ("done", 6, 6, "")
        assert len(logged(x.contractor, 1)) == 6

    def test_a_change_noted_while_others_are_taken_over_is_kept(self) -> None:
        x = make_exchange()
        (first, own_first), (second, own_second) = x.pair(5), x.pair(6)
        place = switched_on(x, "live")
        run_jobs()
        supplier_id, account_id = x.supplier.account_id, x.contractor.account_id
        set_stock(x, first, 1)
        run_jobs()
        taken, noted = threading.Event(), threading.Event()

        def take() -> None:
            with acting_for(account_id):
                live_copies.take(account_id=account_id, connection_id=x.connection_id)
                taken.set()
                noted.wait(timeout=0.5)  # the note has to wait for this transaction

        def note() -> None:
            taken.wait(timeout=30)
            set_stock(x, second, 2)
            with acting_for(supplier_id):
                live_copies.spread(account_id=supplier_id, subjects=["stock"], product_ids=[second])
            noted.set()

        at_once(take, note)
        with acting_for(account_id):
            row = Syncing.objects.as_contractor(account_id).get()
        assert (row.pending, row.is_woken) == ([second], True)
        with later(seconds=3):
            run_jobs()
        assert stock_of(x.contractor, place) == {own_first: 1, own_second: 2}
        connection.close()
