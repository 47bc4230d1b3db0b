"""Suppliers, payers, and locations of warehouses over the public API, value by value."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import ExtraField
from tests.factories.accounts import make_token
from tests.factories.shop import Shop, make_shop
from tests.support.api import Api
from tests.support.rows import changed, fingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def refusals(shop: Shop, *calls: tuple[str, str, dict[str, Any]]) -> None:
    """Each call is refused with its code, and together they have changed nothing."""
    before = fingerprint(shop.account_id)
    found = [(shop.api.refused(name, **parameters), name, parameters) for _code, name, parameters in calls]
    assert found == list(calls)
    assert changed(before, fingerprint(shop.account_id)) == set()


class TestSuppliers:
    FULL = {
        "name": "Źródło",
        "address": "Prosta 1",
        "postcode": "00-001",
        "city": "Łódź",
        "phone": "600100200",
        "email": "z@example.com",
        "email_copy_to": "k@example.com",
        "currency": "EUR",
        "tax_no": "5260250995",
    }

    def add(self, shop: Shop, **fields: Any) -> int:
        given = {"name": "S", "take_product_cost_from": "cost", "take_product_code_from": "sku", **fields}
        return int(shop.api.ok("addInventorySupplier", **given)["supplier_id"])

    def found(self, shop: Shop, **filters: Any) -> list[int]:
        return [row["supplier_id"] for row in shop.api.ok("getInventorySuppliers", **filters)["suppliers"]]

    def test_prints_every_field_and_changes_those_given(self, shop: Shop) -> None:
        supplier_id = self.add(shop, **{**self.FULL, "currency": "eur"})
        (row,) = shop.api.ok("getInventorySuppliers")["suppliers"]
        assert row == {"supplier_id": supplier_id, **self.FULL}
        answer = shop.api.ok("addInventorySupplier", supplier_id=supplier_id, city="Gdynia", currency="")
        assert answer == {"supplier_id": supplier_id}
        (row,) = shop.api.ok("getInventorySuppliers")["suppliers"]
        assert row == {"supplier_id": supplier_id, **self.FULL, "city": "Gdynia", "currency": ""}

    def test_filters(self, shop: Shop) -> None:
        first, second = self.add(shop, name="Hurt Łąka"), self.add(shop, name="Dom")
        assert self.found(shop) == self.found(shop, filter_id=0) == [first, second]
        assert self.found(shop, filter_id=second) == [second]
        assert self.found(shop, filter_name="łąk") == [first]
        assert self.found(shop, filter_name="%") == self.found(shop, filter_id=first, filter_name="dom") == []

    def test_costs_and_codes_are_the_accounts(self, shop: Shop) -> None:
        with acting_for(shop.account_id):
            field_id = ExtraField.objects.create(account_id=shop.account_id, name="Kod").pk
        for code in ("sku", "ean", "code", str(field_id), field_id):
            self.add(shop, take_product_code_from=code)
        for cost in ("cost", str(shop.price_group_id), shop.price_group_id):
            self.add(shop, take_product_cost_from=cost)
        theirs = make_shop().price_group_id
        refusals(
            shop,
            ("ERROR_NOT_FOUND", "addInventorySupplier", {"name": "S", "take_product_cost_from": str(theirs)}),
            ("ERROR_NOT_FOUND", "addInventorySupplier", {"name": "S", "take_product_code_from": "987654"}),
            ("ERROR_BAD_PARAMETERS", "addInventorySupplier", {"name": "S", "take_product_cost_from": "price"}),
            ("ERROR_BAD_PARAMETERS", "addInventorySupplier", {"name": "S", "take_product_code_from": "name"}),
            ("ERROR_BAD_PARAMETERS", "addInventorySupplier", {"name": "S", "currency": "zł"}),
            ("ERROR_BAD_PARAMETERS", "addInventorySupplier", {"name": " "}),
            ("ERROR_BAD_PARAMETERS", "addInventorySupplier", {"city": "Łódź"}),
        )

    def test_deleting_and_foreign_ones(self, shop: Shop) -> None:
        other = make_shop()
        theirs, own = self.add(other), self.add(shop)
        assert shop.api.ok("deleteInventorySupplier", supplier_id=own) == {}
        assert self.found(shop) == self.found(shop, filter_id=theirs) == []
        refusals(
            shop,
            *(
                ("ERROR_NOT_FOUND", "deleteInventorySupplier", {"supplier_id": missing})
                for missing in (own, theirs, 0, 2**63 - 1)
            ),
            ("ERROR_NOT_FOUND", "addInventorySupplier", {"supplier_id": theirs, "name": "x"}),
        )
        assert self.found(other) == [theirs]


class TestPayers:
    FULL = {"name": "P" * 100, "address": "Prosta 1", "postcode": "00-001", "city": "Łódź", "tax_no": "5260250995"}

    def test_are_added_changed_found_and_deleted(self, shop: Shop) -> None:
        payer_id = shop.api.ok("addInventoryPayer", **self.FULL)["payer_id"]
        other = shop.api.ok("addInventoryPayer", name="Inny")["payer_id"]
        rows = shop.api.ok("getInventoryPayers")["payers"]
        assert rows[0] == {"payer_id": payer_id, **self.FULL}
        assert rows[1] == {"payer_id": other, "name": "Inny", **dict.fromkeys(list(self.FULL)[1:], "")}
        assert shop.api.ok("addInventoryPayer", payer_id=payer_id, city="Gdynia") == {"payer_id": payer_id}
        (row,) = shop.api.ok("getInventoryPayers", filter_id=payer_id)["payers"]
        assert row == {"payer_id": payer_id, **self.FULL, "city": "Gdynia"}
        (row,) = shop.api.ok("getInventoryPayers", filter_name="inn")["payers"]
        assert row["payer_id"] == other
        assert shop.api.ok("deleteInventoryPayer", payer_id=payer_id) == {}
        assert [row["payer_id"] for row in shop.api.ok("getInventoryPayers")["payers"]] == [other]

    def test_refusals_change_nothing(self, shop: Shop) -> None:
        theirs = make_shop().api.ok("addInventoryPayer", name="x")["payer_id"]
        refusals(
            shop,
            ("ERROR_BAD_PARAMETERS", "addInventoryPayer", {"name": ""}),
            ("ERROR_BAD_PARAMETERS", "addInventoryPayer", {"name": "x" * 101}),
            ("ERROR_NOT_FOUND", "addInventoryPayer", {"payer_id": theirs, "name": "x"}),
            ("ERROR_NOT_FOUND", "deleteInventoryPayer", {"payer_id": theirs}),
        )


class Places:
    """The locations of a shop's warehouse."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.api = shop, shop.api
        self.place = {"warehouse_id": shop.warehouse_id, "warehouse_type": "bl"}

    def add(self, name: str, **fields: Any) -> int:
        return int(self.api.ok("addInventoryWarehouseLocation", **self.place, name=name, **fields)["location_id"])

    def rows(self, **fields: Any) -> list[dict[str, Any]]:
        return list(self.api.ok("getInventoryWarehouseLocations", **{**self.place, **fields})["locations"])

    def zone(self, name: str = "Strefa", **fields: Any) -> int:
        return int(self.api.ok("addInventoryWarehouseZone", name=name, **{"color": "aabbcc", **fields})["zone_id"])

    def rack(self, name: str = "Regał", **fields: Any) -> int:
        return int(self.api.ok("addInventoryWarehouseRack", name=name, **{"layout": 0, **fields})["rack_id"])

    def type(self, name: str = "Typ", **fields: Any) -> int:
        return int(self.api.ok("addInventoryWarehouseLocationType", name=name, **fields)["location_type_id"])


