"""The accounts of a replay: a supplier with the file's products and one connected contractor per customer."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from spinka.accounts import services as accounts
from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.catalog.services import ProductFields, SavedProduct
from spinka.connect import services as connect
from spinka.connect.models import ProductImport
from spinka.connect.services import ImportOptions
from spinka.core import worker
from spinka.core.errors import Conflict, SpinkaError
from spinka.ops.replay.invoices import CASH, Book

ACTOR = "replay-orders"
CURRENCY = "GBP"
BATCH = 1000
IMPORT_SECONDS = 600
ENDED = frozenset({"done", "failed", "cancelled", "undone"})


@dataclass(slots=True)
class Contractor:
    """A customer's account with its connection and its own product ids by stock code."""

    name: str
    account_id: int
    connection_id: int
    connect_integration_id: int
    products: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Market:
    """The supplier and its contractors by customer id; one person may sign in to all of them."""

    supplier_id: int
    email: str
    password: str
    products: dict[str, int]
    contractors: dict[str, Contractor]


def open_market(book: Book, *, told: Callable[[], None] | None = None) -> Market:
    """Open the accounts, write the products, connect every customer by code and import; each account is new.

    `told` hears of each account that is ready. Raises what the services raise.
    """
    name = secrets.token_hex(4)
    email, password = f"replay-{name}@spinka.example", secrets.token_urlsafe(12)
    supplier_id = _open_account(f"Replay {name} supplier", email, password)
    with acting_for(supplier_id):
        products = _write_products(supplier_id, book)
        _, code = connect.save_integration(
            account_id=supplier_id, fields={"name": f"Replay {name}", "code_name": "Replay"}, actor=ACTOR
        )
    market = Market(supplier_id, email, password, products, {})
    for customer in book.customers:
        title = "Cash customer" if customer == CASH else f"Customer {customer}"
        account_id = _open_account(title, email, password)
        market.contractors[customer] = _connect(account_id, title, code)
        if told:
            told()
    return market


def _open_account(name: str, email: str, password: str) -> int:
    opened = accounts.open_account(
        name=name,
        email=email,
        password=password,
        language="en",
        currency=CURRENCY,
        time_zone="Europe/London",
        limit=0,
    )
    return opened.account_id


def _write_products(supplier_id: int, book: Book) -> dict[str, int]:
    inventory_id = queries.default_inventory(supplier_id)
    context = queries.inventory_context(account_id=supplier_id, inventory_id=inventory_id)
    drafts = []
    for product in book.products.values():
        fields = ProductFields(
            sku=product.code,
            kind="service" if product.is_service else "goods",
            texts={"name": product.name or product.code},
            tax_rate=Decimal(0),
            prices={context.default_price_group_id: product.price},
        )
        if not product.is_service:
            fields.stock = {f"bl_{context.default_warehouse_id}": product.stock}
        drafts.append(fields)
    ids: dict[str, int] = {}
    codes = list(book.products)
    for start in range(0, len(drafts), BATCH):
        results = catalog.save_products(
            account_id=supplier_id, inventory_id=inventory_id, products=drafts[start : start + BATCH], actor=ACTOR
        )
        for code, result in zip(codes[start:], results, strict=False):
            if not isinstance(result, SavedProduct):
                raise result
            ids[code] = result.product_id
    return ids


def _connect(account_id: int, name: str, code: str) -> Contractor:
    with acting_for(account_id):
        joined = connect.join(account_id=account_id, code=code, actor=ACTOR)
        inventory_id = queries.default_inventory(account_id)
        import_id = connect.start_import(
            account_id=account_id,
            connect_integration_id=joined.connect_integration_id,
            inventory_id=inventory_id,
            options=ImportOptions(),
            actor=ACTOR,
        )
    _await_import(account_id, import_id)
    contractor = Contractor(name, account_id, joined.connect_contractor_id, joined.connect_integration_id)
    with acting_for(account_id), connection.cursor() as cursor:
        cursor.execute(
            "select sku, id from catalog_product where account_id = %s and inventory_id = %s",
            [account_id, inventory_id],
        )
        contractor.products = {str(sku): int(product_id) for sku, product_id in cursor.fetchall()}
    return contractor


def _await_import(account_id: int, import_id: int) -> None:
    """Do the import here unless a running server does it; both at once are kept apart by the work's own locks."""
    deadline = time.monotonic() + IMPORT_SECONDS
    while time.monotonic() < deadline:
        worker.work_all()
        with acting_for(account_id):
            row = ProductImport.objects.for_account(account_id).get(pk=import_id)
        if row.state in ENDED:
            if row.state != "done":
                raise SpinkaError("The import ended as %(state)s: %(error)s", state=row.state, error=row.error)
            return
        time.sleep(0.2)
    raise Conflict("The import did not end within %(seconds)s seconds", seconds=IMPORT_SECONDS)
