"""Courier accounts and shipments made with them: forms, numbers given once, secrets that stay."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.shipments import courier_accounts, queries, serials, shipping
from spinka.shipments import services as shipments
from spinka.shipments.courier_accounts import save_courier_account
from spinka.shipments.couriers import registry
from spinka.shipments.couriers.base import SECRET, CourierSettings, Field, Made, Shipment
from spinka.shipments.couriers.label import gs1, next_sscc
from spinka.shipments.models import CourierAccount, IssuedNumber, Package, PackagePart, SerialCounter
from tests.factories.shop import Shop, make_shop
from tests.support.rows import changed, fingerprint

PREFIX = "5901234"


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def account(shop: Shop, courier_code: str = "label", id_: int | None = None, name: str = "Own", **values: str) -> int:
    given = {"company_prefix": PREFIX, **values} if courier_code == "label" else values
    with acting_for(shop.account_id):
        return save_courier_account(
            account_id=shop.account_id, courier_account_id=id_, courier_code=courier_code, name=name, values=given
        )


def send(
    shop: Shop,
    order_id: int,
    fields: Mapping[str, str] | None = None,
    packages: Sequence[Mapping[str, Any]] = ({"weight": 1},),
    courier_code: str = "label",
    courier_account_id: int = 0,
) -> shipping.Sent:
    with acting_for(shop.account_id):
        return shipping.create_shipment(
            account_id=shop.account_id,
            order_id=order_id,
            courier_code=courier_code,
            courier_account_id=courier_account_id,
            fields=list((fields or {}).items()),
            packages=packages,
            actor="Jan",
        )


class Vault:
    """A courier with a secret, as one with an API of its own will be."""

    code = "vault"
    name = "Vault"
    multi_packages = False
    needs_account = True

    def account_fields(self) -> Sequence[Field]:
        return (Field(id="login", name="Login"), Field(id="key", name="Key", type=SECRET, is_required=True))

    def check_account(self, values: Mapping[str, str]) -> None: ...

    def fields(self, settings: CourierSettings | None) -> Sequence[Field]:
        return ()

    def parcel_fields(self) -> Sequence[Field]:
        return ()

    def services(self, shipment: Shipment) -> Mapping[str, str]:
        return {"fast": "Fast"}

    def create(self, shipment: Shipment) -> Made:
        assert shipment.settings is not None
        number = f"{shipment.settings.settings['login']}-{shipment.settings.credentials['key']}"
        return Made(number=number, part_numbers=[number])


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Vault:
    courier = Vault()
    monkeypatch.setitem(registry.known(), "vault", courier)
    return courier


class TestCouriers:
    @pytest.mark.parametrize("code", sorted(registry.known()))
    def test_fit_the_public_contract(self, code: str) -> None:
        courier = registry.known()[code]
        assert courier.code == code
        assert len(code) <= 20
        assert 0 < len(str(courier.name)) <= 30
        for field in (*courier.fields(None), *courier.parcel_fields()):
            assert 0 < len(field.id) <= 50
            assert 0 < len(str(field.name)) <= 50
            assert field.type in {"text", "number", "select", "checkbox"}
            assert len(field.value) <= 50
            assert field.type != "select" or field.value in field.options
        kept = [field.id for field in courier.account_fields()]
        assert len(kept) == len(set(kept))

    def test_a_code_nobody_knows_is_entered_by_hand(self) -> None:
        assert (registry.find("rower").code, str(registry.find("rower").name)) == ("rower", "rower")
        for code in ("", "  ", "x" * 21):
            with pytest.raises(BadParameters):
                registry.find(code)


class TestCourierAccounts:
    @pytest.mark.feature("G-04")
    def test_credentials_are_encrypted_and_kept_apart(self, shop: Shop, vault: Vault) -> None:
        id_ = account(shop, "vault", login="jan", key="hush-hush")
        with acting_for(shop.account_id):
            row = courier_accounts.get_account(account_id=shop.account_id, courier_account_id=id_)
            with connection.cursor() as cursor:
                cursor.execute("select row_to_json(a)::text from shipments_courieraccount a where id = %s", [id_])
                assert "hush-hush" not in cursor.fetchone()[0]
            assert row.settings == {"login": "jan"}
            opened = courier_accounts.opened(row)
            assert opened.credentials == {"key": "hush-hush"}
            assert "hush-hush" not in repr(opened)
        assert send(shop, shop.order().order_id, courier_code="vault").number == "jan-hush-hush"

    @pytest.mark.feature("G-04")
    def test_not_even_a_live_sale_opens_them_to_the_partner(self, shop: Shop) -> None:
        """The setting that opens a partner's rows to connect/access.py shows its parcels, but no courier account."""
        partner = make_shop()
        account(partner)
        send(partner, partner.order().order_id)
        with acting_for(shop.account_id), connection.cursor() as cursor:
            cursor.execute("select set_config('spinka.partner', %s, true)", [str(partner.account_id)])
            assert Package.objects.for_account(partner.account_id).count() == 1
            assert CourierAccount.objects.for_account(partner.account_id).count() == 0

    def test_a_secret_left_empty_stays(self, shop: Shop, vault: Vault) -> None:
        id_ = account(shop, "vault", login="jan", key="hush-hush")
        assert account(shop, "vault", id_, "New name", login="ola", key="") == id_
        with acting_for(shop.account_id):
            row = courier_accounts.get_account(account_id=shop.account_id, courier_account_id=id_)
            opened = courier_accounts.opened(row)
        assert (row.name, row.settings, opened.credentials) == ("New name", {"login": "ola"}, {"key": "hush-hush"})

    @pytest.mark.parametrize(
        ("values", "named"),
        [
            ({"company_prefix": ""}, "company_prefix"),
            ({"company_prefix": "12a"}, "company_prefix"),
            ({"company_prefix": "123"}, "takes 4 to 12 characters"),
            ({"company_prefix": "1234567890123"}, "company_prefix"),
            ({"extension_digit": "12"}, "extension_digit"),
            ({"label_format": "exe"}, "pdf, zpl"),
            ({"plain_letters": "perhaps"}, "plain_letters"),
            ({"password": "x"}, "password"),
        ],
    )
    def test_bad_values_are_refused_by_name(self, shop: Shop, values: dict[str, str], named: str) -> None:
        before = fingerprint(shop.account_id)
        with pytest.raises(BadParameters) as refused:
            account(shop, **values)
        assert named in str(refused.value)
        assert changed(before, fingerprint(shop.account_id)) == set()

    def test_a_tracking_page_says_where_the_number_goes(self, shop: Shop) -> None:
        for template in ("https://dpd.example/", "javascript:{number}", "dpd.example/{number}"):
            with pytest.raises(BadParameters):
                account(shop, "dpd", tracking_template=template)
        account(shop, "dpd", tracking_template="https://dpd.example/?p={number}")
        sent = send(shop, shop.order().order_id, {"package_number": "A/1&b"}, courier_code="dpd")
        with acting_for(shop.account_id):
            parcel = queries.find_package(account_id=shop.account_id, package_id=sent.package_id)
        assert parcel.tracking_url == "https://dpd.example/?p=A%2F1%26b"

    def test_another_accounts_is_not_there(self, shop: Shop) -> None:
        foreign = make_shop()
        id_ = account(foreign)
        order_id = shop.order().order_id
        with pytest.raises(NotFound):
            account(shop, id_=id_)
        with pytest.raises(NotFound):
            send(shop, order_id, courier_account_id=id_)
        with acting_for(shop.account_id):
            assert courier_accounts.accounts_of(account_id=shop.account_id) == []
            with pytest.raises(NotFound):
                courier_accounts.delete_courier_account(account_id=shop.account_id, courier_account_id=id_)
        with acting_for(foreign.account_id):
            assert len(courier_accounts.accounts_of(account_id=foreign.account_id)) == 1

    def test_deleting_keeps_parcels_and_their_numbers(self, shop: Shop) -> None:
        id_ = account(shop)
        sent = send(shop, shop.order().order_id)
        with acting_for(shop.account_id):
            courier_accounts.delete_courier_account(account_id=shop.account_id, courier_account_id=id_)
            assert Package.objects.for_account(shop.account_id).get(pk=sent.package_id).courier_account_id is None
        account(shop)
        again = send(shop, shop.order().order_id)
        assert (sent.number[8:17], again.number[8:17]) == ("000000001", "000000002")


