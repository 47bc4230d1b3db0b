"""The supplier directory: who is shown, what closes the code, who joins how, and what a preview of goods shows."""

from typing import Any

import pytest
from django.test import override_settings

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.catalog import images
from spinka.connect import directory_goods, directory_reads
from spinka.connect import services as connect
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.directory_reads import Card, Filters
from spinka.connect.models import Connection, Listing
from spinka.core.errors import BadParameters, NotFound
from tests.connect.test_several_catalogs import make_second, product
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_integration
from tests.factories.directory import make_listing
from tests.factories.exchange import make_exchange
from tests.factories.shop import Shop, make_shop

pytestmark = pytest.mark.django_db


def shown(reader: MadeAccount, **filters: Any) -> list[str]:
    """Names of the companies an account finds."""
    with acting_for(reader.account_id):
        page, _ = directory_reads.directory_page(
            account_id=reader.account_id, filters=Filters(**filters), language="en"
        )
    return [card.company_name for card in page]


def company(reader: MadeAccount, listing_id: int, language: str = "en") -> Card:
    with acting_for(reader.account_id):
        return directory_reads.company(account_id=reader.account_id, listing_id=listing_id, language=language)


def join_listing(contractor: MadeAccount, listing_id: int) -> connect.Joined:
    with acting_for(contractor.account_id):
        return connect.join_listing(account_id=contractor.account_id, listing_id=listing_id)


def join(contractor: MadeAccount, code: str) -> connect.Joined:
    with acting_for(contractor.account_id):
        return connect.join(account_id=contractor.account_id, code=code)


def judge(supplier: MadeAccount, listing_id: int, *, approve: bool, reason: str = "") -> str:
    with acting_for(supplier.account_id):
        return connect.judge_listing(
            account_id=supplier.account_id, listing_id=listing_id, approve=approve, reason=reason
        )


class TestSaveListing:
    @pytest.mark.feature("D-08")
    def test_is_found_once_published_and_gone_once_withdrawn(self) -> None:
        supplier, reader = make_account("Hurtownia"), make_account("Sklep")
        listing_id, integration_id = make_listing(supplier, published=False, company_name="Łódzka Papiernia")
        assert shown(reader) == []
        make_listing(supplier, integration_id=integration_id, published=True)
        assert shown(reader) == shown(supplier) == ["Łódzka Papiernia"]
        card = company(reader, listing_id)
        assert (card.description, card.countries, card.industries, card.types) == (
            "Paper and board",
            ("PL",),
            ("paper",),
            ("wholesaler",),
        )
        make_listing(supplier, integration_id=integration_id, published=False)
        assert shown(reader) == []
        with pytest.raises(NotFound):
            company(reader, listing_id)

    def test_keeps_what_is_not_named(self) -> None:
        supplier = make_account("Hurtownia")
        listing_id, integration_id = make_listing(supplier, services="Pakowanie")
        again, _ = make_listing(supplier, integration_id=integration_id, description={"en": "Only paper"})
        assert again == listing_id
        card = company(supplier, listing_id, "pl")
        assert card.descriptions == {"pl": "Papier i tektura", "en": "Only paper"}
        assert card.services_by_language == {supplier_language(supplier): "Pakowanie"}

    def test_falls_back_to_the_language_there_is(self) -> None:
        supplier = make_account("Hurtownia")
        listing_id, _ = make_listing(supplier, description={"pl": "Papier", "en": ""})
        card = company(supplier, listing_id, "en")
        assert (card.description, card.description_language) == ("Papier", "pl")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("company_name", "  "),
            ("company_name", "x" * 161),
            ("company_name", "Papier\x1b[2J"),
            ("description", "Papier\x07"),
            ("industries", ["pap\x07er"]),
            ("description", {"de": "Papier"}),
            ("description", 7),
            ("description", "x" * 5001),
            ("services", {"pl": ["x"]}),
            ("countries", ["Polska"]),
            ("countries", ["XX"]),
            ("industries", ["x" * 61]),
            ("industries", [f"branch {number}" for number in range(21)]),
            ("types", ["shop"]),
            ("contact_email", "nobody"),
            ("contact_email", "sales@[10.0.0.5]"),
            ("contact_email", "a@b.example\nBcc: c@d.example"),
            ("join_mode", "both"),
            ("surprise", 1),
        ],
    )
    def test_refuses_and_writes_nothing(self, field: str, value: Any) -> None:
        supplier = make_account("Hurtownia")
        integration_id, _ = make_integration(supplier)
        with pytest.raises(BadParameters, match=field):
            make_listing(supplier, integration_id=integration_id, published=True, **{field: value})
        with acting_for(supplier.account_id):
            assert not Listing.objects.for_account(supplier.account_id).exists()

    def test_another_accounts_integration_is_missing(self) -> None:
        supplier, stranger = make_account("Hurtownia"), make_account("Obcy")
        integration_id, _ = make_integration(supplier)
        with pytest.raises(NotFound):
            make_listing(stranger, integration_id=integration_id)

    def test_a_deleted_integration_and_a_closed_account_are_not_shown(self) -> None:
        reader, gone, closed = make_account("Sklep"), make_account("Gone"), make_account("Closed")
        listing_id, integration_id = make_listing(gone, company_name="Gone")
        make_listing(closed, company_name="Closed")
        assert shown(reader) == ["Closed", "Gone"]
        with acting_for(gone.account_id):
            connect.delete_integration(account_id=gone.account_id, integration_id=integration_id)
        with acting_for(closed.account_id):
            Account.objects.filter(pk=closed.account_id).update(is_active=False)
        assert shown(reader) == []
        with pytest.raises(NotFound):
            join_listing(reader, listing_id)


