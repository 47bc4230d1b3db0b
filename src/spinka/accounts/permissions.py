"""Scopes a token or a person holds, and the scopes of each role."""

from enum import StrEnum

from spinka.accounts.models import Role


class Scope(StrEnum):
    """`noun:verb`; read comes with nothing else, write does not include read."""

    CATALOG_READ = "catalog:read"
    CATALOG_WRITE = "catalog:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    SHIPMENTS_READ = "shipments:read"
    SHIPMENTS_WRITE = "shipments:write"
    CONNECT_READ = "connect:read"
    CONNECT_WRITE = "connect:write"
    CREDIT_READ = "credit:read"
    CREDIT_WRITE = "credit:write"
    PRICES_READ = "prices:read"
    ACCOUNT_WRITE = "account:write"


ALL_SCOPES = frozenset(Scope)
_READ = frozenset(scope for scope in Scope if scope.endswith(":read"))

ROLE_SCOPES: dict[str, frozenset[Scope]] = {
    Role.OWNER: ALL_SCOPES,
    Role.MANAGER: ALL_SCOPES - {Scope.ACCOUNT_WRITE},
    Role.CLERK: _READ | {Scope.CATALOG_WRITE, Scope.ORDERS_WRITE, Scope.SHIPMENTS_WRITE, Scope.CONNECT_WRITE},
    Role.WAREHOUSE: frozenset(
        {Scope.CATALOG_READ, Scope.ORDERS_READ, Scope.SHIPMENTS_READ, Scope.SHIPMENTS_WRITE, Scope.CONNECT_READ}
    ),
    Role.ACCOUNTING: _READ | {Scope.CREDIT_WRITE},
    Role.VIEWER: _READ,
}


def scopes_of(role: str) -> frozenset[Scope]:
    """The scopes of a role; none for a name that is no role."""
    return ROLE_SCOPES.get(role, frozenset())


def parse_scopes(names: list[str]) -> list[str]:
    """Check scope names given on the command line; `all` or an empty list stand for every scope."""
    if not names or names == ["all"]:
        return sorted(ALL_SCOPES)
    unknown = sorted(set(names) - {str(scope) for scope in Scope})
    if unknown:
        raise ValueError(", ".join(unknown))
    return sorted(set(names))
