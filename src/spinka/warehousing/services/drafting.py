"""Drafts of warehouse documents: a number at once, lines until they are confirmed. Stock does not change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from spinka.accounts.models import Account
from spinka.accounts.queries import get_account
from spinka.catalog.models import Warehouse
from spinka.core import clock
from spinka.core.errors import BadParameters, Locked, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.money import to_cents
from spinka.core.numbering import period_at, written
from spinka.warehousing.draft import DocumentDraft, ItemDraft, check_document, check_items
from spinka.warehousing.models import StockDocument
from spinka.warehousing.services.series import next_number, series_for

MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class CreatedDocument:
    """A new draft and the number it bears."""

    document_id: int
    full_number: str


@transaction.atomic
def create_document(*, account_id: int, draft: DocumentDraft) -> CreatedDocument:
    """Make a draft and number it in the series of its kind and warehouse, in the month it is dated.

    Raises BadParameters (draft.check_document), and NotFound for a warehouse that is not the account's own (`bl`).
    """
    check_document(draft)
    account = get_account(account_id)
    name = _warehouse_name(account_id, draft.warehouse_id)
    target = _warehouse_name(account_id, draft.target_warehouse_id) if draft.target_warehouse_id else ""
    moment = draft.issued_at or clock.now()
    period = period_at(moment, is_monthly=True, time_zone=account.time_zone)
    series = series_for(account=account, warehouse_id=draft.warehouse_id, kind=draft.kind)
    number = next_number(account_id=account_id, series_id=series.pk, period=period)
    document = StockDocument(
        account_id=account_id,
        kind=draft.kind,
        series_id=series.pk,
        warehouse_id=draft.warehouse_id,
        target_warehouse_id=draft.target_warehouse_id or None,
        year=period.year,
        month=period.month,
        number=number,
        full_number=written(series.format, number=number, moment=moment, time_zone=account.time_zone),
        language=account.language,
        issued_at=moment,
        executed_at=draft.executed_at,
        contractor=draft.contractor,
        invoice_number=draft.invoice_number,
        notes=draft.notes,
        company=_company(account),
        warehouse_name=name,
        target_name=target,
    )
    document.save(force_insert=True)
    return CreatedDocument(int(document.pk), document.full_number)


def _warehouse_name(account_id: int, warehouse_id: int) -> str:
    rows = Warehouse.objects.for_account(account_id).filter(pk=warehouse_id, kind="bl")
    name = rows.values_list("name", flat=True).first() if 0 < warehouse_id <= BIGGEST_ID else None
    if name is None:
        raise NotFound("There is no warehouse %(id)s", id=warehouse_id)
    return name


def _company(account: Account) -> str:
    place = f"{account.postcode} {account.city}".strip()
    return ", ".join(filter(None, (account.company or account.name, account.address, place)))


def lock_document(*, account_id: int, document_id: int) -> StockDocument:
    """A document with its row locked until the transaction ends. Raises NotFound."""
    rows = StockDocument.objects.for_account(account_id).select_for_update(no_key=True)
    found = rows.filter(pk=document_id).first() if 0 < document_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no document %(id)s", id=document_id)
    return found


@transaction.atomic
def add_items(*, account_id: int, document_id: int, items: Sequence[ItemDraft]) -> list[int]:
    """Add lines after those a draft has, all or none; their ids in order. Stock does not change.

    Raises NotFound for a document or product that is not the account's, Locked for a confirmed document,
    BadParameters (draft.check_items) and for services and sets, which have no pieces of their own.
    """
    check_items(items)
    document = lock_document(account_id=account_id, document_id=document_id)
    if document.is_confirmed:
        raise Locked("%(number)s is confirmed and cannot be changed", number=document.full_number)
    _check_products(account_id, items)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from warehousing_stockitem where account_id = %s and document_id = %s",
            [account_id, document_id],
        )
        taken = int(cursor.fetchone()[0])
        if taken + len(items) > MOST_LINES:
            raise BadParameters("parameter items: at most %(most)s lines", most=MOST_LINES)
        cursor.execute(
            """
            insert into warehousing_stockitem (account_id, document_id, position, product_id, inventory_id, name, ean,
                sku, quantity, price, total, location, target_location, expires_on, batch, serial_number, comments)
            select p.account_id, %s, %s + t.place, p.id, p.inventory_id, p.name, p.ean, p.sku, t.quantity, t.price,
                   t.price * t.quantity, t.location, t.target_location, t.expires_on, t.batch, t.serial_number,
                   t.comments
            from unnest(%s::bigint[], %s::int[], %s::numeric[], %s::text[], %s::text[], %s::date[], %s::text[],
                        %s::text[], %s::text[]) with ordinality
                as t (product_id, quantity, price, location, target_location, expires_on, batch, serial_number,
                      comments, place)
            join catalog_product p on p.account_id = %s and p.id = t.product_id
            order by t.place
            returning position, id
            """,
            [
                document_id,
                taken,
                [item.product_id for item in items],
                [item.quantity for item in items],
                [to_cents(item.price) for item in items],
                [item.location for item in items],
                [item.target_location for item in items],
                [item.expires_on for item in items],
                [item.batch for item in items],
                [item.serial_number for item in items],
                [item.comments for item in items],
                account_id,
            ],
        )
        return [item_id for _position, item_id in sorted(cursor.fetchall())]


def _check_products(account_id: int, items: Sequence[ItemDraft]) -> None:
    """Every product is the account's and has pieces of its own; its row stays until the lines are written."""
    asked = {item.product_id for item in items}
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, kind, is_bundle from catalog_product where account_id = %s and id = any(%s::bigint[])"
            " order by id for key share",
            [account_id, [product_id for product_id in asked if 0 < product_id <= BIGGEST_ID]],
        )
        found = {product_id: kind == "goods" and not is_bundle for product_id, kind, is_bundle in cursor.fetchall()}
    if missing := asked - found.keys():
        raise NotFound("There is no product %(id)s", id=min(missing))
    for product_id in sorted(found):
        if not found[product_id]:
            raise BadParameters("Product %(id)s is a service or a set and has no stock of its own", id=product_id)