def supplier_language(supplier: MadeAccount) -> str:
    with acting_for(supplier.account_id):
        return str(Account.objects.get(pk=supplier.account_id).language)


class TestModeration:
    def test_waits_for_the_operator_and_is_asked_again_after_new_words(self) -> None:
        supplier, reader = make_account("Hurtownia"), make_account("Sklep")
        with override_settings(MODERATE_DIRECTORY=True):
            listing_id, integration_id = make_listing(supplier, company_name="One")
            assert shown(reader) == []
            assert judge(supplier, listing_id, approve=True) == "approved"
            assert shown(reader) == ["One"]
            make_listing(supplier, integration_id=integration_id, allow_code=True)
            assert shown(reader) == ["One"]
            make_listing(supplier, integration_id=integration_id, company_name="Two")
            assert shown(reader) == []
            make_listing(supplier, integration_id=integration_id, company_name="One")
            assert shown(reader) == ["One"]

    def test_what_was_refused_waits_for_the_operator_even_where_nothing_else_does(self) -> None:
        supplier, reader = make_account("Hurtownia"), make_account("Sklep")
        listing_id, integration_id = make_listing(supplier)
        assert judge(supplier, listing_id, approve=False, reason="not a company") == "refused"
        assert shown(reader) == []
        for published in (False, True, False, True):
            make_listing(supplier, integration_id=integration_id, published=published, company_name="New")
            assert shown(reader) == []
        assert judge(supplier, listing_id, approve=True) == "approved"
        assert shown(reader) == ["New"]

    def test_a_refusal_needs_a_reason_and_a_withdrawn_one_is_left_alone(self) -> None:
        supplier = make_account("Hurtownia")
        listing_id, integration_id = make_listing(supplier)
        with pytest.raises(BadParameters):
            judge(supplier, listing_id, approve=False)
        make_listing(supplier, integration_id=integration_id, published=False)
        with pytest.raises(NotFound):
            judge(supplier, listing_id, approve=True)


