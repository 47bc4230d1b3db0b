"""Figures of products and stock: written in bulk, imported by a contractor, stock set through the API's endpoint."""

import json
import time
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from spinka.accounts import services as accounts
from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.catalog.services import ProductFields, SavedProduct
from spinka.connect import services as connect
from spinka.connect.models import ProductImport
from spinka.connect.services import ImportOptions
from spinka.core import worker
from spinka.ops.bench.bare import Bare
from spinka.ops.bench.figures import Figure, Run

BATCH = 1000
ACTOR = "bench"
PASSWORD = "bench-bench-bench"  # noqa: S105 (of a database that lives for minutes)
ORDERED = 300


@dataclass(slots=True)
class Contractor:
    """A connected account with its products by the supplier's product id."""

    account_id: int
    connect_integration_id: int
    products: dict[int, int]


@dataclass(slots=True)
class Market:
    """The accounts of the run."""

    supplier_id: int
    warehouse_id: int
    product_ids: list[int]
    contractors: list[Contractor]


def measure_catalog(bare: Bare, products: int, stock_rounds: int, contractors: int) -> tuple[Market, list[Figure]]:
    """Write, import and count; gives the accounts for what follows."""
    opened = _open("Bench supplier")
    with acting_for(opened.account_id):
        inventory_id = queries.default_inventory(opened.account_id)
        context = queries.inventory_context(account_id=opened.account_id, inventory_id=inventory_id)
        _, code = connect.save_integration(
            account_id=opened.account_id, fields={"name": "Bench", "code_name": "Bench"}, actor=ACTOR
        )
    warehouse = f"bl_{context.default_warehouse_id}"
    ids, saved = _save(opened.account_id, inventory_id, context.default_price_group_id, warehouse, products)
    copied = bare.copy_products(opened.account_id)
    figures = [Figure("products written in bulk", "products/s", saved, copied, "32,000/s")]
    market = Market(opened.account_id, context.default_warehouse_id, ids, [])
    first, imported = _connect("Bench importer", code, None)
    figures.append(Figure("products imported by a contractor", "products/s", imported, copied, "60 % of bare"))
    market.contractors.append(first)
    for number in range(1, contractors):
        other, _ = _connect(f"Bench contractor {number}", code, ids[:ORDERED])
        market.contractors.append(other)
    stock = _set_stock(opened.token, inventory_id, warehouse, ids, stock_rounds)
    figures.append(
        Figure(
            "stock set, 1,000 rows a call",
            "rows/s",
            stock,
            bare.update_stock(ids, context.default_warehouse_id, stock_rounds),
            "70,000/s",
        )
    )
    return market, figures


def _open(name: str) -> accounts.OpenedAccount:
    return accounts.open_account(
        name=name, email="bench@spinka.example", password=PASSWORD, language="en", currency="EUR", limit=0
    )


def _save(account_id: int, inventory_id: int, group_id: int, warehouse: str, count: int) -> tuple[list[int], Run]:
    batches = [
        [
            ProductFields(
                sku=f"BENCH-{number:07d}",
                ean=f"{2_000_000_000_000 + number}",
                texts={"name": f"Bench product number {number}", "description": "A product that is measured."},
                tax_rate=Decimal(23),
                weight=Decimal("0.25"),
                prices={group_id: Decimal(number % 900 + 1)},
                stock={warehouse: 1_000_000},
            )
            for number in range(start, min(start + BATCH, count))
        ]
        for start in range(0, count, BATCH)
    ]
    ids: list[int] = []
    started = time.monotonic()
    for batch in batches:
        with acting_for(account_id):
            results = catalog.save_products(
                account_id=account_id, inventory_id=inventory_id, products=batch, actor=ACTOR
            )
        ids += [result.product_id for result in results if isinstance(result, SavedProduct)]
    return ids, Run(len(ids), time.monotonic() - started)


def _connect(name: str, code: str, product_ids: list[int] | None) -> tuple[Contractor, Run]:
    account_id = _open(name).account_id
    with acting_for(account_id):
        joined = connect.join(account_id=account_id, code=code, actor=ACTOR)
        import_id = connect.start_import(
            account_id=account_id,
            connect_integration_id=joined.connect_integration_id,
            inventory_id=queries.default_inventory(account_id),
            options=ImportOptions(product_ids=product_ids),
            actor=ACTOR,
        )
    started = time.monotonic()
    worker.work_all()
    seconds = time.monotonic() - started
    with acting_for(account_id), connection.cursor() as cursor:
        row = ProductImport.objects.for_account(account_id).get(pk=import_id)
        cursor.execute(
            "select supplier_product_id, product_id from connect_productlink where contractor_id = %s", [account_id]
        )
        links = dict(cursor.fetchall())
        cursor.execute("select error from core_outbox where account_id = %s and error <> '' limit 1", [account_id])
        failure = cursor.fetchone()
    if row.state != "done":
        raise RuntimeError(f"the import ended as {row.state}: {row.error or failure}")
    return Contractor(account_id, joined.connect_integration_id, links), Run(row.created, seconds)


def _set_stock(token: str, inventory_id: int, warehouse: str, ids: list[int], rounds: int) -> Run:
    """Calls of updateInventoryProductsStock through the endpoint, without a network between."""
    client = Client()
    bodies = [
        urlencode(
            {
                "method": "updateInventoryProductsStock",
                "parameters": json.dumps(
                    {
                        "inventory_id": inventory_id,
                        "products": {
                            str(product_id): {warehouse: 500_000 + number * 7 + place % 97}
                            for place, product_id in enumerate(ids[start : start + BATCH])
                        },
                    }
                ),
            }
        )
        for number in range(rounds)
        for start in range(0, len(ids), BATCH)
    ]
    latencies = []
    started = time.monotonic()
    for body in bodies:
        begun = time.monotonic()
        response = client.post(
            "/connector.php",
            body,
            content_type="application/x-www-form-urlencoded",
            headers={"X-BLToken": token, "Host": "localhost"},
        )
        latencies.append(time.monotonic() - begun)
        answer = json.loads(response.content)
        if answer["status"] != "SUCCESS" or answer.get("warnings"):
            raise RuntimeError(f"updateInventoryProductsStock: {str(answer)[:300]}")
    return Run(len(ids) * rounds, time.monotonic() - started, latencies)
