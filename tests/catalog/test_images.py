"""Images: what is taken, how it is stored, and fetching once (R41, R43)."""

import base64
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from PIL import Image

from spinka.accounts.tenancy import acting_for
from spinka.catalog import images, queries, services
from spinka.catalog.draft import ProductFields
from spinka.catalog.models import ProductImage, StoredImage
from tests.factories.accounts import make_account
from tests.support.jobs import run_jobs


def encoded(form: str, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, form, **options)
    return out.getvalue()


class TestRaster:
    @pytest.mark.parametrize(
        ("form", "kind"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/png")]
    )
    def test_is_encoded_again(self, form: str, kind: str) -> None:
        made = images.raster(encoded(form, (3000, 1500)))
        assert (made.media_type, made.width, made.height) == (kind, 2000, 1000)
        assert Image.open(io.BytesIO(made.thumbnail)).size == (144, 72)

    def test_metadata_is_dropped(self) -> None:
        exif = Image.Exif()
        exif[0x010E] = "where it was taken"
        made = images.raster(encoded("JPEG", exif=exif))
        assert b"where it was taken" not in made.content

    @pytest.mark.parametrize(
        "data", [b"", b"<svg/>", b"<html>", b"\x89PNG\r\n\x1a\nbroken", encoded("PNG")[:60], encoded("BMP")]
    )
    def test_refuses_everything_else(self, data: bytes) -> None:
        with pytest.raises(images.NotAnImage):
            images.raster(data)

    def test_refuses_a_bomb(self) -> None:
        with pytest.raises(images.NotAnImage):
            images.raster(encoded("PNG", (8000, 6000)))


class TestGiven:
    def test_a_blank_stands_for_a_plus(self) -> None:
        text = base64.b64encode(encoded("PNG")).decode().replace("+", " ")
        assert isinstance(images.given(f"data:{text}"), images.Raster)

    @pytest.mark.parametrize(
        "text", ["url:javascript:alert(1)", "url:file:///x", "x", "data:!", "url:https://a" + "a" * 2000]
    )
    def test_refuses(self, text: str) -> None:
        with pytest.raises(images.NotAnImage):
            images.given(text)


class TestSignedAddress:
    @pytest.mark.parametrize("is_thumbnail", [False, True])
    def test_is_what_djangos_signer_makes(self, is_thumbnail: bool) -> None:
        signer = signing.Signer(salt="spinka.image")
        own = images.signed_address(3, 77, is_thumbnail=is_thumbnail)
        shared = images.connection_address(5, 3, 77, is_thumbnail=is_thumbnail)
        assert own == "/images/" + signer.sign_object(["p", 3, 77, int(is_thumbnail)])
        assert shared == "/images/" + signer.sign_object(["c", 3, 77, int(is_thumbnail), 5])


class TestReadAddress:
    def test_forged_addresses_show_nothing(self) -> None:
        path = images.signed_address(1, 2)
        assert images.read_address(path.removeprefix("/images/")) == images.Address(1, 2, False, 0)
        assert images.read_address(path.removeprefix("/images/")[:-1] + "_") is None
        assert images.read_address("x") is None


class Pictures(BaseHTTPRequestHandler):
    """Serves one picture and counts."""

    asked = 0

    def do_GET(self) -> None:
        Pictures.asked += 1
        body = encoded("JPEG") if self.path == "/a.jpg" else b"<svg/>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def pictures(settings: Any) -> Iterator[str]:
    Pictures.asked = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_address[1]}"
    settings.OUTBOUND_ALLOW = frozenset({host})
    yield f"http://{host}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.django_db
class TestFetchImage:
    def make(self, *urls: str) -> tuple[int, list[int]]:
        account_id = make_account().account_id
        with acting_for(account_id):
            services.save_product(
                account_id=account_id,
                inventory_id=queries.default_inventory(account_id),
                fields=ProductFields(
                    texts={"name": "A"}, images={place: f"url:{url}" for place, url in enumerate(urls, start=1)}
                ),
                actor="test",
            )
            rows = ProductImage.objects.for_account(account_id).order_by("position")
            return account_id, [row.pk for row in rows]

    def test_once_and_only_when_shown(self, pictures: str) -> None:
        account_id, (image_id,) = self.make(f"{pictures}/a.jpg")
        run_jobs()
        assert Pictures.asked == 0
        address = images.signed_address(account_id, image_id, is_thumbnail=True)
        assert Client().get(address).status_code == 404
        assert Client().get(address).status_code == 404
        run_jobs()
        assert Pictures.asked == 1
        shown = Client().get(address)
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
        assert "immutable" in shown["Cache-Control"]
        run_jobs()
        assert Pictures.asked == 1
        with acting_for(account_id):
            assert StoredImage.objects.for_account(account_id).count() == 1

    def test_what_is_no_picture_is_given_up(self, pictures: str) -> None:
        account_id, (image_id,) = self.make(f"{pictures}/x.svg")
        for _ in range(2):
            assert Client().get(images.signed_address(account_id, image_id)).status_code == 404
            run_jobs()
        assert Pictures.asked == 1
        with acting_for(account_id):
            row = ProductImage.objects.for_account(account_id).get()
            assert row.fetch_error == "The file is not a PNG, JPEG, WebP or GIF image"

    def test_private_addresses_are_not_asked(self, pictures: str, settings: Any) -> None:
        settings.OUTBOUND_ALLOW = frozenset()
        account_id, (image_id,) = self.make(f"{pictures}/a.jpg")
        assert Client().get(images.signed_address(account_id, image_id)).status_code == 404
        run_jobs()
        assert Pictures.asked == 0
        with acting_for(account_id):
            assert ProductImage.objects.for_account(account_id).get().fetch_error == "127.0.0.1 is not a public address"
