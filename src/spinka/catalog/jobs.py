"""Work of the catalog that happens beside the calls."""

from typing import Any

from django.db import transaction

from spinka.accounts.tenancy import acting_for
from spinka.catalog import images, services
from spinka.core.errors import SpinkaError
from spinka.core.http import OutboundFailed, fetch
from spinka.core.jobs import job


@job("catalog.fetch_image", long=True)
def fetch_image(*, account_id: int, image_id: int, **_: Any) -> None:
    """Fetch an image once from the address a product names, through the outbound guard, and keep it (R43, R44)."""
    with acting_for(account_id):
        address = services.image_to_fetch(account_id=account_id, image_id=image_id)
    if address is None:
        return
    raster: images.Raster | None = None
    problem = ""
    try:
        answer = fetch(address, most_bytes=images.MOST_BYTES)
        if answer.status != 200:
            raise OutboundFailed("The other side answered %(status)s", status=answer.status)
        raster = images.raster(answer.content)
    except SpinkaError as error:
        problem = str(error)
    with transaction.atomic(), acting_for(account_id):
        services.keep_fetched_image(
            account_id=account_id, image_id=image_id, address=address, raster=raster, problem=problem
        )
