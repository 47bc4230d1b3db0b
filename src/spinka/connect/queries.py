"""Reads of integrations and connections, each from one account's side (R23, R31)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection as database
from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When

from spinka.connect import settings, sharing
from spinka.connect.access import CODE_PURPOSE, ConnectionStateRefused, crossing
from spinka.connect.chain import Entry, entry_hash
from spinka.connect.models import Connection, ConnectionState, CreditEntry, Integration
from spinka.connect.models.credit import CreditKind
from spinka.core.errors import NotFound
from spinka.core.secrets import decrypt

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ShownCode:
    """An integration's code as its supplier sees it."""

    code: str
    expires_at: datetime | None
    single_use: bool
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Credit:
    """A connection's trade credit: available = limit − blocked (I-04); inactive until a limit was set (R21)."""

    active: bool
    limit: Decimal
    blocked: Decimal
    available: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class OwnIntegration:
    """A supplier's integration with what its list shows."""

    integration_id: int
    name: str
    code_name: str
    inventory_id: int
    inventory_name: str
    require_approval: bool
    settings: dict[str, Any]
    contractors: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """A connection as either side lists it; `integration_id` is the reader's own number (R23)."""

    connection_id: int
    integration_id: int
    name: str
    partner_name: str
    state: str
    state_message: str
    state_changed_at: datetime
    created_at: datetime
    warehouse_id: int
    last_order_at: datetime | None
    orders: int
    credit: Credit
    settings: dict[str, Any]
    overridden: list[str]


def credit_of(row: Connection) -> Credit:
    """The credit columns of a connection as numbers; 0.00 everywhere while there is none (R21)."""
    if row.credit_limit is None:
        return Credit(False, ZERO, ZERO, ZERO, row.credit_currency)
    return Credit(
        True, row.credit_limit, row.credit_blocked, row.credit_limit - row.credit_blocked, row.credit_currency
    )


def name_of(row: Connection) -> str:
    """The contractor's name for a connection: its own, else the supplier's name of the code (B-02)."""
    return str(row.contractor_settings.get("name") or row.code_name)


def get_integration(*, account_id: int, integration_id: int, deleted_too: bool = False) -> Integration:
    """One's own integration. Raises NotFound."""
    rows = Integration.objects.for_account(account_id).filter(pk=integration_id)
    row = (rows if deleted_too else rows.filter(deleted_at__isnull=True)).first()
    if row is None:
        raise NotFound("There is no integration %(id)s", id=integration_id)
    return row


def get_connection(*, account_id: int, connection_id: int) -> Connection:
    """A connection the account stands in, on either side. Raises NotFound."""
    row = Connection.objects.for_account(account_id).filter(pk=connection_id).first()
    if row is None:
        raise NotFound("There is no connection %(id)s", id=connection_id)
    return row


def get_supplied_connection(*, account_id: int, connection_id: int) -> Connection:
    """A connection where the account is the supplier. Raises NotFound."""
    row = Connection.objects.as_supplier(account_id).filter(pk=connection_id).first()
    if row is None:
        raise NotFound("There is no connection %(id)s", id=connection_id)
    return row


def get_joined(*, account_id: int, contractor_integration_id: int) -> Connection:
    """The connection behind a contractor's own integration number. Raises NotFound."""
    row = (
        Connection.objects.as_contractor(account_id).filter(contractor_integration_id=contractor_integration_id).first()
    )
    if row is None:
        raise NotFound("There is no integration %(id)s", id=contractor_integration_id)
    return row


def is_own_integration(*, account_id: int, integration_id: int) -> bool:
    """Whether a number is an integration the account offers, not one it joined (one sequence: R23)."""
    return Integration.objects.for_account(account_id).filter(pk=integration_id, deleted_at__isnull=True).exists()


def integration_code(*, account_id: int, integration_id: int) -> ShownCode:
    """The code of one's own integration, decrypted (R27). Raises NotFound."""
    row = get_integration(account_id=account_id, integration_id=integration_id)
    code = decrypt(row.code_encrypted, purpose=CODE_PURPOSE)
    return ShownCode(code, row.code_expires_at, row.code_single_use, row.code_used_at)


def _catalog_defaults(account_id: int) -> dict[int, tuple[str, int, list[str]]]:
    """Per catalog its name, default price group and own warehouses: what null settings stand for."""
    with database.cursor() as cursor:
        cursor.execute(
            "select i.id, i.name, i.default_price_group_id, coalesce((select array_agg('bl_' || h.id order by h.id)"
            " from catalog_inventorywarehouse u join catalog_warehouse h on h.id = u.warehouse_id"
            " where u.account_id = i.account_id and u.inventory_id = i.id and h.account_id = i.account_id"
            " and h.kind = 'bl'), '{}') from catalog_inventory i where i.account_id = %s",
            [account_id],
        )
        return {row[0]: (row[1], row[2], row[3]) for row in cursor.fetchall()}


