"""The trade credit ledger."""

import threading
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Connection, CreditEntry, Sale
from spinka.connect.queries import broken_chain, credit_entries, credit_of, get_connection
from spinka.connect.services import credit
from spinka.core import clock
from spinka.core.errors import Conflict, NotFound, SpinkaError
from tests.factories.connections import MadeConnection, make_connection

TEN = Decimal("10.00")


def _sale(made: MadeConnection, amount: str, number: int = 1, currency: str = "PLN") -> Sale:
    with acting_for(made.supplier.account_id):
        moment = clock.now()
        sale = Sale(
            supplier_id=made.supplier.account_id,
            contractor_id=made.contractor.account_id,
            connection_id=made.connection_id,
            contractor_order_id=500 + number,
            supplier_order_id=900 + number,
            currency=currency,
            amount=Decimal(amount),
            created_at=moment,
            updated_at=moment,
        )
        sale.save(force_insert=True)
    return sale


def _charge(made: MadeConnection, sale: Sale) -> credit.Written:
    with acting_for(made.supplier.account_id):
        row = credit.lock_connection(account_id=made.supplier.account_id, connection_id=made.connection_id)
        return credit.charge(connection=row, sale=sale, amount=sale.amount or Decimal(0))


def _limit(made: MadeConnection, limit: str = "1000") -> None:
    with acting_for(made.supplier.account_id):
        connect.set_limit(
            account_id=made.supplier.account_id,
            connection_id=made.connection_id,
            limit=Decimal(limit),
            message="Start",
        )


def _state(made: MadeConnection) -> tuple[Decimal, Decimal, Decimal]:
    with acting_for(made.contractor.account_id):
        found = credit_of(get_connection(account_id=made.contractor.account_id, connection_id=made.connection_id))
        assert broken_chain(account_id=made.contractor.account_id, connection_id=made.connection_id) is None
        return found.limit, found.blocked, found.available


@pytest.mark.django_db
class TestLedger:
    @pytest.mark.feature("I-02", "I-03", "I-04", "I-06")
    def test_limit_charge_settlement_release(self) -> None:
        made = make_connection()
        _limit(made)
        sale = _sale(made, "400.00")
        _charge(made, sale)
        assert _state(made) == (Decimal(1000), Decimal(400), Decimal(600))
        with acting_for(made.supplier.account_id):
            written = connect.settle(
                account_id=made.supplier.account_id,
                connection_id=made.connection_id,
                amount=Decimal("150.50"),
                message="Przelew",
                order_id=sale.supplier_order_id,
            )
            assert (written.credit.blocked, written.credit.available) == (Decimal("249.50"), Decimal("750.50"))
            row = credit.lock_connection(account_id=made.supplier.account_id, connection_id=made.connection_id)
            credit.release(connection=row, sale=sale, amount=Decimal("100.00"))
            assert Sale.objects.as_supplier(made.supplier.account_id).get().charged == Decimal(300)
        assert _state(made) == (Decimal(1000), Decimal("149.50"), Decimal("850.50"))
        with acting_for(made.contractor.account_id):
            entries = credit_entries(account_id=made.contractor.account_id, connection_id=made.connection_id)
        assert [(row.number, row.kind, row.amount) for row, _ in entries] == [
            (4, "release", Decimal(100)),
            (3, "settlement", Decimal("150.50")),
            (2, "charge", Decimal(400)),
            (1, "limit", Decimal(0)),
        ]

    @pytest.mark.feature("I-05")
    def test_a_charge_beyond_the_credit_names_what_is_missing(self) -> None:
        made = make_connection()
        _limit(made, "100")
        with pytest.raises(connect.CreditShort) as caught:
            _charge(made, _sale(made, "130.00"))
        assert caught.value.missing == Decimal(30)
        assert _state(made) == (Decimal(100), Decimal(0), Decimal(100))

    def test_no_charge_without_a_limit_or_in_another_currency(self) -> None:
        made = make_connection()
        with pytest.raises(Conflict):
            _charge(made, _sale(made, "1.00"))
        _limit(made)
        with pytest.raises(Conflict):
            _charge(made, _sale(made, "1.00", 2, currency="EUR"))
        assert _state(made) == (Decimal(1000), Decimal(0), Decimal(1000))

    @pytest.mark.feature("I-09")
    def test_a_waiting_payment_counts_once_it_is_accepted(self) -> None:
        made = make_connection()
        _limit(made)
        _charge(made, _sale(made, "400.00"))
        with acting_for(made.contractor.account_id):
            first, second = (
                connect.claim_payment(
                    account_id=made.contractor.account_id, connection_id=made.connection_id, amount=Decimal(amount)
                )
                for amount in (100, 50)
            )
        assert _state(made) == (Decimal(1000), Decimal(400), Decimal(600))
        with acting_for(made.contractor.account_id), pytest.raises(NotFound):
            connect.answer_claim(account_id=made.contractor.account_id, entry_id=first.entry_id, is_accepted=True)
        with acting_for(made.supplier.account_id):
            connect.answer_claim(account_id=made.supplier.account_id, entry_id=first.entry_id, is_accepted=True)
            connect.answer_claim(account_id=made.supplier.account_id, entry_id=second.entry_id, is_accepted=False)
            with pytest.raises(Conflict):
                connect.answer_claim(account_id=made.supplier.account_id, entry_id=first.entry_id, is_accepted=True)
            entries = credit_entries(account_id=made.supplier.account_id, connection_id=made.connection_id)
        assert _state(made) == (Decimal(1000), Decimal(300), Decimal(700))
        assert [(row.kind, is_accepted) for row, is_accepted in entries] == [
            ("claim", False),
            ("claim", True),
            ("charge", True),
            ("limit", True),
        ]

    def test_the_application_cannot_change_an_entry(self) -> None:
        made = make_connection()
        _limit(made)
        with pytest.raises(ProgrammingError, match="permission denied"), acting_for(made.supplier.account_id):
            CreditEntry.objects.as_supplier(made.supplier.account_id).update(amount=Decimal("9.00"))

    def test_a_limit_needs_shared_prices(self) -> None:
        made = make_connection(share_fields=["name", "stock"])
        with pytest.raises(connect.PricesNotShared):
            _limit(made)
        assert _state(made) == (Decimal(0), Decimal(0), Decimal(0))


