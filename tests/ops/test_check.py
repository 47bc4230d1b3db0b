"""Every invariant is broken on purpose, as the owner of the tables, and seen by `spinka check` (R53)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog import queries
from spinka.catalog import services as catalog
from spinka.catalog.services import ProductFields
from spinka.connect import services as connect
from spinka.connect.services import ImportOptions
from spinka.core import worker
from spinka.documents import services as documents
from spinka.ops import check
from spinka.ops.check import inspection
from spinka.ops.check.documents import NumbersHaveNoGap, TotalsAreSumsOfLines
from spinka.ops.check.invariant import Invariant
from spinka.ops.check.ledger import ChargesMatchSales, LedgerAddsUp, LedgerChainHolds
from spinka.ops.check.sales import (
    AmountsAgree,
    CurrenciesAgree,
    JournalsOnBothSides,
    LineInOneOpenSale,
    LinesAgree,
    NoLinesBesideTheSale,
    SalesHaveBothOrders,
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
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.warehousing import services as warehousing
from spinka.warehousing.draft import DocumentDraft, ItemDraft
from tests.factories.accounts import make_account
from tests.factories.connections import MadeConnection, make_connection

pytestmark = pytest.mark.usefixtures("committed_db")


@dataclass(frozen=True, slots=True)
class World:
    """One forwarded order of 3 pieces at 12.30, charged on a credit of 1,000.00."""

    link: MadeConnection
    product_id: int
    warehouse_id: int
    contractor_order_id: int
    sale_id: int
    owner: "psycopg.Connection[Any]"

    def break_(self, sql: str, *values: object) -> None:
        assert self.owner.execute(sql, values).rowcount > 0, "nothing was broken"

    def report(self) -> check.Report:
        return check.inspect_everything(self.owner.cursor())

    def only(self, *invariants: type[Invariant]) -> list[dict[str, Any]]:
        """The rows of the first one; no other invariant has any."""
        report = self.report()
        assert {finding.invariant for finding in report.findings if finding.rows} == set(invariants)
        assert report.is_sound is not any(one.fails for one in invariants)
        return list(report.rows_of(invariants[0]))


def _forwarded() -> tuple[MadeConnection, int, int, int, int]:
    link = make_connection(make_account("Hurt"), make_account("Sklep"))
    supplier_id, contractor_id = link.supplier.account_id, link.contractor.account_id
    with acting_for(supplier_id):
        inventory_id = queries.default_inventory(supplier_id)
        context = queries.inventory_context(account_id=supplier_id, inventory_id=inventory_id)
        product_id = catalog.save_product(
            account_id=supplier_id,
            inventory_id=inventory_id,
            fields=ProductFields(
                sku="A",
                texts={"name": "Kubek"},
                tax_rate=Decimal(23),
                prices={context.default_price_group_id: Decimal("12.30")},
                stock={f"bl_{context.default_warehouse_id}": 10},
            ),
            actor="test",
        ).product_id
        connect.set_limit(account_id=supplier_id, connection_id=link.connection_id, limit=Decimal(1000))
    with acting_for(contractor_id):
        connect.start_import(
            account_id=contractor_id,
            connect_integration_id=link.contractor_integration_id,
            inventory_id=queries.default_inventory(contractor_id),
            options=ImportOptions(),
            actor="test",
        )
    worker.work_all()
    with acting_for(contractor_id):
        with connection.cursor() as cursor:
            cursor.execute("select id from catalog_product where account_id = %s", [contractor_id])
            (own_id,) = cursor.fetchone()
        draft = OrderDraft(lines=[LineDraft(product_id=own_id, quantity=3, unit_gross=Decimal(20))])
        order_id = orders.create_order(account_id=contractor_id, draft=draft, actor="test").order_id
        (result,) = connect.forward_order(account_id=contractor_id, order_id=order_id, actor="test")
    worker.work_all()
    assert result.sale_id
    return link, product_id, context.default_warehouse_id, order_id, result.sale_id


@pytest.fixture
def world(owner_dsn: str, committed_db: None) -> Iterator[World]:
    """A sound world; what a test breaks in the owner's transaction is rolled back."""
    made = _forwarded()
    owner = psycopg.connect(owner_dsn)
    try:
        yield World(*made, owner)
    finally:
        owner.rollback()
        owner.close()


