"""A shop to order from: an account with its default catalog, products with stock, and reading back what happened."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import BundleItem, Inventory, InventoryWarehouse, Price, Product, Stock, Warehouse
from spinka.core import clock
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.orders.models import Allocation, Order, OrderLine, OrderStatus
from spinka.orders.services import CreatedOrder
from tests.factories.accounts import MadeAccount, make_account
from tests.support.api import Api

Levels = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shop:
    """An account and the ids of its default catalog; every method acts for the account."""

    account: MadeAccount
    inventory_id: int
    price_group_id: int
    warehouse_id: int
    status_ids: tuple[int, int, int, int]

    @property
    def account_id(self) -> int:
        return self.account.account_id

    @property
    def api(self) -> Api:
        return self.account.api

    @property
    def new(self) -> int:
        return self.status_ids[0]

    @property
    def in_progress(self) -> int:
        return self.status_ids[1]

    @property
    def sent(self) -> int:
        return self.status_ids[2]

    @property
    def cancelled(self) -> int:
        return self.status_ids[3]

    def product(self, stock: int | None = None, *, price: str = "", at: int | None = None, **fields: Any) -> int:
        """A product of the default catalog, with stock in its warehouse when a number is given."""
        moment = clock.now()
        with acting_for(self.account_id):
            product = Product(
                account_id=self.account_id,
                inventory_id=fields.pop("inventory_id", self.inventory_id),
                created_at=moment,
                updated_at=moment,
                **fields,
            )
            product.save(force_insert=True)
            if price:
                Price(
                    account_id=self.account_id,
                    product_id=product.pk,
                    price_group_id=self.price_group_id,
                    price=Decimal(price),
                ).save(force_insert=True)
            if stock is not None:
                self.put(product.pk, stock, at=at)
        return int(product.pk)

    def put(self, product_id: int, quantity: int, *, at: int | None = None) -> None:
        """Stock of a product in a warehouse where it had none."""
        with acting_for(self.account_id):
            Stock(
                account_id=self.account_id,
                product_id=product_id,
                warehouse_id=at or self.warehouse_id,
                quantity=quantity,
            ).save(force_insert=True)

    def warehouse(self, kind: str = "bl") -> int:
        """Another warehouse, of the catalog too when it is an own one."""
        with acting_for(self.account_id):
            place = Warehouse(account_id=self.account_id, kind=kind, name="Another")
            place.save(force_insert=True)
            if kind == "bl":
                InventoryWarehouse(
                    account_id=self.account_id, inventory_id=self.inventory_id, warehouse_id=place.pk
                ).save(force_insert=True)
        return int(place.pk)

    def bundle(self, **counts: int) -> int:
        """A bundle of products, named p<id>=<pieces>."""
        bundle_id = self.product(is_bundle=True, name="Set")
        with acting_for(self.account_id):
            for name, quantity in counts.items():
                BundleItem(
                    account_id=self.account_id, bundle_id=bundle_id, product_id=int(name[1:]), quantity=quantity
                ).save(force_insert=True)
        return bundle_id

    def reservations(self, is_on: bool) -> None:
        """Switch reservations of the default catalog."""
        with acting_for(self.account_id):
            Inventory.objects.for_account(self.account_id).update(reservations=is_on)

    def order(self, *lines: LineDraft, **fields: Any) -> CreatedOrder:
        """An order made through the service."""
        with acting_for(self.account_id):
            draft = OrderDraft(lines=list(lines), **fields)
            return orders.create_order(account_id=self.account_id, draft=draft, actor="test")

    def add_line(self, order_id: int, product_id: int, quantity: int) -> int:
        """Add a line to an order; its id."""
        with acting_for(self.account_id):
            line = LineDraft(product_id=product_id, quantity=quantity)
            return orders.add_line(account_id=self.account_id, order_id=order_id, line=line, actor="Anna")

    def move(self, order_id: int, status_id: int) -> None:
        """Change an order's status."""
        with acting_for(self.account_id):
            orders.change_status(account_id=self.account_id, order_id=order_id, status_id=status_id, actor="test")

    def levels(self, product_id: int, *, at: int | None = None) -> Levels:
        """On hand and reserved."""
        with acting_for(self.account_id):
            row = Stock.objects.for_account(self.account_id).get(
                product_id=product_id, warehouse_id=at or self.warehouse_id
            )
        return row.quantity, row.reserved

    def line(self, line_id: int) -> OrderLine:
        """A line as it stands."""
        with acting_for(self.account_id):
            return OrderLine.objects.for_account(self.account_id).get(pk=line_id)

    def found(self, order_id: int) -> Order:
        """An order as it stands."""
        with acting_for(self.account_id):
            return Order.objects.for_account(self.account_id).select_related("status").get(pk=order_id)

    def holds(self, line_id: int) -> list[tuple[int, int, int, bool]]:
        """Product, warehouse, pieces and taken of what a line holds."""
        with acting_for(self.account_id):
            rows = Allocation.objects.for_account(self.account_id).filter(line_id=line_id).order_by("pk")
            return [(row.product_id, row.warehouse_id, row.quantity, row.is_taken) for row in rows]

    def unequal(self) -> list[tuple[int, ...]]:
        """Products and warehouses whose reserved pieces are not those of open allocations (R53)."""
        with acting_for(self.account_id), connection.cursor() as cursor:
            cursor.execute(
                """
                with held as (
                    select product_id, warehouse_id, sum(quantity) as pieces from orders_allocation
                    where account_id = %s and not is_taken group by 1, 2
                ), stock as (
                    select product_id, warehouse_id, reserved from catalog_stock where account_id = %s
                )
                select product_id, warehouse_id, coalesce(pieces, 0), coalesce(reserved, 0)
                from held full join stock using (product_id, warehouse_id)
                where coalesce(pieces, 0) <> coalesce(reserved, 0)
                """,
                [self.account_id, self.account_id],
            )
            return cursor.fetchall()


def make_shop(account: MadeAccount | None = None) -> Shop:
    """An account with what opening gives it."""
    account = account or make_account()
    with acting_for(account.account_id):
        inventory = Inventory.objects.for_account(account.account_id).get()
        statuses = OrderStatus.objects.for_account(account.account_id).order_by("position")
        first, second, third, fourth = statuses.values_list("pk", flat=True)
    return Shop(
        account=account,
        inventory_id=inventory.pk,
        price_group_id=inventory.default_price_group_id,
        warehouse_id=inventory.default_warehouse_id,
        status_ids=(first, second, third, fourth),
    )
