"""The guard: every way to rows that names no account raises."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from spinka.accounts.models import Account, ApiToken, Membership, User
from spinka.accounts.tenancy import TenantModel, UnscopedQuery, acting_for
from spinka.catalog.models import Manufacturer
from spinka.connect.models import Connection
from spinka.connect.models.pair import PairModel
from tests.architecture.tables import tenant_models
from tests.factories.accounts import make_account

pytestmark = pytest.mark.django_db
Rows = Any

IDIOMS: dict[str, Callable[[Rows], Any]] = {
    "all": lambda rows: list(rows.all()),
    "filter": lambda rows: list(rows.filter(pk=1)),
    "exclude": lambda rows: list(rows.exclude(pk=1)),
    "bool": lambda rows: bool(rows.all()),
    "len": lambda rows: len(rows.all()),
    "index": lambda rows: rows.all()[0],
    "slice": lambda rows: list(rows.all()[:5]),
    "contains": lambda rows: rows.contains(rows.model(pk=1)),
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("pk"),
    "latest": lambda rows: rows.latest("pk"),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "aggregate": lambda rows: rows.aggregate(n=models.Count("pk")),
    "update": lambda rows: rows.update(pk=1),
    "filtered update": lambda rows: rows.filter(pk=1).update(pk=1),
    "delete": lambda rows: rows.all().delete(),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "iterator": lambda rows: list(rows.iterator()),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk", flat=True)),
    "select_for_update": lambda rows: list(rows.select_for_update()),
    "order_by": lambda rows: list(rows.order_by("pk")),
    "distinct": lambda rows: list(rows.distinct()),
    "annotate": lambda rows: list(rows.annotate(n=models.Value(1))),
    "only": lambda rows: list(rows.only("pk")),
    "defer": lambda rows: list(rows.defer(None)),
    "reverse": lambda rows: list(rows.order_by("pk").reverse()),
    "using": lambda rows: list(rows.using("default")),
    "explain": lambda rows: rows.all().explain(),
    "raw": lambda rows: list(rows.raw("select 1")),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
    "update_or_create": lambda rows: rows.update_or_create(pk=1),
    "or with unscoped": lambda rows: list(rows.for_account(1) | rows.all()),
    "unscoped or": lambda rows: list(rows.all() | rows.for_account(1)),
    "and": lambda rows: list(rows.all() & rows.all()),
    "xor": lambda rows: list(rows.for_account(1) ^ rows.all()),
    "union": lambda rows: list(rows.for_account(1).union(rows.all())),
    "unscoped union": lambda rows: list(rows.all().union(rows.for_account(1))),
    "intersection": lambda rows: list(rows.all().intersection(rows.for_account(1))),
    "difference": lambda rows: list(rows.for_account(1).difference(rows.all())),
    "subquery": lambda rows: list(rows.for_account(1).filter(pk__in=rows.values("pk"))),
    "Subquery": lambda rows: list(rows.for_account(1).annotate(n=Subquery(rows.values("pk")[:1]))),
    "Exists": lambda rows: list(rows.for_account(1).filter(Exists(rows.filter(pk=OuterRef("pk"))))),
    "none or all": lambda rows: list(rows.none() | rows.all()),
    "crossing without a reason": lambda rows: rows.across_accounts(reason=""),
}
guarded = [model for model in tenant_models() if issubclass(model, TenantModel | PairModel)]


class TestUnscoped:
    @pytest.mark.parametrize("idiom", IDIOMS.values(), ids=IDIOMS.keys())
    @pytest.mark.parametrize("model", [Manufacturer, Connection])
    def test_idiom_raises(self, model: type[Any], idiom: Callable[[Rows], Any]) -> None:
        with pytest.raises(UnscopedQuery):
            idiom(model.objects)

    @pytest.mark.parametrize("model", guarded, ids=lambda model: model.__name__)
    def test_every_model_is_guarded(self, model: type[Any]) -> None:
        for idiom in (lambda rows: list(rows.all()), lambda rows: rows.count(), lambda rows: rows.exists()):
            with pytest.raises(UnscopedQuery):
                idiom(model.objects)
            with pytest.raises(UnscopedQuery):
                idiom(model._default_manager)

    def test_rows_of_a_related_manager_may_be_a_subquery(self) -> None:
        from spinka.orders.models import Order, OrderLine

        with acting_for(1):
            lines = Order(pk=7, account_id=1).lines.all()
            assert list(OrderLine.objects.for_account(1).filter(pk__in=lines)) == []

    def test_prefetch_of_an_unscoped_queryset_is_bound_by_its_rows(self) -> None:
        """A prefetch fetches the children of rows that were found scoped, and of no others."""
        made = make_account()
        with acting_for(made.account_id):
            people = User.objects.filter(pk=made.user_id)
            rows = Membership.objects.for_account(made.account_id).prefetch_related(Prefetch("user", people))
            assert [row.user_id for row in rows] == [made.user_id]


class TestScoped:
    def test_gives_the_accounts_rows_only(self) -> None:
        one, other = make_account(), make_account()
        with acting_for(one.account_id):
            Manufacturer.objects.create(account_id=one.account_id, name="Ours")
        with acting_for(other.account_id):
            Manufacturer.objects.create(account_id=other.account_id, name="Theirs")
            rows = Manufacturer.objects.for_account(other.account_id)
            assert [row.name for row in rows] == ["Theirs"]
            assert rows.filter(name="Ours").first() is None
            assert rows.count() == 1
            assert (rows.filter(name="a") | rows.filter(name="Theirs")).count() == 1
            assert rows.filter(pk__in=rows.values("pk")).exists()
            assert list(rows.none()) == []

    def test_naming_another_account_than_the_transactions_gives_nothing(self) -> None:
        one, other = make_account(), make_account()
        with acting_for(other.account_id):
            assert ApiToken.objects.for_account(one.account_id).count() == 0

    def test_crossing_in_python_does_not_cross_in_the_database(self) -> None:
        one, other = make_account(), make_account()
        with acting_for(other.account_id):
            seen = {row.account_id for row in ApiToken.objects.across_accounts(reason="test")}
        assert seen == {other.account_id}
        assert one.account_id not in seen

    def test_keeps_both_sides_of_a_pair_apart(self) -> None:
        where = [
            str(rows.query).partition(" WHERE ")[2]
            for rows in (
                Connection.objects.as_supplier(1),
                Connection.objects.as_contractor(1),
                Connection.objects.for_account(1),
            )
        ]
        assert where == [
            '"connect_connection"."supplier_id" = 1',
            '"connect_connection"."contractor_id" = 1',
            '("connect_connection"."supplier_id" = 1 OR "connect_connection"."contractor_id" = 1)',
        ]


class TestActingFor:
    def test_without_it_nothing_is_visible(self) -> None:
        made = make_account()
        assert Account.objects.filter(pk=made.account_id).count() == 0
        assert ApiToken.objects.for_account(made.account_id).count() == 0

    def test_puts_the_outer_account_back(self) -> None:
        one, other = make_account("One"), make_account("Other")
        with acting_for(one.account_id):
            with acting_for(other.account_id):
                assert [account.name for account in Account.objects.all()] == ["Other"]
            assert [account.name for account in Account.objects.all()] == ["One"]
        assert list(Account.objects.all()) == []

    def test_puts_the_outer_account_back_after_an_exception(self) -> None:
        one, other = make_account("One"), make_account("Other")
        with acting_for(one.account_id):
            with pytest.raises(LookupError), acting_for(other.account_id):
                raise LookupError
            assert [account.name for account in Account.objects.all()] == ["One"]

    def test_closes_a_crossing_inside(self) -> None:
        one, other = make_account("One"), make_account("Other")
        with acting_for(one.account_id):
            with connection.cursor() as cursor:
                cursor.execute("select set_config('spinka.partner', %s, true)", [str(other.account_id)])
            assert Account.objects.count() == 2
            with acting_for(one.account_id):
                assert Account.objects.count() == 1
            assert Account.objects.count() == 2

    def test_refuses_a_row_written_for_another_account(self) -> None:
        one, other = make_account(), make_account()
        with acting_for(one.account_id):
            for write in (
                lambda: Manufacturer.objects.create(account_id=other.account_id, name="x"),
                lambda: Manufacturer.objects.bulk_create([Manufacturer(account_id=other.account_id, name="x")]),
            ):
                with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                    write()

    def test_refuses_a_row_that_names_anothers_row(self) -> None:
        """R49: the composite key says no even to a row of one's own."""
        from spinka.catalog.models import Category, Inventory

        one, other = make_account(), make_account()
        with acting_for(other.account_id):
            foreign = Inventory.objects.for_account(other.account_id).values_list("pk", flat=True)[0]
        with acting_for(one.account_id), pytest.raises(IntegrityError), transaction.atomic():
            Category.objects.create(account_id=one.account_id, inventory_id=foreign, name="x")


class TestWithoutTheGuard:
    """The same rows through a plain manager, as if somebody had taken the guard out."""

    def test_nothing_foreign_is_read_changed_or_deleted(self) -> None:
        one, other = make_account(), make_account()
        with acting_for(other.account_id):
            Manufacturer.objects.create(account_id=other.account_id, name="Canary")
        plain = models.QuerySet(Manufacturer)
        with acting_for(one.account_id):
            assert plain.filter(Q(name="Canary") | Q(account_id=other.account_id)).count() == 0
            assert plain.update(name="changed") == 0
            assert plain.all().delete()[0] == 0
            with connection.cursor() as cursor:
                cursor.execute("select count(*) from catalog_manufacturer where name = 'Canary' or true")
                assert cursor.fetchone() == (0,)
                cursor.execute("delete from catalog_manufacturer")
                assert cursor.rowcount == 0
        with acting_for(other.account_id):
            assert [row.name for row in Manufacturer.objects.for_account(other.account_id)] == ["Canary"]
