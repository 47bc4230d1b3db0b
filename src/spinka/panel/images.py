"""Images of products at signed addresses (R43): the address is the right to see the picture, nothing else is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from spinka.accounts.tenancy import acting_for
from spinka.catalog import images
from spinka.catalog import services as catalog
from spinka.connect import access

_YEAR = 31_536_000


@require_safe
def product_image(request: HttpRequest, signed: str) -> HttpResponse:
    """The picture; 404 for addresses we did not make, lost access, and pictures still to be fetched."""
    address = images.read_address(signed)
    if address is None:
        raise Http404
    shown = _shown(address)
    if shown is None:
        raise Http404
    response = HttpResponse(shown.content, content_type=shown.media_type)
    # A contractor's address dies with its connection, so no copy of it may outlive that for long.
    response["Cache-Control"] = (
        "private, max-age=300" if address.connection_id else f"private, max-age={_YEAR}, immutable"
    )
    response["ETag"] = f'"{shown.sha256[:32]}{int(address.is_thumbnail)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = "inline"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _shown(address: images.Address) -> catalog.ShownImage | None:
    if address.connection_id:
        with access.crossing_for_image(connection_id=address.connection_id, supplier_id=address.account_id) as is_open:
            return _own(address) if is_open else None
    with acting_for(address.account_id):
        return _own(address)


def _own(address: images.Address) -> catalog.ShownImage | None:
    return catalog.show_image(
        account_id=address.account_id, image_id=address.image_id, is_thumbnail=address.is_thumbnail
    )