@pytest.mark.django_db
class TestMethods:
    def _start(self) -> MadeConnection:
        made = make_connection()
        api = made.supplier.api
        answer = api.ok(
            "setConnectContractorCreditLimit", contractor_id=made.connection_id, new_limit="5000", message="Na start"
        )
        assert answer == {"new_limit_set": "5000.00 PLN"}
        _charge(made, _sale(made, "2000.00"))
        return made

    @pytest.mark.feature("I-02", "I-06", "I-08", "I-11")
    def test_settlement_and_history_as_published(self) -> None:
        made = self._start()
        answer = made.supplier.api.ok(
            "addConnectContractorCreditSettlement",
            connect_contractor_id=made.connection_id,
            amount="500.00",
            message="Przelew",
        )
        entry_id = answer.pop("credit_entry_id")
        assert answer == {"new_blocked_credit": 1500, "new_available_credit": 3500}
        for api in (made.supplier.api, made.contractor.api):
            entries = api.ok("getConnectContractorCreditHistory", connect_contractor_id=made.connection_id)[
                "credit_data"
            ]
            assert entries[0].pop("date_add") > 1_700_000_000
            assert entries[0] == {
                "credit_entry_id": entry_id,
                "description": "Przelew",
                "currency": "PLN",
                "type": "payment",
                "amount": "500.00",
                "is_accepted": 1,
            }
            assert [(row["type"], row["amount"]) for row in entries[1:]] == [("charge", "2000.00"), ("payment", "0.00")]
            assert entries[2]["description"] == "Na start (5000.00 PLN)"

    @pytest.mark.feature("I-07")
    @pytest.mark.parametrize("amount", [0, -1, "2000.01", "0.001", 1e300])
    def test_refused_settlements_change_nothing(self, amount: Any) -> None:
        made = self._start()
        code = made.supplier.api.refused(
            "addConnectContractorCreditSettlement", connect_contractor_id=made.connection_id, amount=amount, message="x"
        )
        assert code == "ERROR_BAD_PARAMETERS"
        assert _state(made) == (Decimal(5000), Decimal(2000), Decimal(3000))

    def test_messages_have_a_length(self) -> None:
        made = self._start()
        for length, status in ((255, "SUCCESS"), (256, "ERROR")):
            answer = made.supplier.api.call(
                "addConnectContractorCreditSettlement",
                connect_contractor_id=made.connection_id,
                amount=1,
                message="ż" * length,
            )
            assert answer["status"] == status
        assert _state(made)[1] == Decimal(1999)

    @pytest.mark.feature("I-10")
    def test_the_older_call_changes_nothing(self) -> None:
        made = self._start()
        before = made.supplier.api.ok("getConnectCredit", connect_contractor_id=made.connection_id)
        for parameters in (
            {"connect_contractor_id": made.connection_id, "amount": 5, "message": "x"},
            {"contractor_id": "abc"},
            {},
        ):
            assert made.supplier.api.ok("addConnectContractorCredit", **parameters) == {}
        assert made.supplier.api.ok("getConnectCredit", connect_contractor_id=made.connection_id) == before

    @pytest.mark.feature("I-11", "B-14")
    def test_the_contractor_reads_and_never_writes(self) -> None:
        made = self._start()
        api = made.contractor.api
        answer = api.ok("getConnectCredit", connect_integration_id=made.contractor_integration_id)
        assert (answer["active"], answer["limit"], answer["blocked"], answer["available"], answer["currency"]) == (
            True,
            5000,
            2000,
            3000,
            "PLN",
        )
        assert [(row["kind"], row["order_id"]) for row in answer["entries"]] == [("charge", 501), ("limit", 0)]
        rows = api.ok("getConnectIntegrationContractors", connect_integration_id=made.contractor_integration_id)[
            "contractors"
        ]
        assert list(rows) == [str(made.connection_id)]
        assert rows[str(made.connection_id)]["credit_data"] == {
            "credit_limit": 5000,
            "credit_to_pay": 2000,
            "credit_available": 3000,
            "currency": "PLN",
        }
        assert "hide_prices" in rows[str(made.connection_id)]["settings"]
        for method, extra in (
            ("setConnectContractorCreditLimit", {"new_limit": 9}),
            ("addConnectContractorCreditSettlement", {"amount": 9}),
        ):
            assert (
                api.refused(method, connect_contractor_id=made.connection_id, message="", **extra) == "ERROR_NOT_FOUND"
            )
        assert _state(made) == (Decimal(5000), Decimal(2000), Decimal(3000))

    def test_without_a_limit_everything_is_zero_and_inactive(self) -> None:
        made = make_connection()
        answer = made.supplier.api.ok("getConnectCredit", connect_contractor_id=made.connection_id)
        assert answer == {"active": False, "limit": 0, "blocked": 0, "available": 0, "currency": "", "entries": []}


