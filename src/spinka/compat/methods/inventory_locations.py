"""Where goods lie: locations of warehouses, their types, zones and racks."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoParams, NoReply, Params, method
from spinka.compat.replies import inventory_locations as replies
from spinka.compat.wire.amounts import decimal
from spinka.compat.wire.catalog import Id, Text20, Text100, Whole, or_none
from spinka.warehousing import registers
from spinka.warehousing import services as warehousing

Page = Annotated[int, Meta(ge=0, le=1_000_000)]
Text10 = Annotated[str, Meta(max_length=10)]
Text50 = Annotated[str, Meta(max_length=50)]
# A colour has six digits; with # before them it is read too.
Color = Annotated[str, Meta(max_length=7)]
_COLUMNS = {"location_type_id": "place_type_id", "location_prefix": "prefix"}
_SIZES = ("max_weight", "width", "height", "depth")


def _values(params: Params, *without: str) -> dict[str, Any]:
    """The columns that were given."""
    given = {field.name: getattr(params, field.name) for field in msgspec.structs.fields(params)}
    return {
        _COLUMNS.get(name, name): decimal(name, value) if name in _SIZES else value
        for name, value in given.items()
        if name not in without and value is not UNSET
    }


class GetInventoryWarehouseLocationsParams(Params):
    """The warehouse and the page, from 1."""

    warehouse_id: Id
    warehouse_type: Text20 = "bl"
    page: Page = 1


@method(
    "getInventoryWarehouseLocations",
    scope=Scope.CATALOG_READ,
    params=GetInventoryWarehouseLocationsParams,
    reply=replies.GetInventoryWarehouseLocationsReply,
)
def get_inventory_warehouse_locations(call: Call, params: GetInventoryWarehouseLocationsParams) -> Answer:
    """Storage locations of a warehouse by name, 100 a page."""
    rows = registers.places_page(
        account_id=call.account_id,
        warehouse_id=params.warehouse_id,
        kind=params.warehouse_type,
        page=params.page,
    )
    return {
        "locations": [
            {
                "location_id": row.pk,
                "name": row.name,
                "color": row.color,
                "is_pickable": row.is_pickable,
                "priority": row.priority,
                "location_type_id": row.place_type_id or 0,
                "zone_id": row.zone_id or 0,
                "rack_id": row.rack_id or 0,
            }
            for row in rows
        ]
    }


class AddInventoryWarehouseLocationParams(Params):
    """A location of a warehouse; with an id only what is given changes. Ids of type, zone and rack: 0 for none."""

    warehouse_id: Id
    warehouse_type: Text20 = "bl"
    location_id: Id | UnsetType = UNSET
    name: Text20 | UnsetType = UNSET
    color: Color | UnsetType = UNSET
    is_pickable: bool | UnsetType = UNSET
    priority: Whole | UnsetType = UNSET
    location_type_id: Id | UnsetType = UNSET
    zone_id: Id | UnsetType = UNSET
    rack_id: Id | UnsetType = UNSET


@method(
    "addInventoryWarehouseLocation",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryWarehouseLocationParams,
    reply=replies.AddInventoryWarehouseLocationReply,
)
def add_inventory_warehouse_location(call: Call, params: AddInventoryWarehouseLocationParams) -> Answer:
    """Add a storage location, or change one (location_id)."""
    location_id = warehousing.save_place(
        account_id=call.account_id,
        place_id=or_none(params.location_id),
        warehouse_id=params.warehouse_id,
        kind=params.warehouse_type,
        values=_values(params, "location_id", "warehouse_id", "warehouse_type"),
    )
    return {"location_id": location_id}


class DeleteInventoryWarehouseLocationParams(Params):
    """The warehouse and the location."""

    warehouse_id: Id
    location_id: Id
    warehouse_type: Text20 = "bl"


@method(
    "deleteInventoryWarehouseLocation",
    scope=Scope.CATALOG_WRITE,
    params=DeleteInventoryWarehouseLocationParams,
    reply=NoReply,
)
def delete_inventory_warehouse_location(call: Call, params: DeleteInventoryWarehouseLocationParams) -> Answer:
    """Delete a storage location; goods keep its name where they lie."""
    warehousing.delete_place(
        account_id=call.account_id,
        place_id=params.location_id,
        warehouse_id=params.warehouse_id,
        kind=params.warehouse_type,
    )
    return {}


@method(
    "getInventoryWarehouseLocationTypes",
    scope=Scope.CATALOG_READ,
    reply=replies.GetInventoryWarehouseLocationTypesReply,
)
def get_inventory_warehouse_location_types(call: Call, params: NoParams) -> Answer:
    """Types of storage locations by name."""
    return {
        "location_types": [
            {
                "location_type_id": row.pk,
                "name": row.name,
                "max_quantity": row.max_quantity,
                "max_weight": float(row.max_weight),
                "width": float(row.width),
                "height": float(row.height),
                "depth": float(row.depth),
                "is_transfer_bin": row.is_transfer_bin,
                "is_default": row.is_default,
            }
            for row in registers.place_types(account_id=call.account_id)
        ]
    }


class AddInventoryWarehouseLocationTypeParams(Params):
    """A type of locations; with an id only what is given changes. Kilograms and centimetres, 0 is no limit."""

    location_type_id: Id | UnsetType = UNSET
    name: Text50 | UnsetType = UNSET
    max_quantity: Whole | UnsetType = UNSET
    max_weight: float | UnsetType = UNSET
    width: float | UnsetType = UNSET
    height: float | UnsetType = UNSET
    depth: float | UnsetType = UNSET
    is_transfer_bin: bool | UnsetType = UNSET


@method(
    "addInventoryWarehouseLocationType",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryWarehouseLocationTypeParams,
    reply=replies.AddInventoryWarehouseLocationTypeReply,
)
def add_inventory_warehouse_location_type(call: Call, params: AddInventoryWarehouseLocationTypeParams) -> Answer:
    """Add a type of storage locations, or change one (location_type_id); the first one is the default."""
    location_type_id = warehousing.save_place_type(
        account_id=call.account_id,
        place_type_id=or_none(params.location_type_id),
        values=_values(params, "location_type_id"),
    )
    return {"location_type_id": location_type_id}


class LocationTypeId(Params):
    """The type's id."""

    location_type_id: Id


