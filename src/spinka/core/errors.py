"""The base of every failure Spinka anticipates; surfaces turn it into their own form."""

from typing import Any

from django.utils.translation import gettext


class SpinkaError(Exception):
    """An anticipated failure: an English sentence with named placeholders, translated when it is shown."""

    def __init__(self, sentence: str, /, **details: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details

    def __str__(self) -> str:
        text = gettext(self.sentence)
        return text % self.details if self.details else text


class NotFound(SpinkaError):
    """The object does not exist for this account; another account's object answers the same (R26)."""


class BadParameters(SpinkaError):
    """A value is missing, of the wrong kind, too long or out of range."""


class Forbidden(SpinkaError):
    """The caller lacks the right."""


class Conflict(SpinkaError):
    """The state changed under the caller, or a unique rule is broken."""


class Locked(SpinkaError):
    """The object can no longer be changed."""