class TestSoundWorld:
    def test_nothing_is_found(self, world: World) -> None:
        report = world.report()
        assert report.is_sound
        assert [finding.invariant for finding in report.findings if finding.rows] == []
        assert len(report.findings) == len(inspection.INVARIANTS) == 26

    def test_account_by_account_finds_nothing_either(self, world: World) -> None:
        report = check.inspect_per_account()
        assert report.is_sound
        assert [finding.invariant for finding in report.findings if finding.rows] == []


class TestStock:
    def test_reservation_without_allocation(self, world: World) -> None:
        world.break_("update catalog_stock set reserved = 4 where product_id = %s", world.product_id)
        (row,) = world.only(ReservationsMatchAllocations)
        assert (row["product_id"], row["warehouse_id"]) == (world.product_id, world.warehouse_id)
        assert (row["reserved"], row["allocated"]) == (4, 3)

    def test_line_that_holds_too_much(self, world: World) -> None:
        world.break_("update orders_allocation set quantity = 4")
        world.break_("update catalog_stock set reserved = 4 where product_id = %s", world.product_id)
        (row,) = world.only(LinesHoldWhatTheyAsk)
        assert (row["quantity"], row["held"]) == (3, 4)

    def test_reservation_granted_beyond_stock(self, world: World) -> None:
        world.break_("update catalog_stock set quantity = 2 where product_id = %s", world.product_id)
        world.break_("delete from catalog_productlog")
        rows = world.only(NothingGrantedBeyondStock, ShortOrders)
        assert [(row["quantity"], row["reserved"]) for row in rows] == [(2, 3)]

    def test_absolute_write_makes_orders_short_without_failing(self, world: World) -> None:
        supplier_id = world.link.supplier.account_id
        with acting_for(supplier_id):
            catalog.update_stock(
                account_id=supplier_id,
                inventory_id=queries.default_inventory(supplier_id),
                products={world.product_id: {f"bl_{world.warehouse_id}": 1}},
                actor="test",
            )
        (row,) = world.only(ShortOrders)
        assert len(row["order_ids"]) == 1
        assert world.report().is_sound


class TestSales:
    def test_order_that_is_gone(self, world: World) -> None:
        # The order's lines go with it, so their sale lines have nothing on that side either.
        world.break_("delete from orders_order where account_id = %s", world.link.contractor.account_id)
        rows = world.only(SalesHaveBothOrders, LinesAgree)
        assert [row["sale_id"] for row in rows] == [world.sale_id]

    @pytest.mark.parametrize("side", ["supplier", "contractor"])
    def test_quantity_that_differs(self, world: World, side: str) -> None:
        account = world.link.supplier if side == "supplier" else world.link.contractor
        world.break_("update orders_orderline set quantity = 5 where account_id = %s", account.account_id)
        expected = (LinesAgree, AmountsAgree) if side == "supplier" else (LinesAgree,)
        (row,) = world.only(*expected)
        assert (row["sale_id"], row["pieces"], row[f"{side}_quantity"]) == (world.sale_id, 3, 5)

    def test_line_the_sale_does_not_know(self, world: World) -> None:
        world.break_(
            "insert into orders_orderline (account_id, order_id, storage, storage_id, product_ref, variant_ref, name,"
            " attributes, sku, ean, location, auction_id, unit_gross, tax_rate, quantity, backordered, weight)"
            " select account_id, order_id, storage, storage_id, product_ref, variant_ref, name, attributes, sku, ean,"
            " location, auction_id, 0, tax_rate, 1, 0, weight from orders_orderline where account_id = %s",
            world.link.supplier.account_id,
        )
        (row,) = world.only(NoLinesBesideTheSale)
        assert row["sale_id"] == world.sale_id

    def test_amount_that_is_not_the_sum(self, world: World) -> None:
        world.break_("update connect_sale set amount = amount + 1, net = net + 1")
        rows = world.only(AmountsAgree, ChargesMatchSales)
        assert [(row["sale_id"], row["amount"]) for row in rows] == [(world.sale_id, Decimal("37.90"))]

    def test_gross_that_is_not_net_and_vat(self, world: World) -> None:
        world.break_("update connect_saleline set vat = vat + 0.01")
        (row,) = world.only(VatAgrees)
        assert row["sale_id"] == world.sale_id

    def test_currency_that_differs(self, world: World) -> None:
        world.break_("update orders_order set currency = 'EUR' where account_id = %s", world.link.supplier.account_id)
        (row,) = world.only(CurrenciesAgree)
        assert (row["currency"], row["order_currency"]) == ("PLN", "EUR")

    def test_line_in_two_open_sales(self, world: World) -> None:
        world.owner.execute("drop index line_in_one_open_sale")
        world.break_(
            "insert into connect_saleline (supplier_id, contractor_id, sale_id, contractor_line_id, supplier_line_id,"
            " is_open, quantity, cancelled, tax_rate, gross, price_trace) select supplier_id, contractor_id, sale_id,"
            " contractor_line_id, 0, true, quantity, 0, 0, null, '[]' from connect_saleline"
        )
        rows = world.only(LineInOneOpenSale, LinesAgree)
        assert [row["sale_ids"] for row in rows] == [[world.sale_id, world.sale_id]]

    @pytest.mark.parametrize("side", ["supplier", "contractor"])
    def test_journal_that_is_silent(self, world: World, side: str) -> None:
        account = world.link.supplier if side == "supplier" else world.link.contractor
        world.break_("delete from orders_journalentry where account_id = %s", account.account_id)
        (row,) = world.only(JournalsOnBothSides)
        assert row["sale_id"] == world.sale_id

    def test_both_sides_are_compared_account_by_account_too(self, world: World) -> None:
        world.break_("update orders_orderline set quantity = 5 where account_id = %s", world.link.contractor.account_id)
        world.owner.commit()
        report = check.inspect_per_account()
        assert {finding.invariant for finding in report.findings if finding.rows} == {LinesAgree}
        assert [row["sale_id"] for row in report.rows_of(LinesAgree)] == [world.sale_id]


