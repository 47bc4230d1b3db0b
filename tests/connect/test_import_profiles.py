"""Imports that repeat themselves: always, ask or keep mine, field by field; vanished products; the clock (L-02, E-16)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product, Stock
from spinka.connect import import_reads
from spinka.connect import services as connect
from spinka.connect.models import ImportProfile, ProductImport
from spinka.connect.services.profiles import next_time
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.imports import (
    applied,
    changed,
    changes,
    decided,
    found,
    imported,
    lines,
    links,
    outcomes,
    own_changed,
    products,
    profile,
    run_again,
    saved_profile,
    undone,
)
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def x() -> Exchange:
    return make_exchange()


def names(x: Exchange) -> list[str]:
    return [row.name for row in products(x)]


def asked(x: Exchange, number: int) -> dict[int, tuple[str, ...]]:
    """What waits for a decision: supplier's product → kind and fields."""
    with acting_for(x.contractor.account_id):
        waiting = import_reads.change_set(x.contractor.account_id, number)
    assert waiting is not None
    return {
        line.supplier_product_id: (line.kind, *(one.field for one in line.changes))
        for line in lines(x, waiting.import_id)
    }


def imports(x: Exchange) -> int:
    with acting_for(x.contractor.account_id):
        return ProductImport.objects.for_account(x.contractor.account_id).exclude(state="preview").count()


class TestWithoutAProfile:
    @pytest.mark.feature("E-16", "L-02")
    def test_nothing_is_imported_by_itself(self, x: Exchange) -> None:
        x.product(name="Raz")
        imported(x)
        x.product(name="Dwa")
        with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
            run_jobs()
        assert names(x) == ["Raz"]


class TestFirstRun:
    @pytest.mark.feature("L-02")
    def test_asks_for_everything_until_somebody_approved(self, x: Exchange) -> None:
        old, new = x.product(name="Stary", sku="A"), x.product(name="Nowy")
        imported(x, product_ids=[old])
        changed(x, old, name="Stary 2")
        number = saved_profile(x, new_products="always")
        assert names(x) == ["Stary"]
        assert asked(x, number) == {old: ("update", "name"), new: ("create", "name", "tax_rate")}
        assert (profile(x, number).state, profile(x, number).is_approved) == ("waiting", False)
        # Running twice changes nothing and asks for nothing more.
        run_again(x, number)
        assert asked(x, number) == {old: ("update", "name"), new: ("create", "name", "tax_rate")}
        waiting = profile(x, number).changes_import_id or 0
        assert decided(x, waiting, "accepted") == 2
        done = applied(x, waiting)
        assert (done.state, done.created, done.updated) == ("done", 1, 1)
        assert names(x) == ["Stary 2", "Nowy"]
        assert asked(x, number) == {}
        assert found(x, waiting).state == "preview"
        # From now on what may be written always is.
        x.product(name="Jeszcze jeden")
        changed(x, old, name="Stary 3")
        run_again(x, number)
        assert names(x) == ["Stary 3", "Nowy", "Jeszcze jeden"]
        assert asked(x, number) == {}


