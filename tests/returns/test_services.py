"""Returns: what a buyer sends back, its lines, statuses and refunds (R26, R28, R36)."""

from decimal import Decimal

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.models import Event
from spinka.orders import services as orders
from spinka.returns import queries
from spinka.returns import services as returns
from spinka.returns.models import ReturnExtraField, ReturnStatus
from spinka.returns.services import StatusFields
from tests.factories.returns import Desk, line, make_desk

MISSING = 987_654_321


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


class TestCreateReturn:
    def test_a_line_takes_from_its_order_line_what_it_does_not_name(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[0], quantity=2), order_id=desk.order_id)
        (row,) = desk.lines(made.return_id)
        assert made.line_ids == [row.pk]
        assert (row.name, row.sku, row.ean, row.quantity) == ("Kubek", "K-1", "590", 2)
        assert (row.unit_gross, row.tax_rate, row.product_id) == (Decimal("12.5"), Decimal(23), desk.product_ids[0])
        assert (row.order_line_id, row.product_ref) == (desk.line_ids[0], str(desk.product_ids[0]))

    def test_a_whole_order_line_comes_back_when_no_quantity_is_named(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[0]), order_id=desk.order_id)
        assert [row.quantity for row in desk.lines(made.return_id)] == [3]

    def test_another_price_than_that_of_the_order_stays(self, desk: Desk) -> None:
        made = desk.make(
            line(order_line_id=desk.line_ids[0], quantity=1, unit_gross=Decimal("10.005")), order_id=desk.order_id
        )
        (row,) = desk.lines(made.return_id)
        assert row.unit_gross == Decimal("10.005")
        assert desk.found(made.return_id).total_cents == 1001

    def test_has_the_first_status_and_the_orders_currency(self, desk: Desk) -> None:
        row = desk.found(desk.make(order_id=desk.order_id).return_id)
        assert (row.status_id, row.currency, row.order_id) == (desk.status_ids[0], "EUR", desk.order_id)

    def test_without_an_order_it_has_the_accounts_currency(self, desk: Desk) -> None:
        row = desk.found(desk.make(line(name="Wazon", quantity=1, unit_gross=Decimal(5))).return_id)
        assert (row.order_id, row.currency, row.total_cents, row.refunded) == (None, "PLN", 500, 0)

    def test_the_value_is_lines_and_delivery(self, desk: Desk) -> None:
        made = desk.make(
            line(order_line_id=desk.line_ids[0], quantity=3),
            line(order_line_id=desk.line_ids[1], quantity=1),
            order_id=desk.order_id,
            delivery_price=Decimal("9.99"),
        )
        assert desk.found(made.return_id).total_cents == 3750 + 2000 + 999

    def test_stock_stays_as_it_is(self, desk: Desk) -> None:
        before = desk.shop.levels(desk.product_ids[0])
        desk.make(line(order_line_id=desk.line_ids[0], quantity=2), order_id=desk.order_id)
        assert desk.shop.levels(desk.product_ids[0]) == before == (10, 3)

    def test_refunded_at_once_notes_the_whole_value(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[0]), order_id=desk.order_id, is_refunded=True)
        (entry,) = desk.refunds(made.return_id)
        assert desk.found(made.return_id).refunded == Decimal("37.50")
        assert (entry.refunded_before, entry.refunded_after, entry.total) == (0, Decimal("37.50"), Decimal("37.50"))
        assert desk.journal(made.return_id) == [(1, 0), (5, 0)]

    def test_is_announced(self, desk: Desk) -> None:
        made = desk.make()
        with acting_for(desk.account_id):
            event = Event.objects.filter(name="return.created").latest("pk")
        assert event.data == {"return_id": made.return_id}

    @pytest.mark.parametrize(
        ("lines", "fields"),
        [
            ([], {"order_id": MISSING}),
            ([], {"order_id": -1}),
            ([], {"status_id": MISSING}),
            ([], {"source_id": MISSING}),
            ([], {"extra_fields": {"1": "x"}}),
            ([line(order_line_id=MISSING)], {}),
            ([line(name="x", product_ref=str(MISSING), quantity=1)], {}),
            ([line(name="x", warehouse_id=MISSING, quantity=1)], {}),
            ([line(name="x", status_id=MISSING)], {}),
            ([line(name="x", reason_id=MISSING)], {}),
        ],
    )
    def test_what_the_account_does_not_have_is_refused_and_nothing_written(
        self, desk: Desk, lines: list[object], fields: dict[str, object]
    ) -> None:
        with pytest.raises(NotFound):
            desk.make(*lines, **fields)  # type: ignore[arg-type]
        assert desk.counts() == (0, 0, 0, 0)

    def test_a_line_of_another_order_is_refused(self, desk: Desk) -> None:
        another = desk.shop.order()
        with pytest.raises(NotFound):
            desk.make(line(order_line_id=desk.line_ids[0]), order_id=another.order_id)
        assert desk.counts() == (0, 0, 0, 0)

    def test_another_accounts_ids_answer_as_missing_ones(self, desk: Desk) -> None:
        """R26"""
        other = make_desk()
        for fields in ({"order_id": other.order_id}, {"status_id": other.status_ids[0]}):
            with pytest.raises(NotFound):
                desk.make(**fields)
        assert desk.counts() == (0, 0, 0, 0)

    @pytest.mark.parametrize(
        "fields",
        [
            {"reference_number": "x" * 101},
            {"delivery_fullname": "x" * 101},
            {"refund_iban": "x" * 35},
            {"currency": "zł"},
            {"delivery_price": Decimal(-1)},
            {"email": "a\x00"},
            {"lines": [line(name="x", quantity=-1)]},
            {"lines": [line(name="x", tax_rate=Decimal(101))]},
            {"lines": [line(name="x")] * 1001},
        ],
    )
    def test_wrong_values_are_refused_and_nothing_written(self, desk: Desk, fields: dict[str, object]) -> None:
        with pytest.raises(BadParameters):
            desk.make(*fields.pop("lines", []), **fields)  # type: ignore[misc]
        assert desk.counts() == (0, 0, 0, 0)