class TestLedger:
    def test_balance_that_is_not_the_sum(self, world: World) -> None:
        world.break_("update connect_connection set credit_blocked = credit_blocked + 1")
        (row,) = world.only(LedgerAddsUp)
        assert row["connection_id"] == world.link.connection_id

    def test_entry_that_was_changed(self, world: World) -> None:
        world.break_("update connect_creditentry set message = 'another' where kind = 'charge'")
        (row,) = world.only(LedgerChainHolds)
        assert row["number"] == 2

    def test_entry_that_is_gone(self, world: World) -> None:
        world.break_("delete from connect_creditentry where kind = 'charge'")
        rows = world.only(LedgerChainHolds, LedgerAddsUp, ChargesMatchSales)
        assert [row["connection_id"] for row in rows] == [world.link.connection_id]

    def test_charge_that_is_not_the_amount(self, world: World) -> None:
        world.break_("update connect_sale set charged = 1")
        (row,) = world.only(ChargesMatchSales)
        assert (row["sale_id"], row["charged"], row["ledger"]) == (world.sale_id, Decimal(1), Decimal("36.90"))


class TestDocuments:
    @pytest.fixture
    def issued(self, world: World) -> list[int]:
        """Three invoices of the contractor, 1 to 3."""
        account_id = world.link.contractor.account_id
        with acting_for(account_id):
            drafts = [OrderDraft(lines=[LineDraft(name="x", quantity=1, unit_gross=Decimal(5))]) for _ in range(3)]
            ids = [orders.create_order(account_id=account_id, draft=draft, actor="test").order_id for draft in drafts]
            return [documents.issue_invoice(account_id=account_id, order_id=order_id, actor="test") for order_id in ids]

    def test_numbers_without_a_gap_are_sound(self, world: World, issued: list[int]) -> None:
        assert [finding for finding in world.report().findings if finding.rows] == []

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_number_that_is_missing(self, world: World, issued: list[int], place: int) -> None:
        world.owner.execute("delete from documents_documentline where document_id = %s", [issued[place]])
        world.break_("delete from documents_document where id = %s", issued[place])
        (row,) = world.only(NumbersHaveNoGap)
        assert (row["account_id"], row["last_given"], row["documents"]) == (world.link.contractor.account_id, 3, 2)

    def test_number_beyond_the_last_one_given(self, world: World, issued: list[int]) -> None:
        world.break_("update documents_document set number = 7 where id = %s", issued[2])
        (row,) = world.only(NumbersHaveNoGap)
        assert (row["last_given"], row["highest"]) == (3, 7)

    def test_counter_that_is_gone(self, world: World, issued: list[int]) -> None:
        world.break_("delete from documents_seriescounter")
        (row,) = world.only(NumbersHaveNoGap)
        assert (row["last_given"], row["documents"]) == (0, 3)

    def test_total_that_is_not_the_sum(self, world: World, issued: list[int]) -> None:
        world.break_("update documents_document set total_gross = 6 where id = %s", issued[0])
        (row,) = world.only(TotalsAreSumsOfLines)
        assert (row["document_id"], row["lines_gross"]) == (issued[0], Decimal("5.00"))


