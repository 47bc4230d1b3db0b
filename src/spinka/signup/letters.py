"""What the mails about signing up and passwords say; called with the reader's language active."""

from dataclasses import dataclass

from django.utils.translation import gettext

from spinka.core.links import public_link
from spinka.messaging.wording import letter


@dataclass(frozen=True, slots=True)
class Words:
    """A mail in the language that was active."""

    subject: str
    text: str


def _letter(subject: str, meaning: str, where: str, link: str, reason: str) -> Words:
    return Words(subject, letter(meaning, f"{where}\n{link}", reason=reason))


def confirm_words(secret: str) -> Words:
    """Shows that the address is theirs."""
    return _letter(
        gettext("Confirm your e-mail address"),
        gettext(
            "somebody opened an account with this address. If it was you, open the link and enter the password you chose;"
            " then the account is ready."
        ),
        gettext("Confirm the address (the link works for 3 days):"),
        public_link(f"/confirm/{secret}"),
        gettext("If it was not you, leave this message; without the password nobody can use the account."),
    )


def known_words() -> Words:
    """For somebody who signs up with an address that has an account."""
    return _letter(
        gettext("You have an account already"),
        gettext("somebody tried to open an account with this address. It has one already, so no new one was opened."),
        gettext("Sign in, or ask for a new password there:"),
        public_link("/login"),
        gettext("If it was not you, leave this message; nothing was changed."),
    )


def reset_words(secret: str) -> Words:
    """Lets somebody choose a new password."""
    return _letter(
        gettext("A new password"),
        gettext("somebody asked for a new password for this address. The old one works until you choose a new one."),
        gettext("Choose a new password (the link works for 2 hours, once):"),
        public_link(f"/reset/{secret}"),
        gettext("If it was not you, leave this message; nothing was changed."),
    )
