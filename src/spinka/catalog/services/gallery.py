"""Images shown in the panel: which have to be fetched first, and keeping what was fetched (R43)."""

from dataclasses import dataclass

from django.db import connection, transaction

from spinka.catalog import images
from spinka.catalog.models import ProductImage, StoredImage
from spinka.catalog.services.product_parts import store_images
from spinka.core.jobs import enqueue


@dataclass(frozen=True, slots=True)
class ShownImage:
    """Bytes to show, with their kind."""

    media_type: str
    content: bytes
    sha256: str
    product_id: int


@transaction.atomic
def show_image(*, account_id: int, image_id: int, is_thumbnail: bool = False) -> ShownImage | images.Address | None:
    """The image's bytes, or the address of another image of this installation that stands in its place.

    None when there is none, or it has to be fetched first, which this starts once (R43).
    """
    row = ProductImage.objects.for_account(account_id).filter(pk=image_id).first()
    if row is None:
        return None
    if row.image_id is None:
        local = images.local_address(row.url)
        if local is None and row.url and not row.fetch_error:
            _start_fetching(account_id, image_id)
        return local
    stored = StoredImage.objects.for_account(account_id).filter(pk=row.image_id).first()
    if stored is None:
        return None
    content = stored.thumbnail if is_thumbnail else stored.content
    return ShownImage(stored.media_type, bytes(content), stored.sha256, row.product_id)


def show_stored(*, account_id: int, image_id: int) -> ShownImage | None:
    """The bytes of a stored image that is no product's, as a logo is; None when there is none."""
    stored = StoredImage.objects.for_account(account_id).filter(pk=image_id).first()
    return None if stored is None else ShownImage(stored.media_type, bytes(stored.content), stored.sha256, 0)


def _start_fetching(account_id: int, image_id: int) -> None:
    stream = f"image:{image_id}"
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from core_outbox where account_id = %s and stream = %s and done_at is null and failed_at is null limit 1",
            [account_id, stream],
        )
        if cursor.fetchone() is None:
            enqueue("catalog.fetch_image", stream=stream, account_id=account_id, image_id=image_id)


def image_to_fetch(*, account_id: int, image_id: int) -> str | None:
    """The address to fetch the image from, None when it is there already, gone, or given up."""
    row = ProductImage.objects.for_account(account_id).filter(pk=image_id).first()
    if row is None or row.image_id is not None or not row.url or row.fetch_error:
        return None
    return row.url


@transaction.atomic
def keep_fetched_image(
    *, account_id: int, image_id: int, address: str, raster: images.Raster | None, problem: str
) -> None:
    """Keep what was fetched, or why it failed; nothing when the product names another address by now."""
    row = ProductImage.objects.for_account(account_id).select_for_update().filter(pk=image_id, url=address).first()
    if row is None:
        return
    if raster is not None:
        row.image_id = store_images(account_id=account_id, rasters=[raster])[raster.sha256]
    row.fetch_error = "" if raster is not None else (problem or "The image could not be fetched")[:200]
    row.save(update_fields=["image", "fetch_error"])
