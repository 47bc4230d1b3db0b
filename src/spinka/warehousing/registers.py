"""Reading suppliers, payers, and the places of warehouses."""

from django.db.models import QuerySet

from spinka.catalog.queries import warehouse_by_key
from spinka.warehousing.models import Payer, Place, PlaceType, Rack, Supplier, Zone

PAGE = 100


def suppliers(*, account_id: int, supplier_id: int | None = None, name: str = "") -> list[Supplier]:
    """Suppliers by id; those whose name holds a text, in any case."""
    rows: QuerySet[Supplier] = Supplier.objects.for_account(account_id).filter(name__icontains=name).order_by("pk")
    return list(rows if supplier_id is None else rows.filter(pk=supplier_id))


def payers(*, account_id: int, payer_id: int | None = None, name: str = "") -> list[Payer]:
    """Payers by id; those whose name holds a text, in any case."""
    rows: QuerySet[Payer] = Payer.objects.for_account(account_id).filter(name__icontains=name).order_by("pk")
    return list(rows if payer_id is None else rows.filter(pk=payer_id))


def zones(*, account_id: int) -> list[Zone]:
    """Zones by name."""
    return list(Zone.objects.for_account(account_id).order_by("name", "pk"))


def racks(*, account_id: int) -> list[Rack]:
    """Racks by name."""
    return list(Rack.objects.for_account(account_id).order_by("name", "pk"))


def place_types(*, account_id: int) -> list[PlaceType]:
    """Types of locations by name."""
    return list(PlaceType.objects.for_account(account_id).order_by("name", "pk"))


def places_page(*, account_id: int, warehouse_id: int, kind: str, page: int) -> list[Place]:
    """Up to 100 locations of a warehouse by name; the first page is 1. Raises NotFound for a foreign warehouse."""
    warehouse = warehouse_by_key(account_id=account_id, key=f"{kind}_{warehouse_id}")
    start = (max(page, 1) - 1) * PAGE
    rows = Place.objects.for_account(account_id).filter(warehouse_id=warehouse.warehouse_id)
    return list(rows.order_by("name", "pk")[start : start + PAGE])
