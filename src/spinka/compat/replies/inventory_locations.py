"""Answers about locations of warehouses, their types, zones and racks."""

from typing import Annotated

from msgspec import Meta

from spinka.compat.registry import Reply

Layout = Annotated[int, Meta(ge=0, le=3, description="Side goods are picked from: 0 top, 1 right, 2 bottom, 3 left")]
Color = Annotated[str, Meta(description="6 hexadecimal digits in lower case, or an empty text")]


class LocationRow(Reply):
    """A location; ids of type, zone and rack are 0 for none."""

    location_id: int
    name: str
    color: Color
    is_pickable: bool
    priority: int
    location_type_id: int
    zone_id: int
    rack_id: int


class GetInventoryWarehouseLocationsReply(Reply):
    """A page of locations."""

    locations: list[LocationRow]


class AddInventoryWarehouseLocationReply(Reply):
    """The location added or changed."""

    location_id: int


class LocationTypeRow(Reply):
    """A type of locations; kg and cm, 0 is no limit."""

    location_type_id: int
    name: str
    max_quantity: int
    max_weight: float
    width: float
    height: float
    depth: float
    is_transfer_bin: bool
    is_default: bool


class GetInventoryWarehouseLocationTypesReply(Reply):
    """The types of locations."""

    location_types: list[LocationTypeRow]


class AddInventoryWarehouseLocationTypeReply(Reply):
    """The type added or changed."""

    location_type_id: int


class ZoneRow(Reply):
    """A zone."""

    zone_id: int
    name: str
    color: Color
    location_prefix: str


class GetInventoryWarehouseZonesReply(Reply):
    """The zones."""

    zones: list[ZoneRow]


class AddInventoryWarehouseZoneReply(Reply):
    """The zone added or changed."""

    zone_id: int


class RackRow(Reply):
    """A rack; zone_id is 0 for none."""

    rack_id: int
    name: str
    zone_id: int
    layout: Layout
    location_prefix: str


class GetInventoryWarehouseRacksReply(Reply):
    """The racks."""

    racks: list[RackRow]


class AddInventoryWarehouseRackReply(Reply):
    """The rack added or changed."""

    rack_id: int