class TestOrderGone:
    def test_the_return_outlives_its_order(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[0]), order_id=desk.order_id)
        with acting_for(desk.account_id):
            orders.delete_orders(account_id=desk.account_id, order_ids=[desk.order_id], actor="test")
        (row,) = desk.lines(made.return_id)
        assert desk.found(made.return_id).order_id is None
        assert (row.order_line_id, row.name, row.quantity) == (None, "Kubek", 3)


class TestEditReturn:
    def edit(self, desk: Desk, return_id: int, **fields: object) -> list[str]:
        with acting_for(desk.account_id):
            return returns.edit_return(
                account_id=desk.account_id,
                return_id=return_id,
                fields=fields,  # type: ignore[arg-type]
                actor="test",
            )

    def test_changes_what_is_named_and_notes_address_and_data_apart(self, desk: Desk) -> None:
        made = desk.make(email="old@b.pl", phone="1")
        assert self.edit(desk, made.return_id, email="new@b.pl", delivery_city="Kraków") == ["delivery_city", "email"]
        row = desk.found(made.return_id)
        assert (row.email, row.phone, row.delivery_city) == ("new@b.pl", "1", "Kraków")
        assert desk.journal(made.return_id) == [(1, 0), (6, 0), (10, 0)]

    def test_the_same_again_writes_nothing(self, desk: Desk) -> None:
        made = desk.make(email="a@b.pl")
        assert self.edit(desk, made.return_id, email="a@b.pl") == []
        assert desk.journal(made.return_id) == [(1, 0)]

    def test_delivery_changes_the_value(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[1]), order_id=desk.order_id)
        self.edit(desk, made.return_id, delivery_price=Decimal(5))
        assert desk.found(made.return_id).total_cents == 2500

    def test_extra_fields_are_merged_and_an_empty_text_removes_one(self, desk: Desk) -> None:
        with acting_for(desk.account_id):
            one = ReturnExtraField(account_id=desk.account_id, name="One")
            two = ReturnExtraField(account_id=desk.account_id, name="Two")
            one.save()
            two.save()
        made = desk.make(extra_fields={str(one.pk): "a"})
        self.edit(desk, made.return_id, extra_fields={str(two.pk): "b", str(one.pk): ""})
        assert desk.found(made.return_id).extra_fields == {str(two.pk): "b"}

    def test_a_foreign_return_is_missing(self, desk: Desk) -> None:
        other = make_desk()
        theirs = other.make(email="x@y.pl").return_id
        with pytest.raises(NotFound):
            self.edit(desk, theirs, email="a@b.pl")
        assert other.found(theirs).email == "x@y.pl"