class TestWarehouseDocuments:
    @pytest.fixture
    def confirmed(self, world: World) -> list[int]:
        """Three confirmed documents of the supplier, 1 to 3, with two lines each."""
        account_id, item = world.link.supplier.account_id, ItemDraft(product_id=world.product_id, quantity=1)
        made = []
        with acting_for(account_id):
            for _ in range(3):
                draft = DocumentDraft(kind=0, warehouse_id=world.warehouse_id)
                made.append(warehousing.create_document(account_id=account_id, draft=draft).document_id)
                warehousing.add_items(account_id=account_id, document_id=made[-1], items=[item, item])
                warehousing.confirm_document(account_id=account_id, document_id=made[-1], actor="test")
        return made

    def test_whole_ones_are_sound(self, world: World, confirmed: list[int]) -> None:
        assert [finding for finding in world.report().findings if finding.rows] == []

    def test_number_that_is_missing(self, world: World, confirmed: list[int]) -> None:
        world.break_("delete from warehousing_stockitem where document_id = %s", confirmed[1])
        world.break_("delete from warehousing_stockdocument where id = %s", confirmed[1])
        (row,) = world.only(WarehouseNumbersHaveNoGap)
        assert (row["account_id"], row["last_given"], row["documents"]) == (world.link.supplier.account_id, 3, 2)

    def test_counter_that_is_gone(self, world: World, confirmed: list[int]) -> None:
        world.break_("delete from warehousing_documentcounter")
        (row,) = world.only(WarehouseNumbersHaveNoGap)
        assert (row["last_given"], row["documents"]) == (0, 3)

    @pytest.mark.parametrize("places", [[1], [1, 2]])
    def test_line_that_is_gone(self, world: World, confirmed: list[int], places: list[int]) -> None:
        statement = "delete from warehousing_stockitem where document_id = %s and position = any(%s)"
        world.break_(statement, confirmed[0], places)
        (row,) = world.only(WarehouseDocumentsAreWhole)
        assert (row["document_id"], row["lines"]) == (confirmed[0], 2 - len(places))

    def test_sum_that_is_wrong(self, world: World, confirmed: list[int]) -> None:
        world.break_("update warehousing_stockitem set total = 5 where document_id = %s", confirmed[2])
        (row,) = world.only(WarehouseDocumentsAreWhole)
        assert row["document_id"] == confirmed[2]


class TestWork:
    def test_work_nobody_did(self, world: World) -> None:
        world.break_(
            "insert into core_outbox (account_id, stream, job, payload, created_at, due_at, attempts, error)"
            " values (%s, 's', 'j', '{}', now() - interval '2 minutes', now() - interval '2 minutes', 0, '')",
            world.link.supplier.account_id,
        )
        (row,) = world.only(WorkIsDelivered)
        assert (row["stream"], row["job"]) == ("s", "j")

    def test_work_that_failed_says_why_and_is_no_breach(self, world: World) -> None:
        world.break_(
            "insert into core_outbox (account_id, stream, job, payload, created_at, due_at, attempts, error)"
            " values (%s, 's', 'j', '{}', now(), now() - interval '2 minutes', 1, 'no route')",
            world.link.supplier.account_id,
        )
        assert world.report().is_sound

    def test_row_of_another_account_than_its_parents(self, world: World) -> None:
        for column in ("product_id", "price_group_id"):
            world.owner.execute(f"alter table catalog_price drop constraint catalog_price_{column}_own")
        world.break_(
            "update catalog_price set account_id = %s where product_id = %s",
            world.link.contractor.account_id,
            world.product_id,
        )
        rows = world.report().rows_of(RowsBelongToTheirParents)
        assert {row["relation"] for row in rows} == {"catalog_price.product_id", "catalog_price.price_group_id"}
        assert not world.report().is_sound


class TestCommand:
    def test_json_names_every_invariant(self, world: World, capsys: pytest.CaptureFixture[str]) -> None:
        from spinka.ops.commands.check import _as_json

        printed = json.loads(json.dumps(_as_json(world.report()), default=str))
        assert printed["sound"] is True
        assert printed["invariants"][0]["name"] == "reservations"
        assert all(entry["count"] == 0 for entry in printed["invariants"])
