"""Calls made to be heavy: they are refused before anybody works on them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.compat.request import MOST_VALUES
from tests.compat.examples import fill
from tests.factories.world import World
from tests.support.api import read, refusal
from tests.support.rows import rolled_back


def nested(levels: int, opening: str, closing: str) -> str:
    return '{"a":' + opening * levels + '"\\u0000"' + closing * levels + "}"


class TestDepth:
    @pytest.mark.parametrize("levels", [300, 500, 900])
    @pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ("[", "]")])
    def test_a_zero_character_is_found_however_deep(
        self, levels: int, opening: str, closing: str, world: World
    ) -> None:
        answer = read(world.api.post("getSeries", nested(levels, opening, closing)))
        assert refusal(answer) == "ERROR_BAD_PARAMETERS"

    def test_what_is_just_short_of_too_deep_to_read(self, world: World) -> None:
        storage_id = f"bl_{world.ids['inventory_id']}"
        start = f'{{"storage_id":"{storage_id}","name":"D","features":[["a",'
        codes = set()
        for levels in range(850, 960):
            with rolled_back():
                answer = read(world.api.post("addProduct", start + "[" * levels + "1" + "]" * levels + "]]}"))
            codes.add(answer.get("error_code", ""))
        assert codes == {"", "ERROR_BAD_PARAMETERS"}


class TestCount:
    @pytest.mark.parametrize("value", ["1", "{}", "[]"])
    def test_a_body_of_tiny_values_is_refused(self, value: str, world: World) -> None:
        answer = read(world.api.post("getSeries", '{"a":[' + f"{value}," * MOST_VALUES + "1]}"))
        assert answer["error_message"] == "parameters hold more than 3000000 values"

    def test_long_texts_are_not_counted_as_values(self, world: World) -> None:
        text = "a comma, " * (MOST_VALUES // 8)
        assert read(world.api.post("getSeries", f'{{"a":"{text}"}}'))["status"] == "SUCCESS"


class TestLists:
    @pytest.mark.parametrize(
        ("name", "parameters", "key"),
        [
            ("getJournalList", {"last_log_id": 0}, "logs_types"),
            ("getOrderReturnJournalList", {"last_log_id": 0}, "logs_types"),
            ("getInventoryProductLogs", {"product_id": "$product_id"}, "log_type"),
        ],
    )
    def test_kinds_of_rows(self, name: str, parameters: dict[str, Any], key: str, world: World) -> None:
        given = fill(parameters, world.ids)
        assert world.api.call(name, **given, **{key: list(range(1, 101))})["status"] == "SUCCESS"
        answer = world.api.call(name, **given, **{key: [1] * 101})
        assert refusal(answer) == "ERROR_BAD_PARAMETERS"
        assert key in answer["error_message"]

    @pytest.mark.parametrize("name", ["addOrderReturn", "addCrmClient"])
    def test_extra_fields(self, name: str, world: World) -> None:
        fields = {str(number): "x" for number in range(1001)}
        answer = world.api.call(name, custom_extra_fields=fields)
        assert refusal(answer) == "ERROR_BAD_PARAMETERS"
        assert "at most 1000" in answer["error_message"]

    def test_orders_to_delete_are_counted_before_their_sales_are_looked_for(self, world: World) -> None:
        with CaptureQueriesContext(connection) as queries:
            answer = world.api.call("deleteOrders", order_ids=list(range(1, 1002)))
        assert refusal(answer) == "ERROR_BAD_PARAMETERS"
        assert not any("connect_sale" in query["sql"] for query in queries)
