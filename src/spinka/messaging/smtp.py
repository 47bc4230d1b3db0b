"""Handing a mail to a mail server: bounded in time and size, and for an account's own server through the guard (R44)."""

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from spinka.core.errors import BadParameters, SpinkaError
from spinka.core.http import checked_addresses
from spinka.core.links import site_domain
from spinka.messaging.models import Security

SECONDS = 15.0
SECONDS_TOGETHER = 60.0
MOST_ANSWER_BYTES = 256 * 1024
DEFAULT_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


class DeliveryFailed(SpinkaError):
    """The server did not take the mail; `is_final` when trying again cannot help."""

    def __init__(self, sentence: str, /, *, is_final: bool = False, **details: Any) -> None:
        super().__init__(sentence, **details)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server; a `is_guarded` one was named by an account and must be at a public address."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    is_guarded: bool = True


def operators_server(url: str) -> Server:
    """The server of SPINKA_SMTP_URL: smtp://user:password@host:587?tls=starttls, tls or none; smtps:// is tls.

    Raises BadParameters for anything else.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        asked = parse_qs(parts.query, strict_parsing=bool(parts.query)).get("tls", [""])[-1]
        default = Security.TLS if parts.scheme == "smtps" else Security.STARTTLS
        security = Security(asked) if asked else default
    except ValueError as error:
        raise BadParameters("SPINKA_SMTP_URL must look like smtp://user:password@host:587?tls=starttls") from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path not in {"", "/"}:
        raise BadParameters("SPINKA_SMTP_URL must look like smtp://user:password@host:587?tls=starttls")
    return Server(
        host=parts.hostname,
        port=port or DEFAULT_PORTS[security],
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_guarded=False,
    )


class _Answers:
    """The server's side of the talk, of which only so much is read."""

    def __init__(self, sock: socket.socket) -> None:
        self._file = sock.makefile("rb")
        self._left = MOST_ANSWER_BYTES

    def readline(self, size: int = -1) -> bytes:
        line = self._file.readline(size)
        self._left -= len(line)
        if self._left < 0:
            raise smtplib.SMTPServerDisconnected("the server says too much")
        return line

    def close(self) -> None:
        self._file.close()


class _Talk(smtplib.SMTP):
    """A talk with one server: the address is checked in the same breath it is connected to."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._context = ssl.create_default_context()
        self._ends = time.monotonic() + SECONDS_TOGETHER
        super().__init__(timeout=SECONDS, local_hostname=site_domain())

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        # smtplib's own place for opening the connection; its SMTP_SSL does the same.
        addresses = checked_addresses(host, port) if self._server.is_guarded else [host]
        last: OSError | None = None
        for address in addresses:
            try:
                raw = socket.create_connection((address, port), max(0.001, min(timeout, self._ends - time.monotonic())))
                raw.settimeout(timeout)
                break
            except OSError as error:
                last = error
        else:
            raise last or OSError("no address")
        if self._server.security == Security.TLS:
            return self._context.wrap_socket(raw, server_hostname=host)
        return raw

    def getreply(self) -> tuple[int, bytes]:
        if time.monotonic() > self._ends:
            # The cut may have come while there was nothing to cut: an address that does not answer, a handshake.
            raise smtplib.SMTPServerDisconnected("the server takes too long")
        if getattr(self, "file", None) is None and self.sock is not None:
            self.file: Any = _Answers(self.sock)
        return super().getreply()

    def open(self) -> None:
        """Connect, encrypt and sign in."""
        self._host = self._server.host
        code, answer = self.connect(self._server.host, self._server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, answer)
        if self._server.security == Security.STARTTLS:
            self.starttls(context=self._context)
        if self._server.user:
            self.login(self._server.user, self._server.password)


@contextmanager
def _ended_in_time(talk: _Talk) -> Iterator[None]:
    """Whatever the server does, drop by drop or not, the talk ends after a minute."""

    def cut() -> None:
        try:
            if talk.sock is not None:
                talk.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    timer = threading.Timer(SECONDS_TOGETHER, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def deliver(server: Server, message: EmailMessage, *, sender: str, recipient: str) -> None:
    """Hand the mail over. Raises DeliveryFailed with what the server said, OutboundRefused for a place that is not public."""
    talk = _Talk(server)
    try:
        with _ended_in_time(talk):
            talk.open()
            talk.send_message(message, from_addr=sender, to_addrs=[recipient])
            _say_goodbye(talk)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (0, b""))
        raise DeliveryFailed(
            "The mail server refused the recipient: %(reason)s", is_final=500 <= code < 600, reason=_said(code, said)
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryFailed(
            "The mail server refused the user or the password: %(reason)s",
            reason=_said(error.smtp_code, error.smtp_error),
        ) from error
    except smtplib.SMTPResponseException as error:
        # Words and size of a mail stay what they are; a sender or a login may be put right meanwhile.
        is_final = isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600
        raise DeliveryFailed(
            "The mail server refused the mail: %(reason)s",
            is_final=is_final,
            reason=_said(error.smtp_code, error.smtp_error),
        ) from error
    except ssl.SSLError as error:
        raise DeliveryFailed(
            "The connection to the mail server could not be encrypted: %(reason)s", reason=error.reason or "TLS"
        ) from error
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise DeliveryFailed(
            "The mail server did not answer as expected: %(reason)s", reason=type(error).__name__
        ) from error
    finally:
        talk.close()


def _say_goodbye(talk: _Talk) -> None:
    try:
        talk.quit()
    except (smtplib.SMTPException, OSError):
        # The mail was taken before; a server that hangs up first has it all the same.
        talk.close()


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {' '.join(words.split())}"[:300]