def _first_status(account_id: int) -> int | None:
    with database.cursor() as cursor:
        cursor.execute(
            "select id from orders_orderstatus where account_id = %s order by position, id limit 1", [account_id]
        )
        row = cursor.fetchone()
        return row[0] if row else None


def _filled(
    shown: dict[str, Any], defaults: tuple[str, int, list[str]] | None, first_status: int | None
) -> dict[str, Any]:
    if shown["price_group_id"] is None and defaults:
        shown["price_group_id"] = defaults[1]
    if shown["warehouses"] is None and defaults:
        shown["warehouses"] = defaults[2]
    if shown["start_status_id"] is None:
        shown["start_status_id"] = first_status
    return shown


def supplier_settings_shown(
    *, account_id: int, inventory_id: int, effective: settings.SupplierSettings
) -> dict[str, Any]:
    """Every supplier key with the catalog's price group and warehouses and the first status where none is set."""
    return _filled(
        settings.shown(effective), _catalog_defaults(account_id).get(inventory_id), _first_status(account_id)
    )


def contractor_settings_shown(row: Connection) -> dict[str, Any]:
    """Every contractor key, the name filled in (R33)."""
    return {**settings.shown(settings.contractor_terms(row.contractor_settings)), "name": name_of(row)}


def own_integrations(*, account_id: int) -> list[OwnIntegration]:
    """The integrations an account offers, oldest first, with how many contractors each has."""
    rows = list(Integration.objects.for_account(account_id).filter(deleted_at__isnull=True).order_by("pk"))
    if not rows:
        return []
    with database.cursor() as cursor:
        cursor.execute(
            "select integration_id, count(*) filter (where state in ('active', 'suspended')),"
            " count(*) filter (where state = 'pending') from connect_connection where supplier_id = %s group by 1",
            [account_id],
        )
        counts = {row[0]: (row[1], row[2]) for row in cursor.fetchall()}
    defaults, first_status = _catalog_defaults(account_id), _first_status(account_id)
    result = []
    for row in rows:
        contractors, waiting = counts.get(row.pk, (0, 0))
        catalog = defaults.get(row.inventory_id)
        shown = settings.shown(settings.read(settings.SupplierSettings, row.settings))
        result.append(
            OwnIntegration(
                integration_id=row.pk,
                name=row.name,
                code_name=row.code_name,
                inventory_id=row.inventory_id,
                inventory_name=catalog[0] if catalog else "",
                require_approval=row.require_approval,
                settings=_filled(shown, catalog, first_status),
                contractors=contractors,
                waiting=waiting,
            )
        )
    return result


def _last_orders(account_id: int) -> dict[int, tuple[datetime, int]]:
    with database.cursor() as cursor:
        cursor.execute(
            "select connection_id, max(created_at), count(*) from connect_sale"
            " where supplier_id = %s or contractor_id = %s group by 1",
            [account_id, account_id],
        )
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def _row(row: Connection, last: tuple[datetime, int] | None, *, own_side: int, shown: dict[str, Any]) -> ConnectionRow:
    supplier = own_side == row.supplier_id
    return ConnectionRow(
        connection_id=row.pk,
        integration_id=row.integration_id if supplier else row.contractor_integration_id,
        name=row.contractor_name if supplier else name_of(row),
        partner_name=row.contractor_name if supplier else row.supplier_name,
        state=str(row.state),
        state_message=row.state_message,
        state_changed_at=row.state_changed_at,
        created_at=row.created_at,
        warehouse_id=0 if supplier else row.warehouse_id or 0,
        last_order_at=last[0] if last else None,
        orders=last[1] if last else 0,
        credit=credit_of(row),
        settings=shown,
        overridden=sorted(row.supplier_settings) if supplier else [],
    )


def contractors(*, account_id: int, integration_id: int | None = None) -> list[ConnectionRow]:
    """A supplier's contractors, of one integration or all, with the settings that apply to each (B-14, B-15)."""
    rows = Connection.objects.as_supplier(account_id)
    if integration_id is not None:
        rows = rows.filter(integration_id=integration_id)
    found = list(rows.order_by("pk"))
    if not found:
        return []
    integrations = {row.pk: row for row in Integration.objects.for_account(account_id)}
    defaults, first_status, last = _catalog_defaults(account_id), _first_status(account_id), _last_orders(account_id)
    result = []
    for row in found:
        integration = integrations[row.integration_id]
        shown = settings.shown(settings.supplier_terms(integration.settings, row.supplier_settings))
        filled = _filled(shown, defaults.get(integration.inventory_id), first_status)
        result.append(_row(row, last.get(row.pk), own_side=account_id, shown=filled))
    return result


def connected_integrations(*, account_id: int, ended_too: bool = False) -> list[ConnectionRow]:
    """The integrations an account joined, oldest first; ended ones only when asked for."""
    rows = Connection.objects.as_contractor(account_id)
    if not ended_too:
        rows = rows.exclude(state=ConnectionState.DISCONNECTED)
    found = list(rows.order_by("contractor_integration_id"))
    last = _last_orders(account_id) if found else {}
    return [_row(row, last.get(row.pk), own_side=account_id, shown=contractor_settings_shown(row)) for row in found]


