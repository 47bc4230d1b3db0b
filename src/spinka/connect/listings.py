"""Rows the panel's pages of connections, sales, imports and links list, each from one account's side (B-14, E-14)."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection as database
from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    DecimalField,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Lower

from spinka.catalog.models import Product
from spinka.connect import settings, sharing
from spinka.connect.access import ConnectionStateRefused, crossing
from spinka.connect.models import Connection, ConnectionState, Integration, ProductImport, ProductLink, Sale, SaleState
from spinka.connect.shared_products import SharedFilters, shared_count, shared_page
from spinka.core import clock
from spinka.core.errors import NotFound

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
TURNOVER_DAYS = 30
_WITHOUT_TURNOVER = (SaleState.CANCELLED, SaleState.REFUSED)
_STATES_SHOWN = tuple(state for state in ConnectionState.values if state != ConnectionState.DISCONNECTED)


@dataclass(frozen=True, slots=True)
class Source:
    """A connection products can be imported from, with what its supplier shares (E-03)."""

    contractor_integration_id: int
    connection_id: int
    name: str
    share_fields: tuple[str, ...]
    currency: str
    products: int


def _with_trade(rows: QuerySet[Connection], account_id: int) -> QuerySet[Any]:
    """Each connection with its last sale, their number, and the turnover of 30 days."""
    sales = Sale.objects.for_account(account_id).filter(connection_id=OuterRef("pk")).order_by().values("connection_id")
    recent = sales.filter(created_at__gte=clock.now() - timedelta(days=TURNOVER_DAYS)).exclude(
        state__in=_WITHOUT_TURNOVER
    )
    return rows.annotate(
        last_at=Coalesce(
            Subquery(sales.annotate(at=Max("created_at")).values("at")), Value(NEVER), output_field=DateTimeField()
        ),
        sales=Coalesce(Subquery(sales.annotate(n=Count("pk")).values("n")), Value(0), output_field=IntegerField()),
        turnover=Coalesce(
            Subquery(recent.annotate(total=Sum("amount")).values("total")),
            Value(Decimal(0)),
            output_field=DecimalField(max_digits=14, decimal_places=2),
        ),
        turn=Case(When(state=ConnectionState.PENDING, then=Value(0)), default=Value(1), output_field=IntegerField()),
    )


def contractor_rows(*, account_id: int) -> QuerySet[Any]:
    """A supplier's contractors of every state with their integration and trade; disconnected ones too."""
    rows = Connection.objects.as_supplier(account_id).select_related("integration")
    result: QuerySet[Any] = _with_trade(rows, account_id).annotate(key=Lower("contractor_name"))
    return result


def contractor_counts(*, account_id: int) -> dict[str, int]:
    """How many contractors stand in each state, and under `over` how many used more than their limit."""
    rows = Connection.objects.as_supplier(account_id)
    counts = {str(row["state"]): int(row["n"]) for row in rows.order_by().values("state").annotate(n=Count("pk"))}
    counts["over"] = rows.filter(state=ConnectionState.ACTIVE, credit_blocked__gt=F("credit_limit")).count()
    counts["all"] = sum(counts.get(state, 0) for state in _STATES_SHOWN)
    return counts


def supplier_rows(*, account_id: int) -> QuerySet[Any]:
    """A contractor's connections with the name it gave each (B-02) and their trade; disconnected ones too."""
    rows = Connection.objects.as_contractor(account_id).annotate(
        shown_name=Coalesce(KeyTextTransform("name", "contractor_settings"), F("code_name"), output_field=CharField())
    )
    result: QuerySet[Any] = _with_trade(rows, account_id).annotate(key=Lower("shown_name"))
    return result


def matching_name(rows: QuerySet[Any], words: str, *, supplies: bool) -> QuerySet[Any]:
    """Those whose partner's name holds the words, or whose number the words are."""
    test = (
        Q(contractor_name__icontains=words) if supplies else Q(key__icontains=words) | Q(supplier_name__icontains=words)
    )
    if words.isascii() and words.isdigit() and len(words) < 19:
        test |= Q(pk=int(words)) | (Q() if supplies else Q(contractor_integration_id=int(words)))
    return rows.filter(test)


def sales_of(*, account_id: int, connection_id: int, most: int = 10) -> list[Sale]:
    """The newest sales of a connection, as either side reads them."""
    rows = Sale.objects.for_account(account_id).filter(connection_id=connection_id)
    return list(rows.order_by("-pk")[:most])