class TestLines:
    def test_added_changed_and_removed_lines_change_the_value(self, desk: Desk) -> None:
        return_id = desk.make(order_id=desk.order_id).return_id
        with acting_for(desk.account_id):
            line_id = returns.add_line(
                account_id=desk.account_id,
                return_id=return_id,
                line=line(order_line_id=desk.line_ids[0], quantity=1),
                actor="test",
            )
        assert desk.found(return_id).total_cents == 1250
        self.edit(desk, return_id, line_id, quantity=2)
        assert desk.found(return_id).total_cents == 2500
        with acting_for(desk.account_id):
            returns.delete_line(account_id=desk.account_id, return_id=return_id, line_id=line_id, actor="test")
        assert desk.found(return_id).total_cents == 0
        assert desk.journal(return_id) == [(1, 0), (7, 0), (8, 0), (9, line_id)]

    def edit(self, desk: Desk, return_id: int, line_id: int, **fields: object) -> None:
        with acting_for(desk.account_id):
            returns.edit_line(
                account_id=desk.account_id, return_id=return_id, line_id=line_id, changes=line(**fields), actor="test"
            )

    def test_another_item_status_is_a_fact_of_its_own(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[0]), order_id=desk.order_id)
        with acting_for(desk.account_id):
            status = queries.line_statuses(desk.account_id)[1]
        self.edit(desk, made.return_id, made.line_ids[0], status_id=status.pk)
        assert desk.journal(made.return_id) == [(1, 0), (12, made.line_ids[0])]
        assert desk.lines(made.return_id)[0].status_id == status.pk
        self.edit(desk, made.return_id, made.line_ids[0], status_id=0)
        assert desk.lines(made.return_id)[0].status_id is None

    def test_another_product_brings_its_texts(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[0]), order_id=desk.order_id)
        self.edit(desk, made.return_id, made.line_ids[0], product_ref=str(desk.product_ids[1]))
        (row,) = desk.lines(made.return_id)
        assert (row.product_id, row.name, row.sku) == (desk.product_ids[1], "Talerz", "T-1")

    def test_a_line_of_another_return_is_missing_and_stays(self, desk: Desk) -> None:
        made = desk.make(line(order_line_id=desk.line_ids[0]), order_id=desk.order_id)
        another = desk.make().return_id
        with pytest.raises(NotFound):
            self.edit(desk, another, made.line_ids[0], quantity=1)
        with pytest.raises(NotFound), acting_for(desk.account_id):
            returns.delete_line(account_id=desk.account_id, return_id=another, line_id=made.line_ids[0], actor="test")
        assert [row.quantity for row in desk.lines(made.return_id)] == [3]


class TestChangeStatus:
    def test_a_status_of_another_type_says_so_once(self, desk: Desk) -> None:
        return_id = desk.make().return_id
        _, accepted, done, cancelled = desk.status_ids
        with acting_for(desk.account_id):
            for status_id in (accepted, accepted, done, cancelled):
                returns.change_status(
                    account_id=desk.account_id, return_id=return_id, status_id=status_id, actor="test"
                )
        assert desk.journal(return_id) == [
            *((1, 0), (11, accepted), (2, 0), (11, done), (3, 0), (11, cancelled), (4, 0)),
        ]

    def test_many_move_all_or_none(self, desk: Desk) -> None:
        first, second = desk.make().return_id, desk.make().return_id
        theirs = make_desk().make().return_id
        with pytest.raises(NotFound), acting_for(desk.account_id):
            returns.change_statuses(
                account_id=desk.account_id,
                return_ids=[first, theirs],
                status_id=desk.status_ids[1],
                actor="test",
            )
        assert desk.found(first).status_id == desk.status_ids[0]
        with acting_for(desk.account_id):
            returns.change_statuses(
                account_id=desk.account_id, return_ids=[second, first], status_id=desk.status_ids[1], actor="test"
            )
        assert {desk.found(first).status_id, desk.found(second).status_id} == {desk.status_ids[1]}

    def test_more_than_a_thousand_are_refused(self, desk: Desk) -> None:
        with pytest.raises(BadParameters), acting_for(desk.account_id):
            returns.change_statuses(
                account_id=desk.account_id,
                return_ids=list(range(1, 1002)),
                status_id=desk.status_ids[1],
                actor="test",
            )


class TestSetRefund:
    def refund(self, desk: Desk, return_id: int, amount: str, external_refund_id: str = "") -> None:
        with acting_for(desk.account_id):
            returns.set_refund(
                account_id=desk.account_id,
                return_id=return_id,
                amount=Decimal(amount),
                refunded_at=clock.from_unix(1_700_000_000),
                external_refund_id=external_refund_id,
                actor="test",
            )

    def test_is_absolute_with_a_row_of_history(self, desk: Desk) -> None:
        return_id = desk.make(line(order_line_id=desk.line_ids[0]), order_id=desk.order_id).return_id
        for amount in ("10", "37.5", "37.5"):
            self.refund(desk, return_id, amount)
        rows = [(row.refunded_before, row.refunded_after, row.total) for row in desk.refunds(return_id)]
        assert rows == [(0, 10, Decimal("37.5")), (10, Decimal("37.5"), Decimal("37.5"))]
        assert desk.found(return_id).refunded == Decimal("37.5")
        assert desk.journal(return_id) == [(1, 0), (5, 0), (5, 0)]

    def test_an_unknown_entry_of_the_gateway_is_noted_though_the_amount_stays(self, desk: Desk) -> None:
        return_id = desk.make().return_id
        for number in ("P1", "P1", "P2"):
            self.refund(desk, return_id, "10", number)
        assert [row.external_refund_id for row in desk.refunds(return_id)] == ["P1", "P2"]

    @pytest.mark.parametrize("amount", ["-0.01", "1000000000", "NaN"])
    def test_a_wrong_amount_writes_nothing(self, desk: Desk, amount: str) -> None:
        return_id = desk.make().return_id
        with pytest.raises(BadParameters):
            self.refund(desk, return_id, amount)
        assert desk.refunds(return_id) == []


