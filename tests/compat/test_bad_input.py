"""Whatever comes in, the documented envelope goes out, and a refused call has written nothing."""

import json
import os
import random
from typing import Any

import pytest
from django.db import transaction

from spinka.compat import methods
from spinka.compat.errors import HTTP_STATUS
from spinka.compat.registry import METHODS
from tests.compat.examples import EXAMPLES, fill, nodes, replaced
from tests.factories.accounts import make_account
from tests.factories.world import World
from tests.support.api import Answer, Api, read, refusal
from tests.support.jobs import run_jobs
from tests.support.rows import changed, fingerprint, rolled_back

methods.load()
DOCUMENTED = HTTP_STATUS.keys() - {"ERROR_INTERNAL", "ERROR_EMPTY_TOKEN", "ERROR_AUTH_TOKEN", "ERROR_FORBIDDEN"}
# A wrong code is counted, so that nobody can try them all (R27).
COUNTED = frozenset({"connect_codeattempt"})
SEED = os.environ.get("SPINKA_TEST_SEED", "spinka")
# `make fuzz` tries many more.
TRIES_PER_VALUE = min(int(os.environ.get("FUZZ", "0")) or 1, 40)


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"a": [value]}
    return value


NUMBERS = [
    -1,
    0,
    -(10**6),
    2**31,
    2**31 - 1,
    2**63 - 1,
    2**63,
    2**64,
    -(2**63),
    10**30,
    0.1,
    -0.004,
    1e15,
    1e308,
    -1e308,
]
TEXTS = [
    *("", " ", "0", "-1", "--5.0", "1e5", "NaN", "Infinity", "²", "１２", "0x10", "1_000", "9" * 400 + ".0"),
    *("x" * 70_000, "\x00", "a\x00b", "\ud800", "\udfff", "\u202e", "🦆" * 300, "\r\n", "%", "%s%n", "${7*7}"),
    *(
        "'; drop table orders_order; --",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "http://127.0.0.1/",
        "bl_",
        "bl_0",
    ),
    *(
        "bl_x",
        "blconnect_1",
        "data:",
        "data:image/png;base64,!!!!",
        "url:",
        "name|xx|yy|zz",
        "extra_field_x",
        "2026-13-99",
    ),
]
SHAPES: list[Any] = [
    *(None, True, False, [], {}, [None], [[]], {"0": None}, {"²": 1}, {"": ""}, {"1": {"2": {"3": []}}}, {"-1": -1}),
    *({"k" * 3000: 1}, {"\x00": 1}, {"\ud800": "x"}, ["a"] * 1500, [{}] * 3, [{"a": 1}], deep(40), deep(200)),
]
VALUES: list[Any] = [*NUMBERS, *TEXTS, *SHAPES]


def wire(parameters: Any) -> str:
    """JSON as a careless program writes it: lone surrogates as escapes."""
    return json.dumps(parameters, ensure_ascii=True)


def outcome(answer: Answer) -> str:
    """Empty for an answer as documented, else what is wrong with it."""
    if answer["status"] == "SUCCESS":
        return "" if "error_code" not in answer else "error_code in a success"
    code = refusal(answer)
    return "" if code in DOCUMENTED else f"{code}: {answer['error_message']}"


@pytest.mark.parametrize("name", sorted(METHODS.keys() & EXAMPLES.keys()))
class TestAnyValue:
    """Every value of every method's example replaced, one at a time, by values nobody should send."""

    def test_gets_a_documented_answer_and_a_refusal_writes_nothing(self, name: str, world: World) -> None:
        choice = random.Random(f"{SEED} {name}")
        parameters = fill(EXAMPLES[name], world.ids)
        tries = [
            (path, bad)
            for path, value in nodes(parameters)
            for bad in choice.sample(VALUES, TRIES_PER_VALUE)
            if bad != value
        ]
        wrong = {}
        before = fingerprint(world.account.account_id, without=COUNTED)
        with rolled_back():
            for path, bad in tries:
                with transaction.atomic():
                    answer = self.answer(world, name, parameters, path, bad)
                    transaction.set_rollback(answer["status"] == "SUCCESS")
                if problem := outcome(answer):
                    wrong[f"{path} = {bad!r:.60}"] = problem
            written = changed(before, fingerprint(world.account.account_id, without=COUNTED))
        assert wrong == {}
        assert written == set()

    def answer(self, world: World, name: str, parameters: Any, path: tuple[Any, ...], bad: Any) -> Answer:
        return read(world.api.post(name, wire(replaced(parameters, path, lambda _: bad))))

    def test_an_unexpected_key_or_a_missing_one_gets_a_documented_answer(self, name: str, world: World) -> None:
        parameters = fill(EXAMPLES[name], world.ids)
        wrong = {}
        for key in parameters:
            with rolled_back():
                answer = world.api.call(name, **{other: value for other, value in parameters.items() if other != key})
            if problem := outcome(answer):
                wrong[key] = problem
        for extra in ({}, {"account_id": 1, "__class__": "x", "self": 1, "call": 1}):
            with rolled_back():
                answer = read(world.api.post(name, wire(extra)))
            if problem := outcome(answer):
                wrong[str(extra)] = problem
        assert wrong == {}


