"""One price wherever it is read: API, view, external storage, import, recurring copy, order (R18, product.md 5)."""

from decimal import Decimal
from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import Price
from spinka.connect import price_reads, sharing
from spinka.connect import services as connect
from spinka.connect.access import crossing
from spinka.connect.services import ImportOptions
from spinka.core import clock
from tests.factories.exchange import Exchange, make_exchange
from tests.support.jobs import run_jobs
from tests.support.rows import rolled_back

pytestmark = pytest.mark.django_db
BASES = ("10.0050", "0.3350", "99.9900", "7.1250", "123456.7850")
RULE = {"scope": "all", "kind": "discount_percent", "value": "33.3333"}
TERMS: list[dict[str, Any]] = [
    {},
    {"discount_percent": "12.5"},
    {"price_rules": [RULE, {**RULE, "scope": "product", "kind": "markup_percent", "value": "7.77"}]},
    {"vat_mode": "eu_reverse", "discount_percent": 3},
    {"currency": "EUR", "discount_percent": "1.25"},
]


def own_prices(x: Exchange, own: dict[int, int]) -> dict[int, Decimal]:
    with acting_for(x.contractor.account_id):
        rows = Price.objects.for_account(x.contractor.account_id).values_list("product_id", "price")
        found = dict(rows)
    return {theirs: found[number].quantize(Decimal("0.01")) for theirs, number in own.items()}


@pytest.mark.feature("B-10", "E-18", "F-01")
@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: ", ".join(terms) or "plain")
def test_every_reader_gives_the_same(terms: dict[str, Any]) -> None:
    x = make_exchange()
    own = dict(x.pair(10, price=base, name=f"P {base}") for base in BASES)
    first = min(own)
    if "price_rules" in terms:
        terms = {**terms, "price_rules": [terms["price_rules"][0], {**terms["price_rules"][1], "ids": [first]}]}
    rate = catalog.RateFields("EUR", "PLN", Decimal("4.2815"), clock.now().date())
    for shop in (x.supplier, x.contractor):
        with acting_for(shop.account_id):
            catalog.set_rates(account_id=shop.account_id, rates=[rate])
    x.supply(**terms)
    joined = {"connect_integration_id": x.made.contractor_integration_id}
    listed = x.contractor.api.ok("getConnectProducts", **joined)["products"]
    prices = {int(number): Decimal(str(row["price"])).quantize(Decimal("0.01")) for number, row in listed.items()}
    assert prices.keys() == own.keys()
    view = x.supplier.api.ok("getConnectContractorView", connect_contractor_id=x.connection_id)["products"]
    assert {int(number): Decimal(str(row["price"])) for number, row in view.items()} == prices
    last = {int(number): Decimal(row["price_trace"][-1]["amount"]) for number, row in view.items()}
    assert last == prices
    with acting_for(x.contractor.account_id):
        with crossing(account_id=x.contractor.account_id, connection_id=x.connection_id) as opened:
            assert sharing.prices(opened, list(own)) == prices
        why = {
            number: price_reads.why_own_price(
                account_id=x.contractor.account_id,
                contractor_integration_id=x.made.contractor_integration_id,
                product_id=number,
            ).price
            for number in own
        }
    assert {number: price.gross for number, price in why.items() if price} == prices
    storage = f"blconnect_{x.made.warehouse_id}"
    stored = x.contractor.api.ok("getExternalStorageProductsPrices", storage_id=storage)["products"]
    rows = stored.values() if isinstance(stored, dict) else stored
    assert {int(row["product_id"]): Decimal(str(row["price"])) for row in rows} == prices
    if "currency" not in terms:
        with rolled_back():
            with acting_for(x.contractor.account_id):
                connect.start_import(
                    account_id=x.contractor.account_id,
                    connect_integration_id=x.made.contractor_integration_id,
                    inventory_id=x.contractor.inventory_id,
                    options=ImportOptions(price_mode="once"),
                    actor="Anna",
                )
            run_jobs()
            assert own_prices(x, own) == prices
        with rolled_back():
            x.want(price_sync="1h", price_group_id=x.contractor.price_group_id)
            run_jobs()
            assert own_prices(x, own) == prices
    (result,) = x.forward(x.order(*((number, 1) for number in own.values())).order_id)
    assert result.state == "forwarded", result.text
    lines = x.sale_lines(x.sale().pk)
    assert {line.supplier_product_id: line.unit_gross for line in lines} == prices
    assert x.supplier_order().currency == terms.get("currency", "PLN")