def open_sales(*, account_id: int, connection_ids: list[int]) -> int:
    """How many sales of these connections are under way: neither delivered nor ended."""
    ended = (SaleState.DELIVERED, SaleState.CLOSED, *_WITHOUT_TURNOVER)
    rows = Sale.objects.for_account(account_id).filter(connection_id__in=connection_ids)
    return rows.exclude(state__in=ended).count()


def link_counts(*, account_id: int) -> dict[int, int]:
    """How many own products are linked in each of a contractor's connections."""
    rows = ProductLink.objects.as_contractor(account_id).order_by().values("connection_id").annotate(n=Count("pk"))
    return {int(row["connection_id"]): int(row["n"]) for row in rows}


def product_counts(*, account_id: int) -> dict[int, int]:
    """How many products without drafts each catalog of the account has (B-05, B-17)."""
    rows = Product.objects.for_account(account_id).filter(is_draft=False).order_by()
    return {int(row["inventory_id"]): int(row["n"]) for row in rows.values("inventory_id").annotate(n=Count("pk"))}


def integration_names(*, account_id: int) -> dict[int, str]:
    """The integrations an account offers, deleted ones left out."""
    rows = Integration.objects.for_account(account_id).filter(deleted_at__isnull=True)
    return dict(rows.order_by("pk").values_list("pk", "name"))


def import_sources(*, account_id: int, integration_id: int | None = None, is_counted: bool = True) -> list[Source]:
    """Active connections whose supplier shares products, by name (E-03); all, or the one joined as `integration_id`.

    Counting looks through each supplier's whole catalog: without `is_counted` the number of products is 0.
    """
    found = []
    rows = supplier_rows(account_id=account_id).filter(state=ConnectionState.ACTIVE)
    if integration_id is not None:
        rows = rows.filter(contractor_integration_id=integration_id)
    for row in rows.order_by("key", "pk"):
        try:
            with crossing(account_id=account_id, connection_id=row.pk) as opened:
                if not opened.terms.share_products:
                    continue
                found.append(
                    Source(
                        contractor_integration_id=row.contractor_integration_id,
                        connection_id=row.pk,
                        name=row.shown_name,
                        share_fields=tuple(opened.terms.share_fields),
                        currency=sharing.price_terms(opened).currency if opened.terms.shares("prices") else "",
                        products=shared_count(opened) if is_counted else 0,
                    )
                )
        except ConnectionStateRefused:
            continue
    return found


def offered_terms(*, account_id: int, connection_id: int) -> settings.SupplierSettings | None:
    """What a contractor's active connection gives; None while it gives nothing."""
    try:
        with crossing(account_id=account_id, connection_id=connection_id) as opened:
            return opened.terms
    except ConnectionStateRefused:
        return None


def import_rows(*, account_id: int) -> QuerySet[ProductImport]:
    """Imports of the account with catalog and connection, for the history."""
    return ProductImport.objects.for_account(account_id).select_related("inventory", "connection")


def get_import(*, account_id: int, import_id: int) -> ProductImport:
    """One import. Raises NotFound."""
    row = import_rows(account_id=account_id).filter(pk=import_id).first()
    if row is None:
        raise NotFound("There is no import %(id)s", id=import_id)
    return row


def supplier_product_names(*, account_id: int, connection_id: int, product_ids: list[int]) -> dict[int, str]:
    """Names of those of the products the supplier shows; none while the connection is closed."""
    try:
        with crossing(account_id=account_id, connection_id=connection_id) as opened:
            if not opened.terms.share_products:
                return {}
            page = shared_page(
                opened, filters=SharedFilters(product_ids=product_ids), page_size=max(1, len(product_ids))
            )
            return {row.product_id: _name_in(row.document) for row in page.products}
    except ConnectionStateRefused:
        return {}


def _name_in(document: str) -> str:
    shared: dict[str, Any] = json.loads(document)
    return str(shared.get("name") or "")


def hold_turn(*, account_id: int, name: str) -> None:
    """Let one form of a kind through at a time in an account, until the transaction ends; a second click waits here."""
    with database.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, %s))", [name, account_id])


def credit_rows(*, account_id: int) -> QuerySet[Any]:
    """Connections with a trade credit, on either side, by the partner's name; `supplies` tells the side."""
    rows = Connection.objects.for_account(account_id).filter(credit_limit__isnull=False)
    supplies = Q(supplier_id=account_id)
    return rows.annotate(
        partner=Case(When(supplies, then=F("contractor_name")), default=F("supplier_name"), output_field=CharField()),
        key=Lower("partner"),
        supplies=Case(When(supplies, then=Value(1)), default=Value(0), output_field=IntegerField()),
    )
