"""Figures of orders: placed and forwarded by many clients at once, beside six bare statements each."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from spinka.accounts import services as accounts
from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.core import worker
from spinka.ops.bench import bare as bare_orders
from spinka.ops.bench.bare import Bare
from spinka.ops.bench.catalog import ACTOR, ORDERED, Caller, Contractor, Market
from spinka.ops.bench.clients import run_clients
from spinka.ops.bench.figures import Figure, Run
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.orders.models import Order

LINES = 3
HOT = 10
# What the bare database did on the machine the targets were set on: any three of many products, three of ten.
BARE, BARE_HOT = 6_375, 2_850


@dataclass(slots=True)
class Task:
    """One order to place, later to forward."""

    contractor: Contractor
    product_ids: list[int]
    order_id: int = 0


@dataclass(slots=True)
class _Clients:
    """So many clients that share the tasks out, and the bare database's part of each task."""

    bare: Bare
    market: Market
    number: int
    source_order_id: int = 0

    def run(self, tasks: list[Task], work: Callable[[Task], object]) -> Run:
        return run_clients([tasks[start :: self.number] for start in range(self.number)], work)

    def place_bare(self, task: Task) -> None:
        bare_orders.place_order(
            self.bare.dsn,
            threading.get_ident(),
            self.market.supplier_id,
            self.source_order_id,
            [(product_id, self.market.warehouse_id) for product_id in task.product_ids],
        )


def measure_trade(bare: Bare, market: Market, count: int, clients: int) -> Iterator[Figure]:
    """Orders of three lines, of many products and of ten, each beside a bare run.

    Placed through addOrder with the supplier's own stock reserved; and placed by the contractors, then forwarded.
    """
    chance = random.Random(3)  # noqa: S311 (which products an order holds)
    many = _tasks(market, chance, market.product_ids[:ORDERED], count)
    hot = _tasks(market, chance, market.product_ids[:HOT], count)
    crowd = _Clients(bare, market, clients)
    issued = accounts.issue_token(account_id=market.supplier_id, label="bench orders", limit=0)
    call = Caller(issued.plain_text)

    def add_order(task: Task) -> None:
        call(_add_order(task.product_ids))

    # Once here, so that the clients, which are forked, need not load the application themselves.
    add_order(many[0])
    placed = crowd.run(many, add_order)
    with acting_for(market.supplier_id):
        crowd.source_order_id = (
            Order.objects.for_account(market.supplier_id).order_by("pk").values_list("pk", flat=True)[0]
        )
    yield _figure("addOrder, p99 40 ms", placed, crowd.run(many, crowd.place_bare), 1_000, BARE)
    placed = crowd.run(hot, add_order)
    yield _figure("addOrder on 10 products, p99 40 ms", placed, crowd.run(hot, crowd.place_bare), 700, BARE_HOT)
    for name, tasks, goal, goal_bare in (
        ("forwarded, p99 60 ms", many, 600, BARE),
        ("forwarded on 10 products", hot, 0, 0),
    ):
        crowd.run(tasks, _place)
        # Clients are processes of their own, so what they made is read back here.
        _read_orders(tasks)
        forwarded = crowd.run(tasks, _forward)
        yield _figure(name, forwarded, crowd.run(tasks, crowd.place_bare), goal, goal_bare)
    worker.work_all()


def _figure(name: str, ours: Run, bare: Run, goal: int, goal_bare: int) -> Figure:
    return Figure(f"orders: {name}", "orders/s", ours, bare, goal=goal, goal_bare=goal_bare)


def _tasks(market: Market, chance: random.Random, known: list[int], count: int) -> list[Task]:
    return [
        Task(market.contractors[number % len(market.contractors)], chance.sample(known, LINES))
        for number in range(count)
    ]


def _add_order(product_ids: list[int]) -> str:
    lines = [
        {"storage": "db", "product_id": str(product_id), "quantity": 1, "price_brutto": 12, "tax_rate": 23}
        for product_id in product_ids
    ]
    parameters = {
        "currency": "EUR",
        "email": "buyer@shop.example",
        "delivery_fullname": "Bench Buyer",
        "products": lines,
    }
    return urlencode({"method": "addOrder", "parameters": json.dumps(parameters)})


def _place(task: Task) -> None:
    account_id = task.contractor.account_id
    draft = OrderDraft(
        currency="EUR",
        email="buyer@shop.example",
        delivery_fullname="Bench Buyer",
        lines=[
            LineDraft(
                product_id=task.contractor.products[product_id],
                quantity=1,
                unit_gross=Decimal(12),
                tax_rate=Decimal(23),
            )
            for product_id in task.product_ids
        ],
    )
    with acting_for(account_id):
        orders.create_order(account_id=account_id, draft=draft, actor=ACTOR)


def _read_orders(tasks: list[Task]) -> None:
    """The orders placed last, with whatever products: forwarding reads them anyway."""
    by_account: dict[int, list[Task]] = {}
    for task in tasks:
        by_account.setdefault(task.contractor.account_id, []).append(task)
    for account_id, mine in by_account.items():
        with acting_for(account_id):
            ids = Order.objects.for_account(account_id).order_by("-pk").values_list("pk", flat=True)[: len(mine)]
            for task, order_id in zip(mine, ids, strict=True):
                task.order_id = order_id


def _forward(task: Task) -> None:
    account_id = task.contractor.account_id
    with acting_for(account_id):
        (result,) = connect.forward_order(
            account_id=account_id,
            order_id=task.order_id,
            connect_integration_id=task.contractor.connect_integration_id,
            actor=ACTOR,
        )
    if result.state != "forwarded":
        raise RuntimeError(f"the order was {result.state}: {result.reason}")
