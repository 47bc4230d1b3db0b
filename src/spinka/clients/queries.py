"""Reading the book of clients: pages for the API, one client, statuses with groups, extra fields."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import connection

from spinka.clients.models import Client, ClientExtraField, ClientStatus, ClientStatusGroup
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID

PAGE = 100
# Columns of a page in the order of the public API.
COLUMNS = (
    *("status_id", "star", "login", "phone", "email", "connect_contractor_id"),
    *("invoice_company", "invoice_fullname", "invoice_address", "invoice_postcode", "invoice_city", "invoice_state"),
    *("invoice_country_code", "invoice_tax_id"),
    *("delivery_company", "delivery_fullname", "delivery_address", "delivery_postcode", "delivery_city"),
    *("delivery_state", "delivery_country_code"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFilter:
    """Which clients a page holds. Texts are parts of the column of their name, without case; empty ones stand for any."""

    client_id: int | None = None
    status_id: int | None = None
    email: str = ""
    phone: str = ""
    login: str = ""
    invoice_company: str = ""
    invoice_tax_id: str = ""
    invoice_fullname: str = ""


_TEXTS = tuple(item.name for item in fields(ClientFilter) if not item.name.endswith("_id") or "tax" in item.name)


def page_statement(*, account_id: int, wanted: ClientFilter, page: int) -> tuple[str, list[Any]]:
    """SQL that gives the ids of a page of 100 clients, ascending; pages count from 1."""
    tests: list[tuple[str, Any]] = [("c.account_id = %s", account_id)]
    if wanted.client_id is not None:
        tests.append(("c.id = %s", wanted.client_id))
    if wanted.status_id is not None:
        tests.append(("c.status_id = %s", wanted.status_id))
    texts = {name: getattr(wanted, name) for name in _TEXTS}
    tests += [(f"position(lower(%s) in lower(c.{name})) > 0", text) for name, text in texts.items() if text]
    where = " and ".join(test for test, _ in tests)
    sql = f"select c.id from clients_client c where {where} order by c.id limit {PAGE} offset %s"
    return sql, [*(value for _, value in tests), (max(page, 1) - 1) * PAGE]


def clients_page(*, account_id: int, wanted: ClientFilter, page: int = 1) -> bytes:
    """A page of clients as a JSON list with the public API's names. One query."""
    ids, values = page_statement(account_id=account_id, wanted=wanted, page=page)
    columns = ", ".join(
        "c.connect_contractor_id as contractor_id" if name == "connect_contractor_id" else f"c.{name}"
        for name in COLUMNS
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"select coalesce(json_agg(row_to_json(x) order by x.crm_client_id), '[]')::text from ("
            f"select c.id as crm_client_id, {columns} from clients_client c"
            f" where c.account_id = %s and c.id in ({ids})) x",
            [account_id, *values],
        )
        return str(cursor.fetchone()[0]).encode()


def get_client(*, account_id: int, client_id: int) -> Client:
    """A client. Raises NotFound."""
    known = 0 < client_id <= BIGGEST_ID
    client = Client.objects.for_account(account_id).filter(pk=client_id).first() if known else None
    if client is None:
        raise NotFound("There is no client %(id)s", id=client_id)
    return client


def statuses(account_id: int) -> list[ClientStatus]:
    """The account's statuses in their order; the first is the one new clients get."""
    return list(ClientStatus.objects.for_account(account_id).order_by("position", "pk"))


def status_groups(account_id: int) -> list[ClientStatusGroup]:
    """The groups beside the main one."""
    return list(ClientStatusGroup.objects.for_account(account_id).order_by("pk"))


def extra_fields(account_id: int) -> list[ClientExtraField]:
    """Extra fields the account defined for clients."""
    return list(ClientExtraField.objects.for_account(account_id).order_by("pk"))
