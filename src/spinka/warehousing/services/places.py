"""Places goods lie at: locations of a warehouse, their types, and the zones and racks they stand in."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction

from spinka.catalog.queries import warehouse_by_key
from spinka.core.errors import BadParameters, Conflict, Locked, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.money import to_cents
from spinka.warehousing.models import Place, PlaceType, Rack, Zone
from spinka.warehousing.services.partners import write

LAYOUTS = range(4)
LAST_PRIORITY = 99_999
MOST_SIZE = Decimal(10_000_000)
MOST_PIECES = 2_000_000_000
_COLOR = re.compile(r"[0-9a-f]{6}")
_SIZES = {"max_weight": "max_weight", "width": "width", "height": "height", "depth": "depth"}


def _own_warehouse(account_id: int, warehouse_id: int, kind: str) -> None:
    if warehouse_by_key(account_id=account_id, key=f"{kind}_{warehouse_id}").kind != "bl":
        raise Locked("A supplier's warehouse is kept by Base Connect and cannot be changed")


def _colored(values: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(values)
    if "color" in given:
        given["color"] = given["color"].strip().removeprefix("#").lower()
        if given["color"] and not _COLOR.fullmatch(given["color"]):
            raise BadParameters("parameter color: expected 6 digits, e.g. 607d8b")
    return given


@transaction.atomic
def save_zone(*, account_id: int, zone_id: int | None, values: Mapping[str, Any]) -> int:
    """Add a zone or change the named columns of one; its id. Raises NotFound, BadParameters."""
    row = Zone(account_id=account_id) if zone_id is None else _zone(account_id, zone_id)
    return write(row, _colored(values))


def _zone(account_id: int, zone_id: int) -> Zone:
    rows = Zone.objects.for_account(account_id).select_for_update(no_key=True)
    found = rows.filter(pk=zone_id).first() if 0 < zone_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no zone %(id)s", id=zone_id)
    return found


@transaction.atomic
def delete_zone(*, account_id: int, zone_id: int) -> None:
    """Delete a zone with its racks; their locations stand in none then. Raises NotFound."""
    zone = _zone(account_id, zone_id)
    # Racks first: which key of the database acts first is decided by the order the keys were made in, and a restored
    # copy makes them in another one.
    with connection.cursor() as cursor:
        cursor.execute("delete from warehousing_rack where account_id = %s and zone_id = %s", [account_id, zone.pk])
    _delete("warehousing_zone", account_id, zone.pk)


@transaction.atomic
def save_rack(*, account_id: int, rack_id: int | None, values: Mapping[str, Any]) -> int:
    """Add a rack or change the named columns of one; its id. `zone_id` 0 is none.

    Raises NotFound for a foreign rack or zone, BadParameters for a layout beyond 0 to 3.
    """
    row = Rack(account_id=account_id, layout=0) if rack_id is None else _rack(account_id, rack_id)
    given = dict(values)
    if given.get("layout", 0) not in LAYOUTS:
        raise BadParameters("parameter layout: 0 to 3")
    if "zone_id" in given:
        given["zone_id"] = _zone(account_id, given["zone_id"]).pk if given["zone_id"] else None
    return write(row, given)


def _rack(account_id: int, rack_id: int) -> Rack:
    rows = Rack.objects.for_account(account_id).select_for_update(no_key=True)
    found = rows.filter(pk=rack_id).first() if 0 < rack_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no rack %(id)s", id=rack_id)
    return found


@transaction.atomic
def delete_rack(*, account_id: int, rack_id: int) -> None:
    """Delete a rack; its locations stand in none then. Raises NotFound."""
    _delete("warehousing_rack", account_id, _rack(account_id, rack_id).pk)


@transaction.atomic
def save_place_type(*, account_id: int, place_type_id: int | None, values: Mapping[str, Any]) -> int:
    """Add a type of locations or change the named columns of one; its id. The account's first one is the default.

    Raises NotFound, BadParameters for sizes and weights beyond every location.
    """
    given = dict(values)
    if not 0 <= given.get("max_quantity", 0) <= MOST_PIECES:
        raise BadParameters("parameter %(name)s: 0 to %(most)s", name="max_quantity", most=MOST_PIECES)
    for column, name in _SIZES.items():
        if column in given:
            if not (given[column].is_finite() and 0 <= given[column] <= MOST_SIZE):
                raise BadParameters("parameter %(name)s: 0 to %(most)s", name=name, most=MOST_SIZE)
            given[column] = to_cents(given[column])
    if place_type_id is not None:
        return write(_place_type(account_id, place_type_id), given)
    with connection.cursor() as cursor:
        # Whoever adds the first type makes the default one; others wait and see it.
        cursor.execute("select 1 from accounts_account where id = %s for no key update", [account_id])
    has_default = PlaceType.objects.for_account(account_id).filter(is_default=True).exists()
    return write(PlaceType(account_id=account_id, is_default=not has_default), given)


def _place_type(account_id: int, place_type_id: int) -> PlaceType:
    rows = PlaceType.objects.for_account(account_id).select_for_update(no_key=True)
    found = rows.filter(pk=place_type_id).first() if 0 < place_type_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no location type %(id)s", id=place_type_id)
    return found


@transaction.atomic
def delete_place_type(*, account_id: int, place_type_id: int) -> None:
    """Delete a type of locations; those of it get the default one. Raises NotFound; Locked for the default one."""
    row = _place_type(account_id, place_type_id)
    if row.is_default:
        raise Locked("The default location type cannot be deleted")
    default = PlaceType.objects.for_account(account_id).filter(is_default=True).first()
    Place.objects.for_account(account_id).filter(place_type_id=row.pk).update(place_type=default)
    _delete("warehousing_placetype", account_id, row.pk)


@transaction.atomic
def save_place(
    *, account_id: int, place_id: int | None, warehouse_id: int, kind: str, values: Mapping[str, Any]
) -> int:
    """Add a location of a warehouse or change the named columns of one; its id. Ids of type, zone and rack 0 are none.

    A new location has the default type unless another is named. Raises NotFound for a foreign warehouse, location,
    type, zone or rack, Locked for a supplier's warehouse, BadParameters, Conflict for a name the warehouse has.
    """
    _own_warehouse(account_id, warehouse_id, kind)
    given = _colored(values)
    if not 1 <= given.get("priority", 1) <= LAST_PRIORITY:
        raise BadParameters("parameter priority: 1 to %(most)s", most=LAST_PRIORITY)
    for column, find in (("zone_id", _zone), ("rack_id", _rack), ("place_type_id", _place_type)):
        if column in given:
            given[column] = find(account_id, given[column]).pk if given[column] else None
    if place_id is None:
        row = Place(account_id=account_id, warehouse_id=warehouse_id)
        if not given.get("place_type_id"):
            row.place_type = PlaceType.objects.for_account(account_id).filter(is_default=True).first()
            given.pop("place_type_id", None)
    else:
        row = _place(account_id, place_id, warehouse_id)
    try:
        with transaction.atomic():
            return write(row, given)
    except IntegrityError as error:
        raise Conflict(
            "Warehouse %(id)s has another location named %(name)s", id=warehouse_id, name=row.name
        ) from error


def _place(account_id: int, place_id: int, warehouse_id: int) -> Place:
    rows = Place.objects.for_account(account_id).select_for_update(no_key=True)
    found = rows.filter(pk=place_id, warehouse_id=warehouse_id).first() if 0 < place_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no location %(id)s", id=place_id)
    return found


@transaction.atomic
def delete_place(*, account_id: int, place_id: int, warehouse_id: int, kind: str) -> None:
    """Delete a location of a warehouse; goods keep its name where they lie. Raises NotFound, Locked."""
    _own_warehouse(account_id, warehouse_id, kind)
    _delete("warehousing_place", account_id, _place(account_id, place_id, warehouse_id).pk)


def _delete(table: str, account_id: int, row_id: int) -> None:
    # The database's keys unassign what pointed here.
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {table} where account_id = %s and id = %s", [account_id, row_id])
