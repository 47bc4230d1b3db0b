"""The trade credit ledger: append-only, numbered and chained per connection, written under its row's lock (R21, R22)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from spinka.catalog.exchange import Rate, frozen_rate, text_of
from spinka.catalog.models import PriceGroup
from spinka.connect.chain import Entry, entry_hash
from spinka.connect.models import Connection, CreditEntry, Integration, Sale
from spinka.connect.models.credit import CreditKind
from spinka.connect.queries import Credit, credit_of
from spinka.connect.settings import SupplierSettings, supplier_terms
from spinka.core import clock, statements
from spinka.core.errors import BadParameters, Conflict, NotFound, SpinkaError
from spinka.core.events import publish
from spinka.core.money import to_cents

MOST = Decimal("999999999999.99")
ZERO = Decimal("0.00")
_RAISES = frozenset({CreditKind.CHARGE})
_LOWERS = frozenset({CreditKind.SETTLEMENT, CreditKind.RELEASE, CreditKind.ACCEPTANCE})


class CreditShort(SpinkaError):
    """The available credit does not cover a sale; names the missing amount (I-05)."""

    reason_code = "credit"

    def __init__(self, missing: Decimal, currency: str) -> None:
        super().__init__("The credit is short by %(missing)s %(currency)s", missing=missing, currency=currency)
        self.missing = missing


class SettlementRefused(BadParameters):
    """A settlement of zero, below zero or above what is blocked (I-07)."""


class PricesNotShared(Conflict):
    """A limit needs shared prices, else sales have no amount (R20)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A new entry and the credit after it."""

    entry_id: int
    credit: Credit


def lock_connection(*, account_id: int, connection_id: int) -> Connection:
    """The connection's row, held FOR NO KEY UPDATE until the transaction ends. Raises NotFound."""
    row = Connection.objects.for_account(account_id).select_for_update(no_key=True).filter(pk=connection_id).first()
    if row is None:
        raise NotFound("There is no connection %(id)s", id=connection_id)
    return row


def _lock_supplied(account_id: int, connection_id: int) -> Connection:
    row = lock_connection(account_id=account_id, connection_id=connection_id)
    if row.supplier_id != account_id:
        # A contractor reads its credit and never writes it (R23).
        raise NotFound("There is no connection %(id)s", id=connection_id)
    return row


def _amount(amount: Decimal) -> Decimal:
    if not amount.is_finite() or abs(amount) > MOST or amount != round(amount, 2):
        raise BadParameters("An amount has at most 12 digits before and 2 after the point")
    return amount.quantize(Decimal("0.01"))


def _message(text: str, most: int) -> str:
    if len(text) > most:
        raise BadParameters("parameter message: at most %(most)s characters", most=most)
    return text


_APPEND = """
with entry as (
    insert into connect_creditentry (supplier_id, contractor_id, connection_id, number, kind, amount, currency,
        limit_after, blocked_after, message, sale_id, supplier_order_id, contractor_order_id, refers_to, actor,
        created_at, hash)
    values (%(supplier)s, %(contractor)s, %(connection)s, %(number)s, %(kind)s, %(amount)s, %(currency)s, %(limit)s,
        %(blocked)s, %(message)s, %(sale)s, %(supplier_order)s, %(contractor_order)s, %(refers_to)s, %(actor)s,
        %(moment)s, %(hash)s)
    returning id
), kept as (
    update connect_connection set credit_limit = %(limit)s, credit_blocked = %(blocked)s,
        credit_currency = %(currency)s, credit_entries = %(number)s, credit_hash = %(hash)s
    where id = %(connection)s and supplier_id = %(supplier)s
), charged as (
    update connect_sale set charged = charged + %(charged)s::numeric
    where supplier_id = %(supplier)s and id = %(sale)s and %(charged)s::numeric <> 0
)
select id from entry
"""


def _append(
    row: Connection,
    kind: CreditKind,
    amount: Decimal,
    *,
    message: str = "",
    actor: str = "",
    limit: Decimal | None = None,
    currency: str = "",
    sale_id: int | None = None,
    supplier_order_id: int | None = None,
    contractor_order_id: int | None = None,
    refers_to: int | None = None,
) -> Written:
    """Write the next entry and the connection's sums, one statement; the caller holds the connection's row."""
    blocked = row.credit_blocked + (amount if kind in _RAISES else ZERO) - (amount if kind in _LOWERS else ZERO)
    after = limit if limit is not None else row.credit_limit
    entry = Entry(
        connection_id=row.pk,
        number=row.credit_entries + 1,
        kind=str(kind),
        amount=amount,
        currency=currency or row.credit_currency,
        limit_after=after,
        blocked_after=blocked,
        message=message,
        sale_id=sale_id,
        supplier_order_id=supplier_order_id,
        contractor_order_id=contractor_order_id,
        refers_to=refers_to,
        actor=actor[:120],
        created_at=clock.now(),
    )
    digest = entry_hash(row.credit_hash, entry)
    # What the ledger holds for the sale moves with its charges and releases alone.
    charged = amount if kind == CreditKind.CHARGE else -amount if kind == CreditKind.RELEASE else ZERO
    values: dict[str, Any] = {
        "supplier": row.supplier_id,
        "contractor": row.contractor_id,
        "connection": row.pk,
        "number": entry.number,
        "kind": entry.kind,
        "amount": amount,
        "currency": entry.currency,
        "limit": after,
        "blocked": blocked,
        "message": message,
        "sale": sale_id,
        "supplier_order": supplier_order_id,
        "contractor_order": contractor_order_id,
        "refers_to": refers_to,
        "actor": entry.actor,
        "moment": entry.created_at,
        "hash": digest,
        "charged": charged,
    }
    entry_id = int(statements.named(_APPEND, values)[0][0])
    row.credit_limit, row.credit_blocked, row.credit_currency = after, blocked, entry.currency
    row.credit_entries, row.credit_hash = entry.number, digest
    return Written(entry_id, credit_of(row))


