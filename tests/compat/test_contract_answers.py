"""Every served published method answers exactly as the contract says: names, JSON kinds, keys, optional blocks."""

from collections.abc import Iterator
from typing import Any

import pytest

from spinka.compat import methods
from spinka.compat.registry import METHODS
from tests.compat.conftest import kept_open
from tests.compat.contract import published
from tests.compat.contract.needed import NEEDED
from tests.compat.contract.requests import least, own_id, required, whole, with_blocks
from tests.compat.contract.shape import Answers, documented
from tests.compat.contract.unseen import NEVER_FILLED
from tests.compat.examples import EXAMPLES, Parameters
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.world import World
from tests.support.rows import rolled_back

methods.load()
SERVED = sorted(METHODS.keys() & EXAMPLES.keys() & published().keys())
every_method = pytest.mark.parametrize("name", SERVED)


@pytest.fixture(scope="module")
def checks() -> dict[str, Answers]:
    """What was seen of every method's answers, over all requests of this module."""
    return {name: Answers(name) for name in SERVED}


def succeeds(world: World, check: Answers, parameters: Parameters) -> None:
    with rolled_back():
        answer = world.api.call(check.method, **parameters)
    assert answer["status"] == "SUCCESS", (answer, parameters)
    assert check.problems(answer, parameters) == []


@pytest.mark.feature("L-A2", "L-A4")
@every_method
class TestRequests:
    def test_all_parameters(self, name: str, world: World, checks: dict[str, Answers]) -> None:
        parameters = whole(name, world)
        assert parameters.keys() == {entry["name"] for entry in published()[name]["parameters"]}
        succeeds(world, checks[name], parameters)

    def test_all_parameters_of_something_new(self, name: str, world: World, checks: dict[str, Answers]) -> None:
        own = own_id(name)
        if own is not None:
            parameters = {key: value for key, value in whole(name, world).items() if key != own}
            succeeds(world, checks[name], parameters)

    def test_only_what_is_needed(self, name: str, world: World, checks: dict[str, Answers]) -> None:
        succeeds(world, checks[name], least(name, world))

    def test_all_rows_with_all_blocks(self, name: str, world: World, checks: dict[str, Answers]) -> None:
        if published()[name]["mode"] == "read":
            succeeds(world, checks[name], with_blocks(name, world))


class TestNeeded:
    """R36: refused as missing is only what names the object or gives the call its meaning."""

    @every_method
    def test_the_registry_insists_on_nothing_else(self, name: str) -> None:
        assert set(required(name)) - set(NEEDED.get(name, "").split()) == set()

    def test_the_list_names_documented_parameters(self) -> None:
        unknown = {
            name: set(words.split()) - {entry["name"] for entry in published()[name]["parameters"]}
            for name, words in NEEDED.items()
        }
        assert {name: words for name, words in unknown.items() if words} == {}

    @every_method
    def test_a_missing_one_is_named(self, name: str, world: World) -> None:
        given = least(name, world)
        for missing in required(name):
            answer = world.api.call(name, **{key: value for key, value in given.items() if key != missing})
            assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
            assert answer["error_message"] == f"parameter {missing} is required"


@pytest.fixture(scope="module")
def newcomer(django_db_setup: None, django_db_blocker: Any) -> Iterator[MadeAccount]:
    """An account that has nothing but what opening it made."""
    with kept_open(django_db_blocker):
        yield make_account("Newcomer")


class TestFullWorld:
    def test_every_documented_field_was_seen_filled(self, checks: dict[str, Answers]) -> None:
        """Runs after the requests above; what never holds anything here is excused one by one."""
        if not all(check.seen for check in checks.values() if check.fields):
            pytest.fail("run the whole module")
        never = set().union(*(documented(name) - check.filled for name, check in checks.items()))
        left = sorted(never - NEVER_FILLED.keys())
        assert not left, "never filled: " + " ".join(left)

    def test_excuses_name_documented_fields(self, checks: dict[str, Answers]) -> None:
        assert NEVER_FILLED.keys() - set().union(*map(documented, checks)) == set()


class TestEmptyAccount:
    """Empty answers have the right shape too: {} and [], never null."""

    @pytest.mark.parametrize("name", [name for name in SERVED if published()[name]["mode"] == "read"])
    def test_a_list_of_nothing(self, name: str, newcomer: MadeAccount) -> None:
        ids = {"inventory_id": newcomer.api.ok("getInventories")["inventories"][0]["inventory_id"]}
        given = {key: ids.get(key, []) for key in required(name)}
        if any(value == [] and key not in LISTS for key, value in given.items()) or name in NAMES_ONE:
            return
        answer = newcomer.api.call(name, **given)
        assert answer["status"] == "SUCCESS", answer
        assert Answers(name).problems(answer, given) == []


LISTS = {"products", "package_ids"}
# Reads of one object, which an empty account does not have.
NAMES_ONE = {"getCourierDocument", "getLabel", "getProtocol", "getReceipt"}