@method("deleteInventoryWarehouseLocationType", scope=Scope.CATALOG_WRITE, params=LocationTypeId, reply=NoReply)
def delete_inventory_warehouse_location_type(call: Call, params: LocationTypeId) -> Answer:
    """Delete a type of storage locations; those of it get the default one, which stays."""
    warehousing.delete_place_type(account_id=call.account_id, place_type_id=params.location_type_id)
    return {}


@method("getInventoryWarehouseZones", scope=Scope.CATALOG_READ, reply=replies.GetInventoryWarehouseZonesReply)
def get_inventory_warehouse_zones(call: Call, params: NoParams) -> Answer:
    """Zones of warehouses by name."""
    return {
        "zones": [
            {"zone_id": row.pk, "name": row.name, "color": row.color, "location_prefix": row.prefix}
            for row in registers.zones(account_id=call.account_id)
        ]
    }


class AddInventoryWarehouseZoneParams(Params):
    """A zone; with an id only what is given changes."""

    zone_id: Id | UnsetType = UNSET
    name: Text50 | UnsetType = UNSET
    color: Color | UnsetType = UNSET
    location_prefix: Text10 | UnsetType = UNSET


@method(
    "addInventoryWarehouseZone",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryWarehouseZoneParams,
    reply=replies.AddInventoryWarehouseZoneReply,
)
def add_inventory_warehouse_zone(call: Call, params: AddInventoryWarehouseZoneParams) -> Answer:
    """Add a zone, or change one (zone_id)."""
    zone_id = warehousing.save_zone(
        account_id=call.account_id, zone_id=or_none(params.zone_id), values=_values(params, "zone_id")
    )
    return {"zone_id": zone_id}


class ZoneId(Params):
    """The zone's id."""

    zone_id: Id


@method("deleteInventoryWarehouseZone", scope=Scope.CATALOG_WRITE, params=ZoneId, reply=NoReply)
def delete_inventory_warehouse_zone(call: Call, params: ZoneId) -> Answer:
    """Delete a zone with its racks; their locations stand in none then."""
    warehousing.delete_zone(account_id=call.account_id, zone_id=params.zone_id)
    return {}


@method("getInventoryWarehouseRacks", scope=Scope.CATALOG_READ, reply=replies.GetInventoryWarehouseRacksReply)
def get_inventory_warehouse_racks(call: Call, params: NoParams) -> Answer:
    """Racks of warehouses by name."""
    return {
        "racks": [
            {
                "rack_id": row.pk,
                "name": row.name,
                "zone_id": row.zone_id or 0,
                "layout": row.layout,
                "location_prefix": row.prefix,
            }
            for row in registers.racks(account_id=call.account_id)
        ]
    }


class AddInventoryWarehouseRackParams(Params):
    """A rack; with an id only what is given changes. Zone 0 is none; layout: 0 top, 1 right, 2 bottom, 3 left."""

    rack_id: Id | UnsetType = UNSET
    name: Text100 | UnsetType = UNSET
    zone_id: Id | UnsetType = UNSET
    layout: Whole | UnsetType = UNSET
    location_prefix: Text10 | UnsetType = UNSET


@method(
    "addInventoryWarehouseRack",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryWarehouseRackParams,
    reply=replies.AddInventoryWarehouseRackReply,
)
def add_inventory_warehouse_rack(call: Call, params: AddInventoryWarehouseRackParams) -> Answer:
    """Add a rack, or change one (rack_id)."""
    rack_id = warehousing.save_rack(
        account_id=call.account_id, rack_id=or_none(params.rack_id), values=_values(params, "rack_id")
    )
    return {"rack_id": rack_id}


class RackId(Params):
    """The rack's id."""

    rack_id: Id


@method("deleteInventoryWarehouseRack", scope=Scope.CATALOG_WRITE, params=RackId, reply=NoReply)
def delete_inventory_warehouse_rack(call: Call, params: RackId) -> Answer:
    """Delete a rack; its locations stand in none then."""
    warehousing.delete_rack(account_id=call.account_id, rack_id=params.rack_id)
    return {}
