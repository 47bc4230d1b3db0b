"""Addresses of this site for mails: made from the operator's setting, never from what a request says its host is."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings


def public_link(path: str) -> str:
    """The full address of a page, `path` beginning with a slash."""
    address: str = settings.PUBLIC_URL
    return f"{address.rstrip('/')}{path}"


def site_domain() -> str:
    """The host name of this site, for its mails; one reached by its number only has none."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host or "localhost"
    return "localhost"
