"""The pure part of status mapping: states, locking and the route a change took."""

import pytest

from spinka.connect.models import SaleState
from spinka.connect.states import Route, is_locking, mapped_status, sale_state


class TestSaleState:
    @pytest.mark.parametrize(
        ("status_type", "status_id", "expected"),
        [
            (0, 7, SaleState.NEW),
            (1, 7, SaleState.NEW),
            (0, 8, SaleState.ACCEPTED),
            (2, 8, SaleState.IN_PROGRESS),
            (3, 8, SaleState.SHIPPED),
            (4, 8, SaleState.DELIVERED),
            (5, 8, SaleState.CANCELLED),
            (6, 8, SaleState.CLOSED),
        ],
    )
    def test_follows_the_suppliers_status_type(self, status_type: int, status_id: int, expected: SaleState) -> None:
        assert sale_state(status_type=status_type, status_id=status_id, start_status_id=7, open_lines=2) == expected

    def test_is_cancelled_without_a_piece_left(self) -> None:
        assert sale_state(status_type=2, status_id=8, start_status_id=7, open_lines=0) == SaleState.CANCELLED


class TestIsLocking:
    def test_locks_by_type_when_no_status_is_chosen(self) -> None:
        locked = [kind for kind in range(7) if is_locking(status_id=1, status_type=kind, lock_status_ids=None)]
        assert locked == [3, 4, 5]

    def test_only_chosen_statuses_lock(self) -> None:
        assert is_locking(status_id=9, status_type=2, lock_status_ids=[9])
        assert not is_locking(status_id=8, status_type=3, lock_status_ids=[9])


class TestRoute:
    @pytest.mark.feature("F-11")
    def test_never_returns_through_the_sale_it_came_from(self) -> None:
        route = Route.read("sale:12")
        assert not route.may_enter(12)
        assert route.may_enter(15)
        assert route.through(15) == "sale:12,15"

    def test_another_origin_starts_a_new_route(self) -> None:
        assert Route.read("rule:4").through(3) == "sale:3"

    def test_stops_after_five_hops(self) -> None:
        assert Route.read("sale:1,2,3,4").may_enter(5)
        assert not Route.read("sale:1,2,3,4,5").may_enter(6)


class TestMappedStatus:
    @pytest.mark.feature("F-18")
    def test_only_told_and_mapped_statuses_travel(self) -> None:
        assert mapped_status(status_id=4, told=[4], partner_map={"4": 71}) == 71
        assert mapped_status(status_id=4, told=[], partner_map={"4": 71}) is None
        assert mapped_status(status_id=4, told=[4], partner_map={"5": 71}) is None