class TestTwoConnections:
    def test_an_entry_changed_from_outside_breaks_the_chain(self, committed_db: None, owner_dsn: str) -> None:
        made = make_connection()
        _limit(made)
        _charge(made, _sale(made, "10.00"))
        with psycopg.connect(owner_dsn) as owner:
            owner.execute("update connect_creditentry set amount = 9 where number = 2")
        with acting_for(made.supplier.account_id):
            assert broken_chain(account_id=made.supplier.account_id, connection_id=made.connection_id) == 2

    def test_parallel_settlements_never_exceed_what_is_blocked(self, committed_db: None) -> None:
        made = make_connection()
        _limit(made)
        _charge(made, _sale(made, "100.00"))
        refused: list[str] = []
        barrier = threading.Barrier(4)

        def settle() -> None:
            barrier.wait()
            try:
                for _ in range(5):
                    try:
                        with acting_for(made.supplier.account_id):
                            connect.settle(
                                account_id=made.supplier.account_id, connection_id=made.connection_id, amount=TEN
                            )
                    except SpinkaError as error:
                        refused.append(type(error).__name__)
            finally:
                connection.close()

        threads = [threading.Thread(target=settle) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert _state(made) == (Decimal(1000), Decimal(0), Decimal(1000))
        assert refused == ["SettlementRefused"] * 10
        with acting_for(made.supplier.account_id):
            numbers = list(
                CreditEntry.objects.as_supplier(made.supplier.account_id)
                .order_by("id")
                .values_list("number", flat=True)
            )
            row = Connection.objects.as_supplier(made.supplier.account_id).get()
        assert numbers == list(range(1, 13))
        assert row.credit_entries == 12