class TestDirectoryPage:
    @pytest.mark.feature("D-02")
    def test_filters_combine_and_values_of_one_are_alternatives(self) -> None:
        reader = make_account("Sklep")
        for name, countries, industries, types in (
            ("Żółw", ["PL", "CZ"], ["paper", "toys"], ["wholesaler"]),
            ("Alfa", ["DE"], ["Paper and office supplies"], ["wholesaler", "dropshipping"]),
            ("Beta", ["PL"], ["Żagle"], ["fulfilment"]),
        ):
            make_listing(make_account(name), company_name=name, countries=countries, industries=industries, types=types)
        assert shown(reader) == ["Alfa", "Beta", "Żółw"]
        assert shown(reader, name="ZOLW") == ["Żółw"]
        assert shown(reader, name="%") == []
        assert shown(reader, countries=["pl"]) == ["Beta", "Żółw"]
        assert shown(reader, countries=["DE", "CZ"]) == ["Alfa", "Żółw"]
        assert shown(reader, industries=["artykuły papiernicze i biurowe"]) == ["Alfa", "Żółw"]
        assert shown(reader, industries=["zagle"]) == ["Beta"]
        assert shown(reader, types=["dropshipping", "fulfilment"]) == ["Alfa", "Beta"]
        assert shown(reader, countries=["PL"], industries=["paper"], types=["wholesaler"]) == ["Żółw"]
        assert shown(reader, countries=["PL"], types=["dropshipping"]) == []
        with pytest.raises(BadParameters):
            shown(reader, types=["shop"])

    def test_pages_by_name_whatever_is_asked(self) -> None:
        reader = make_account("Sklep")
        for number in range(5):
            make_listing(make_account(f"S{number}"), company_name=f"Firma {number}")
        found = []
        with acting_for(reader.account_id):
            for page in (-4, 1, 2, 3, 4, 10**30):
                cards, more = directory_reads.directory_page(
                    account_id=reader.account_id, filters=Filters(), language="pl", page=page, size=2
                )
                found.append(([card.company_name[-1] for card in cards], more))
        assert found == [
            (["0", "1"], True),
            (["0", "1"], True),
            (["2", "3"], True),
            (["4"], False),
            ([], False),
            ([], False),
        ]


class TestJoining:
    @pytest.mark.feature("A-17")
    def test_a_published_supplier_is_not_joined_by_code_and_those_who_joined_stay(self) -> None:
        supplier, earlier, late = make_account("Hurtownia"), make_account("Earlier"), make_account("Late")
        integration_id, code = make_integration(supplier)
        joined = join(earlier, code)
        listing_id, _ = make_listing(supplier, integration_id=integration_id, published=True)
        for attempt in (
            lambda: join(late, code),
            lambda: connect.verify_code(account_id=late.account_id, code=code),
        ):
            with acting_for(late.account_id), pytest.raises(connect.PublishedSupplier) as refused:
                attempt()
            assert refused.value.listing_id == listing_id
        with acting_for(late.account_id):
            assert not Connection.objects.as_contractor(late.account_id).exists()
        assert join(earlier, code) == joined
        with acting_for(earlier.account_id):
            connect.leave(account_id=earlier.account_id, contractor_integration_id=joined.connect_integration_id)
        with pytest.raises(connect.PublishedSupplier):
            join(earlier, code)
        make_listing(supplier, integration_id=integration_id, published=False)
        assert join(late, code).state == "active"

    @pytest.mark.feature("L-09")
    def test_the_supplier_may_allow_both(self) -> None:
        supplier, late = make_account("Hurtownia"), make_account("Late")
        integration_id, code = make_integration(supplier)
        make_listing(supplier, integration_id=integration_id, published=True, allow_code=True)
        assert join(late, code).state == "active"

    def test_a_publication_nobody_sees_leaves_the_code_open(self) -> None:
        supplier, late = make_account("Hurtownia"), make_account("Late")
        integration_id, code = make_integration(supplier)
        with override_settings(MODERATE_DIRECTORY=True):
            make_listing(supplier, integration_id=integration_id, published=True)
            assert join(late, code).state == "active"

    @pytest.mark.feature("D-07")
    @pytest.mark.parametrize(("mode", "approval", "state"), [("request", False, "pending"), ("direct", True, "active")])
    def test_the_listing_decides_whether_the_supplier_is_asked(self, mode: str, approval: bool, state: str) -> None:
        supplier, contractor = make_account("Hurtownia"), make_account("Sklep")
        listing_id, _ = make_listing(supplier, join_mode=mode, settings={"require_approval": approval})
        joined = join_listing(contractor, listing_id)
        assert joined.state == state
        assert join_listing(contractor, listing_id) == joined
        card = company(contractor, listing_id)
        assert (card.state, card.contractor_integration_id) == (state, joined.connect_integration_id)
        assert company(make_account("Other"), listing_id).state == ""

    def test_own_hidden_and_refused_ones_are_not_joined(self) -> None:
        supplier, contractor = make_account("Hurtownia"), make_account("Sklep")
        listing_id, integration_id = make_listing(supplier)
        with pytest.raises(connect.LoopRefused):
            join_listing(supplier, listing_id)
        joined = join_listing(contractor, listing_id)
        with acting_for(supplier.account_id):
            connect.change_state(
                account_id=supplier.account_id, connection_id=joined.connect_contractor_id, action="reject"
            )
        with pytest.raises(ConnectionStateRefused):
            join_listing(contractor, listing_id)
        make_listing(supplier, integration_id=integration_id, published=False)
        for number in (listing_id, 0, -1, 2**70):
            with pytest.raises(NotFound):
                join_listing(make_account("Third"), number)


