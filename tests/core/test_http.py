"""The outbound guard: where it goes, where it does not, and how much it takes (R44)."""

import gzip
import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from spinka.core.http import OutboundFailed, OutboundRefused, checked_addresses, fetch, is_public


class Stub(BaseHTTPRequestHandler):
    """Answers by path and remembers what it was asked."""

    seen: list[tuple[str, dict[str, str]]] = []

    def do_GET(self) -> None:
        Stub.seen.append((self.path, dict(self.headers)))
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path == "/head":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _ in range(60):
                try:
                    self.wfile.write(b"X: y\r\n")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)
            return
        body = {"/big": b"x" * 5000, "/packed": gzip.compress(b"x" * 5000)}.get(self.path, b"hello")
        self.send_response(200)
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        if self.path != "/drip":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path == "/drip":
            for _ in range(40):
                try:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)
            return
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Stub.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def allowed(port: int, settings: Any) -> int:
    settings.OUTBOUND_ALLOW = frozenset({f"127.0.0.1:{port}"})
    return port


class TestIsPublic:
    @pytest.mark.parametrize("text", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
    def test_public(self, text: str) -> None:
        assert is_public(ipaddress.ip_address(text))

    @pytest.mark.parametrize(
        "text",
        [
            *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
            *("224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1"),
            *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:53aa:64c::1"),
        ],
    )
    def test_not_public(self, text: str) -> None:
        assert not is_public(ipaddress.ip_address(text))


class TestFetch:
    def test_an_allowed_address(self, allowed: int) -> None:
        answer = fetch(f"http://127.0.0.1:{allowed}/a")
        assert (answer.status, answer.content) == (200, b"hello")

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"])
    def test_this_machine_is_refused(self, port: int, host: str) -> None:
        with pytest.raises((OutboundRefused, OutboundFailed)):
            fetch(f"http://{host}:{port}/a")
        assert Stub.seen == []

    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd",
            "ftp://example.com/",
            "gopher://x/",
            "http://",
            "http://a:b@example.com/",
            "http://x:99999/",
            "x",
        ],
    )
    def test_other_schemes_are_refused(self, url: str) -> None:
        with pytest.raises(OutboundRefused):
            fetch(url)

    def test_the_resolved_address_counts(self, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
        def answers(*args: Any, **kwargs: Any) -> list[Any]:
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("8.8.8.8", "127.0.0.1")
            ]

        monkeypatch.setattr(socket, "getaddrinfo", answers)
        with pytest.raises(OutboundRefused):
            fetch(f"http://pictures.example:{port}/a")
        assert Stub.seen == []

    def test_few_of_many_addresses_are_tried(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"93.184.216.{last}", 443)) for last in range(1, 200)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert checked_addresses("many.example", 443) == [f"93.184.216.{last}" for last in range(1, 5)]
        found.append((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.5", 443)))
        with pytest.raises(OutboundRefused):
            checked_addresses("many.example", 443)

    def test_redirects_are_checked_again(self, allowed: int) -> None:
        assert fetch(f"http://127.0.0.1:{allowed}/to//b").content == b"hello"
        with pytest.raises(OutboundRefused):
            fetch(f"http://127.0.0.1:{allowed}/to/http://127.0.0.1:{allowed + 1}/x")
        with pytest.raises(OutboundRefused):
            fetch(f"http://127.0.0.1:{allowed}/to/file:///etc/passwd")

    def test_too_many_redirects(self, allowed: int) -> None:
        with pytest.raises(OutboundFailed):
            fetch(f"http://127.0.0.1:{allowed}/to//to//to//to/b", redirects=2)

    @pytest.mark.parametrize("path", ["big", "packed"])
    def test_too_large(self, allowed: int, path: str) -> None:
        with pytest.raises(OutboundFailed):
            fetch(f"http://127.0.0.1:{allowed}/{path}", most_bytes=1000)

    def test_too_slow(self, allowed: int) -> None:
        started = time.monotonic()
        with pytest.raises(OutboundFailed):
            fetch(f"http://127.0.0.1:{allowed}/drip", seconds=0.3)
        assert time.monotonic() - started < 1.5

    def test_a_head_that_never_ends_is_too_slow(self, allowed: int) -> None:
        before = time.monotonic()
        with pytest.raises(OutboundFailed, match="too slow"):
            fetch(f"http://127.0.0.1:{allowed}/head", seconds=0.3)
        assert time.monotonic() - before < 1.5

    def test_a_redirect_to_no_address_is_refused(self, allowed: int) -> None:
        with pytest.raises(OutboundRefused):
            fetch(f"http://127.0.0.1:{allowed}/to/http://[x")

    def test_addresses_are_not_logged(self, allowed: int, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        fetch(f"http://127.0.0.1:{allowed}/picture?key=secret")
        assert "secret" not in caplog.text

    def test_nobody_there(self, settings: Any) -> None:
        settings.OUTBOUND_ALLOW = frozenset({"127.0.0.1:1"})
        with pytest.raises(OutboundFailed):
            fetch("http://127.0.0.1:1/")
