"""Imports beside people at work: cancelled between two batches, products edited while an undo looks at them."""

import threading
from typing import Any

import psycopg
import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product
from spinka.connect import services as connect
from spinka.connect.services import import_runs
from spinka.connect.sync import undoing
from spinka.ops import check
from tests.connect.test_parallel import at_once
from tests.factories.exchange import make_exchange
from tests.factories.imports import changed, found, imported, links, outcomes, products, started
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.usefixtures("committed_db")


class TestCancelling:
    @pytest.mark.feature("E-24")
    def test_stops_a_running_import_between_two_batches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        x = make_exchange()
        for number in range(6):
            x.product(name=f"P{number}")
        account_id = x.contractor.account_id
        import_id = started(x)
        inside, asked = threading.Event(), threading.Event()
        write = import_runs._write

        def watched(*given: Any) -> None:
            write(*given)
            inside.set()
            asked.wait(timeout=0.5)  # the person has to wait for this batch, and no longer

        monkeypatch.setattr(import_runs, "_write", watched)

        def cancel() -> None:
            inside.wait(timeout=30)
            with acting_for(account_id):
                assert connect.cancel_import(account_id=account_id, import_id=import_id) == "running"
            asked.set()

        at_once(lambda: import_runs.run_import(account_id=account_id, import_id=import_id, batch_size=2), cancel)
        row = found(x, import_id)
        assert row.state == "cancelled"
        assert (row.created, len(products(x))) in {(2, 2), (4, 4)}
        connection.close()


class TestUndoing:
    @pytest.mark.feature("E-24", "L-18")
    def test_an_edit_made_meanwhile_is_kept(self, monkeypatch: pytest.MonkeyPatch, owner_dsn: str) -> None:
        x = make_exchange()
        theirs = x.product(name="Kubek", sku="A")
        imported(x)
        changed(x, theirs, name="Dzbanek", sku="B", sku_key="b")
        row = imported(x)
        own, account_id = links(x)[theirs], x.contractor.account_id
        with acting_for(account_id):
            connect.undo_import(account_id=account_id, import_id=row.pk, actor="Anna")
        edited, looked = threading.Event(), threading.Event()
        undo = undoing.undo_updates

        def watched(*given: Any) -> tuple[int, int]:
            looked.set()
            edited.wait(timeout=30)
            return undo(*given)

        monkeypatch.setattr(undoing, "undo_updates", watched)

        def edit() -> None:
            looked.wait(timeout=30)
            with acting_for(account_id):
                held = Product.objects.for_account(account_id).select_for_update().get(pk=own)
                edited.set()  # the undo begins to wait for this row
                threading.Event().wait(0.2)
                held.sku, held.sku_key, held.version = "MOJE", "moje", held.version + 1
                held.save()

        at_once(run_jobs, edit)
        (now,) = products(x)
        assert (now.name, now.sku) == ("Kubek", "MOJE")
        assert outcomes(x, row.pk)[theirs] == ("update", "kept", "edited")
        with psycopg.connect(owner_dsn) as owner:
            assert check.inspect_everything(owner.cursor()).is_sound
        connection.close()
