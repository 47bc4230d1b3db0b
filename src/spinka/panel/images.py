"""Images of products at signed addresses (R43): the address is the right to see the picture, nothing else is."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from spinka.accounts.tenancy import acting_for
from spinka.catalog import images
from spinka.catalog import services as catalog
from spinka.connect import directory_goods, directory_reads, pictures

_YEAR = 31_536_000


@require_safe
def product_image(request: HttpRequest, signed: str) -> HttpResponse:
    """The picture; 404 for addresses we did not make, lost access, and pictures still to be fetched."""
    address = images.read_address(signed)
    shown = _shown(address) if address is not None else None
    if address is not None and isinstance(shown, images.Address):
        # A contractor's product keeps the supplier's picture as an address of this installation: one step, never a chain.
        address = replace(shown, is_thumbnail=address.is_thumbnail)
        shown = _shown(address)
    if address is None or not isinstance(shown, catalog.ShownImage):
        raise Http404
    response = HttpResponse(shown.content, content_type=shown.media_type)
    # A contractor's address dies with its connection, one of the directory with the publication, so no copy of it may
    # outlive that for long.
    is_borrowed = bool(address.connection_id or address.listing_id)
    response["Cache-Control"] = "private, max-age=300" if is_borrowed else f"private, max-age={_YEAR}, immutable"
    response["ETag"] = f'"{shown.sha256[:32]}{int(address.is_thumbnail)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = "inline"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _shown(address: images.Address) -> catalog.ShownImage | images.Address | None:
    with acting_for(address.account_id):
        if address.is_logo:
            return _logo(address)
        # Asked first, also of a picture that leads on to another: it dies with every connection of its way.
        if address.connection_id and not pictures.is_shown(
            supplier_id=address.account_id, connection_id=address.connection_id, image_id=address.image_id
        ):
            return None
        if address.listing_id and not directory_goods.may_show_picture(
            supplier_id=address.account_id, listing_id=address.listing_id, image_id=address.image_id
        ):
            return None
        return catalog.show_image(
            account_id=address.account_id, image_id=address.image_id, is_thumbnail=address.is_thumbnail
        )


def _logo(address: images.Address) -> catalog.ShownImage | None:
    account_id = address.account_id
    if not directory_reads.may_show_logo(
        account_id=account_id, listing_id=address.listing_id, image_id=address.image_id
    ):
        return None
    return catalog.show_stored(account_id=account_id, image_id=address.image_id)
