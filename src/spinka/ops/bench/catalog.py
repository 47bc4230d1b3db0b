"""Figures of products, prices and stock through the API's endpoint, and of a contractor's import."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import get_resolver

from spinka.accounts import services as accounts
from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.catalog.services import ProductFields
from spinka.connect import services as connect
from spinka.connect.models import ProductImport
from spinka.connect.services import ImportOptions
from spinka.core import worker
from spinka.ops.bench import bare as plain
from spinka.ops.bench.bare import Bare
from spinka.ops.bench.clients import run_clients
from spinka.ops.bench.figures import Figure, Run

BATCH = 1000
ACTOR = "bench"
PASSWORD = "bench-bench-bench"  # noqa: S105 (of a database that lives for minutes)
ORDERED = 300
# Clients of calls of a thousand rows: as many as there are processors to keep busy.
BULK_CLIENTS = 2
CLIENTS = 16


@dataclass(slots=True)
class Contractor:
    """A connected account with its products by the supplier's product id."""

    account_id: int
    connect_integration_id: int
    products: dict[int, int]
    token: str


@dataclass(slots=True)
class Market:
    """The accounts of the run."""

    supplier_id: int
    warehouse_id: int
    product_ids: list[int]
    contractors: list[Contractor]


def _no_start(*_: Any) -> Callable[[bytes], object]:
    """Takes status and headers, of which no figure depends."""
    return len


class Caller:
    """Calls of the API with one token, through the whole of the web application but without a network between.

    Clients are forked: the application is loaded here, before the clock runs, as a web server does it once.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        get_resolver().url_patterns  # noqa: B018 (read for what it imports)
        self._application = get_wsgi_application()

    def __call__(self, body: str) -> None:
        content = self._post(body.encode())
        if not content.startswith(b'{"status":"SUCCESS"') or b'"warnings":{"' in content[-300:]:
            raise RuntimeError(f"{body[:60]}: {content[:300]!r}")

    def _post(self, body: bytes) -> bytes:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": "/connector.php",
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "localhost",
            "HTTP_X_BLTOKEN": self.token,
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        answer = self._application(environ, _no_start)
        try:
            return b"".join(answer)
        finally:
            answer.close()


def _body(method: str, parameters: dict[str, Any]) -> str:
    return urlencode({"method": method, "parameters": json.dumps(parameters)})


def _shared_out(tasks: Sequence[Any], clients: int) -> list[Sequence[Any]]:
    return [tasks[start::clients] for start in range(min(clients, len(tasks)))]


@dataclass(slots=True)
class _Shop:
    """The supplier's catalog and how its API is called."""

    account_id: int
    inventory_id: int
    group: str
    warehouse: str
    caller: Caller

    def product(self, number: int) -> dict[str, Any]:
        return {
            "sku": f"BENCH-{number:07d}",
            "ean": f"{2_000_000_000_000 + number}",
            "text_fields": {"name": f"Bench product number {number}", "description": "A product that is measured."},
            "tax_rate": 23,
            "weight": 0.25,
            "prices": {self.group: number % 900 + 1},
            "stock": {self.warehouse: 1_000_000},
        }


def measure_catalog(
    bare: Bare, products: int, rounds: int, contractors: int, singles: int = 800
) -> Iterator[Figure | Market]:
    """Write, import, change and read; gives figures and at last the accounts for what follows."""
    opened = _open("Bench supplier")
    with acting_for(opened.account_id):
        inventory_id = queries.default_inventory(opened.account_id)
        context = queries.inventory_context(account_id=opened.account_id, inventory_id=inventory_id)
        _, code = connect.save_integration(
            account_id=opened.account_id, fields={"name": "Bench", "code_name": "Bench"}, actor=ACTOR
        )
    group, warehouse = str(context.default_price_group_id), f"bl_{context.default_warehouse_id}"
    shop = _Shop(opened.account_id, inventory_id, group, warehouse, Caller(opened.token))
    bulk = _add_in_bulk(shop, products)
    loads = bare.loads(shop.account_id)
    copied = run_clients(
        _shared_out(loads, BULK_CLIENTS),
        lambda load: plain.load_products(bare.dsn, threading.get_ident(), load),
        rows_each=min(BATCH, products),
    )
    yield Figure("addInventoryProducts, 1,000 a call", "products/s", bulk, copied, goal=32_000, goal_bare=108_600)
    ids = _product_ids(shop.account_id)
    market = Market(shop.account_id, context.default_warehouse_id, ids, [])
    first, imported = _connect("Bench importer", code, None)
    yield Figure(
        "products imported by a contractor", "products/s", imported, bare.copy_products(shop.account_id), "60 % of bare"
    )
    market.contractors.append(first)
    for number in range(1, contractors):
        other, _ = _connect(f"Bench contractor {number}", code, ids[:ORDERED])
        market.contractors.append(other)
    yield from _amounts(bare, shop, ids, rounds)
    yield from _reads(bare, shop, ids, singles)
    yield _shared_pages(bare, first, shop, ids)
    bodies = [
        _body("addInventoryProduct", {"inventory_id": inventory_id, **shop.product(products + number)})
        for number in range(singles)
    ]
    yield Figure(
        "addInventoryProduct",
        "calls/s",
        run_clients(_shared_out(bodies, CLIENTS), shop.caller),
        run_clients(
            _shared_out(ids[: singles * 2], CLIENTS),
            lambda one: plain.make_product(bare.dsn, threading.get_ident(), one),
        ),
        goal=1_000,
        goal_bare=9_750,
    )
    yield market