@pytest.fixture
def places(shop: Shop) -> Places:
    return Places(shop)


class TestLocations:
    def test_prints_every_field_and_changes_those_given(self, places: Places) -> None:
        default, shelf = places.type(), places.type("Półka")
        zone, rack = places.zone(), places.rack()
        plain = places.add("A-1")
        full = {"color": "112233", "is_pickable": False, "priority": 99_999}
        parents = {"location_type_id": shelf, "zone_id": zone, "rack_id": rack}
        other = places.add("B-1", **{**full, "color": "#112233"}, **parents)
        assert places.rows() == [
            {
                "location_id": plain,
                "name": "A-1",
                "color": "",
                "is_pickable": True,
                "priority": 1,
                "location_type_id": default,
                "zone_id": 0,
                "rack_id": 0,
            },
            {"location_id": other, "name": "B-1", **full, **parents},
        ]
        changes = {"location_id": other, "zone_id": 0, "priority": 7}
        assert places.api.ok("addInventoryWarehouseLocation", **places.place, **changes) == {"location_id": other}
        assert places.rows()[1] == {
            "location_id": other,
            "name": "B-1",
            **full,
            **parents,
            "zone_id": 0,
            "priority": 7,
        }

    def test_are_those_of_their_warehouse_by_name_a_hundred_a_page(self, places: Places) -> None:
        other = places.shop.warehouse()
        ids = {name: places.add(name) for name in [f"{number:03}" for number in range(101, 0, -1)]}
        places.api.ok("addInventoryWarehouseLocation", warehouse_id=other, warehouse_type="bl", name="001")
        first, second = places.rows(page=1), places.rows(page=2)
        assert [row["location_id"] for row in [*first, *second]] == [ids[name] for name in sorted(ids)]
        assert (len(first), len(second), places.rows(page=3)) == (100, 1, [])
        assert [row["name"] for row in places.rows(warehouse_id=other)] == ["001"]

    def test_queries_do_not_grow(self, places: Places) -> None:
        counts = []
        for name in ("A", "B"):
            places.add(name, zone_id=places.zone(), rack_id=places.rack(), location_type_id=places.type())
            with CaptureQueriesContext(connection) as queries:
                places.rows()
                places.api.ok("getInventoryWarehouseRacks")
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_refusals_change_nothing(self, places: Places) -> None:
        own, taken, live = places.add("A-1"), places.add("A-2"), places.shop.warehouse("blconnect")
        theirs = Places(make_shop())
        their_place, their_zone = theirs.add("X"), theirs.zone()
        add, place = "addInventoryWarehouseLocation", places.place
        refusals(
            places.shop,
            ("ERROR_CONFLICT", add, {**place, "name": "A-1"}),
            ("ERROR_CONFLICT", add, {**place, "location_id": taken, "name": "A-1"}),
            ("ERROR_BAD_PARAMETERS", add, place),
            ("ERROR_BAD_PARAMETERS", add, {**place, "name": "x" * 21}),
            ("ERROR_BAD_PARAMETERS", add, {**place, "name": "x", "color": "red"}),
            ("ERROR_BAD_PARAMETERS", add, {**place, "name": "x", "priority": 0}),
            ("ERROR_BAD_PARAMETERS", add, {**place, "name": "x", "priority": 100_000}),
            ("ERROR_NOT_FOUND", add, {**place, "name": "x", "zone_id": their_zone}),
            ("ERROR_NOT_FOUND", add, {**place, "name": "x", "rack_id": 987654}),
            ("ERROR_NOT_FOUND", add, {**place, "name": "x", "location_type_id": 987654}),
            ("ERROR_NOT_FOUND", add, {**place, "location_id": their_place, "name": "x"}),
            ("ERROR_NOT_FOUND", add, {**theirs.place, "name": "x"}),
            ("ERROR_NOT_FOUND", add, {**place, "warehouse_type": "shop", "name": "x"}),
            ("ERROR_LOCKED", add, {"warehouse_id": live, "warehouse_type": "blconnect", "name": "x"}),
            ("ERROR_NOT_FOUND", "getInventoryWarehouseLocations", theirs.place),
            ("ERROR_NOT_FOUND", "deleteInventoryWarehouseLocation", {**place, "location_id": their_place}),
            (
                "ERROR_NOT_FOUND",
                "deleteInventoryWarehouseLocation",
                {"warehouse_id": places.shop.warehouse(), "warehouse_type": "bl", "location_id": own},
            ),
        )
        assert [row["location_id"] for row in theirs.rows()] == [their_place]

    def test_deleting_one_and_a_warehouse_with_its_own(self, places: Places) -> None:
        own, other = places.add("A-1"), places.shop.warehouse()
        places.api.ok("addInventoryWarehouseLocation", warehouse_id=other, warehouse_type="bl", name="B-1")
        assert places.api.ok("deleteInventoryWarehouseLocation", **places.place, location_id=own) == {}
        assert places.rows() == []
        places.api.ok("deleteInventoryWarehouse", warehouse_id=other)
        assert places.api.refused("getInventoryWarehouseLocations", warehouse_id=other) == "ERROR_NOT_FOUND"