class TestLengths:
    """R37 where the contract has no length of its own; the others are in test_contract_wrong."""

    def test_lines_of_an_order_too(self, world: World) -> None:
        for field, limit in {"name": 200, "sku": 50, "ean": 32}.items():
            answer = world.api.call("addOrder", products=[{"name": "x", "quantity": 1, field: "x" * (limit + 1)}])
            assert refusal(answer) == "ERROR_BAD_PARAMETERS"
            assert field in answer["error_message"]

    def test_the_longest_allowed_comes_back_whole(self, world: World) -> None:
        with rolled_back():
            made = world.api.ok(
                "addOrder", delivery_fullname="Ż" * 156, invoice_company="ł" * 500, user_comments="ó" * 510
            )
            (order,) = world.api.ok("getOrders", order_id=made["order_id"])["orders"]
        assert order["delivery_fullname"] == "Ż" * 156
        assert order["invoice_company"] == "ł" * 500
        assert order["user_comments"] == "ó" * 510


CONTRACTOR = {"connect_contractor_id": "$connect_contractor_id"}
CATALOG = {"inventory_id": "$inventory_id"}


class TestNegative:
    @pytest.mark.parametrize(
        ("name", "parameters"),
        [
            ("addOrder", {"products": [{"name": "x", "quantity": -1}]}),
            ("addOrder", {"delivery_price": -1}),
            ("addOrder", {"products": [{"name": "x", "quantity": 1, "price_brutto": -0.01}]}),
            ("addOrderProduct", {"order_id": "$order_id", "name": "x", "quantity": -5}),
            (
                "setOrderProductFields",
                {"order_id": "$order_id", "order_product_id": "$order_product_id", "quantity": -1},
            ),
            ("updateInventoryProductsPrices", {**CATALOG, "products": {"$product_id": {"$price_group_id": -1}}}),
            ("setConnectContractorCreditLimit", {**CONTRACTOR, "new_limit": -1, "message": ""}),
            ("addConnectContractorCreditSettlement", {**CONTRACTOR, "amount": -1, "message": ""}),
            ("addConnectContractorCreditSettlement", {**CONTRACTOR, "amount": 0, "message": ""}),
            ("setOrderPackageStatus", {"package_id": "$package_id", "tracking_status": 14}),
            ("setOrderPackageStatus", {"package_id": "$package_id", "tracking_status": -1}),
        ],
    )
    def test_amounts_and_quantities_are_refused_or_warned_about(
        self, name: str, parameters: dict[str, Any], world: World
    ) -> None:
        before = fingerprint(world.account.account_id)
        answer = world.api.call(name, **fill(parameters, world.ids))
        if answer["status"] == "SUCCESS":
            assert answer["warnings"]
        assert changed(before, fingerprint(world.account.account_id)) == set()