def _product_ids(account_id: int) -> list[int]:
    with acting_for(account_id), connection.cursor() as cursor:
        cursor.execute("select id from catalog_product where account_id = %s order by id", [account_id])
        return [row[0] for row in cursor.fetchall()]


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


def _add_in_bulk(shop: _Shop, count: int) -> Run:
    bodies = [
        _body(
            "addInventoryProducts",
            {
                "inventory_id": shop.inventory_id,
                "products": [shop.product(number) for number in range(start, min(start + BATCH, count))],
            },
        )
        for start in range(0, count, BATCH)
    ]
    return run_clients(_shared_out(bodies, BULK_CLIENTS), shop.caller, rows_each=min(BATCH, count))


def _amounts(bare: Bare, shop: _Shop, ids: list[int], rounds: int) -> Iterator[Figure]:
    """Stock and prices set a thousand rows a call, every row to another amount than before."""
    for method, table, key in (
        ("updateInventoryProductsStock", "stock", shop.warehouse),
        ("updateInventoryProductsPrices", "price", shop.group),
    ):
        asked = [
            {product_id: 1_500 + number * 7 + place % 97 for place, product_id in enumerate(part)}
            for number in range(rounds)
            for part in _parts(ids)
        ]
        bodies = [
            _body(
                method,
                {"inventory_id": shop.inventory_id, "products": {one: {key: amount} for one, amount in part.items()}},
            )
            for part in asked
        ]
        ours = run_clients(_shared_out(bodies, BULK_CLIENTS), shop.caller, rows_each=min(BATCH, len(ids)))

        def set_bare(part: dict[int, int], table: str = table) -> None:
            plain.set_amounts(bare.dsn, threading.get_ident(), table, part)

        peer = run_clients(_shared_out(asked, BULK_CLIENTS), set_bare, rows_each=min(BATCH, len(ids)))
        yield Figure(method, "rows/s", ours, peer, goal=70_000, goal_bare=139_800)


def _reads(bare: Bare, shop: _Shop, ids: list[int], singles: int) -> Iterator[Figure]:
    def read_bare(part: Sequence[int]) -> None:
        plain.read_products(bare.dsn, threading.get_ident(), part)

    parts = _parts(ids) * max(1, 20_000 // len(ids))
    bodies = [
        _body("getInventoryProductsData", {"inventory_id": shop.inventory_id, "products": list(part)}) for part in parts
    ]
    yield Figure(
        "getInventoryProductsData, 1,000",
        "products/s",
        run_clients(_shared_out(bodies, BULK_CLIENTS), shop.caller, rows_each=min(BATCH, len(ids))),
        # On one connection, as the bare figure of the target was taken.
        run_clients([parts], read_bare, rows_each=min(BATCH, len(ids))),
        goal=47_000,
        goal_bare=94_500,
    )
    wanted = [ids[number * 7 % len(ids)] for number in range(singles * 2)]
    bodies = [
        _body("getInventoryProductsData", {"inventory_id": shop.inventory_id, "products": [one]}) for one in wanted
    ]
    yield Figure(
        "getInventoryProductsData, one",
        "calls/s",
        run_clients(_shared_out(bodies, CLIENTS), shop.caller),
        run_clients(_shared_out([[one] for one in wanted], CLIENTS), read_bare),
        goal=1_500,
    )


def _shared_pages(bare: Bare, contractor: Contractor, shop: _Shop, ids: list[int]) -> Figure:
    """Pages of the contractor's supplier, every product with two pictures."""
    shown = ids[: 4 * BATCH]
    for part in _parts(shown):
        with acting_for(shop.account_id):
            catalog.save_products(
                account_id=shop.account_id,
                inventory_id=shop.inventory_id,
                products=[
                    ProductFields(
                        product_id=one,
                        images={place: f"url:https://pictures.example/{one}-{place}.jpg" for place in (1, 2)},
                    )
                    for one in part
                ],
                actor=ACTOR,
            )
    pages = [page for _ in range(4) for page in range(1, len(_parts(shown)) + 1)]
    bodies = [
        _body("getConnectProducts", {"connect_integration_id": contractor.connect_integration_id, "page": page})
        for page in pages
    ]
    parts = [_parts(shown)[page - 1] for page in pages]
    rows = min(BATCH, len(shown))
    return Figure(
        "getConnectProducts with pictures",
        "products/s",
        run_clients(_shared_out(bodies, BULK_CLIENTS), Caller(contractor.token), rows_each=rows),
        run_clients([parts], lambda part: plain.read_products(bare.dsn, threading.get_ident(), part), rows_each=rows),
        goal=47_000,
        goal_bare=94_500,
    )


def _open(name: str) -> accounts.OpenedAccount:
    return accounts.open_account(
        name=name, email="bench@spinka.example", password=PASSWORD, language="en", currency="EUR", limit=0
    )


def _connect(name: str, code: str, product_ids: list[int] | None) -> tuple[Contractor, Run]:
    opened = _open(name)
    account_id = opened.account_id
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
    return Contractor(account_id, joined.connect_integration_id, links, opened.token), Run(row.created, seconds)
