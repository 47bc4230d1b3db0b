"""Calls made to be heavy: they are refused before anybody works on them."""

import random
import time
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from spinka.compat.request import MOST_VALUES, _decode_component
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


PIECES = [
    b"%",
    b"=",
    b"a",
    b"F",
    b"0",
    b"9",
    b"+",
    b"\n",
    b"\r",
    b" ",
    b"\xff",
    b"%4",
    b"%41",
    b"%25",
    b"%3d",
    b"%0A",
    b"=\n",
]


class TestForm:
    def post(self, body: bytes, token: str = "") -> Any:
        form = "application/x-www-form-urlencoded"
        headers = {"X-BLToken": token} if token else {}
        return read(Client().post("/connector.php", body, content_type=form, headers=headers))

    def test_parameters_are_not_decoded_for_strangers(self, world: World) -> None:
        body = b"method=getSeries&parameters=" + b"%" * 20_000_000
        started = time.process_time()
        assert refusal(self.post(body)) == "ERROR_EMPTY_TOKEN"
        assert refusal(self.post(body, token="1-1-unknown")) == "ERROR_AUTH_TOKEN"
        # It took half a minute once; reading the body alone takes a few hundredths of a second.
        assert time.process_time() - started < 5

    def test_what_is_not_encoded_is_refused(self, world: World) -> None:
        answer = self.post(b"method=getSeries&parameters=" + b"%" * 20_000_000, token=world.account.token)
        assert answer["error_message"] == "The form is not percent-encoded"

    def test_fields_stand_anywhere_and_the_last_counts(self, world: World) -> None:
        token = world.account.token.encode()
        body = b"x&method=nothing&=&token=" + token + b"&other=method=a&method=getSeries&&parameters=%7B%7D&z"
        assert self.post(body)["status"] == "SUCCESS"

    def test_decodes_as_the_standard_library_does(self) -> None:
        choice = random.Random(7)
        for _ in range(20_000):
            raw = b"".join(choice.choices(PIECES, k=choice.randint(0, 12)))
            assert _decode_component(raw) == unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", "replace"), raw


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