class TestLocationTypes:
    def test_prints_every_field_by_name_and_the_first_is_the_default(self, places: Places) -> None:
        sizes = {"max_quantity": 10, "max_weight": 20.5, "width": 80.0, "height": 40.0, "depth": 60.25}
        first, second = places.type("Z"), places.type("A", **sizes, is_transfer_bin=True)
        assert places.api.ok("getInventoryWarehouseLocationTypes")["location_types"] == [
            {"location_type_id": second, "name": "A", **sizes, "is_transfer_bin": True, "is_default": False},
            {
                "location_type_id": first,
                "name": "Z",
                "max_quantity": 0,
                **dict.fromkeys(["max_weight", "width", "height", "depth"], 0.0),
                "is_transfer_bin": False,
                "is_default": True,
            },
        ]
        places.api.ok("addInventoryWarehouseLocationType", location_type_id=second, width=81)
        (row, _) = places.api.ok("getInventoryWarehouseLocationTypes")["location_types"]
        assert (row["width"], row["depth"], row["is_default"]) == (81.0, 60.25, False)

    def test_locations_of_one_deleted_get_the_default_one(self, places: Places) -> None:
        default, other = places.type(), places.type()
        places.add("A-1", location_type_id=other)
        assert places.api.ok("deleteInventoryWarehouseLocationType", location_type_id=other) == {}
        assert [row["location_type_id"] for row in places.rows()] == [default]

    def test_refusals_change_nothing(self, places: Places) -> None:
        default, theirs = places.type(), Places(make_shop()).type()
        add, delete = "addInventoryWarehouseLocationType", "deleteInventoryWarehouseLocationType"
        refusals(
            places.shop,
            ("ERROR_LOCKED", delete, {"location_type_id": default}),
            ("ERROR_NOT_FOUND", delete, {"location_type_id": theirs}),
            ("ERROR_NOT_FOUND", add, {"location_type_id": theirs, "name": "x"}),
            ("ERROR_BAD_PARAMETERS", add, {}),
            ("ERROR_BAD_PARAMETERS", add, {"name": "x", "max_quantity": -1}),
            ("ERROR_BAD_PARAMETERS", add, {"name": "x", "max_weight": -0.1}),
            ("ERROR_BAD_PARAMETERS", add, {"name": "x", "depth": 1e12}),
        )


