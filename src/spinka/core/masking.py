"""Secrets in addresses never reach a log: whatever names one is written with the secret left out (R45)."""

import logging
import re

# The page and what stands before its secret; one line for every kind of secret address.
SECRET_PAGES = ("invitation", "confirm", "reset")
_SECRET = re.compile(rf"(/(?:{'|'.join(SECRET_PAGES)})(?:/|%2F))[A-Za-z0-9_\-%]+", re.IGNORECASE)


def masked(text: str) -> str:
    """The text without the secrets of addresses in it."""
    return _SECRET.sub(r"\1…", text)


class WithoutSecrets(logging.Filter):
    """A log handler's filter that writes secret addresses masked."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the message; every record passes."""
        text = record.getMessage()
        safe = masked(text)
        if safe != text:
            record.msg, record.args = safe, ()
        return True