class TestStatusList:
    def save(self, desk: Desk, status_id: int | None = None, **fields: object) -> int:
        with acting_for(desk.account_id):
            return returns.save_status(
                account_id=desk.account_id,
                status_id=status_id,
                fields=StatusFields(**fields),  # type: ignore[arg-type]
            )

    def names(self, desk: Desk) -> list[tuple[str, str]]:
        with acting_for(desk.account_id):
            return [(row.name, row.name_for_customer) for row in queries.statuses(desk.account_id)]

    def test_a_new_one_stands_at_the_end_and_buyers_see_its_name(self, desk: Desk) -> None:
        self.save(desk, name="Zagubione")
        assert self.names(desk)[-1] == ("Zagubione", "Zagubione")

    def test_an_update_changes_what_is_named(self, desk: Desk) -> None:
        status_id = self.save(desk, name="Zagubione", color="#112233")
        self.save(desk, status_id, name="Zaginione")
        with acting_for(desk.account_id):
            row = ReturnStatus.objects.for_account(desk.account_id).get(pk=status_id)
        assert (row.name, row.name_for_customer, row.color) == ("Zaginione", "Zagubione", "#112233")

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"name": ""},
            {"name": "x" * 101},
            {"name": "x", "color": "red"},
            {"name": "x", "type": 3},
            {"name": "x", "name_for_customer": '{"pl": 1}'},
            {"name": "x", "name_for_customer": "{"},
        ],
    )
    def test_wrong_fields_are_refused(self, desk: Desk, fields: dict[str, object]) -> None:
        before = self.names(desk)
        with pytest.raises(BadParameters):
            self.save(desk, **fields)
        assert self.names(desk) == before

    def test_texts_by_language_are_kept(self, desk: Desk) -> None:
        self.save(desk, name="x", name_for_customer='{"pl": "Zgubione", "en": "Lost"}')
        assert self.names(desk)[-1] == ("x", '{"pl": "Zgubione", "en": "Lost"}')

    def delete(self, desk: Desk, status_id: int, target: int | None = None) -> None:
        with acting_for(desk.account_id):
            returns.delete_status(
                account_id=desk.account_id, status_id=status_id, target_status_id=target, actor="test"
            )

    def test_deleting_moves_its_returns(self, desk: Desk) -> None:
        return_id = desk.make(status_id=desk.status_ids[1]).return_id
        with pytest.raises(Conflict):
            self.delete(desk, desk.status_ids[1])
        with pytest.raises(BadParameters):
            self.delete(desk, desk.status_ids[1], desk.status_ids[1])
        self.delete(desk, desk.status_ids[1], desk.status_ids[2])
        assert desk.found(return_id).status_id == desk.status_ids[2]
        assert len(self.names(desk)) == 3

    def test_the_first_one_stays(self, desk: Desk) -> None:
        with pytest.raises(Conflict):
            self.delete(desk, desk.status_ids[0], desk.status_ids[1])
        assert len(self.names(desk)) == 4

    def test_a_groups_statuses_go_to_the_main_one_with_it(self, desk: Desk) -> None:
        with acting_for(desk.account_id):
            group_id = returns.save_group(account_id=desk.account_id, name="Spory")
        status_id = self.save(desk, name="x", group_id=group_id)
        with acting_for(desk.account_id):
            returns.save_group(account_id=desk.account_id, group_id=group_id, name="Skargi")
            assert [row.name for row in queries.status_groups(desk.account_id)] == ["Skargi"]
            returns.delete_group(account_id=desk.account_id, group_id=group_id)
            row = ReturnStatus.objects.for_account(desk.account_id).get(pk=status_id)
            assert row.group_id is None
            with pytest.raises(Conflict):
                returns.delete_group(account_id=desk.account_id, group_id=0)

    def test_a_foreign_group_is_missing(self, desk: Desk) -> None:
        other = make_desk()
        with acting_for(other.account_id):
            group_id = returns.save_group(account_id=other.account_id, name="Obca")
        with pytest.raises(NotFound):
            self.save(desk, name="x", group_id=group_id)
        assert len(self.names(desk)) == 4
