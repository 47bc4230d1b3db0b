"""Images of a connection's address (R43)."""

from typing import Any

import pytest

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product, ProductImage
from spinka.connect import pictures
from spinka.connect import services as connect
from tests.factories.connections import make_connection
from tests.factories.shop import make_shop

pytestmark = pytest.mark.django_db


class TestIsShown:
    @pytest.mark.feature("B-09")
    def test_dies_with_the_connection_the_switch_and_the_product(self) -> None:
        shop = make_shop()
        product_id = shop.product()
        with acting_for(shop.account_id):
            image = ProductImage(account_id=shop.account_id, product_id=product_id, position=1, url="https://a.pl/1")
            image.save(force_insert=True)
        made = make_connection(shop.account)
        named: dict[str, Any] = {"connection_id": made.connection_id, "image_id": image.pk}

        def is_open() -> bool:
            with acting_for(shop.account_id):
                return pictures.is_shown(supplier_id=shop.account_id, **named)

        assert is_open()
        for values, expected in (({"share_fields": ["name"]}, False), ({"share_fields": None}, True)):
            with acting_for(shop.account_id):
                connect.set_contractor_settings(
                    account_id=shop.account_id, connection_id=made.connection_id, values=values
                )
            assert is_open() is expected
        with acting_for(shop.account_id):
            Product.objects.for_account(shop.account_id).update(is_draft=True)
        assert not is_open()
        with acting_for(shop.account_id):
            Product.objects.for_account(shop.account_id).update(is_draft=False)
            connect.change_state(account_id=shop.account_id, connection_id=made.connection_id, action="suspend")
        assert not is_open()
        with acting_for(made.contractor.account_id):
            assert not pictures.is_shown(supplier_id=made.contractor.account_id, **named)
