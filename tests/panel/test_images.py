"""Addresses of pictures along a chain of accounts (R43)."""

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog import images, services
from spinka.catalog.models import ProductImage
from spinka.connect import services as connect
from tests.catalog.test_images import encoded
from tests.factories.connections import make_connection
from tests.factories.shop import Shop, make_shop

pytestmark = pytest.mark.django_db


def pictured(shop: Shop, given: str | None = None) -> int:
    """A product's image: an uploaded one, or an address; its id."""
    product_id = shop.product()
    with acting_for(shop.account_id):
        image = ProductImage(account_id=shop.account_id, product_id=product_id, position=1, url=given or "")
        if given is None:
            raster = images.raster(encoded("PNG"))
            (image.image_id,) = services.product_parts.store_images(
                account_id=shop.account_id, rasters=[raster]
            ).values()
        image.save(force_insert=True)
        return int(image.pk)


class TestProductImage:
    def test_a_passed_on_picture_dies_with_every_connection_of_its_way(self) -> None:
        maker, wholesaler, shop = make_shop(), make_shop(), make_shop()
        first = make_connection(maker.account, wholesaler.account)
        second = make_connection(wholesaler.account, shop.account)
        source = images.connection_address(first.connection_id, maker.account_id, pictured(maker))
        passed_on = pictured(wholesaler, source)
        address = images.connection_address(second.connection_id, wholesaler.account_id, passed_on)
        assert Client().get(address).status_code == 200
        for supplier, made in ((wholesaler, second), (maker, first)):
            for action, expected in (("suspend", 404), ("resume", 200)):
                with acting_for(supplier.account_id):
                    connect.change_state(
                        account_id=supplier.account_id, connection_id=made.connection_id, action=action
                    )
                assert Client().get(address).status_code == expected
