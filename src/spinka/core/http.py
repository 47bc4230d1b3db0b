"""The one way out: requests to addresses an account can steer, refused unless they end at a public address (R44).

The name is resolved here and the connection is opened to the resolved address that was checked, so an answer of the
name server between check and use changes nothing. Redirects are followed one by one, each checked the same way.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from django.conf import settings

from spinka.core.errors import SpinkaError

MOST_BYTES = 10 * 1024 * 1024
SECONDS = 15.0
REDIRECTS = 5
# A name may lead to any number of machines that do not answer, each waited for.
MOST_ADDRESSES = 4
_REDIRECT = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutboundRefused(SpinkaError):
    """The address may not be reached: not http(s), or it ends at a machine that is not public (R44)."""


class OutboundFailed(SpinkaError):
    """The other side did not answer in time, answered too much, or not at all."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    url: str


def is_public(address: IPAddress) -> bool:
    """Whether an address is one anybody may be sent to; addresses that wrap an IPv4 one are judged by it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is None and address in _SIX_TO_FOUR:
            inner = address.sixtofour
        if inner is not None:
            # A mapped address is refused whatever it wraps; the others must wrap a public one.
            return address.ipv4_mapped is None and is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )


def _is_allowed(host: str, port: int) -> bool:
    allowed: Iterable[str] = settings.OUTBOUND_ALLOW
    return f"{host}:{port}" in allowed


def checked_addresses(host: str, port: int) -> list[str]:
    """The first addresses of a host that may be connected to. Raises OutboundRefused when any of all is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutboundFailed("The host %(host)s was not found", host=host[:100]) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise OutboundFailed("The host %(host)s was not found", host=host[:100])
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not is_public(address) and not _is_allowed(host, port) and not _is_allowed(text, port):
            raise OutboundRefused("%(host)s is not a public address", host=host[:100])
    return addresses[:MOST_ADDRESSES]


class _Timed(httpcore.NetworkStream):
    """A connection on which everything together ends at the deadline: head, body and handshake, drop by drop or not."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _CheckedBackend(httpcore.SyncBackend):
    """Opens connections only to addresses that were checked in the same breath."""

    def __init__(self, deadline: float) -> None:
        super().__init__()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        last: Exception | None = None
        for address in checked_addresses(host, port):
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise last or httpcore.ConnectTimeout("the deadline has passed")
            try:
                most = left if timeout is None else min(timeout, left)
                stream = super().connect_tcp(address, port, most, local_address, socket_options)
                return _Timed(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError("no address")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        raise OutboundRefused("Sockets of this machine cannot be reached")


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over the checked backend; proxies of the environment are not used."""

    def __init__(self, deadline: float) -> None:
        super().__init__(trust_env=False, retries=0)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=_CheckedBackend(deadline),
        )


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OutboundRefused("The address is not valid") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise OutboundRefused("Only http and https addresses can be reached")
    if parts.username or parts.password or (port is not None and not 0 < port < 65536):
        raise OutboundRefused("The address is not valid")
    return url


def _joined(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError as error:
        raise OutboundRefused("The address is not valid") from error


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    most_bytes: int = MOST_BYTES,
    seconds: float = SECONDS,
    redirects: int = REDIRECTS,
) -> Response:
    """Send one request and read the answer, at most `most_bytes` within `seconds` altogether.

    Raises OutboundRefused for addresses that may not be reached and OutboundFailed for everything that goes wrong.
    A redirect of anything but GET and HEAD is not followed.
    """
    deadline = time.monotonic() + seconds
    address = _checked_url(url)
    with httpx.Client(
        transport=GuardedTransport(deadline), trust_env=False, follow_redirects=False, timeout=httpx.Timeout(seconds)
    ) as client:
        for _ in range(redirects + 1):
            response = _once(client, method, address, headers, content, most_bytes, deadline)
            target = response.headers.get("location")
            if response.status not in _REDIRECT or not target or method not in {"GET", "HEAD"}:
                return response
            address = _checked_url(_joined(address, target))
            if headers and urlsplit(address).netloc != urlsplit(url).netloc:
                # Another host gets none of the keys meant for the first one.
                headers = None
    raise OutboundFailed("Too many redirects")


def _once(
    client: httpx.Client,
    method: str,
    address: str,
    headers: Mapping[str, str] | None,
    content: bytes | None,
    most_bytes: int,
    deadline: float,
) -> Response:
    try:
        # Unpacked answers only: a few packed kilobytes can hold gigabytes.
        asked = {**dict(headers or {}), "Accept-Encoding": "identity"}
        with client.stream(method, address, headers=asked, content=content) as answer:
            body = bytearray()
            if answer.headers.get("content-encoding", "identity").lower() != "identity":
                raise OutboundFailed("The answer is packed although that was not asked for")
            if int(answer.headers.get("content-length") or 0) > most_bytes:
                raise OutboundFailed("The answer is larger than %(most)s bytes", most=most_bytes)
            # No chunk size: a size would make it wait until so much has come, whatever the deadline.
            for chunk in answer.iter_raw():
                body += chunk
                if len(body) > most_bytes:
                    raise OutboundFailed("The answer is larger than %(most)s bytes", most=most_bytes)
                if time.monotonic() > deadline:
                    raise OutboundFailed("The other side is too slow")
            return Response(answer.status_code, answer.headers, bytes(body), address)
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise OutboundFailed("The other side is too slow") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.ProtocolError, OSError, ValueError) as error:
        raise OutboundFailed("The other side did not answer: %(reason)s", reason=type(error).__name__) from error
