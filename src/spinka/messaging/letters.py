"""The message that travels, made of a kept mail."""

import secrets
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from spinka.core.links import site_domain
from spinka.messaging.addresses import checked_address
from spinka.messaging.models import Mail, Sender


def new_message_id() -> str:
    """The mark of a mail, the same in every attempt, by which a receiver may tell a repeated one."""
    return f"<{secrets.token_hex(16)}@{site_domain()}>"


def platform_address() -> Address:
    """Who the platform's mails come from: SPINKA_MAIL_FROM, else no-reply at the site's host name."""
    name, address = parseaddr(settings.MAIL_FROM)
    if not address:
        return Address(display_name="Spinka", username="no-reply", domain=site_domain())
    return header_address(name or "Spinka", address)


def header_address(name: str, address: str) -> Address:
    """An address for a header. Raises BadParameters for one that is none."""
    local, _, domain = checked_address(address).rpartition("@")
    return Address(display_name=name, username=local, domain=domain)


def message(mail: Mail, *, sender: Address, text: str, html: str) -> EmailMessage:
    """The mail as it goes out: plain text in UTF-8, beside it the HTML where there is one."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = sender
    letter["To"] = header_address("", mail.recipient)
    if mail.reply_to:
        letter["Reply-To"] = header_address("", mail.reply_to)
    letter["Subject"] = mail.subject
    letter["Date"] = format_datetime(mail.created_at)
    letter["Message-ID"] = mail.message_id
    if mail.sender == Sender.PLATFORM:
        # Nobody's out-of-office note is to answer the platform.
        letter["Auto-Submitted"] = "auto-generated"
        letter["X-Auto-Response-Suppress"] = "All"
    letter.set_content(text, cte="quoted-printable")
    if html:
        letter.add_alternative(html, subtype="html", cte="quoted-printable")
    # After the content, which takes headers about itself away.
    letter["Content-Language"] = mail.language
    return letter
