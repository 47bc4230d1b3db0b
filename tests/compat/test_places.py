"""A refused value is named with its place, in maps too: a bridge that sends a thousand rows has to find the one."""

from typing import Annotated, Any

import msgspec
import pytest
from msgspec import UNSET, Meta, UnsetType

from spinka.compat.errors import ApiError
from spinka.compat.registry import Params
from spinka.compat.request import checked
from tests.factories.accounts import make_account

Quantity = Annotated[int, Meta(ge=0)]


class Line(msgspec.Struct):
    name: str
    amounts: dict[int, float] | UnsetType = UNSET


class Given(Params):
    products: Annotated[dict[int, dict[str, Quantity]], Meta(max_length=1000)] = {}
    lines: dict[str, list[Line]] | None = None


MANY = {str(number): {"bl_1": 1, "bl_2": 2} for number in range(999)}


def refusal(values: dict[str, Any]) -> str:
    with pytest.raises(ApiError) as caught:
        checked(values, Given)
    return caught.value.message


class TestPlaces:
    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"products": MANY | {"613": {"bl_1": 1, "bl_2": "7,5"}}}, "products.613.bl_2: expected `int`, got `str`"),
            ({"products": MANY | {"999": {"bl_1": -1}}}, "products.999.bl_1: expected `int` >= 0"),
            ({"products": MANY | {"0": 5}}, "products.0: expected `object`, got `int`"),
            ({"products": MANY | {"ERP-1": {"bl_1": 5}}}, "products.ERP-1: wrong key, expected `int`, got `str`"),
            (
                {"lines": {"a": [{"name": "x"}], "b": [{"name": "x"}, {"name": "y", "amounts": {"1": 2, "pl_1": 3}}]}},
                "lines.b[1].amounts.pl_1: wrong key, expected `int`, got `str`",
            ),
            (
                {"lines": {"a": [{"name": "x", "amounts": {"4": "9,50"}}]}},
                "lines.a[0].amounts.4: expected `float`, got `str`",
            ),
            ({"products": {"x" * 500: {}}}, f"products.{'x' * 40}: wrong key, expected `int`, got `str`"),
        ],
    )
    def test_are_named(self, values: dict[str, Any], message: str) -> None:
        assert refusal(values) == f"parameter {message}"

    def test_a_missing_field_inside_a_map(self) -> None:
        assert refusal({"lines": {"a": [{"name": "x"}], "b": [{}]}}) == "parameter lines.b[0].name is required"


@pytest.mark.django_db
class TestBulk:
    def test_a_quantity_and_a_price_out_of_range_name_their_product(self) -> None:
        account = make_account()
        inventory = account.api.ok("getInventories")["inventories"][0]["inventory_id"]
        for method, values in (
            ("Stock", {"7": {"bl_1": 1}, "8": {"bl_1": -5}}),
            ("Prices", {"7": {"1": 1}, "8": {"1": -5}}),
        ):
            answer = account.api.call(f"updateInventoryProducts{method}", inventory_id=inventory, products=values)
            assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
            assert answer["error_message"].startswith("parameter products.8."), answer