class TestCreateShipment:
    def test_gives_every_box_its_number_size_and_label(self, shop: Shop) -> None:
        id_ = account(shop, extension_digit="3")
        boxes = [{"weight": "2,5", "length": 30, "width": 20, "height": 10}, {"weight": 1, "size_length": 7.25}]
        sent = send(shop, shop.order().order_id, packages=boxes)
        numbers = [gs1.sscc(extension="3", prefix=PREFIX, serial=serial) for serial in (1, 2)]
        with acting_for(shop.account_id):
            parcel = Package.objects.for_account(shop.account_id).get(pk=sent.package_id)
            parts = list(PackagePart.objects.for_account(shop.account_id).order_by("position"))
            label = queries.label_of(account_id=shop.account_id, package_id=sent.package_id)
            assert queries.find_package(account_id=shop.account_id, number=numbers[1]).pk == sent.package_id
        assert (parcel.number, parcel.courier_code, parcel.courier_account_id) == (numbers[0], "label", id_)
        assert (parcel.tracking_status, parcel.is_return) == (1, False)
        assert [(part.number, part.weight, part.length) for part in parts] == [
            (numbers[0], Decimal("2.500"), Decimal("30.00")),
            (numbers[1], Decimal("1.000"), Decimal("7.25")),
        ]
        assert label.extension == "pdf"
        assert label.content.startswith(b"%PDF-")

    @pytest.mark.parametrize(
        ("fields", "packages", "named"),
        [
            ({"label_format": "doc"}, [{"weight": 1}], "fields.label_format: takes one of pdf, zpl"),
            ({"colour": "red"}, [{"weight": 1}], "no field colour; it takes label_format, note, return_shipment"),
            ({"note": "x" * 81}, [{"weight": 1}], "fields.note: at most 80"),
            ({"return_shipment": "2"}, [{"weight": 1}], "fields.return_shipment: takes 0 or 1"),
            ({}, [], "packages: at least one package"),
            ({}, [{"weight": 0}, {"length": 5}], "needs a weight"),
            ({}, [{"weight": 1}] * 100, "at most 99"),
            ({}, [{"weight": 1}, {"weight": -1}], "packages[1].weight: takes a number from 0"),
            ({}, [{"weight": 1, "size_width": "wide"}], "packages[0].size_width"),
            ({}, [{"weight": "nan"}], "packages[0].weight"),
            ({}, [{"weight": 1, "size_custom": 5}], "packages[0].size_custom"),
        ],
    )
    def test_bad_forms_are_refused_by_name_and_use_no_number(
        self, shop: Shop, fields: dict[str, str], packages: list[dict[str, Any]], named: str
    ) -> None:
        account(shop)
        order_id = shop.order().order_id
        before = fingerprint(shop.account_id)
        with pytest.raises(BadParameters) as refused:
            send(shop, order_id, fields, packages)
        assert named in str(refused.value)
        assert changed(before, fingerprint(shop.account_id)) == set()

    def test_without_a_courier_account_there_is_no_label(self, shop: Shop) -> None:
        with pytest.raises(BadParameters, match="has no account yet"):
            send(shop, shop.order().order_id)

    def test_the_first_account_of_the_courier_is_used(self, shop: Shop) -> None:
        first, second = account(shop, name="A"), account(shop, company_prefix="590999")
        order_id = shop.order().order_id
        assert send(shop, order_id).number.startswith("05901234")
        assert send(shop, order_id, courier_account_id=second).number.startswith("0590999")
        assert send(shop, order_id, courier_account_id=first).number.startswith("05901234")

    def test_an_account_of_another_courier_is_not_there(self, shop: Shop) -> None:
        other = account(shop, "dpd")
        account(shop)
        with pytest.raises(NotFound):
            send(shop, shop.order().order_id, courier_account_id=other)

    def test_by_hand_takes_the_number_and_one_box(self, shop: Shop) -> None:
        order_id = shop.order().order_id
        sent = send(shop, order_id, {"package_number": "R-1", "courier_name": "Rower"}, courier_code="rower")
        with acting_for(shop.account_id):
            parcel = Package.objects.for_account(shop.account_id).get(pk=sent.package_id)
        assert (parcel.courier_code, parcel.courier_name, parcel.number) == ("rower", "Rower", "R-1")
        assert parcel.tracking_status == 0
        with pytest.raises(BadParameters, match=r"fields\.package_number is required"):
            send(shop, order_id, courier_code="rower")
        with pytest.raises(BadParameters, match="takes one package"):
            send(shop, order_id, {"package_number": "R"}, [{"weight": 1}] * 2, courier_code="rower")