def _changed(row: Connection, account_id: int, written: Written, kind: CreditKind) -> Written:
    publish(
        "credit.changed",
        account_id=account_id,
        partner_id=row.contractor_id if account_id == row.supplier_id else row.supplier_id,
        stream=f"connection:{row.pk}",
        connection_id=int(row.pk),
        credit_entry_id=written.entry_id,
        kind=str(kind),
    )
    return written


def _terms_of(account_id: int, row: Connection) -> tuple[SupplierSettings, Integration]:
    integration = Integration.objects.for_account(account_id).select_related("inventory").get(pk=row.integration_id)
    return supplier_terms(integration.settings, row.supplier_settings), integration


@transaction.atomic
def set_limit(*, account_id: int, connection_id: int, limit: Decimal, message: str = "", actor: str = "") -> Written:
    """Set a contractor's limit with a message for the history (I-02); the first one opens the credit, 0 included (R21).

    The currency is the price group's at the first limit, or the one the contractor pays in instead.
    Raises NotFound, BadParameters, PricesNotShared (R20).
    """
    row = _lock_supplied(account_id, connection_id)
    limit, message = _amount(limit), _message(message, 255)
    if limit < 0:
        raise BadParameters("parameter new_limit: 0 or more is expected")
    terms, integration = _terms_of(account_id, row)
    if not terms.shares("prices"):
        raise PricesNotShared("A credit limit needs shared prices")
    currency = row.credit_currency
    if row.credit_limit is None or (row.credit_blocked == 0 and not currency):
        group = terms.price_group_id or integration.inventory.default_price_group_id
        groups = PriceGroup.objects.for_account(account_id).values_list("currency", flat=True)
        currency = terms.currency or groups.get(pk=group)
    written = _append(row, CreditKind.LIMIT, ZERO, limit=limit, currency=currency, message=message, actor=actor)
    return _changed(row, account_id, written, CreditKind.LIMIT)


def worth(amount: Decimal, rate: Rate | None) -> Decimal:
    """An amount by a rate, rounded half up to money."""
    return to_cents(rate.apply(amount)) if rate is not None else amount


def owed(sale: Sale, amount: Decimal) -> Decimal:
    """An amount of a sale in the credit's currency, by the rate frozen with the sale (R21)."""
    return worth(amount, frozen_rate(sale.credit_rate))


def currency_of(sale: Sale) -> str:
    """The currency a sale is charged in."""
    rate = frozen_rate(sale.credit_rate)
    return rate.target if rate is not None else sale.currency


def _charge_text(sale: Sale) -> str:
    rate = frozen_rate(sale.credit_rate)
    text = f"Order {sale.supplier_order_id}"
    if rate is None:
        return text
    sign = "/" if rate.divides else "×"
    return f"{text}: {sale.amount} {sale.currency} {sign} {text_of(rate.value)}"


def charge(*, connection: Connection, sale: Sale, amount: Decimal, actor: str = "", message: str = "") -> Written:
    """Charge a sale's gross amount, given in the credit's currency (I-03). `sale.charged` grows with it.

    The caller holds the connection's row. Raises CreditShort when the credit does not cover it, whatever the setting;
    Conflict without a credit or in another currency than the credit's (R21).
    """
    amount = _amount(amount)
    if connection.credit_limit is None:
        raise Conflict("The connection has no trade credit")
    if currency_of(sale) != connection.credit_currency:
        raise Conflict(
            "The credit is kept in %(currency)s, the sale is in %(wanted)s",
            currency=connection.credit_currency,
            wanted=currency_of(sale),
        )
    missing = amount - (connection.credit_limit - connection.credit_blocked)
    if missing > 0:
        raise CreditShort(missing, connection.credit_currency)
    written = _append(
        connection,
        CreditKind.CHARGE,
        amount,
        message=message or _charge_text(sale),
        actor=actor,
        sale_id=sale.pk,
        supplier_order_id=sale.supplier_order_id,
        contractor_order_id=sale.contractor_order_id,
    )
    sale.charged += amount
    return written


