"""Documents of a sale: made out to the contractor, with the sale's amounts, due on the sale's day (R16, R19)."""

from decimal import Decimal

import pytest

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.core.errors import Conflict, NotFound
from spinka.documents.models import Document
from spinka.orders.draft import LineDraft
from tests.factories.exchange import Exchange, make_exchange

pytestmark = pytest.mark.django_db


def sold(x: Exchange, quantity: int = 3, **fields: object) -> int:
    """The supplier's order of a new sale at 100.00 each."""
    _, own = x.pair(10, price="100", tax_rate=Decimal(23))
    x.forward(x.order((own, quantity), **fields).order_id)
    return x.supplier_order().pk


def invoice(x: Exchange, order_id: int, **options: str) -> Document:
    account_id = x.supplier.account_id
    with acting_for(account_id):
        made = connect.issue_invoice(account_id=account_id, order_id=order_id, actor="test", **options)
        return Document.objects.for_account(account_id).get(pk=made)


class TestIssueInvoice:
    @pytest.mark.feature("H-01")
    def test_the_buyer_is_the_contractor_and_the_amounts_are_the_sales(self) -> None:
        x = make_exchange(delivery_fee="15")
        with acting_for(x.contractor.account_id):
            Account.objects.filter(pk=x.contractor.account_id).update(
                company="Sklep sp. z o.o.", tax_number="5260250995", city="Łódź", country_code="PL"
            )
        made = invoice(x, sold(x, invoice_company="Końcowy", invoice_nip="999", delivery_fullname="Anna Końcowa"))
        sale = x.sale()
        assert (made.buyer_company, made.buyer_fullname) == ("Sklep sp. z o.o.", "Sklep Kowalska")
        assert (made.buyer_nip, made.buyer_city, made.buyer_country_code) == ("5260250995", "Łódź", "PL")
        assert (made.total_gross, made.total_net, made.total_vat) == (sale.amount, sale.net, sale.vat)
        assert made.due_at == sale.due_at

    @pytest.mark.parametrize("mode", ["domestic", "eu_reverse", "export", "exempt"])
    def test_the_sales_vat_mode_counts(self, mode: str) -> None:
        x = make_exchange(vat_mode=mode)
        made = invoice(x, sold(x))
        sale = x.sale()
        assert (made.total_gross, made.total_net, made.total_vat) == (sale.amount, sale.net, sale.vat)
        assert made.additional_info == ("Odwrotne obciążenie" if mode == "eu_reverse" else "")

    def test_prices_of_a_sale_never_go_to_the_orders_buyer(self) -> None:
        x = make_exchange(invoice_to="order")
        order_id = sold(x, invoice_company="Końcowy")
        with pytest.raises(Conflict, match="Sklep Kowalska"):
            invoice(x, order_id)
        with acting_for(x.supplier.account_id), pytest.raises(Conflict):
            connect.issue_receipt(account_id=x.supplier.account_id, order_id=order_id, actor="test")
        with acting_for(x.supplier.account_id):
            assert Document.objects.for_account(x.supplier.account_id).count() == 0

    def test_an_order_that_is_no_sale_names_its_own_buyer(self) -> None:
        x = make_exchange()
        order_id = x.supplier.order(
            LineDraft(name="x", quantity=1, unit_gross=Decimal(5)), invoice_company="Własny"
        ).order_id
        assert invoice(x, order_id).buyer_company == "Własny"

    def test_the_contractors_side_is_its_own_order(self) -> None:
        """The contractor invoices its buyer, not itself."""
        x = make_exchange()
        _, own = x.pair()
        order_id = x.order((own, 1), invoice_company="Końcowy").order_id
        x.forward(order_id)
        account_id = x.contractor.account_id
        with acting_for(account_id):
            made = connect.issue_invoice(account_id=account_id, order_id=order_id, actor="test")
            assert Document.objects.for_account(account_id).get(pk=made).buyer_company == "Końcowy"
            with pytest.raises(NotFound):
                connect.issue_invoice(account_id=account_id, order_id=x.sale().supplier_order_id, actor="test")


class TestIssueReceipt:
    def test_bears_the_contractors_tax_number(self) -> None:
        x = make_exchange()
        with acting_for(x.contractor.account_id):
            Account.objects.filter(pk=x.contractor.account_id).update(tax_number="5260250995")
        order_id = sold(x, invoice_nip="999")
        account_id = x.supplier.account_id
        with acting_for(account_id):
            made = connect.issue_receipt(account_id=account_id, order_id=order_id, actor="test")
            assert Document.objects.for_account(account_id).get(pk=made).buyer_nip == "5260250995"
