"""Registries say what they hold: methods with scope and sentence, events with reactions, jobs that exist, doors."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import spinka
from spinka import subscriptions
from spinka.accounts.permissions import ALL_SCOPES, ROLE_SCOPES, Scope
from spinka.compat import methods
from spinka.compat.registry import METHODS, Method, Params
from spinka.core.errors import SpinkaError
from spinka.core.jobs import JOBS

methods.load()

SOURCES = Path(spinka.__file__).parent
WORK = {"publish", "enqueue", "_publish"}
served = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())


@cache
def trees() -> list[tuple[str, ast.Module]]:
    return [
        (str(path.relative_to(SOURCES)), ast.parse(path.read_text()))
        for path in sorted(SOURCES.rglob("*.py"))
        if "migrations" not in path.parts
    ]


def first_texts(*functions: str) -> Iterator[tuple[str, str]]:
    """File and first argument, where it is a text, of every call of these functions."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called in functions and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield name, first.value


class TestMethods:
    @served
    def test_has_a_scope_and_a_sentence(self, method: Method) -> None:
        assert method.scope in ALL_SCOPES
        assert method.summary.endswith((".", ")")) or len(method.summary) > 10
        assert inspect.getdoc(method.run)

    @served
    def test_checks_its_parameters_by_type(self, method: Method) -> None:
        assert issubclass(method.params, Params)
        assert method.params.__struct_config__.forbid_unknown_fields is False

    @served
    def test_reads_with_a_reading_scope_and_writes_with_a_writing_one(self, method: Method) -> None:
        # A connection code lets others in, so showing it is more than reading; trying one is counted.
        reads = method.name.startswith("get") and method.name != "getConnectIntegrationCode"
        assert str(method.scope).endswith(":read") is reads

    @served
    def test_old_names_are_not_names_of_its_own(self, method: Method) -> None:
        own = set(method.params.__struct_fields__)
        assert own.isdisjoint(method.old_names)
        assert set(method.old_names.values()) <= own


class TestScopes:
    def test_every_role_holds_known_ones(self) -> None:
        assert all(scopes <= ALL_SCOPES for scopes in ROLE_SCOPES.values())

    def test_the_owner_holds_all(self) -> None:
        assert ROLE_SCOPES["owner"] == frozenset(Scope)


class TestEvents:
    def test_every_event_published_is_in_the_table_of_reactions(self) -> None:
        """An event nothing reacts to stands there with an empty tuple: silence is a decision."""
        published = {name for _, name in first_texts("publish") if "." in name}
        assert published - subscriptions.SUBSCRIPTIONS.keys() == set()

    def test_every_reaction_is_a_job(self) -> None:
        named = {job for jobs in subscriptions.SUBSCRIPTIONS.values() for job in jobs}
        assert named - JOBS.keys() == set()


class TestJobs:
    def test_every_job_enqueued_exists(self) -> None:
        assert {name for _, name in first_texts("enqueue")} - JOBS.keys() == set()

    def test_every_job_is_told_apart_by_its_package(self) -> None:
        for name, job in JOBS.items():
            package = job.run.__module__.split(".")[1]
            assert name.startswith(f"{package}."), name

    def test_every_job_says_what_it_does(self) -> None:
        assert [name for name, job in JOBS.items() if not inspect.getdoc(job.run)] == []


class TestErrors:
    def test_every_failure_of_a_package_is_an_anticipated_one(self) -> None:
        """A class named like a failure that is raised by a service must reach the caller as an envelope."""
        from spinka.compat.errors import HTTP_STATUS, public_code

        def descendants(kind: type[SpinkaError]) -> Iterator[type[SpinkaError]]:
            for child in kind.__subclasses__():
                yield child
                yield from descendants(child)

        for kind in descendants(SpinkaError):
            assert public_code(kind.__new__(kind)) in HTTP_STATUS, kind
