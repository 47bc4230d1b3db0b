"""Copies of a supplier's stock and prices in the panel: the report, the form, copying now."""

import re

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.connect.models import Connection
from tests.connect.test_syncing import stock_of
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.exchange import Exchange, make_exchange
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import hidden, text
from tests.support.jobs import run_jobs


@pytest.fixture
def x(firm: MadeAccount) -> Exchange:
    return make_exchange(supplier=make_shop(make_account("Domix")), contractor=make_shop(firm))


def address(x: Exchange) -> str:
    return f"/suppliers/{x.made.contractor_integration_id}"


def settings_of(x: Exchange) -> dict[str, object]:
    with acting_for(x.contractor.account_id):
        return Connection.objects.as_contractor(x.contractor.account_id).get().contractor_settings


class TestForm:
    @pytest.mark.feature("E-17", "E-18", "E-19")
    def test_what_is_copied_is_saved_and_reported(self, x: Exchange, owner: Client) -> None:
        _, own = x.pair(5)
        place = x.contractor.warehouse()
        page = text(owner.get(address(x)))
        assert "Nothing is copied" in page
        assert 'id="copy-now"' not in page
        form = f"{address(x)}/copies"
        shown = text(owner.get(form))
        # R7: an hour is what is proposed; all of product.md's frequencies can be chosen.
        assert re.findall(
            r'<option value="(\w+)"( selected)?', shown.partition('id="id_stock_sync"')[2].partition("</select>")[0]
        ) == [
            ("live", ""),
            ("15m", ""),
            ("1h", " selected"),
            ("4h", ""),
            ("12h", ""),
            ("24h", ""),
        ]
        values = {"mark": hidden(shown, "mark"), "copies_stock": "on", "stock_sync": "1h", "price_sync": "1h"}
        wrong = owner.post(form, values)
        assert wrong.status_code == 422
        assert "choose the own warehouse" in text(wrong)
        assert settings_of(x) == {}
        assert owner.post(form, {**values, "stock_warehouse_id": place}).status_code == 303
        assert (settings_of(x)["stock_sync"], settings_of(x)["price_sync"]) == ("1h", "off")
        assert "Queued" in text(owner.get(f"{address(x)}/copies/live"))
        run_jobs()
        report = owner.get(f"{address(x)}/copies/live")
        assert "Up to date" in text(report)
        assert "1 of 1" in text(report)
        again = owner.get(f"{address(x)}/copies/live", headers={"If-None-Match": report.headers["ETag"]})
        assert again.status_code == 304
        assert stock_of(x.contractor, place) == {own: 5}
        assert owner.post(form, {**values, "stock_warehouse_id": place, "stock_sync": "4h"}).status_code == 409
        assert settings_of(x)["stock_sync"] == "1h"

    def test_copy_now_and_a_mistake_in_words(self, x: Exchange, owner: Client) -> None:
        place = x.contractor.warehouse()
        x.want(stock_sync="24h", stock_warehouse_id=f"bl_{place}")
        run_jobs()
        with acting_for(x.contractor.account_id):
            catalog.delete_warehouse(account_id=x.contractor.account_id, warehouse_id=place)
        assert owner.post(f"{address(x)}/copies/run").status_code == 303
        run_jobs()
        page = text(owner.get(f"{address(x)}/copies"))
        assert "The warehouse stock was copied into is gone; choose another" in page
        assert "Failed" in page

    def test_the_supplier_does_not_open_it(self, x: Exchange, owner: Client) -> None:
        client = signed_in(x.supplier.account)
        assert client.get(f"{address(x)}/copies").status_code == 404
        assert client.get(f"{address(x)}/copies/live").status_code == 404
        assert client.post(f"{address(x)}/copies/run").status_code == 404