def joined_row(*, account_id: int, contractor_integration_id: int) -> ConnectionRow:
    """One connected integration as the contractor sees it. Raises NotFound."""
    row = get_joined(account_id=account_id, contractor_integration_id=contractor_integration_id)
    last = _last_orders(account_id).get(row.pk)
    return _row(row, last, own_side=account_id, shown=contractor_settings_shown(row))


def order_sources(*, account_id: int) -> dict[int, str]:
    """Sources `blconnect` of received orders: own integration id → name, deleted ones too for old orders (R23)."""
    rows = Integration.objects.for_account(account_id).order_by("pk").values_list("pk", "name")
    return dict(rows)


def live_stock(*, account_id: int, product_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Suppliers' stock of linked products now: product id → `blconnect_<id>` → pieces (R1, R5).

    0 where the connection is not active or the product is no longer shared; no key where stock is not shared and
    for services. One crossing per connection, whatever the number of products.
    """
    ids = sorted(set(product_ids))
    if not ids:
        return {}
    links = sharing.fetch(
        "select l.connection_id, c.warehouse_id, c.state, array_agg(l.product_id), array_agg(l.supplier_product_id)"
        " from connect_productlink l join connect_connection c on c.contractor_id = l.contractor_id"
        " and c.id = l.connection_id"
        " where l.contractor_id = %(account)s and l.product_id = any(%(ids)s) and c.warehouse_id is not null"
        " group by 1, 2, 3 order by 1",
        {"account": account_id, "ids": ids},
    )
    result: dict[int, dict[str, int]] = {}
    for connection_id, warehouse_id, state, own_ids, their_ids in links:
        pieces = _live_pieces(account_id, connection_id, their_ids) if state == ConnectionState.ACTIVE else {}
        for own_id, their_id in zip(own_ids, their_ids, strict=True):
            shown = pieces.get(their_id, 0) if pieces is not None else None
            if shown is not None:
                result.setdefault(own_id, {})[f"blconnect_{warehouse_id}"] = shown
    return result


def _live_pieces(account_id: int, connection_id: int, product_ids: list[int]) -> dict[int, int | None] | None:
    """Pieces of shared products, None where stock is not shared."""
    try:
        with crossing(account_id=account_id, connection_id=connection_id) as opened:
            if not opened.terms.share_products or not opened.terms.shares("stock"):
                return None
            shared, params = sharing.product_filter(opened)
            rows = sharing.fetch(
                "select s.product_id, s.shown from spinka_shown_stock(%(connection)s,"
                f" array(select p.id from catalog_product p where p.id = any(%(ids)s) and {shared})) s",
                {**params, "connection": connection_id, "ids": product_ids},
            )
            return {row[0]: row[1] for row in rows}
    except ConnectionStateRefused:
        return {}


def credit_entries(
    *,
    account_id: int,
    connection_id: int,
    most: int | None = None,
    skip: int = 0,
    kinds: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    is_accepted: bool | None = None,
) -> list[tuple[CreditEntry, bool]]:
    """The ledger newest first, each entry with whether it counts: a waiting claim does once it was accepted (R22).

    Answers to claims are not listed; the claim carries them. Both sides read the same. Narrowed to kinds, a time from
    `since` to before `until`, and what counts or does not; a page is `most` entries after `skip` (L-17). Raises NotFound.
    """
    get_connection(account_id=account_id, connection_id=connection_id)
    every = CreditEntry.objects.for_account(account_id).filter(connection_id=connection_id)
    accepted = Exists(every.filter(refers_to=OuterRef("pk"), kind=CreditKind.ACCEPTANCE))
    counts = Case(When(kind=CreditKind.CLAIM, then=accepted), default=Value(True), output_field=BooleanField())
    rows = every.exclude(kind__in=[CreditKind.ACCEPTANCE, CreditKind.REFUSAL]).annotate(counts=counts)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    if until is not None:
        rows = rows.filter(created_at__lt=until)
    if is_accepted is not None:
        rows = rows.filter(counts=is_accepted)
    rows = rows.order_by("-number")
    page = rows[skip:] if most is None else rows[skip : skip + most]
    return [(row, bool(row.counts)) for row in page]


def broken_chain(*, account_id: int, connection_id: int) -> int | None:
    """The number of the first entry whose hash or number does not follow from the one before; None when all do."""
    before, expected = "", 1
    for row in CreditEntry.objects.for_account(account_id).filter(connection_id=connection_id).order_by("number"):
        entry = Entry(**{name: getattr(row, name) for name in Entry.__dataclass_fields__})
        if row.number != expected or row.hash != entry_hash(before, entry):
            return expected
        before, expected = row.hash, expected + 1
    return None
