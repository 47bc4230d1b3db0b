"""A mail server of a test on loopback, and the mails the file outbox took."""

import socket
import ssl
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Received:
    """One mail as the server took it."""

    sender: str
    recipient: str
    login: str
    message: EmailMessage


@dataclass
class MailServer:
    """Speaks as much SMTP as a client needs; `answers` replaces its answer to a command, `context` offers STARTTLS."""

    answers: dict[str, str] = field(default_factory=dict)
    context: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> "MailServer":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            try:
                self._talk(connection)
            except OSError:
                pass
            finally:
                connection.close()

    def _talk(self, connection: socket.socket, greeting: bytes = b"220 ready\r\n") -> None:
        connection.settimeout(5)
        lines = connection.makefile("rb")
        connection.sendall(f"{self.answers['HELLO']}\r\n".encode() if "HELLO" in self.answers else greeting)
        sender = recipient = login = ""
        while line := lines.readline():
            verb = line.split()[0].decode().upper().split(":")[0]
            answer = self.answers.get(verb, "250 ok")
            if verb == "EHLO" and verb not in self.answers:
                answer = "250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN" if self.context else "250-here\r\n250 AUTH PLAIN"
            elif verb == "AUTH":
                login = line.split()[-1].decode()
                answer = self.answers.get(verb, "235 welcome")
            elif verb == "MAIL":
                sender = line.decode().partition("<")[2].partition(">")[0]
            elif verb == "RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            elif verb == "DATA" and answer == "250 ok":
                connection.sendall(b"354 go on\r\n")
                content = b""
                while (part := lines.readline()) not in {b".\r\n", b""}:
                    content += part.removeprefix(b".") if part.startswith(b"..") else part
                answer = self.answers.get("END", "250 taken")
                if answer.startswith("250"):
                    parsed: Any = message_from_bytes(content, policy=default)
                    self.received.append(Received(sender, recipient, login, parsed))
            elif verb == "STARTTLS" and self.context is not None:
                connection.sendall(b"220 go on\r\n")
                with self.context.wrap_socket(connection, server_side=True) as encrypted:
                    self._talk(encrypted, greeting=b"")
                return
            elif verb == "QUIT":
                answer = "221 bye"
            connection.sendall(f"{answer}\r\n".encode())
            if verb == "QUIT":
                return


def filed_mails(*, to: str = "") -> list[EmailMessage]:
    """The mails the file outbox took, oldest first; of one recipient when it is named."""
    paths = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    found: list[Any] = [message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    return [mail for mail in found if not to or mail["To"] == to]
