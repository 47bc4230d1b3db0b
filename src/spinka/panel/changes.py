"""Two people and two clicks: the mark of what a form was filled from, and refusals shown at the field they are about."""

import hashlib
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext

from spinka.core.errors import Conflict, SpinkaError


def mark_of(*values: object) -> str:
    """A short mark of the values a form shows; it goes along hidden, and a differing one means someone changed them."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def refuse_changed(given: str, now: str) -> None:
    """Raise Conflict when the form was filled from older values."""
    if given != now:
        raise Conflict("Someone changed this in the meantime. Your changes are not saved; check the newer values.")


def show_refusal(form: forms.Form, error: SpinkaError, fields: Mapping[str, str] | None = None) -> None:
    """Put a service's refusal at the field it names (`key` of a setting), else above the form."""
    key = str(error.details.get("key", ""))
    name = (fields or {}).get(key, key.partition(".")[0].partition("[")[0])
    form.add_error(name if name in form.fields else None, str(error) or gettext("Not done"))
