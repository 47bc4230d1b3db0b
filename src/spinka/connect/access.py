"""The only way from one account to another's rows (R25): opened for a reason, for one partner, and closed again.

`crossing` opens (a) through an active connection and (b) through a sale of one's own; `listings_found`, `find_listing` and
`crossing_by_listing` are (c); `find_code` and `crossing_by_code` are (d); `crossing_by_invitation`
is (e). Inside a crossing the database shows and takes the partner's rows too.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db import connection as database
from psycopg.pq import TransactionStatus

from spinka.accounts.models import Account
from spinka.catalog import exchange
from spinka.catalog.models import Inventory
from spinka.connect.directory import FoundListing
from spinka.connect.invitation_reads import FoundInvitation
from spinka.connect.models import Connection, ConnectionState, Integration
from spinka.connect.settings import ContractorSettings, SupplierSettings, contractor_terms, supplier_terms
from spinka.core import clock, statements
from spinka.core.errors import Conflict, NotFound
from spinka.core.secrets import keyed_hash, normalise_code

CODE_PURPOSE = "connect-code"


class ConnectionStateRefused(Conflict):
    """The connection is pending, rejected, suspended or disconnected; nothing passes through it (R25)."""

    def __init__(self, state: str) -> None:
        super().__init__("The connection is not active: %(state)s", state=state)
        self.state = state


@dataclass(frozen=True, slots=True)
class Crossing:
    """An open crossing: the connection, the integration behind it, both accounts, and what applies.

    `currencies` are the supplier's by price group, `rates` those it keeps today, `default_groups` and
    `catalog_warehouses` its price groups and warehouses by catalog.
    """

    account_id: int
    connection: Connection
    integration: Integration
    supplier: Account
    contractor: Account
    terms: SupplierSettings
    contractor_terms: ContractorSettings
    currencies: Mapping[int, str]
    rates: exchange.Kept
    default_groups: Mapping[int, int]
    catalog_warehouses: Mapping[int, tuple[int, ...]]

    @property
    def connection_id(self) -> int:
        """`connect_contractor_id` on both sides (R23)."""
        return int(self.connection.pk)

    @property
    def today(self) -> date:
        """The day in the supplier's time zone."""
        return clock.now().astimezone(ZoneInfo(self.supplier.time_zone)).date()

    @property
    def partner_id(self) -> int:
        """The other account."""
        return self.supplier_id if self.account_id == self.contractor_id else self.contractor_id

    @property
    def supplier_id(self) -> int:
        """The supplier's account."""
        return int(self.connection.supplier_id)

    @property
    def contractor_id(self) -> int:
        """The contractor's account."""
        return int(self.connection.contractor_id)


def _execute(sql: str, values: list[Any]) -> tuple[Any, ...] | None:
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


@contextmanager
def _opened(partner_id: int) -> Iterator[None]:
    if not database.in_atomic_block:
        raise RuntimeError("a crossing lives in a transaction")
    before = _execute(
        "select current_setting('spinka.partner', true), set_config('spinka.partner', %s, true)", [str(partner_id)]
    )
    try:
        yield
    finally:
        _close((before[0] if before else "") or "")


def _close(before: str) -> None:
    # In a failed transaction nothing can run, and the rollback that must follow restores the setting by itself.
    wrapped = database.connection
    if (
        wrapped is not None
        and not database.needs_rollback
        and wrapped.info.transaction_status != TransactionStatus.INERROR
    ):
        statements.rows("select set_config('spinka.partner', %s, true)", before)


@contextmanager
def crossing(
    *,
    account_id: int,
    connection_id: int | None = None,
    sale_id: int | None = None,
    need: Literal["active", "sale"] = "active",
    lock: bool = False,
) -> Iterator[Crossing]:
    """Open the crossing to the partner of a connection, closed at the end of the block whatever happens (R25).

    `need="active"` (a): products, prices, stock, new orders; `need="sale"` (b): what belongs to a sale, whatever the
    connection's state, for which `sale_id` or a connection with a sale is named. With `lock` the connection's row is
    held (FOR NO KEY UPDATE) until the transaction ends. The account may stand on either side.
    Raises NotFound for a connection or sale that is not the account's, ConnectionStateRefused where (a) is not open.
    """
    if not database.in_atomic_block:
        raise RuntimeError("a crossing lives in a transaction")
    found, before = _open(account_id, connection_id, sale_id, need, lock)
    try:
        yield _read(account_id, found)
    finally:
        _close(before)