class TestPolicies:
    @pytest.mark.feature("L-02", "L-18")
    def test_always_ask_and_mine_field_by_field(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", sku="A", texts={"description": "Opis"})
        imported(x)
        number = saved_profile(
            x, is_approved=True, fields={"name": "always", "sku": "ask", "description": "mine"}, new_products="never"
        )
        changed(x, theirs, name="Dzbanek", sku="D", sku_key="d", texts={"description": "Inny"})
        x.product(name="Niechciany")
        run_again(x, number)
        (own,) = products(x)
        assert (own.name, own.sku, own.texts["description"]) == ("Dzbanek", "A", "Opis")
        assert asked(x, number) == {theirs: ("update", "sku")}
        runs = imports(x)
        waiting = profile(x, number).changes_import_id or 0
        # A newer value takes the place of the one nobody decided on.
        changed(x, theirs, sku="E", sku_key="e")
        run_again(x, number)
        assert changes(x, waiting) == {theirs: {"sku": ("A", "E")}}
        # Back at what it was: nothing is left to ask.
        changed(x, theirs, sku="A", sku_key="a")
        run_again(x, number)
        assert asked(x, number) == {}
        assert imports(x) == runs + 2

    @pytest.mark.feature("L-02")
    def test_what_was_declined_is_asked_again_only_when_it_changes_again(self, x: Exchange) -> None:
        theirs, other = x.product(name="Kubek", sku="A"), x.product(name="Obcy")
        imported(x, product_ids=[theirs])
        number = saved_profile(x, is_approved=True, fields={"sku": "ask"}, new_products="ask")
        changed(x, theirs, sku="B", sku_key="b")
        run_again(x, number)
        waiting = profile(x, number).changes_import_id or 0
        assert asked(x, number) == {theirs: ("update", "sku"), other: ("create", "name", "tax_rate")}
        assert decided(x, waiting, "declined") == 2
        done = applied(x, waiting)
        assert outcomes(x, done.pk) == {theirs: ("update", "left", ""), other: ("create", "left", "")}
        run_again(x, number)
        assert asked(x, number) == {}
        changed(x, theirs, sku="C", sku_key="c")
        run_again(x, number)
        assert changes(x, waiting) == {theirs: {"sku": ("A", "C")}}
        assert names(x) == ["Kubek"]

    @pytest.mark.feature("L-02", "L-18")
    def test_own_edits_stay_while_the_supplier_changes_other_fields(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", sku="A")
        imported(x)
        number = saved_profile(x, is_approved=True)
        own_changed(x, links(x)[theirs], name="Mój kubek")
        changed(x, theirs, sku="B", sku_key="b")
        run_again(x, number)
        (own,) = products(x)
        assert (own.name, own.sku) == ("Mój kubek", "B")

    @pytest.mark.feature("L-02")
    def test_products_accepted_after_they_changed_again_are_asked_again(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", sku="A")
        imported(x)
        number = saved_profile(x, is_approved=True, fields={"sku": "ask"})
        changed(x, theirs, sku="B", sku_key="b")
        run_again(x, number)
        waiting = profile(x, number).changes_import_id or 0
        decided(x, waiting, "accepted")
        own_changed(x, links(x)[theirs], sku="MÓJ", sku_key="mój")
        done = applied(x, waiting)
        assert outcomes(x, done.pk) == {theirs: ("update", "stale", "own_changed")}
        run_again(x, number)
        assert changes(x, waiting) == {theirs: {"sku": ("MÓJ", "B")}}


class TestVanished:
    @pytest.mark.feature("L-02")
    def test_are_hidden_and_come_back(self, x: Exchange) -> None:
        theirs, stays = x.product(name="Kubek"), x.product(name="Zostaje")
        number = saved_profile(x, is_approved=True, new_products="always", gone_products="hide", asks_gone=False)
        assert names(x) == ["Kubek", "Zostaje"]
        changed(x, theirs, is_draft=True)
        run_again(x, number)
        own = {row.pk: row.is_draft for row in products(x)}
        assert (own[links(x)[theirs]], own[links(x)[stays]]) == (True, False)
        last = profile(x, number).last_import_id or 0
        assert outcomes(x, last) == {theirs: ("gone", "written", "")}
        run_again(x, number)
        changed(x, theirs, is_draft=False)
        run_again(x, number)
        assert not any(row.is_draft for row in products(x))
        undone(x, profile(x, number).last_import_id or 0)
        assert [row.is_draft for row in products(x)] == [True, False]

    @pytest.mark.feature("L-02")
    def test_are_emptied_once_it_is_approved(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", stock=7)
        x.product(name="Zostaje", stock=2)
        imported(x, stock_mode="once")
        number = saved_profile(x, is_approved=True, gone_products="zero", options={"stock_mode": "once"})
        with acting_for(x.supplier.account_id):
            Product.objects.for_account(x.supplier.account_id).filter(pk=theirs).update(is_draft=True)
        run_again(x, number)
        waiting = profile(x, number).changes_import_id or 0
        assert changes(x, waiting) == {theirs: {"stock": (7, 0)}}
        decided(x, waiting, "accepted")
        done = applied(x, waiting)
        account_id = x.contractor.account_id

        def pieces() -> list[int]:
            with acting_for(account_id):
                rows = Stock.objects.for_account(account_id).order_by("product_id")
                return list(rows.filter(warehouse_id=x.contractor.warehouse_id).values_list("quantity", flat=True))

        assert pieces() == [0, 2]
        run_again(x, number)
        assert asked(x, number) == {}
        undone(x, done.pk)
        assert pieces() == [7, 2]

    @pytest.mark.feature("L-02")
    def test_a_supplier_that_shares_nothing_hides_nothing(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek")
        number = saved_profile(x, is_approved=True, new_products="always", gone_products="hide", asks_gone=False)
        changed(x, theirs, is_draft=True)
        row = run_again(x, number)
        assert (row.state, row.error) == (
            "failed",
            "The supplier shares no product at all; nothing was hidden or emptied",
        )
        assert [one.is_draft for one in products(x)] == [False]

    def test_are_kept_unless_chosen_otherwise(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek", stock=3)
        x.product(name="Zostaje")
        number = saved_profile(x, is_approved=True, new_products="always")
        changed(x, theirs, is_draft=True)
        run_again(x, number)
        assert asked(x, number) == {}
        assert [one.is_draft for one in products(x)] == [False, False]


class TestClock:
    @pytest.mark.feature("L-02")
    def test_runs_at_its_interval_and_leaves_no_trace_when_nothing_changed(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek")
        number = saved_profile(x, is_approved=True, new_products="always")
        runs, start = imports(x), profile(x, number).next_at
        assert start is not None
        with time_machine.travel(start + timedelta(seconds=1), tick=False):
            run_jobs()
        assert imports(x) == runs
        assert profile(x, number).next_at == start + timedelta(hours=1)
        changed(x, theirs, name="Kubek 2")
        # Hours that were missed are not made up for.
        with time_machine.travel(start + timedelta(hours=5, seconds=1), tick=False):
            run_jobs()
            assert names(x) == ["Kubek 2"]
            assert imports(x) == runs + 1
        assert profile(x, number).next_at == start + timedelta(hours=6)

    @pytest.mark.feature("L-02")
    def test_stops_with_the_connection_and_goes_on_with_it(self, x: Exchange) -> None:
        theirs = x.product(name="Kubek")
        number = saved_profile(x, is_approved=True, new_products="always")
        account_id = x.supplier.account_id

        def move(action: str) -> None:
            with acting_for(account_id):
                connect.change_state(account_id=account_id, connection_id=x.connection_id, action=action, actor="Jan")

        move("suspend")
        changed(x, theirs, name="Inny")
        start = profile(x, number).next_at or clock.now()
        with time_machine.travel(start + timedelta(seconds=1), tick=False):
            run_jobs()
        assert (profile(x, number).state, names(x)) == ("stopped", ["Kubek"])
        move("resume")
        with time_machine.travel(start + timedelta(hours=1, seconds=1), tick=False):
            run_jobs()
        assert (profile(x, number).state, profile(x, number).error, names(x)) == ("waiting", "", ["Inny"])

    def test_switched_off_it_rests(self, x: Exchange) -> None:
        x.product(name="Kubek")
        number = saved_profile(x, is_approved=True, new_products="always")
        saved_profile(x, every="off")
        x.product(name="Drugi")
        with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
            run_jobs()
        assert (names(x), profile(x, number).state, profile(x, number).next_at) == (["Kubek"], "off", None)

    def test_the_time_of_day_is_the_accounts(self, x: Exchange) -> None:
        expected = [
            ("1h", "", None, "2026-03-10T11:30"),
            ("4h", "02:15", None, "2026-03-10T13:15"),
            ("24h", "02:15", None, "2026-03-11T01:15"),
            ("24h", "23:00", None, "2026-03-10T22:00"),
            ("7d", "02:15", None, "2026-03-11T01:15"),
            ("7d", "02:15", "2026-03-10T01:15", "2026-03-17T01:15"),
            # The clocks change on 29 March: the time of day stays.
            ("7d", "02:15", "2026-03-24T01:15", "2026-03-31T00:15"),
        ]
        for every, at, last, time in expected:
            row = ImportProfile(account_id=x.contractor.account_id, every=every, at=at)
            before = datetime.fromisoformat(last).replace(tzinfo=UTC) if last else None
            moment = before + timedelta(seconds=2) if before else datetime(2026, 3, 10, 10, 30, tzinfo=UTC)
            with acting_for(x.contractor.account_id):
                assert next_time(row, moment, before) == datetime.fromisoformat(time).replace(tzinfo=UTC)


class TestScheduleImport:
    @pytest.mark.feature("L-02", "E-16")
    def test_imports_now_and_again(self, x: Exchange) -> None:
        x.product(name="Raz", price="10")
        account_id = x.contractor.account_id
        with acting_for(account_id):
            number = connect.schedule_import(
                account_id=account_id,
                connect_integration_id=x.made.contractor_integration_id,
                inventory_id=x.contractor.inventory_id,
                options=connect.ImportOptions(keep_fields=["name"], price_mode="once"),
                schedule=connect.Schedule(every="24h", at="03:00"),
                actor="Anna",
            )
        run_jobs()
        assert (found(x, number).state, found(x, number).created) == ("done", 1)
        with acting_for(account_id):
            (row,) = import_reads.profiles(account_id)
        assert (row.every, row.at, row.fields["name"], row.fields["sku"], row.is_approved) == (
            "24h",
            "03:00",
            "mine",
            "always",
            True,
        )
        x.product(name="Dwa", price="20")
        with time_machine.travel((row.next_at or clock.now()) + timedelta(seconds=1), tick=False):
            run_jobs()
        assert names(x) == ["Raz", "Dwa"]

    def test_an_undone_product_is_not_made_again(self, x: Exchange) -> None:
        x.product(name="Raz")
        number = saved_profile(x, is_approved=True, new_products="always")
        undone(x, profile(x, number).last_import_id or 0)
        assert names(x) == []
        run_again(x, number)
        assert names(x) == []


class TestRefusals:
    def test_words_it_does_not_know_and_strangers(self, x: Exchange) -> None:
        for settings in (
            {"every": "2h"},
            {"at": "25:00"},
            {"at": "3:00"},
            {"fields": {"colour": "always"}},
            {"fields": {"name": "sometimes"}},
            {"new_products": "yes"},
            {"gone_products": "delete"},
        ):
            with pytest.raises(BadParameters):
                saved_profile(x, **settings)
        with acting_for(x.contractor.account_id):
            assert import_reads.profiles(x.contractor.account_id) == []
            with pytest.raises(NotFound):
                connect.run_profile(account_id=x.contractor.account_id, profile_id=1, actor="")

    def test_one_that_runs_is_not_deleted(self, x: Exchange) -> None:
        x.product()
        number = saved_profile(x)
        account_id = x.contractor.account_id
        with acting_for(account_id):
            first = connect.run_profile(account_id=account_id, profile_id=number, actor="Anna")
            assert connect.run_profile(account_id=account_id, profile_id=number, actor="Anna") == first
            with pytest.raises(Conflict):
                connect.delete_profile(account_id=account_id, profile_id=number, actor="Anna")
        run_jobs()
        with acting_for(account_id):
            connect.delete_profile(account_id=account_id, profile_id=number, actor="Anna")
            assert import_reads.profiles(account_id) == []
