"""Another account's ids: they answer exactly as ids that do not exist, give nothing away and change nothing (R26)."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from spinka.compat import methods
from spinka.compat.registry import METHODS
from spinka.ops.cluster import ADMIN
from tests.compat.conftest import kept_open
from tests.compat.examples import EXAMPLES, fill, names
from tests.factories.world import World, make_world
from tests.support.api import Answer
from tests.support.rows import changed, fingerprint, rolled_back

methods.load()
MISSING = 987_654_321
CANARY = "Kanarek"
with_ids = pytest.mark.parametrize("name", sorted(name for name in METHODS if names(EXAMPLES.get(name, {}))))


@pytest.fixture(scope="module")
def accounts(
    run_cluster: Any, database_name: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[World, World]]:
    """Our account, and a stranger whose ids are long numbers found nowhere else and whose texts all sing."""
    with kept_open(django_db_blocker):
        ours = make_world("Ours")
        with psycopg.connect(run_cluster.dsn(database_name, ADMIN), autocommit=True) as admin:
            sequences = admin.execute(
                "select oid::regclass::text from pg_class where relkind = 'S' order by 1"
            ).fetchall()
            for number, (sequence,) in enumerate(sequences):
                admin.execute(
                    "select setval(%s, greatest(%s, nextval(%s)))",
                    [sequence, 700_000_000 + number * 1_000_000, sequence],
                )
        yield ours, make_world(CANARY)


def call(world: World, name: str, ids: dict[str, int | str]) -> Answer:
    with rolled_back():
        return world.api.call(name, **fill(EXAMPLES[name], ids))


def plain(answer: Answer, id_: int | str) -> str:
    """The answer as text with the id in question masked and ids of what it made left out."""
    kept = {
        key: value
        for key, value in answer.items()
        if answer["status"] != "SUCCESS" or not key.endswith(("_id", "_ids", "code"))
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).replace(str(id_), "ID")


@with_ids
class TestForeignIds:
    def test_answer_as_missing_ones(self, name: str, accounts: tuple[World, World]) -> None:
        ours, theirs = accounts
        for id_ in sorted(names(EXAMPLES[name])):
            foreign = call(ours, name, {**ours.ids, id_: theirs.ids[id_]})
            missing = call(ours, name, {**ours.ids, id_: MISSING})
            assert plain(foreign, theirs.ids[id_]) == plain(missing, MISSING), id_

    def test_give_nothing_away_and_change_nothing(self, name: str, accounts: tuple[World, World]) -> None:
        ours, theirs = accounts
        before = [fingerprint(side.account_id) for side in (theirs.account, theirs.partner)]
        attempts = [{**ours.ids, id_: theirs.ids[id_]} for id_ in sorted(names(EXAMPLES[name]))]
        for ids in [*attempts, {**theirs.ids, "partner_code": ours.ids["partner_code"]}]:
            answer = call(ours, name, ids)
            assert CANARY.lower() not in json.dumps(answer, ensure_ascii=False).lower()
            assert answer.get("error_code") != "ERROR_INTERNAL", answer
        with rolled_back():
            for ids in attempts:
                ours.api.call(name, **fill(EXAMPLES[name], ids))
            after = [fingerprint(side.account_id) for side in (theirs.account, theirs.partner)]
        assert [changed(*pair) for pair in zip(before, after, strict=True)] == [set(), set()]


class TestForeignTexts:
    @pytest.mark.parametrize(
        ("method", "parameters"),
        [
            ("getOrdersByEmail", {"email": "kanarek@buyer.example"}),
            ("getOrders", {"filter_email": "kanarek@buyer.example"}),
            ("getOrders", {}),
            ("getJournalList", {"last_log_id": 0}),
            ("getOrderSources", {}),
            ("getOrderStatusList", {}),
            ("getOrderReturns", {}),
            ("getOrderReturns", {"date_from": 1}),
            ("getOrderReturnJournalList", {"last_log_id": 0}),
            ("getOrderReturnStatusList", {}),
            ("getOrderReturnStatusGroups", {}),
            ("getOrderReturnReasonsList", {}),
            ("getOrderReturnProductStatuses", {}),
            ("getCrmClients", {}),
            ("getCrmClients", {"filter_email": "kanarek"}),
            ("getCrmClientStatuses", {}),
            ("getCrmClientStatusGroups", {}),
            ("getInventories", {}),
            ("getInventoryTags", {}),
            ("getInventoryWarehouses", {}),
            ("getInventoryPriceGroups", {}),
            ("getInventoryManufacturers", {}),
            ("getInventoryCategories", {}),
            ("getInventoryExtraFields", {}),
            ("getInventoryProductsList", {"inventory_id": "$inventory_id", "filter_name": "kanarek"}),
            ("getInventoryProductsList", {"inventory_id": "$inventory_id", "filter_sku": "Kanarek-1"}),
            ("getLabel", {"courier_code": "other", "package_number": "Kanarek-PKG"}),
            ("deleteCourierPackage", {"courier_code": "other", "package_number": "Kanarek-PKG"}),
            ("getSeries", {}),
            ("getInvoices", {}),
            ("getInvoices", {"id_from": 1, "date_from": 1}),
            ("getReceipts", {"date_to": 4_000_000_000}),
            ("getConnectIntegrations", {}),
            ("getConnectSales", {}),
            ("getConnectSales", {"id_from": 1, "updated_from": 1}),
            ("getConnectProducts", {"connect_integration_id": "$joined_integration_id", "filter_name": "kanarek"}),
        ],
    )
    def test_find_nothing(self, method: str, parameters: dict[str, Any], accounts: tuple[World, World]) -> None:
        ours, theirs = accounts
        with rolled_back():
            answer = ours.api.call(method, **fill(parameters, ours.ids))
        text = json.dumps(answer, ensure_ascii=False).lower()
        assert CANARY.lower() not in text.replace("kanarek-pkg", "")
        assert not any(str(id_) in text for id_ in theirs.ids.values() if isinstance(id_, int))


class TestPartners:
    """What partners may know of each other, and what not."""

    def test_the_canary_sings_at_all(self, accounts: tuple[World, World]) -> None:
        _, theirs = accounts
        seen = json.dumps(theirs.api.call("getOrders"), ensure_ascii=False)
        assert CANARY in seen

    def test_admin_notes_and_purchase_prices_never_cross(self, accounts: tuple[World, World]) -> None:
        """R28: admin_comments stays; the buyer's note travels."""
        _, theirs = accounts
        (sold,) = theirs.partner.api.ok("getOrders", filter_order_source="blconnect")["orders"]
        assert sold["admin_comments"] == ""
        assert sold["user_comments"] == CANARY

    def test_the_partners_own_ids_stay_the_partners(self, accounts: tuple[World, World]) -> None:
        """R23: the same sale and connection number on both sides, but each its own order and integration."""
        _, theirs = accounts
        (ours,) = theirs.api.ok("getConnectSales", connect_sale_id=theirs.ids["connect_sale_id"])["sales"]
        (other,) = theirs.partner.api.ok("getConnectSales", connect_sale_id=theirs.ids["connect_sale_id"])["sales"]
        assert ours["connect_sale_id"] == other["connect_sale_id"]
        assert ours["order_id"] != other["order_id"]
        assert (
            theirs.api.refused("setOrderStatus", order_id=other["order_id"], status_id=theirs.ids["status_id"])
            == "ERROR_NOT_FOUND"
        )