@pytest.fixture
def shop() -> Shop:
    return make_shop(make_account("Hurtownia"))


def goods(reader: MadeAccount, listing_id: int, **asked: Any) -> list[str]:
    with acting_for(reader.account_id):
        page, _ = directory_goods.goods_page(account_id=reader.account_id, listing_id=listing_id, **asked)
    return [row.name for row in page]


class TestGoods:
    @pytest.mark.feature("D-06")
    def test_shows_shared_products_only_while_the_supplier_wants_it(self) -> None:
        x = make_exchange()
        supplier, reader = x.supplier.account, make_account("Reader")
        cup, plate = x.product(name="Kubek żółty", sku="K-1"), x.product(name="Talerz")
        draft = x.product(name="Szkic", is_draft=True)
        listing_id, integration_id = make_listing(
            supplier, integration_id=x.made.integration_id, published=True, show_products=True
        )
        assert goods(reader, listing_id) == ["Talerz", "Kubek żółty"]
        assert goods(reader, listing_id, before=plate) == ["Kubek żółty"]
        assert goods(reader, listing_id, words="ZOLTY") == ["Kubek żółty"]
        assert goods(reader, listing_id, words="k-1") == []
        x.supply(product_filter={"mode": "selected", "product_ids": [cup]})
        assert goods(reader, listing_id) == ["Kubek żółty"]
        with acting_for(reader.account_id):
            row = directory_goods.one_of_goods(account_id=reader.account_id, listing_id=listing_id, product_id=cup)
            assert (row.name, row.sku) == ("Kubek żółty", "K-1")
            for hidden in (plate, draft, 0, 2**70):
                with pytest.raises(NotFound):
                    directory_goods.one_of_goods(account_id=reader.account_id, listing_id=listing_id, product_id=hidden)
        x.supply(share_fields=["name"])
        with acting_for(reader.account_id):
            row = directory_goods.one_of_goods(account_id=reader.account_id, listing_id=listing_id, product_id=cup)
            assert (row.name, row.sku, row.images) == ("Kubek żółty", "", ())
        x.supply(product_filter={"mode": "all", "in_stock": True})
        empty = x.product(0, name="Pusty")
        assert empty
        assert goods(reader, listing_id) == ["Talerz", "Kubek żółty"]
        second = make_second(x, "PLN")
        product(x, second, {second.warehouse_id: 3}, name="Dzbanek")
        product(x, second, {second.warehouse_id: 0}, name="Miska")
        alone = {"mode": "selected", "in_stock": True}
        x.supply(product_filter={"mode": "all"}, catalogs=[second.key(product_filter=alone)])
        assert goods(reader, listing_id) == ["Dzbanek", "Pusty", "Talerz", "Kubek żółty"]
        make_listing(supplier, integration_id=integration_id, show_products=False)
        with pytest.raises(NotFound):
            goods(reader, listing_id)

    def test_is_closed_where_products_are_not_shared(self) -> None:
        supplier, reader = make_account("Hurtownia"), make_account("Reader")
        listing_id, _ = make_listing(supplier, show_products=True, settings={"share_products": False})
        assert not company(reader, listing_id).shows_products
        with pytest.raises(NotFound):
            goods(reader, listing_id)


class TestAddresses:
    def test_a_logos_address_of_another_kind_shows_nothing(self) -> None:
        read = images.read_address(images.logo_address(1, 2, 3).removeprefix("/images/"))
        assert read == images.Address(1, 2, False, listing_id=3, is_logo=True)
        read = images.read_address(images.listing_address(3, 1, 2).removeprefix("/images/"))
        assert read == images.Address(1, 2, False, listing_id=3)
