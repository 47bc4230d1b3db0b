"""E-mail addresses and header texts: checked before anything is written (R42)."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from spinka.core.errors import BadParameters

LONGEST = 254
LONGEST_SUBJECT = 200
_is_email = EmailValidator()


def checked_address(text: str) -> str:
    """The address without blanks around it, its domain in ASCII. Raises BadParameters for anything else than one address.

    Quoted names, which headers would quote again, and IP addresses in place of a domain, which could lead a mail server
    to a machine inside, are refused.
    """
    address = text.strip()
    local, _, domain = address.rpartition("@")
    try:
        if len(address) > LONGEST or not local.isascii() or '"' in local or "[" in domain:
            raise BadParameters("The e-mail address is not valid")
        _is_email(address)
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
    except (ValidationError, UnicodeError) as error:
        raise BadParameters("The e-mail address is not valid") from error


def is_address(text: str) -> bool:
    """Whether a mail can be sent there."""
    try:
        checked_address(text)
    except BadParameters:
        return False
    return True


def checked_line(text: str, *, limit: int, name: str) -> str:
    """A text for a header: one line of visible characters. Raises BadParameters naming the parameter (R42)."""
    line = text.strip()
    if any(ch in "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029" or not (ch == " " or ch.isprintable()) for ch in line):
        raise BadParameters("parameter %(name)s: one line without control characters", name=name)
    if not line or len(line) > limit:
        raise BadParameters("parameter %(name)s: 1 to %(limit)s characters", name=name, limit=limit)
    return line
