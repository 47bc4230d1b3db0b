"""Each documented parameter wrong in turn: refused by name, and not a row of the account changes (R36, R37)."""

from typing import Any

import pytest

from spinka.compat import methods
from spinka.compat.registry import METHODS
from tests.compat.contract import longest, published
from tests.compat.contract.limits import IGNORED, LONGER, NOT_ONE_OF, READ_BACK
from tests.compat.contract.requests import Path, named, own_id, parameters_of, reaches, scalars, whole, wrong_values
from tests.compat.examples import EXAMPLES, Parameters, fill, replaced
from tests.factories.world import World
from tests.support.api import Answer
from tests.support.rows import changed, fingerprint, rolled_back

methods.load()
SERVED = sorted(METHODS.keys() & EXAMPLES.keys() & published().keys())
every_method = pytest.mark.parametrize("name", SERVED)


def put(name: str, given: Parameters, path: Path, value: Any) -> Parameters:
    """The request with one value changed; where an old name and the new one stand for the same, only that one."""
    if reaches(given, path):
        request = replaced(given, path, lambda _: value)
    else:
        request = replaced(given, path[:-1], lambda row: {**row, path[-1]: value})
    newer = METHODS[name].old_names.get(str(path[0]))
    return {key: entry for key, entry in request.items() if key != newer}


def is_refused(answer: Answer, name: str, path: Path) -> bool:
    """Refused by the parameter's name, or because nothing has such an id."""
    if answer["status"] == "SUCCESS":
        return False
    if answer["error_code"] == "ERROR_NOT_FOUND":
        return str(path[-1]).endswith("_id")
    here = (*path[:-1], METHODS[name].old_names.get(str(path[-1]), path[-1]))
    return answer["error_code"] == "ERROR_BAD_PARAMETERS" and named(here, answer["error_message"])


@every_method
class TestWrongInTurn:
    def test_a_wrong_kind_or_a_text_too_long_is_refused_by_name(self, name: str, world: World) -> None:
        given = whole(name, world)
        taken = {}
        before = fingerprint(world.account.account_id)
        with rolled_back():
            for path, entry in scalars(parameters_of(name)):
                if f"{name}.{path[0]}" in IGNORED or not reaches(given, path[:-1]):
                    continue
                longer, _reason = LONGER.get(f"{name}.{path[0]}", (0, ""))
                for value in wrong_values(entry | {"max_length_newer": longer} if longer else entry):
                    answer = world.api.call(name, **put(name, given, path, value))
                    if not is_refused(answer, name, path):
                        taken[f"{path} = {value!r:.40}"] = answer
            written = changed(before, fingerprint(world.account.account_id))
        assert taken == {}
        assert written == set()


class TestNotOneOf:
    """Numbers and words outside the published lists."""

    @pytest.mark.parametrize(("name", "field", "value"), NOT_ONE_OF)
    def test_is_refused_by_name(self, name: str, field: str, value: Any, world: World) -> None:
        path = tuple(int(step) if step.isdigit() else step for step in field.split("."))
        parameters = put(name, whole(name, world), path, value)
        before = fingerprint(world.account.account_id)
        answer = world.api.call(name, **parameters)
        assert answer["status"] == "ERROR"
        assert answer["error_code"] == "ERROR_BAD_PARAMETERS"
        assert named(path, answer["error_message"]), answer
        assert changed(before, fingerprint(world.account.account_id)) == set()


def at_the_limit(limit: int) -> str:
    """Letters of two bytes, so that characters are counted and not bytes."""
    return "Ż" * limit


class TestLongest:
    """R37: exactly the limit is taken, and comes back whole."""

    @pytest.mark.parametrize("name", [name for name in SERVED if published()[name]["mode"] == "read"])
    def test_filters(self, name: str, world: World) -> None:
        texts = {entry["name"]: longest(entry) for entry in parameters_of(name)}
        for field, limit in texts.items():
            if limit is None or not field.startswith("filter_") or field.endswith(("_id", "_sort", "_limit")):
                continue
            answer = world.api.call(name, **{**whole(name, world), field: at_the_limit(limit)})
            assert answer["status"] == "SUCCESS", answer

    @pytest.mark.parametrize("name", sorted(READ_BACK))
    def test_every_text_of_a_write(self, name: str, world: World) -> None:
        back = READ_BACK[name]
        given = whole(name, world)
        own = own_id(name)
        if own is not None and not back.keeps_id:
            del given[own]
        sent = {
            entry["name"]: at_the_limit(limit)
            for entry in parameters_of(name)
            if (limit := longest(entry)) is not None
            and entry["name"] not in back.other
            and entry["name"] not in METHODS[name].old_names
        }
        with rolled_back():
            answer = world.api.call(name, **{**given, **sent})
            assert answer["status"] == "SUCCESS", answer
            ids = {**world.ids, **{key: value for key, value in answer.items() if key != "status"}}
            row: Any = world.api.ok(back.method, **fill(back.parameters, ids))
            for step in fill(list(back.steps), ids):
                row = row[str(step)] if isinstance(row, dict) else back.pick(row, ids)
        read = {back.renamed.get(field, field): text for field, text in sent.items()}
        assert {field: row[field] for field in read} == read
