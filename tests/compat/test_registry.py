"""The registry adds up with the published contract."""

import msgspec
import pytest

from spinka.compat import methods
from spinka.compat.pending import PENDING
from spinka.compat.registry import METHODS, Method
from tests.compat.contract import OWN, OWN_SERVED, once_pending, published
from tests.compat.examples import EXAMPLES

methods.load()
served_published = pytest.mark.parametrize(
    "method", [method for name, method in METHODS.items() if name in published()], ids=lambda method: method.name
)


class TestCompleteness:
    def test_the_contract_has_every_published_name(self) -> None:
        """179 current methods and 17 deprecated names."""
        deprecated = [entry for entry in published().values() if entry["deprecated"]]
        assert (len(published()), len(deprecated)) == (196, 17)

    def test_every_published_method_is_served_or_pending(self) -> None:
        assert (METHODS.keys() - OWN) | PENDING.keys() == published().keys()

    def test_none_is_both(self) -> None:
        assert METHODS.keys() & PENDING.keys() == set()

    def test_the_waiting_list_only_shrinks(self) -> None:
        assert PENDING.keys() - once_pending() == set()
        assert all(PENDING.values())

    def test_own_methods_are_those_of_the_contract(self) -> None:
        assert METHODS.keys() - published().keys() - OWN == set()
        assert OWN.isdisjoint(published())

    def test_own_methods_of_the_first_release_are_served(self) -> None:
        assert OWN_SERVED - METHODS.keys() == set()

    def test_every_method_has_an_example(self) -> None:
        assert METHODS.keys() - EXAMPLES.keys() == set()


class TestParameters:
    @served_published
    def test_every_published_parameter_is_known(self, method: Method) -> None:
        known = {field.encode_name for field in msgspec.structs.fields(method.params)} | method.old_names.keys()
        assert {entry["name"] for entry in published()[method.name]["parameters"]} - known == set()

    @served_published
    def test_what_is_documented_as_optional_is_not_required(self, method: Method) -> None:
        required = {field.encode_name for field in msgspec.structs.fields(method.params) if field.required}
        documented = {
            entry["name"] for entry in published()[method.name]["parameters"] if entry.get("required") is True
        }
        assert required - documented == set()
