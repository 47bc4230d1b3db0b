"""Rows of tenants are reached through `for_account` only; raw() and accounts crossed elsewhere are refused (R25, R47)."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.lint.finding import Finding

RULE = "tenancy"
BASES = {"TenantModel"}
# bulk_create and create write rows that name their account; the policy's WITH CHECK stands behind them.
ALLOWED = {"for_account", "across_accounts", "create", "bulk_create", "none"}
MAY_CROSS = ("src/spinka/connect/access.py", "src/spinka/ops/", "src/spinka/accounts/tenancy.py")


def tenant_models(trees: Mapping[Path, ast.Module]) -> set[str]:
    """Names of the classes that inherit from TenantModel, directly or not."""
    classes = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known = set(BASES)
    while True:
        found = {item.name for item in classes if any(_name(base) in known for base in item.bases)} | known
        if found == known:
            return known - BASES
        known = found


def check(trees: Mapping[Path, ast.Module]) -> Iterator[Finding]:
    """Complain about every way around the guard."""
    models = tenant_models(trees)
    for path, tree in trees.items():
        crosses = str(path).startswith(MAY_CROSS)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute):
                continue
            target = node.value
            if node.attr == "raw" and isinstance(target, ast.Attribute) and target.attr == "objects":
                yield Finding(path, node.lineno, RULE, "raw() passes the guard by: use a cursor with an account filter")
            elif node.attr == "across_accounts" and not crosses:
                yield Finding(path, node.lineno, RULE, "only connect/access.py crosses accounts")
            elif node.attr in {"_base_manager", "_default_manager"}:
                yield Finding(path, node.lineno, RULE, f"{node.attr} passes the guard by: start with for_account()")
            elif (
                isinstance(target, ast.Attribute)
                and target.attr == "objects"
                and _name(target.value) in models
                and node.attr not in ALLOWED
            ):
                text = f"{_name(target.value)}.objects.{node.attr} names no account: start with for_account()"
                yield Finding(path, node.lineno, RULE, text)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
