"""Products written many at once, and lists of them for people."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries, services
from spinka.catalog.draft import ProductFields
from spinka.catalog.queries import ProductFilters
from spinka.core.errors import BadParameters, NotFound
from spinka.core.models import Event
from tests.factories.accounts import make_account

pytestmark = pytest.mark.django_db


class Catalog:
    """A fresh account's default catalog."""

    def __init__(self) -> None:
        self.account_id = make_account().account_id
        with acting_for(self.account_id):
            self.inventory_id = queries.default_inventory(self.account_id)
            self.context = queries.inventory_context(account_id=self.account_id, inventory_id=self.inventory_id)

    def save(self, products: list[ProductFields]) -> list[services.SaveResult]:
        with acting_for(self.account_id):
            return services.save_products(
                account_id=self.account_id, inventory_id=self.inventory_id, products=products, actor="test"
            )

    def names(self, filters: ProductFilters | None = None, **place: tuple[str, int]) -> list[str]:
        with acting_for(self.account_id):
            rows = queries.listed_products(
                account_id=self.account_id,
                inventory_id=self.inventory_id,
                filters=filters or ProductFilters(),
                limit=3,
                after=place.get("after"),
                before=place.get("before"),
            )
        return [item.row.name for item in rows]


class TestSaveProducts:
    def test_each_on_its_own(self) -> None:
        catalog = Catalog()
        results = catalog.save(
            [
                ProductFields(texts={"name": "A"}, prices={catalog.context.default_price_group_id: Decimal(5)}),
                ProductFields(texts={"name": ""}),
                ProductFields(texts={"name": "C"}, tax_rate=Decimal(200)),
                ProductFields(product_id=999_999_999, texts={"name": "D"}),
                ProductFields(texts={"name": "E"}, sku="E"),
            ]
        )
        assert [type(result) for result in results] == [
            services.SavedProduct,
            BadParameters,
            BadParameters,
            NotFound,
            services.SavedProduct,
        ]
        assert catalog.names() == ["A", "E"]

    def test_ids_follow_the_order_asked(self) -> None:
        catalog = Catalog()
        results = catalog.save([ProductFields(texts={"name": f"P{n:04}"}, sku=f"S{n}") for n in range(500)])
        with acting_for(catalog.account_id), connection.cursor() as cursor:
            cursor.execute("select id, sku from catalog_product where account_id = %s", [catalog.account_id])
            skus = dict(cursor.fetchall())
        assert [skus[result.product_id] for result in results if isinstance(result, services.SavedProduct)] == [
            f"S{n}" for n in range(500)
        ]

    def test_statements_do_not_grow(self) -> None:
        counts = []
        for number in (2, 200):
            catalog = Catalog()
            products = [
                ProductFields(
                    texts={"name": f"P{n}"},
                    stock={f"bl_{catalog.context.default_warehouse_id}": n},
                    prices={catalog.context.default_price_group_id: Decimal(n)},
                    tags=["a"],
                    images={1: "url:https://a.example/x.png"},
                )
                for n in range(1, number + 1)
            ]
            with CaptureQueriesContext(connection) as captured:
                catalog.save(products)
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_one_event_a_call(self) -> None:
        catalog = Catalog()
        results = catalog.save([ProductFields(texts={"name": name}) for name in "AB"])
        ids = [result.product_id for result in results if isinstance(result, services.SavedProduct)]
        with acting_for(catalog.account_id):
            told = Event.objects.filter(account_id=catalog.account_id, name="product.changed").values_list(
                "data", flat=True
            )
            assert list(told) == [{"product_ids": ids}]

    def test_the_same_again_changes_nothing(self) -> None:
        catalog = Catalog()
        made = catalog.save([ProductFields(texts={"name": "A"}, sku="1", weight=Decimal("1.5"))])[0]
        assert isinstance(made, services.SavedProduct)
        catalog.save([ProductFields(product_id=made.product_id, texts={"name": "A"}, sku="1", weight=Decimal("1.50"))])
        with acting_for(catalog.account_id), connection.cursor() as cursor:
            cursor.execute("select version from catalog_product where account_id = %s", [catalog.account_id])
            assert cursor.fetchall() == [(1,)]


class TestProductsPage:
    def test_polish_order_in_both_directions(self) -> None:
        catalog = Catalog()
        catalog.save([ProductFields(texts={"name": name}) for name in ("Żaba", "Zebra", "Łoś", "Lis", "Ćma", "Cap")])
        assert catalog.names() == ["Cap", "Ćma", "Lis"]
        with acting_for(catalog.account_id):
            rows = queries.listed_products(
                account_id=catalog.account_id, inventory_id=catalog.inventory_id, filters=ProductFilters(), limit=3
            )
        assert catalog.names(after=rows[-1].place) == ["Łoś", "Zebra", "Żaba"]
        assert catalog.names(before=rows[-1].place) == ["Cap", "Ćma"]

    def test_search_finds_names_and_codes(self) -> None:
        catalog = Catalog()
        catalog.save(
            [ProductFields(texts={"name": "Łyżka stołowa"}, sku="AB-77"), ProductFields(texts={"name": "Nóż"})]
        )
        assert catalog.names(ProductFilters(text="lyzka sto")) == ["Łyżka stołowa"]
        assert catalog.names(ProductFilters(text="ab-7")) == ["Łyżka stołowa"]
        assert catalog.names(ProductFilters(text="x")) == []
        with acting_for(catalog.account_id):
            assert (
                queries.count_listed(
                    account_id=catalog.account_id, inventory_id=catalog.inventory_id, filters=ProductFilters(text="noz")
                )
                == 1
            )