def release(*, connection: Connection, sale: Sale, amount: Decimal, actor: str = "", message: str = "") -> Written:
    """Give back what a sale no longer charges: cancelled pieces, a refused or cancelled sale.

    The caller holds the connection's row. At most what the ledger holds for the sale; `sale.charged` falls with it.
    """
    amount = _amount(amount)
    if not ZERO < amount <= sale.charged:
        raise Conflict("The sale holds %(charged)s, not %(amount)s", charged=sale.charged, amount=amount)
    written = _append(
        connection,
        CreditKind.RELEASE,
        amount,
        message=message or f"Order {sale.supplier_order_id} reduced or cancelled",
        actor=actor,
        sale_id=sale.pk,
        supplier_order_id=sale.supplier_order_id,
        contractor_order_id=sale.contractor_order_id,
    )
    sale.charged -= amount
    return written


def _sale_of_order(account_id: int, connection_id: int, order_id: int) -> Sale:
    sale = Sale.objects.as_supplier(account_id).filter(connection_id=connection_id, supplier_order_id=order_id).first()
    if sale is None:
        raise NotFound("There is no order %(id)s of this contractor", id=order_id)
    return sale


@transaction.atomic
def settle(
    *, account_id: int, connection_id: int, amount: Decimal, message: str = "", order_id: int = 0, actor: str = ""
) -> Written:
    """Record a contractor's repayment: more than 0, at most what is blocked; `order_id` is the supplier's (I-06, R22).

    Raises NotFound, BadParameters, SettlementRefused; then nothing changed (I-07).
    """
    row = _lock_supplied(account_id, connection_id)
    amount, message = _amount(amount), _message(message, 255)
    if amount <= 0:
        raise SettlementRefused("parameter amount: more than 0 is expected")
    if row.credit_limit is None or amount > row.credit_blocked:
        raise SettlementRefused(
            "parameter amount: at most the blocked credit of %(blocked)s is expected", blocked=row.credit_blocked
        )
    sale = _sale_of_order(account_id, connection_id, order_id) if order_id else None
    written = _append(
        row,
        CreditKind.SETTLEMENT,
        amount,
        message=message,
        actor=actor,
        sale_id=sale.pk if sale else None,
        supplier_order_id=order_id or None,
        contractor_order_id=sale.contractor_order_id if sale else None,
    )
    return _changed(row, account_id, written, CreditKind.SETTLEMENT)


@transaction.atomic
def claim_payment(
    *, account_id: int, connection_id: int, amount: Decimal, message: str = "", order_id: int = 0, actor: str = ""
) -> Written:
    """A contractor's waiting entry: a payment it says it made; changes nothing until the supplier accepts (I-09, R22)."""
    row = lock_connection(account_id=account_id, connection_id=connection_id)
    if row.contractor_id != account_id:
        raise NotFound("There is no connection %(id)s", id=connection_id)
    amount, message = _amount(amount), _message(message, 255)
    if amount <= 0 or row.credit_limit is None:
        raise SettlementRefused("parameter amount: more than 0 is expected, with a trade credit")
    sale = (
        Sale.objects.as_contractor(account_id).filter(connection_id=row.pk, contractor_order_id=order_id).first()
        if order_id
        else None
    )
    if order_id and sale is None:
        raise NotFound("There is no order %(id)s in this connection", id=order_id)
    written = _append(
        row,
        CreditKind.CLAIM,
        amount,
        message=message,
        actor=actor,
        sale_id=sale.pk if sale else None,
        supplier_order_id=sale.supplier_order_id if sale else None,
        contractor_order_id=order_id or None,
    )
    return _changed(row, account_id, written, CreditKind.CLAIM)


@transaction.atomic
def answer_claim(*, account_id: int, entry_id: int, is_accepted: bool, message: str = "", actor: str = "") -> Written:
    """Accept or refuse a waiting entry by an entry of its own that refers to it (R22); answered once.

    Raises NotFound, Conflict when it was answered, SettlementRefused when it is above what is blocked.
    """
    claim = CreditEntry.objects.as_supplier(account_id).filter(pk=entry_id, kind=CreditKind.CLAIM).first()
    if claim is None:
        raise NotFound("There is no waiting entry %(id)s", id=entry_id)
    row = _lock_supplied(account_id, claim.connection_id)
    if CreditEntry.objects.as_supplier(account_id).filter(refers_to=entry_id).exists():
        raise Conflict("The entry was answered already")
    if is_accepted and claim.amount > row.credit_blocked:
        raise SettlementRefused("Only %(blocked)s is blocked", blocked=row.credit_blocked)
    kind = CreditKind.ACCEPTANCE if is_accepted else CreditKind.REFUSAL
    written = _append(
        row,
        kind,
        claim.amount,
        message=_message(message, 255),
        actor=actor,
        sale_id=claim.sale_id,
        supplier_order_id=claim.supplier_order_id,
        contractor_order_id=claim.contractor_order_id,
        refers_to=entry_id,
    )
    return _changed(row, account_id, written, kind)
