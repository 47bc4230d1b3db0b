"""Transactions of services that are steps of a bigger change."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

Given = ParamSpec("Given")
Result = TypeVar("Result")


def joined(service: Callable[Given, Result]) -> Callable[Given, Result]:
    """Run in the open transaction without a savepoint, or in one of its own when none is open.

    An exception aborts the whole open transaction: nothing of it can be kept, and every later statement in it fails.
    A caller that goes on after a refusal gives each try an `atomic()` of its own.
    """
    return transaction.atomic(savepoint=False)(service)