_OPEN = """
select {columns}, current_setting('spinka.partner', true), case when c.state = 'active' or %s then
    set_config('spinka.partner', (case c.supplier_id when %s then c.contractor_id else c.supplier_id end)::text, true) end
from (select * from connect_connection where (supplier_id = %s or contractor_id = %s) and id = %s {lock}) c
"""
_PARTIES = f"""
select {{integration}}, {{inventory}}, {{supplier}}, {{contractor}},
    (select jsonb_object_agg(g.id, g.currency) from catalog_pricegroup g where g.account_id = i.account_id),
    {exchange.VALID_JSON.format(account="i.account_id", day="(%s::timestamptz at time zone s.time_zone)::date")},
    (select jsonb_object_agg(d.id, d.default_price_group_id) from catalog_inventory d where d.account_id = i.account_id),
    (select jsonb_object_agg(k.inventory_id, k.ids) from (
        select u.inventory_id, jsonb_agg(h.id order by h.id) as ids from catalog_inventorywarehouse u
        join catalog_warehouse h on h.account_id = u.account_id and h.id = u.warehouse_id and h.kind = 'bl'
        where u.account_id = i.account_id group by 1) k)
from connect_integration i
join catalog_inventory v on v.account_id = i.account_id and v.id = i.inventory_id
join accounts_account s on s.id = i.account_id
join accounts_account c on c.id = %s
where i.account_id = %s and i.id = %s
"""


def _open(
    account_id: int, connection_id: int | None, sale_id: int | None, need: str, lock: bool
) -> tuple[Connection, str]:
    """The connection, held when asked, and the partner before; the partner is its other side now."""
    missing = NotFound("There is no connection %(id)s", id=connection_id or 0)
    if need == "sale":
        missing = NotFound("There is no sale %(id)s", id=sale_id or 0)
        # Raw, because a sale's existence alone is asked and both policies already hold it to the two accounts.
        sale = _execute(
            "select connection_id from connect_sale where (supplier_id = %s or contractor_id = %s)"
            " and (id = %s or connection_id = %s) limit 1",
            [account_id, account_id, sale_id, None if sale_id else connection_id],
        )
        connection_id = sale[0] if sale else None
    sql = _OPEN.format(columns=statements.columns(Connection, "c"), lock="for no key update" if lock else "")
    row = (
        statements.row(sql, need == "sale", account_id, account_id, account_id, connection_id)
        if connection_id and 0 < connection_id < 2**63
        else None
    )
    if row is None:
        raise missing
    found = statements.instance(Connection, row[:-2])
    if need == "active" and found.state != ConnectionState.ACTIVE:
        raise ConnectionStateRefused(found.state)
    return found, row[-2] or ""


def _read(account_id: int, found: Connection) -> Crossing:
    kinds: dict[str, tuple[Any, str]] = {
        "integration": (Integration, "i"),
        "inventory": (Inventory, "v"),
        "supplier": (Account, "s"),
        "contractor": (Account, "c"),
    }
    columns = {name: statements.columns(model, alias) for name, (model, alias) in kinds.items()}
    row = statements.row(
        _PARTIES.format(**columns), clock.now(), found.contractor_id, found.supplier_id, found.integration_id
    )
    if row is None:
        raise NotFound("There is no connection %(id)s", id=found.pk)
    rows, start = [], 0
    for model, _ in kinds.values():
        end = start + statements.width(model)
        rows.append(statements.instance(model, row[start:end]))
        start = end
    integration, inventory, supplier, contractor = rows
    integration.inventory = inventory
    return Crossing(
        account_id=account_id,
        connection=found,
        integration=integration,
        supplier=supplier,
        contractor=contractor,
        terms=supplier_terms(integration.settings, found.supplier_settings),
        contractor_terms=contractor_terms(found.contractor_settings),
        currencies={int(key): name for key, name in json.loads(row[-4] or "{}").items()},
        rates=exchange.read_valid(json.loads(row[-3] or "[]")),
        default_groups={int(key): group for key, group in json.loads(row[-2] or "{}").items()},
        catalog_warehouses={int(key): tuple(ids) for key, ids in json.loads(row[-1] or "{}").items()},
    )


@contextmanager
def crossing_to_tell(*, account_id: int, connection_id: int) -> Iterator[tuple[Connection, Account]]:
    """Open the crossing to the other side of a connection in whatever state, to write the mail that tells it (A-20).

    Gives the connection and the other account. Raises NotFound for a connection that is not the account's.
    """
    row = (
        Connection.objects.as_contractor(account_id).filter(pk=connection_id).first()
        or Connection.objects.as_supplier(account_id).filter(pk=connection_id).first()
    )
    if row is None:
        raise NotFound("There is no connection %(id)s", id=connection_id)
    partner_id = row.supplier_id if account_id == row.contractor_id else row.contractor_id
    with _opened(partner_id):
        yield row, Account.objects.get(pk=partner_id)


