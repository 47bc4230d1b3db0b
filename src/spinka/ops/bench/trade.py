"""Figures of orders: placed and forwarded by many clients at once, beside six bare statements each."""

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.core import worker
from spinka.ops.bench import bare as bare_orders
from spinka.ops.bench.bare import Bare
from spinka.ops.bench.catalog import ACTOR, ORDERED, Contractor, Market
from spinka.ops.bench.clients import run_clients
from spinka.ops.bench.figures import Figure
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.orders.models import Order

LINES = 3


@dataclass(slots=True)
class Task:
    """One order to place, later to forward."""

    contractor: Contractor
    product_ids: list[int]
    order_id: int = 0


def measure_trade(bare: Bare, market: Market, count: int, clients: int) -> Iterator[Figure]:
    """Orders of three lines: placed by the contractors, then forwarded to the supplier, each with a bare run."""
    chance = random.Random(3)  # noqa: S311 (which products an order holds)
    known = market.product_ids[:ORDERED]
    tasks = [
        Task(market.contractors[number % len(market.contractors)], chance.sample(known, LINES))
        for number in range(count)
    ]
    parts = [tasks[start::clients] for start in range(clients)]
    placed = run_clients(parts, _place)
    # Clients are processes of their own, so what they made is read back here.
    _read_orders(tasks)
    sample = tasks[0]

    def place_bare(task: Task) -> None:
        bare_orders.place_order(
            bare.dsn,
            threading.get_ident(),
            market.supplier_id,
            sample.order_id,
            [(product_id, market.warehouse_id) for product_id in task.product_ids],
        )

    yield Figure("orders placed", "orders/s", placed, run_clients(parts, place_bare), "1,000/s, p99 40 ms")
    parts = [tasks[start::clients] for start in range(clients)]
    forwarded = run_clients(parts, _forward)
    yield Figure("orders forwarded", "orders/s", forwarded, run_clients(parts, place_bare), "600/s, p99 60 ms")
    worker.work_all()


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
    by_account: dict[int, list[Task]] = {}
    for task in tasks:
        by_account.setdefault(task.contractor.account_id, []).append(task)
    for account_id, mine in by_account.items():
        with acting_for(account_id):
            ids = Order.objects.for_account(account_id).order_by("pk").values_list("pk", flat=True)
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
