"""What lists of parcels show beside the parcels themselves."""

from collections.abc import Sequence

from spinka.shipments.models import PackageLabel


def labelled(*, account_id: int, package_ids: Sequence[int]) -> set[int]:
    """Which of the parcels have a label; the files themselves are not read."""
    rows = PackageLabel.objects.for_account(account_id).filter(package_id__in=list(package_ids))
    return set(rows.values_list("package_id", flat=True))
