"""Runs the invariants over everything as the owner of the tables, or account by account as the application."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.connect.access import crossing
from spinka.ops.check.documents import NumbersHaveNoGap, TotalsAreSumsOfLines
from spinka.ops.check.holds import (
    HeldPiecesAreOfOpenHolds,
    HeldPiecesAreWhole,
    HoldsHaveTheirPieces,
    NothingHeldBeyondStock,
)
from spinka.ops.check.invariant import Cursor, Invariant, Row
from spinka.ops.check.ledger import ChargesMatchSales, LedgerAddsUp, LedgerChainHolds
from spinka.ops.check.sales import (
    AmountsAgree,
    CurrenciesAgree,
    JournalsOnBothSides,
    LineInOneOpenSale,
    LinesAgree,
    NoLinesBesideTheSale,
    SalesHaveBothOrders,
    StoppedChains,
    VatAgrees,
)
from spinka.ops.check.stock import (
    LinesHoldWhatTheyAsk,
    NothingGrantedBeyondStock,
    ReservationsMatchAllocations,
    ShortOrders,
)
from spinka.ops.check.warehousing import WarehouseDocumentsAreWhole, WarehouseNumbersHaveNoGap
from spinka.ops.check.work import RowsBelongToTheirParents, WorkIsDelivered

INVARIANTS: tuple[type[Invariant], ...] = (
    ReservationsMatchAllocations,
    LinesHoldWhatTheyAsk,
    NothingGrantedBeyondStock,
    ShortOrders,
    HeldPiecesAreWhole,
    HeldPiecesAreOfOpenHolds,
    HoldsHaveTheirPieces,
    NothingHeldBeyondStock,
    SalesHaveBothOrders,
    LinesAgree,
    StoppedChains,
    NoLinesBesideTheSale,
    AmountsAgree,
    VatAgrees,
    CurrenciesAgree,
    LineInOneOpenSale,
    JournalsOnBothSides,
    LedgerAddsUp,
    ChargesMatchSales,
    LedgerChainHolds,
    NumbersHaveNoGap,
    TotalsAreSumsOfLines,
    WarehouseNumbersHaveNoGap,
    WarehouseDocumentsAreWhole,
    WorkIsDelivered,
    RowsBelongToTheirParents,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The rows that break one invariant."""

    invariant: type[Invariant]
    rows: Sequence[Row]


@dataclass(slots=True)
class Report:
    """What was found, in the order of INVARIANTS."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing that fails was found."""
        return not any(finding.rows and finding.invariant.fails for finding in self.findings)

    def rows_of(self, invariant: type[Invariant]) -> Sequence[Row]:
        """The rows found for one invariant."""
        return next((finding.rows for finding in self.findings if finding.invariant is invariant), ())


def inspect_everything(cursor: Cursor, *, told: Callable[[int, int], None] | None = None) -> Report:
    """Run every invariant over all rows the cursor sees: meant for the owner of the tables. Changes nothing.

    `told` hears how many invariants are done and how many there are.
    """
    report = Report()
    for done, invariant in enumerate(INVARIANTS, start=1):
        report.findings.append(Finding(invariant, invariant().find(cursor)))
        if told:
            told(done, len(INVARIANTS))
    return report


def inspect_per_account(*, told: Callable[[int, int], None] | None = None) -> Report:
    """Run every invariant as the application, once per account and once per connection, and join what is found.

    For a database whose owner's login is not at hand. Changes nothing.
    """
    found: dict[type[Invariant], dict[str, Row]] = {invariant: {} for invariant in INVARIANTS}
    with connection.cursor() as cursor:
        cursor.execute("select account_id from spinka_door_accounts()")
        accounts = [int(account_id) for (account_id,) in cursor.fetchall()]
    for done, account_id in enumerate(accounts, start=1):
        with acting_for(account_id), connection.cursor() as cursor:
            _collect(cursor, (one for one in INVARIANTS if not one.crosses), "true", found)
            cursor.execute("select distinct connection_id from connect_sale where supplier_id = %s", [account_id])
            for (connection_id,) in cursor.fetchall():
                with crossing(account_id=account_id, connection_id=connection_id, need="sale"):
                    pair = f"s.connection_id = {connection_id:d}"
                    _collect(cursor, (one for one in INVARIANTS if one.crosses), pair, found)
        if told:
            told(done, len(accounts))
    return Report([Finding(invariant, list(found[invariant].values())) for invariant in INVARIANTS])


def _collect(
    cursor: Cursor,
    invariants: Iterable[type[Invariant]],
    pair: str,
    found: dict[type[Invariant], dict[str, Row]],
) -> None:
    for invariant in invariants:
        for row in invariant().find(cursor, pair):
            # A row two accounts share is found from both sides.
            found[invariant].setdefault(repr(row), row)