@dataclass(frozen=True, slots=True)
class FoundCode:
    """What a code opens: the supplier's name and the scope, before any connection exists (R25 d)."""

    integration_id: int
    supplier_id: int
    supplier_name: str
    code_name: str
    settings: SupplierSettings
    require_approval: bool
    expires_at: datetime | None
    single_use: bool
    used_at: datetime | None

    def is_open(self, moment: datetime) -> bool:
        """Neither expired nor, where it serves once, used."""
        return (self.expires_at is None or moment < self.expires_at) and not (self.single_use and self.used_at)


def code_digest(code: str) -> str:
    """The keyed hash a code is looked up by (R27)."""
    return keyed_hash(normalise_code(code), purpose=CODE_PURPOSE)


def find_code(code: str) -> FoundCode | None:
    """Who stands behind a code; also for one expired or used, which `is_open` tells."""
    row = _execute(
        "select integration_id, supplier_id, supplier_name, code_name, settings, require_approval, expires_at,"
        " single_use, used_at from spinka_door_code(%s)",
        [code_digest(code)],
    )
    if row is None:
        return None
    stored = row[4] if isinstance(row[4], dict) else json.loads(row[4])
    return FoundCode(row[0], row[1], row[2], row[3], supplier_terms(stored, {}), row[5], row[6], row[7], row[8])


@contextmanager
def crossing_by_code(found: FoundCode) -> Iterator[None]:
    """Open the crossing to the supplier of a code just found, for the join that consumes it."""
    with _opened(found.supplier_id):
        yield


_LISTING = (
    "listing_id, supplier_id, integration_id, company_name, language, descriptions, services, countries, industries, types,"
    " shows_products, join_mode, allow_code, answers_in_panel, logo_id"
)


def _listing(row: Sequence[Any]) -> FoundListing:
    read = [json.loads(value) if isinstance(value, str) else value for value in row[5:7]]
    return FoundListing(*row[:5], *read, *map(tuple, row[7:10]), *row[10:])


def listings_found(
    *,
    words: str | None,
    countries: Sequence[str] | None,
    industries: Sequence[str] | None,
    types: Sequence[str] | None,
    most: int,
    skipped: int,
) -> list[FoundListing]:
    """Publications shown now, by name: filters combine, values inside one do not narrow each other (R25 c, D-02)."""
    rows = statements.rows(
        f"select {_LISTING} from spinka_door_directory(%s, %s::text[], %s::text[], %s::text[], %s::int, %s::int)",
        words,
        *(list(asked) if asked is not None else None for asked in (countries, industries, types)),
        most,
        skipped,
    )
    return [_listing(row) for row in rows]


def find_listing(listing_id: int) -> FoundListing | None:
    """A publication that is shown now; None for one withdrawn, refused, not approved yet, and of a closed account."""
    row = statements.row(f"select {_LISTING} from spinka_door_listing(%s)", listing_id)
    return None if row is None else _listing(row)


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication of any account as the operator lists it."""

    listing_id: int
    account_id: int
    company_name: str
    state: str
    since: datetime


def publications() -> list[Publication]:
    """What all accounts published, whatever became of it, for the operator's command (R30)."""
    with database.cursor() as cursor:
        cursor.execute("select listing_id, account_id, company_name, state, since from spinka_door_listings()")
        return [Publication(*row) for row in cursor.fetchall()]


@contextmanager
def crossing_by_listing(*, account_id: int, found: FoundListing) -> Iterator[Crossing]:
    """Open the crossing to the supplier of a publication just found: its goods as anybody may see them, and its mail.

    The connection of the crossing is none: it has no contractor of its own and the integration's settings apply.
    """
    with _opened(found.supplier_id):
        nobody = Connection(
            id=0,
            supplier_id=found.supplier_id,
            contractor_id=account_id,
            integration_id=found.integration_id,
            state=ConnectionState.PENDING,
        )
        yield _read(account_id, nobody)


@contextmanager
def crossing_by_inquiry(*, account_id: int, supplier_id: int, contractor_id: int) -> Iterator[Account]:
    """Open the crossing to the other side of an inquiry of one's own, and give that account: it is told of an answer."""
    partner_id = contractor_id if account_id == supplier_id else supplier_id
    with _opened(partner_id):
        yield Account.objects.get(pk=partner_id)


@contextmanager
def crossing_by_invitation(found: FoundInvitation) -> Iterator[None]:
    """Open the crossing to who sent an invitation just found by its secret, to note what became of it (R25 e)."""
    with _opened(found.supplier_id):
        yield


def closing_listing(found: FoundCode) -> int | None:
    """The publication that closes a code (A-17); None where the code opens, `allow_code` included (L-09)."""
    with _opened(found.supplier_id):
        row = statements.row(
            "select l.id from connect_listing l where l.account_id = %s and l.integration_id = %s"
            " and l.is_published and l.state = 'approved' and not l.allow_code",
            found.supplier_id,
            found.integration_id,
        )
        return None if row is None else int(row[0])
