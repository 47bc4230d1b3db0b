"""Every method of the API: its name, scope, parameters and function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from spinka.accounts.permissions import Scope

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls: the account the token belongs to and the token itself."""

    account_id: int
    token_id: int
    scopes: frozenset[str]
    label: str

    @property
    def actor(self) -> str:
        """How logs name the caller."""
        return f"API {self.label}".strip()


class Params(msgspec.Struct, kw_only=True):
    """Base of a method's parameters: unknown keys are ignored, an absent or null key is UNSET or the default."""


class NoParams(Params):
    """A method without parameters."""


class Reply(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Base of the shape of a method's answer without `status`; an optional block is `| UnsetType = UNSET`.

    It feeds the OpenAPI document, and every answer the tests see is checked against it.
    """


class NoReply(Reply):
    """A method that answers with its success alone."""


MethodFunction = Callable[[Call, Any], Answer]


@dataclass(frozen=True, slots=True)
class Method:
    """A served method. `old_names` maps deprecated parameter names to the new ones; the new one wins (L-A3)."""

    name: str
    scope: Scope
    params: type[Params]
    reply: type[Reply]
    run: MethodFunction
    summary: str
    old_names: dict[str, str]

    @property
    def is_reading(self) -> bool:
        """Whether the method changes nothing; only others are answered once per Idempotency-Key."""
        return self.scope.endswith(":read")


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    scope: Scope,
    params: type[Params] = NoParams,
    reply: type[Reply],
    old_names: dict[str, str] | None = None,
) -> Callable[[MethodFunction], MethodFunction]:
    """Serve a function as an API method. It gets the call and the checked parameters and returns the fields of `reply`."""

    def register(function: MethodFunction) -> MethodFunction:
        if name in METHODS:
            raise RuntimeError(f"two functions serve {name}")
        summary = (function.__doc__ or "").strip().splitlines()[0] if function.__doc__ else ""
        METHODS[name] = Method(name, scope, params, reply, function, summary, old_names or {})
        return function

    return register
