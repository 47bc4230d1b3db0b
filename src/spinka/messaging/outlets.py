"""Where a message goes: the account's own mail server, the operator's, or a file of the data folder."""

import os
import tempfile
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from spinka.core.clock import now
from spinka.messaging import smtp


def to_the_world(letter: EmailMessage, *, sender: str, recipient: str) -> None:
    """Send a mail of the platform: by SPINKA_SMTP_URL, or without it into the file outbox. Raises DeliveryFailed."""
    if settings.SMTP_URL:
        smtp.deliver(smtp.operators_server(settings.SMTP_URL), letter, sender=sender, recipient=recipient)
    else:
        to_file(letter)


def to_file(letter: EmailMessage) -> Path:
    """Write the message as an .eml file; a mail written twice stays one file, since its Message-ID names it.

    Raises DeliveryFailed when the folder cannot be written.
    """
    folder = Path(settings.MAIL_FOLDER)
    mark = "".join(ch for ch in str(letter["Message-ID"]).partition("@")[0] if ch.isalnum())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = next(iter(folder.glob(f"*-{mark}.eml")), None)
        final = written or folder / f"{now():%Y%m%d-%H%M%S}-{mark}.eml"
        descriptor, part = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(descriptor, "wb") as file:
            file.write(letter.as_bytes())
        Path(part).replace(final)
    except OSError as error:
        raise smtp.DeliveryFailed(
            "The mail could not be written into the mail folder: %(reason)s", reason=error.strerror or "disk"
        ) from error
    return final
