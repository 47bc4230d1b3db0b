"""Answers checked against the types the API promises."""

import json
from typing import Any

import msgspec

from spinka.compat.registry import METHODS


class WrongShape(AssertionError):
    """An answer that is not of its method's reply type."""


def check_shape(method: str, answer: Any) -> None:
    """A success must be exactly of the method's reply type: every field, no other field, no other kind.

    Raises WrongShape with the place that differs.
    """
    served = METHODS.get(method)
    if served is None or not isinstance(answer, dict) or answer.get("status") != "SUCCESS":
        return
    fields = {name: value for name, value in answer.items() if name != "status"}
    try:
        msgspec.convert(fields, served.reply, strict=True)
    except msgspec.ValidationError as error:
        raise WrongShape(f"{method}: {error}") from error


def check_body(method: str, body: bytes) -> None:
    """The same for the text of a response."""
    try:
        answer = json.loads(body)
    except ValueError:
        return
    check_shape(method, answer)
