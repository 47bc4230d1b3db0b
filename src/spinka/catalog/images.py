"""Images: uploaded or fetched bytes become plain rasters; addresses under which the panel shows them (R43)."""

import base64
import binascii
import hashlib
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import signing
from PIL import Image, ImageOps, UnidentifiedImageError

from spinka.core.errors import BadParameters

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
THUMBNAIL = 144
URL_LENGTH = 2000
# The address is a capability: it says which row of which account is shown and cannot be made without the key.
_SALT = "spinka.image"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_FORMATS = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WEBP", "GIF": "PNG"}


class NotAnImage(BadParameters):
    """The bytes are no raster image we show, or one too large."""


@dataclass(frozen=True, slots=True)
class Raster:
    """An image as it is stored: re-encoded, without metadata, at most LONGEST_SIDE pixels a side."""

    sha256: str
    media_type: str
    width: int
    height: int
    content: bytes
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture the account has already: the address it was written with and the id of its stored image."""

    url: str
    stored_id: int | None


Given = str | Raster | Kept


def raster(data: bytes) -> Raster:
    """Re-encode PNG, JPEG, WebP or the first frame of a GIF. Raises NotAnImage, for SVG too (R41)."""
    if len(data) > MOST_BYTES:
        raise NotAnImage("The image is larger than %(most)s MB", most=MOST_BYTES // 1024 // 1024)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NotAnImage("The image has too many pixels")
                form = _FORMATS[str(opened.format)]
                opened.load()
                upright = ImageOps.exif_transpose(opened)
    except NotAnImage:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, Warning) as error:
        raise NotAnImage("The file is not a PNG, JPEG, WebP or GIF image") from error
    # Broken files make Pillow's decoders raise nearly anything.
    except Exception as error:
        raise NotAnImage("The image is damaged") from error
    picture = upright.convert("RGB") if form == "JPEG" else upright.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = _encoded(picture, form)
    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return Raster(
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=f"image/{form.lower()}",
        width=picture.width,
        height=picture.height,
        content=content,
        thumbnail=_encoded(small, "PNG" if form == "PNG" else form),
    )


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    # A new image carries no metadata: no place where a photo was taken, no profile of a camera.
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    clean.save(out, form, **({"quality": 85} if form != "PNG" else {}))
    return out.getvalue()


def given(text: str) -> Given | None:
    """An image as the public API writes it: "url:https://…", "data:<base64>", "" for none.

    Nothing is fetched, and a signed address of our own stays one: `product_parts.known_pictures` says whose it is.
    Raises NotAnImage.
    """
    if not text:
        return None
    if text[:5].lower() == "data:":
        body = text[5:]
        if body[:6].lower() == "image/":
            body = body.partition(",")[2]
        try:
            # Forms turn + into a blank (overview.md section 1).
            decoded = base64.b64decode(body.replace(" ", "+"), validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotAnImage("The image is not valid base64") from error
        return raster(decoded)
    address = text[4:] if text[:4].lower() == "url:" else text
    address = address.strip()
    if local_address(address) is not None:
        return address
    if not address.lower().startswith(("http://", "https://")) or len(address) > URL_LENGTH or "\n" in address:
        raise NotAnImage("An image is given as url:http… or data:<base64>")
    return address


@lru_cache(maxsize=4)
def _seals(secret: str) -> tuple[Any, Any]:
    # HMAC as Signer has it, with both of its starts made once: a page of a thousand products signs thousands of addresses.
    key = hashlib.sha256(f"{_SALT}signer{secret}".encode()).digest().ljust(64, b"\0")
    inner, outer = (hashlib.sha256(bytes(one ^ mask for one in key)) for mask in (0x36, 0x5C))
    return inner, outer


def _url_safe(data: bytes) -> bytes:
    return binascii.b2a_base64(data, newline=False).translate(_URL_SAFE).rstrip(b"=")


def _signed(value: str) -> str:
    """What `Signer.sign_object` makes of the JSON value."""
    data = _url_safe(value.encode())
    inner, outer = _seals(settings.SECRET_KEY)
    message, seal = inner.copy(), outer.copy()
    message.update(data)
    seal.update(message.digest())
    return f"/images/{data.decode()}:{_url_safe(seal.digest()).decode()}"


def signed_address(account_id: int, image_id: int, *, is_thumbnail: bool = False) -> str:
    """Local address of a product's image (id of ProductImage), the same every time, so browsers keep it."""
    return _signed(f'["p",{account_id},{image_id},{int(is_thumbnail)}]')


def connection_address(connection_id: int, supplier_id: int, image_id: int, *, is_thumbnail: bool = False) -> str:
    """Address of a supplier's product image for one connection; dies with the connection's access (R43)."""
    return _signed(f'["c",{supplier_id},{image_id},{int(is_thumbnail)},{connection_id}]')


def listing_address(listing_id: int, supplier_id: int, image_id: int, *, is_thumbnail: bool = False) -> str:
    """Address of a product image in the preview of a publication; dies with the preview (D-06)."""
    return _signed(f'["l",{supplier_id},{image_id},{int(is_thumbnail)},{listing_id}]')


def logo_address(supplier_id: int, image_id: int, listing_id: int) -> str:
    """Address of a publication's logo (id of StoredImage); without a publication the supplier's own look at it."""
    return _signed(f'["g",{supplier_id},{image_id},0,{listing_id}]')


def public_address(path: str) -> str:
    """A local address with the host in front where the operator named one, for answers of the API."""
    origins: list[str] = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{path}" if origins else path


def local_address(url: str) -> "Address | None":
    """What an address of our own shows, None for any other: our own pictures are never fetched from ourselves."""
    path = url.removeprefix(public_address(""))
    return read_address(path.removeprefix("/images/")) if path.startswith("/images/") else None


@dataclass(frozen=True, slots=True)
class Address:
    """What a signed address shows; `connection_id` and `listing_id` are 0 for the account's own.

    A logo's `image_id` is a stored image's, every other one a product's image.
    """

    account_id: int
    image_id: int
    is_thumbnail: bool
    connection_id: int = 0
    listing_id: int = 0
    is_logo: bool = False


def read_address(signed: str) -> Address | None:
    """What a signed address shows, None for one we did not make."""
    try:
        value: Any = signing.Signer(salt=_SALT).unsign_object(signed)
    except (signing.BadSignature, ValueError):
        return None
    if not isinstance(value, list) or len(value) < 4:
        return None
    kind, opened_by = value[0], int(value[4]) if len(value) > 4 else 0
    return Address(
        int(value[1]),
        int(value[2]),
        bool(value[3]),
        connection_id=opened_by if kind == "c" else 0,
        listing_id=opened_by if kind in {"l", "g"} else 0,
        is_logo=kind == "g",
    )