class TestCodes:
    @pytest.mark.feature("A-15")
    @pytest.mark.parametrize(
        "code", ["", "x", "00000-00000-00000-00000-000000", "' or 1=1 --", "0" * 5000, "\x00", "²" * 26]
    )
    def test_a_wrong_one_names_nobody_and_saves_nothing(self, code: str, world: World) -> None:
        stranger = make_account()
        before = fingerprint(stranger.account_id, without=COUNTED)
        for name in ("verifyConnectCode", "joinConnectIntegration"):
            assert refusal(read(stranger.api.post(name, wire({"code": code})))) in {
                "ERROR_CONNECT_CODE",
                "ERROR_BAD_PARAMETERS",
            }
        assert changed(before, fingerprint(stranger.account_id, without=COUNTED)) == set()

    def test_ones_own_is_refused(self, world: World) -> None:
        code = world.api.ok("getConnectIntegrationCode", connect_integration_id=world.ids["connect_integration_id"])[
            "code"
        ]
        before = fingerprint(world.account.account_id, without=COUNTED)
        assert world.api.call("joinConnectIntegration", code=code)["status"] == "ERROR"
        assert changed(before, fingerprint(world.account.account_id, without=COUNTED)) == set()


HOSTILE = """<script>alert("x")</script><img src=x onerror=alert(1)> {{7*7}} {% now %} ${x} & &amp; ' " \\ \u202e ]]>"""


class TestHostileTexts:
    """R41: foreign text is stored as it came and given back as it came."""

    def test_every_text_of_a_shared_product_travels_unchanged(self, world: World) -> None:
        with rolled_back():
            supplier, contractor = make_account("S"), make_account("C")
            (inventory,) = supplier.api.ok("getInventories")["inventories"]
            maker = supplier.api.ok("addInventoryManufacturer", manufacturer_name=HOSTILE)["manufacturer_id"]
            category = supplier.api.ok(
                "addInventoryCategory", inventory_id=inventory["inventory_id"], name=HOSTILE, parent_id=0
            )["category_id"]
            texts = {
                "name": HOSTILE,
                "description": HOSTILE,
                "description_extra1": HOSTILE,
                "features": {HOSTILE: HOSTILE},
            }
            product_id = supplier.api.ok(
                "addInventoryProduct",
                inventory_id=inventory["inventory_id"],
                sku="<b>1</b>",
                ean="<i>2</i>",
                manufacturer_id=maker,
                category_id=category,
                tags=["<u>tag</u>"],
                text_fields=texts,
                prices={str(inventory["default_price_group"]): 10},
                stock={inventory["default_warehouse"]: 5},
            )["product_id"]
            offered = supplier.api.ok(
                "addConnectIntegration",
                name="<s>own</s>",
                code_name="<s>public</s>",
                inventory_id=inventory["inventory_id"],
            )
            joined = contractor.api.ok("joinConnectIntegration", code=offered["code"])
            live = contractor.api.ok("getConnectProducts", connect_integration_id=joined["connect_integration_id"])
            shared = live["products"][str(product_id)]
            assert shared["sku"] == "<b>1</b>"
            assert shared["name"] == HOSTILE
            (buying,) = contractor.api.ok("getInventories")["inventories"]
            imported = contractor.api.ok(
                "addConnectProductImport",
                connect_integration_id=joined["connect_integration_id"],
                inventory_id=buying["inventory_id"],
                type="new",
            )
            run_jobs()
            state = contractor.api.ok("getConnectProductImport", import_id=imported["import_id"])
            assert (state["state"], state["created"]) == ("done", 1)
            self._check(supplier.api, inventory["inventory_id"], texts)
            self._check(contractor.api, buying["inventory_id"], texts)

    def _check(self, api: Api, inventory_id: int, texts: dict[str, Any]) -> None:
        ids = list(api.ok("getInventoryProductsList", inventory_id=inventory_id)["products"])
        (product,) = api.ok("getInventoryProductsData", inventory_id=inventory_id, products=ids)["products"].values()
        assert product["sku"] == "<b>1</b>"
        assert product["ean"] == "<i>2</i>"
        assert product["text_fields"]["name"] == texts["name"]
        assert product["text_fields"]["description"] == texts["description"]
        assert product["text_fields"]["features"] == texts["features"]

    def test_every_text_of_an_order_comes_back_unchanged(self, world: World) -> None:
        fields = ["user_comments", "delivery_fullname", "delivery_address", "invoice_company"]
        with rolled_back():
            made = world.api.ok(
                "addOrder", **dict.fromkeys(fields, HOSTILE), products=[{"name": HOSTILE, "quantity": 1}]
            )
            (order,) = world.api.ok("getOrders", order_id=made["order_id"])["orders"]
        assert {field: order[field] for field in fields} == dict.fromkeys(fields, HOSTILE)
        assert order["products"][0]["name"] == HOSTILE