class TestZonesAndRacks:
    def test_print_every_field_by_name(self, places: Places) -> None:
        second, first = places.zone("B"), places.zone("A", color="#AABBCC", location_prefix="Z1")
        assert places.api.ok("getInventoryWarehouseZones")["zones"] == [
            {"zone_id": first, "name": "A", "color": "aabbcc", "location_prefix": "Z1"},
            {"zone_id": second, "name": "B", "color": "aabbcc", "location_prefix": ""},
        ]
        later, sooner = places.rack("B"), places.rack("A", layout=3, zone_id=first, location_prefix="R")
        assert places.api.ok("getInventoryWarehouseRacks")["racks"] == [
            {"rack_id": sooner, "name": "A", "zone_id": first, "layout": 3, "location_prefix": "R"},
            {"rack_id": later, "name": "B", "zone_id": 0, "layout": 0, "location_prefix": ""},
        ]
        places.api.ok("addInventoryWarehouseZone", zone_id=first, color="000000")
        places.api.ok("addInventoryWarehouseRack", rack_id=sooner, zone_id=0)
        zone, rack = (
            places.api.ok("getInventoryWarehouseZones")["zones"][0],
            places.api.ok("getInventoryWarehouseRacks")["racks"][0],
        )
        assert (zone["name"], zone["color"], zone["location_prefix"]) == ("A", "000000", "Z1")
        assert (rack["name"], rack["zone_id"], rack["layout"]) == ("A", 0, 3)

    def test_a_zone_takes_its_racks_along_and_locations_stay_without(self, places: Places) -> None:
        zone, free = places.zone(), places.rack("Wolny")
        rack = places.rack(zone_id=zone)
        places.add("A-1", zone_id=zone, rack_id=rack)
        places.add("B-1", rack_id=free)
        assert places.api.ok("deleteInventoryWarehouseZone", zone_id=zone) == {}
        assert [row["rack_id"] for row in places.api.ok("getInventoryWarehouseRacks")["racks"]] == [free]
        assert [(row["zone_id"], row["rack_id"]) for row in places.rows()] == [(0, 0), (0, free)]
        assert places.api.ok("deleteInventoryWarehouseRack", rack_id=free) == {}
        assert [(row["zone_id"], row["rack_id"]) for row in places.rows()] == [(0, 0), (0, 0)]

    def test_refusals_change_nothing(self, places: Places) -> None:
        theirs = Places(make_shop())
        zone, rack = theirs.zone(), theirs.rack()
        refusals(
            places.shop,
            ("ERROR_BAD_PARAMETERS", "addInventoryWarehouseZone", {"color": "aabbcc"}),
            ("ERROR_BAD_PARAMETERS", "addInventoryWarehouseZone", {"name": "x", "color": "xyzxyz"}),
            ("ERROR_NOT_FOUND", "addInventoryWarehouseZone", {"zone_id": zone, "name": "x"}),
            ("ERROR_NOT_FOUND", "deleteInventoryWarehouseZone", {"zone_id": zone}),
            ("ERROR_BAD_PARAMETERS", "addInventoryWarehouseRack", {"layout": 0}),
            ("ERROR_BAD_PARAMETERS", "addInventoryWarehouseRack", {"name": "x", "layout": 4}),
            ("ERROR_NOT_FOUND", "addInventoryWarehouseRack", {"name": "x", "layout": 0, "zone_id": zone}),
            ("ERROR_NOT_FOUND", "addInventoryWarehouseRack", {"rack_id": rack, "name": "x"}),
            ("ERROR_NOT_FOUND", "deleteInventoryWarehouseRack", {"rack_id": rack}),
        )


class TestRights:
    def test_reading_and_writing_are_those_of_stock(self, shop: Shop) -> None:
        reader, writer = (Api(make_token(shop.account_id, scope)) for scope in ("catalog:read", "catalog:write"))
        for name in ("addInventorySupplier", "addInventoryPayer", "addInventoryWarehouseZone"):
            assert reader.refused(name, name="x") == "ERROR_FORBIDDEN"
            writer.ok(name, name="x")
        for name in ("getInventorySuppliers", "getInventoryPayers", "getInventoryWarehouseZones"):
            assert writer.refused(name) == "ERROR_FORBIDDEN"
            (rows,) = reader.ok(name).values()
            assert [row["name"] for row in rows] == ["x"]