def taken_back(shop: Shop) -> None:
    """A number taken in a transaction that fails."""
    with suppress(InterruptedError), acting_for(shop.account_id):
        next_sscc(account_id=shop.account_id, extension="0", prefix=PREFIX)
        raise InterruptedError


class TestNumbers:
    def test_are_not_given_again_after_deletion(self, shop: Shop) -> None:
        account(shop)
        order_id = shop.order().order_id
        given = []
        for _ in range(3):
            sent = send(shop, order_id)
            given.append(sent.number)
            with acting_for(shop.account_id):
                shipments.delete_package(account_id=shop.account_id, package_id=sent.package_id, actor="Jan")
        assert given == [gs1.sscc(extension="0", prefix=PREFIX, serial=serial) for serial in (1, 2, 3)]

    def test_a_longer_prefix_steps_over_numbers_already_given(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            first = [next_sscc(account_id=shop.account_id, extension="0", prefix="5901234") for _ in range(3)]
            more = [next_sscc(account_id=shop.account_id, extension="0", prefix="59012340") for _ in range(2)]
        assert len({*first, *more}) == 5
        assert [number[8:17] for number in more] == ["000000004", "000000005"]

    def test_end_with_the_prefix(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            SerialCounter(account_id=shop.account_id, head="0590123412345", last=998).save(force_insert=True)
            assert serials.next_serial(account_id=shop.account_id, head="0590123412345", most=999) == 999
            with pytest.raises(Conflict):
                serials.next_serial(account_id=shop.account_id, head="0590123412345", most=999)

    def test_the_database_itself_refuses_a_second_one(self, shop: Shop) -> None:
        account(shop)
        sent = send(shop, shop.order().order_id)
        with acting_for(shop.account_id):
            assert not serials.issue(account_id=shop.account_id, number=sent.number)
            row = IssuedNumber.objects.for_account(shop.account_id).get()
            row.pk = None
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save(force_insert=True)

    def test_two_at_once_never_share_one_and_leave_no_gap(self, committed_db: None) -> None:
        """The second waits for the first; what is rolled back gives its number to the next."""
        shop = make_shop()
        account(shop)
        orders = [shop.order().order_id for _ in range(2)]
        gate = threading.Barrier(2)
        given: list[str] = []
        failed: list[BaseException] = []

        def work(order_id: int) -> None:
            try:
                gate.wait()
                for number in range(6):
                    packages = [{"weight": 1}] * 2
                    if number % 3 == 2:
                        taken_back(shop)
                    given.append(send(shop, order_id, packages=packages).number)
            except BaseException as error:
                failed.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work, args=(order_id,)) for order_id in orders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert len(set(given)) == 12
        with acting_for(shop.account_id):
            kept = set(IssuedNumber.objects.for_account(shop.account_id).values_list("number", flat=True))
            printed = PackagePart.objects.for_account(shop.account_id).values_list("number", flat=True)
            assert set(printed) == kept
            assert SerialCounter.objects.for_account(shop.account_id).get().last == 24
        assert kept == {gs1.sscc(extension="0", prefix=PREFIX, serial=serial) for serial in range(1, 25)}


class TestServices:
    def test_are_the_couriers(self, shop: Shop, vault: Vault) -> None:
        account(shop, "vault", login="a", key="b")
        order_id = shop.order().order_id
        with acting_for(shop.account_id):
            base: dict[str, Any] = {"account_id": shop.account_id, "order_id": order_id, "fields": [], "packages": []}
            assert shipping.services_for(**base, courier_code="vault") == {"fast": "Fast"}
            assert shipping.services_for(**base, courier_code="label") == {}
            assert CourierAccount.objects.for_account(shop.account_id).count() == 1
