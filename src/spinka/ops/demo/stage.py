"""What loading the demo passes along: accounts with their tokens, and the ids later steps need."""

from dataclasses import dataclass, field

from django.db import connection

from spinka.accounts import services as accounts
from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries
from spinka.catalog.queries import InventoryContext
from spinka.ops.demo.people import PASSWORD, Company
from spinka.orders import services as orders
from spinka.orders.services import StatusFields

ACTOR = "demo"
# Name, colour and type of the statuses the demo adds to the four every account starts with.
MORE_STATUSES = (
    ("Nieopłacone", "#c62828", 1),
    ("Gotowe do wysyłki", "#00838f", 2),
    ("Doręczone", "#2e7d32", 4),
    ("Zwrot", "#6d4c41", 6),
)


@dataclass(slots=True)
class Stage:
    """An opened account of the demo."""

    company: Company
    account_id: int
    token: str
    context: InventoryContext
    statuses: dict[str, int]
    products: dict[str, int] = field(default_factory=dict)
    placed: int = 0


def open_stage(company: Company) -> Stage:
    """Open the company's account with its billing data and all statuses."""
    opened = accounts.open_account(
        name=company.name, email=company.email, password=PASSWORD, language="pl", currency="PLN", limit=0
    )
    accounts.set_company(
        account_id=opened.account_id,
        company=company.name,
        tax_number=company.tax_number,
        address=company.street,
        postcode=company.postcode,
        city=company.city,
        country_code="PL",
        phone=company.phone,
    )
    with acting_for(opened.account_id):
        for name, color, kind in MORE_STATUSES:
            fields = StatusFields(name=name, name_for_customer=name, color=color, type=kind)
            orders.save_status(account_id=opened.account_id, fields=fields, actor=ACTOR)
        return Stage(
            company=company,
            account_id=opened.account_id,
            token=opened.token,
            context=read_context(opened.account_id),
            statuses=_statuses(opened.account_id),
        )


def read_context(account_id: int) -> InventoryContext:
    """The default catalog as it is now."""
    inventory_id = queries.default_inventory(account_id)
    return queries.inventory_context(account_id=account_id, inventory_id=inventory_id)


def read_products(account_id: int) -> dict[str, int]:
    """The account's products by SKU."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sku, id from catalog_product where account_id = %s and sku <> '' order by id", [account_id]
        )
        return {str(sku): int(product_id) for sku, product_id in cursor.fetchall()}


def _statuses(account_id: int) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("select name, id from orders_orderstatus where account_id = %s", [account_id])
        return {str(name): int(status_id) for name, status_id in cursor.fetchall()}
