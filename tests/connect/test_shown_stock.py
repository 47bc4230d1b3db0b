"""The one number a contractor is shown (R1), against a slow model of the rule."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Stock
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused, crossing
from spinka.connect.models import Connection, Integration
from spinka.connect.sharing import shown_stock
from tests.factories.accounts import make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import Shop, make_shop

pytestmark = pytest.mark.django_db


def _shown(made: MadeConnection, *product_ids: int) -> dict[int, int | None]:
    with (
        acting_for(made.contractor.account_id),
        crossing(account_id=made.contractor.account_id, connection_id=made.connection_id),
    ):
        return shown_stock(made.connection_id, list(product_ids))


def _level(shop: Shop, product_id: int, warehouse_id: int, quantity: int, reserved: int) -> None:
    with acting_for(shop.account_id):
        Stock(
            account_id=shop.account_id,
            product_id=product_id,
            warehouse_id=warehouse_id,
            quantity=quantity,
            reserved=reserved,
        ).save(force_insert=True)


class TestShownStock:
    @pytest.mark.feature("B-11")
    def test_sums_the_chosen_warehouses_without_what_is_reserved(self) -> None:
        shop = make_shop()
        second, third = shop.warehouse(), shop.warehouse()
        product_id = shop.product()
        for place, quantity, reserved in ((shop.warehouse_id, 10, 4), (second, 7, 9), (third, 100, 0)):
            _level(shop, product_id, place, quantity, reserved)
        made = make_connection(shop.account, warehouses=[f"bl_{second}", f"bl_{shop.warehouse_id}"])
        assert _shown(made, product_id) == {product_id: 6}

    def test_more_than_the_type_holds_is_shown_as_its_most(self) -> None:
        shop = make_shop()
        product_id = shop.product(2_000_000_000)
        _level(shop, product_id, shop.warehouse(), 2_000_000_000, 0)
        assert _shown(make_connection(shop.account), product_id) == {product_id: 2**31 - 1}

    def test_all_own_warehouses_of_the_catalog_without_a_choice(self) -> None:
        shop = make_shop()
        second = shop.warehouse()
        product_id = shop.product(3)
        _level(shop, product_id, second, 4, 0)
        made = make_connection(shop.account)
        assert _shown(made, product_id) == {product_id: 7}

    @pytest.mark.parametrize(
        ("terms", "expected"),
        [
            ({"stock_share_percent": 33}, 3),
            ({"stock_buffer": 4}, 6),
            ({"stock_cap": 2}, 2),
            ({"stock_share_percent": 50, "stock_buffer": 1, "stock_cap": 3}, 3),
            ({"stock_buffer": 11}, 0),
            ({"stock_share_percent": "99.99"}, 9),
        ],
    )
    def test_share_then_buffer_then_cap(self, terms: dict[str, Any], expected: int) -> None:
        shop = make_shop()
        product_id = shop.product(10)
        made = make_connection(shop.account, **terms)
        assert _shown(made, product_id) == {product_id: expected}

    def test_the_contractors_own_terms_win(self) -> None:
        shop = make_shop()
        product_id = shop.product(10)
        made = make_connection(shop.account, stock_cap=5, stock_buffer=1)
        with acting_for(shop.account_id):
            connect.set_contractor_settings(
                account_id=shop.account_id, connection_id=made.connection_id, values={"stock_cap": 8}
            )
            assert shown_stock(made.connection_id, [product_id]) == {product_id: 8}

    def test_a_bundle_is_the_least_of_its_components(self) -> None:
        shop = make_shop()
        one, two, service = shop.product(10), shop.product(7), shop.product(kind="service")
        bundle = shop.bundle(**{f"p{one}": 2, f"p{two}": 3, f"p{service}": 1})
        empty = shop.product(is_bundle=True)
        made = make_connection(shop.account, stock_buffer=1)
        assert _shown(made, bundle, empty, service, one) == {bundle: 2, empty: 0, service: None, one: 9}

    @pytest.mark.feature("A-13")
    def test_services_have_no_number(self) -> None:
        shop = make_shop()
        service = shop.product(kind="service")
        bundle = shop.bundle(**{f"p{service}": 1})
        made = make_connection(shop.account)
        assert _shown(made, service, bundle) == {service: None, bundle: None}

    def test_nothing_without_the_crossing_and_nothing_of_others(self) -> None:
        shop, stranger = make_shop(), make_account()
        product_id = shop.product(10)
        made = make_connection(shop.account)
        foreign = make_shop().product(5)
        assert _shown(made, foreign) == {}
        for account_id in (made.contractor.account_id, stranger.account_id):
            with acting_for(account_id):
                assert shown_stock(made.connection_id, [product_id]) == {}


class TestAgainstTheModel:
    @given(
        levels=st.lists(st.tuples(st.integers(-3, 40), st.integers(0, 20)), min_size=2, max_size=2),
        part=st.tuples(st.integers(0, 40), st.integers(0, 20), st.integers(1, 4)),
        share=st.integers(0, 100),
        buffer=st.integers(0, 10),
        cap=st.none() | st.integers(0, 30),
        own_buffer=st.none() | st.integers(0, 10),
        chosen=st.sampled_from([(0,), (1,), (0, 1), ()]),
    )
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_same_number(
        self,
        levels: list[tuple[int, int]],
        part: tuple[int, int, int],
        share: int,
        buffer: int,
        cap: int | None,
        own_buffer: int | None,
        chosen: tuple[int, ...],
    ) -> None:
        with transaction.atomic():
            shop = make_shop()
            places = [shop.warehouse_id, shop.warehouse()]
            product_id, second = shop.product(), shop.product()
            bundle = shop.bundle(**{f"p{product_id}": 1, f"p{second}": part[2]})
            for place, (quantity, reserved) in zip(places, levels, strict=True):
                _level(shop, product_id, place, quantity, reserved)
            _level(shop, second, places[0], part[0], part[1])
            terms: dict[str, Any] = {"stock_share_percent": share, "stock_buffer": buffer, "stock_cap": cap}
            if chosen:
                terms["warehouses"] = [f"bl_{places[index]}" for index in chosen]
            made = make_connection(shop.account, **terms)
            if own_buffer is not None:
                with acting_for(shop.account_id):
                    connect.set_contractor_settings(
                        account_id=shop.account_id,
                        connection_id=made.connection_id,
                        values={"stock_buffer": own_buffer},
                    )

            def model(rows: dict[int, tuple[int, int]]) -> int:
                counted = [rows[index] for index in (chosen or (0, 1)) if index in rows]
                free = sum(max(0, quantity - reserved) for quantity, reserved in counted)
                number = free * share // 100 - (buffer if own_buffer is None else own_buffer)
                return max(0, number if cap is None else min(number, cap))

            one, two = model(dict(enumerate(levels))), model({0: part[:2]})
            assert _shown(made, product_id, second, bundle) == {
                product_id: one,
                second: two,
                bundle: min(one, two // part[2]),
            }
            transaction.set_rollback(True)


class TestCrossing:
    @pytest.mark.parametrize("state", ["pending", "rejected", "suspended", "disconnected"])
    def test_opens_only_an_active_connection(self, state: str) -> None:
        made = make_connection()
        with acting_for(made.supplier.account_id):
            Connection.objects.as_supplier(made.supplier.account_id).update(state=state)
        with acting_for(made.contractor.account_id):
            with (
                pytest.raises(ConnectionStateRefused),
                crossing(account_id=made.contractor.account_id, connection_id=made.connection_id),
            ):
                pass
            assert not Integration.objects.for_account(made.supplier.account_id).exists()

    def test_shows_the_partners_rows_and_closes_also_on_errors(self) -> None:
        made = make_connection()
        supplier_id, contractor_id = made.supplier.account_id, made.contractor.account_id
        with acting_for(contractor_id):
            with crossing(account_id=contractor_id, connection_id=made.connection_id) as opened:
                assert opened.integration.pk == made.integration_id
                assert (opened.supplier.pk, opened.contractor.pk, opened.partner_id) == (
                    supplier_id,
                    contractor_id,
                    supplier_id,
                )
            assert not Integration.objects.for_account(supplier_id).exists()
            with (
                pytest.raises(ZeroDivisionError),
                crossing(account_id=contractor_id, connection_id=made.connection_id),
            ):
                raise ZeroDivisionError
            assert not Integration.objects.for_account(supplier_id).exists()

    def test_a_strangers_connection_is_missing(self) -> None:
        made, stranger = make_connection(), make_account()
        from spinka.core.errors import NotFound

        with (
            acting_for(stranger.account_id),
            pytest.raises(NotFound),
            crossing(account_id=stranger.account_id, connection_id=made.connection_id),
        ):
            pass
