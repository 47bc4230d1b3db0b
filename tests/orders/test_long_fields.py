"""Long values of extra fields: kept whole where the field is long, refused by name where it is not (L-13, R28)."""

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.orders.models import Order, OrderExtraField
from tests.factories.shop import make_shop

LONG = "Zażółć gęślą jaźń. " * 200


@pytest.mark.feature("L-13")
def test_a_field_of_the_accounts_own_keeps_a_long_text_whole(db: None) -> None:
    shop = make_shop()
    with acting_for(shop.account_id):
        number = OrderExtraField.objects.create(account_id=shop.account_id, name="Engraving", editor="textarea").pk
    order_id = shop.api.ok("addOrder", custom_extra_fields={str(number): LONG})["order_id"]
    (shown,) = shop.api.ok("getOrders", order_id=order_id, include_custom_extra_fields=True)["orders"]
    assert shown["custom_extra_fields"] == {str(number): LONG}


@pytest.mark.feature("L-13")
def test_a_text_too_long_for_its_field_is_refused_by_name_and_nothing_is_cut(db: None) -> None:
    shop = make_shop()
    order_id = shop.api.ok("addOrder", extra_field_1="x" * 50)["order_id"]
    for name in ("extra_field_1", "extra_field_2"):
        refused = shop.api.call("setOrderFields", order_id=order_id, **{name: "y" * 51})
        assert refused["error_code"] == "ERROR_BAD_PARAMETERS"
        assert name in refused["error_message"]
        assert "50" in refused["error_message"]
        assert shop.api.call("addOrder", **{name: "y" * 51})["status"] == "ERROR"
    with acting_for(shop.account_id):
        (order,) = Order.objects.for_account(shop.account_id)
    assert (order.extra_field_1, order.extra_field_2) == ("x" * 50, "")
