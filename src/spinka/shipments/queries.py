"""Reading parcels, their labels and their tracking history."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from spinka.core.errors import NotFound
from spinka.orders.queries import require_order
from spinka.shipments.models import Package, PackageLabel, PackagePart, PackageStatus

BIGGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Label:
    """A label file."""

    extension: str
    content: bytes


def find_package(*, account_id: int, package_id: int = 0, number: str = "", courier_code: str = "") -> Package:
    """A parcel by id or, without one, the newest with this number, of a box if need be; of that courier when named.

    Raises NotFound.
    """
    rows = Package.objects.for_account(account_id).order_by("-pk")
    if courier_code:
        rows = rows.filter(courier_code=courier_code)
    found = None
    if 0 < package_id <= BIGGEST_ID:
        found = rows.filter(pk=package_id).first()
    elif not package_id and number:
        found = rows.filter(number=number).first() or rows.filter(parts__number=number).first()
    if found is None and courier_code:
        raise NotFound(
            "There is no parcel %(id)s of the courier %(courier)s", id=package_id or number, courier=courier_code
        )
    if found is None:
        raise NotFound("There is no parcel %(id)s", id=package_id or number)
    return found


def chosen_packages(
    *,
    account_id: int,
    package_ids: Sequence[int] = (),
    numbers: Sequence[str] = (),
    courier_code: str = "",
    courier_account_id: int = 0,
) -> list[Package]:
    """The parcels asked for with their orders, each once in the order asked; by number the newest.

    Raises NotFound for the first that is not there or is of another courier or courier account.
    """
    rows = Package.objects.for_account(account_id).select_related("order").order_by("pk")
    if courier_code:
        rows = rows.filter(courier_code=courier_code)
    if courier_account_id:
        rows = rows.filter(courier_account_id=courier_account_id)
    asked = [package_id for package_id in package_ids if 0 < package_id <= BIGGEST_ID]
    found: dict[int | str, Package] = {package.pk: package for package in rows.filter(pk__in=asked)}
    found |= {package.number: package for package in rows.filter(number__in=list(numbers))}
    wanted: tuple[int | str, ...] = (*package_ids, *numbers)
    for key in wanted:
        if key not in found:
            raise NotFound("There is no parcel %(id)s", id=key)
    return list({found[key].pk: found[key] for key in wanted}.values())


def parts_of(*, account_id: int, package_ids: Sequence[int]) -> dict[int, list[PackagePart]]:
    """The boxes of parcels by parcel, first to last; parcels of which no box is known are left out."""
    found: dict[int, list[PackagePart]] = {}
    rows = PackagePart.objects.for_account(account_id).filter(package_id__in=list(package_ids))
    for part in rows.order_by("package_id", "position"):
        found.setdefault(part.package_id, []).append(part)
    return found


def packages_of(*, account_id: int, order_id: int) -> "QuerySet[Package]":
    """Parcels of an order, oldest first. Raises NotFound for a foreign order."""
    require_order(account_id=account_id, order_id=order_id)
    return Package.objects.for_account(account_id).filter(order_id=order_id).order_by("pk")


def label_of(*, account_id: int, package_id: int) -> Label:
    """The label of a parcel. Raises NotFound when it has none."""
    row = PackageLabel.objects.for_account(account_id).filter(package_id=package_id).first()
    if row is None:
        raise NotFound("Parcel %(id)s has no label", id=package_id)
    return Label(row.extension, bytes(row.content))


def status_history(*, account_id: int, package_ids: Sequence[int]) -> dict[int, list[PackageStatus]]:
    """Tracking states of the account's own parcels among these ids, oldest first; others are left out."""
    asked = [package_id for package_id in package_ids if 0 < package_id <= BIGGEST_ID]
    own = Package.objects.for_account(account_id).filter(pk__in=asked).order_by("pk").values_list("pk", flat=True)
    history: dict[int, list[PackageStatus]] = {package_id: [] for package_id in own}
    rows = PackageStatus.objects.for_account(account_id).filter(package_id__in=list(history)).order_by("at", "pk")
    for row in rows:
        history[row.package_id].append(row)
    return history
