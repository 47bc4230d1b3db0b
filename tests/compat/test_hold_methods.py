"""Timed holds over the API: made, listed by both sides, ended, refused with words a program can tell apart (L-05)."""

import pytest

from spinka.core import clock
from tests.factories.exchange import Exchange, make_exchange

pytestmark = [pytest.mark.django_db, pytest.mark.feature("L-05")]


def exchange() -> Exchange:
    return make_exchange(holds=True, hold_max_percent=100, hold_max_open=2)


def add(x: Exchange, product_id: int, quantity: int = 2, **more: int) -> dict[str, int]:
    """The contractor's call."""
    answer: dict[str, int] = x.contractor.api.ok("addConnectHold", **_asked(x, product_id, quantity), **more)
    return answer


def _asked(x: Exchange, product_id: int, quantity: int = 2) -> dict[str, int]:
    return {
        "connect_integration_id": x.made.contractor_integration_id,
        "supplier_product_id": product_id,
        "quantity": quantity,
    }


class TestAddConnectHold:
    def test_answers_with_its_number_and_end(self) -> None:
        x = exchange()
        answer = add(x, x.product(10), seconds=60)
        assert answer["hold_id"] > 0
        assert abs(answer["expires_at"] - clock.to_unix(clock.now()) - 60) <= 5

    def test_others_are_shown_less_and_the_holder_the_same(self) -> None:
        x = exchange()
        product = x.product(10)
        add(x, product, 4)
        asked = {"connect_integration_id": x.made.contractor_integration_id}
        assert x.contractor.api.ok("getConnectProducts", **asked)["products"][str(product)]["stock"] == 10

    def test_refusals(self) -> None:
        x = exchange()
        product = x.product(3)
        api = x.contractor.api
        assert api.refused("addConnectHold", **_asked(x, product, 4)) == "ERROR_CONNECT_STOCK"
        assert api.refused("addConnectHold", **_asked(x, product, 0)) == "ERROR_BAD_PARAMETERS"
        assert api.refused("addConnectHold", **_asked(x, product), seconds=901) == "ERROR_BAD_PARAMETERS"
        assert api.refused("addConnectHold", **_asked(x, product), seconds=-1) == "ERROR_BAD_PARAMETERS"
        assert api.refused("addConnectHold", **_asked(x, 10**9)) == "ERROR_NOT_FOUND"
        assert x.supplier.api.refused("addConnectHold", **_asked(x, product)) == "ERROR_NOT_FOUND"
        add(x, product, 1)
        add(x, product, 1)
        assert api.refused("addConnectHold", **_asked(x, product, 1)) == "ERROR_CONFLICT"
        assert len(api.ok("getConnectHolds")["holds"]) == 2


class TestGetConnectHolds:
    def test_each_side_reads_it_by_its_own_numbers(self) -> None:
        x = exchange()
        product = x.product(10)
        made = add(x, product, 3)
        (own,) = x.contractor.api.ok("getConnectHolds", connect_integration_id=x.made.contractor_integration_id)[
            "holds"
        ]
        assert own.pop("date_add") <= made["expires_at"]
        assert own == {
            "hold_id": made["hold_id"],
            "role": "contractor",
            "connect_integration_id": x.made.contractor_integration_id,
            "connect_contractor_id": x.connection_id,
            "partner_name": "Hurtownia Nowak",
            "supplier_product_id": product,
            "quantity": 3,
            "quantity_ordered": 0,
            "expires_at": made["expires_at"],
        }
        (theirs,) = x.supplier.api.ok("getConnectHolds", connect_contractor_id=x.connection_id)["holds"]
        assert (theirs["role"], theirs["connect_integration_id"]) == ("supplier", x.made.integration_id)
        assert theirs["partner_name"] == "Sklep Kowalska"
        assert x.supplier.api.ok("getConnectHolds", supplier_product_id=product + 1)["holds"] == []
        assert x.supplier.api.ok("getConnectHolds", page=2)["holds"] == []


class TestDeleteConnectHold:
    @pytest.mark.parametrize("side", ["contractor", "supplier"])
    def test_by_either_side(self, side: str) -> None:
        x = exchange()
        made = add(x, x.product(10))
        api = getattr(x, side).api
        api.ok("deleteConnectHold", hold_id=made["hold_id"])
        assert x.contractor.api.ok("getConnectHolds")["holds"] == []
        assert api.refused("deleteConnectHold", hold_id=made["hold_id"]) == "ERROR_NOT_FOUND"
