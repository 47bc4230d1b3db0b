"""Golden pairs of the ten most used methods; `python tools/golden.py` records them anew."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from spinka.core import clock
from tests.compat.conftest import kept_open
from tests.compat.contract.shape import Answers
from tests.compat.contract.story import FOLDER, MOMENT, STORY, Case, as_file, tell
from tests.factories.accounts import make_account

RECORDS = os.environ.get("SPINKA_GOLDEN") == "record"
CASES = [case for case in STORY if case.title]
MOST_USED = {
    *("getOrders", "addOrder", "getInventoryProductsList", "getInventoryProductsData", "updateInventoryProductsStock"),
    *("updateInventoryProductsPrices", "addInventoryProduct", "setOrderStatus", "getJournalList", "getOrderStatusList"),
}


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, dict[str, Any]]]:
    """The story's pairs by file, told once, in a new account at the fixed moment."""
    patch = pytest.MonkeyPatch()
    with kept_open(django_db_blocker):
        account = make_account("Golden Towels", language="en")
        patch.setattr(clock, "now", lambda: MOMENT)
        pairs = {str(case.path): pair for case, pair in tell(account)}
        patch.undo()
        yield pairs


class TestGolden:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.method}-{case.name}")
    def test_answers_as_recorded(self, case: Case, told: dict[str, dict[str, Any]]) -> None:
        pair = told[str(case.path)]
        if RECORDS:
            case.path.parent.mkdir(parents=True, exist_ok=True)
            case.path.write_text(as_file(pair), encoding="utf-8")
        assert case.path.read_text(encoding="utf-8") == as_file(pair)

    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.method}-{case.name}")
    def test_the_file_holds_to_the_contract(self, case: Case) -> None:
        pair = json.loads(case.path.read_text(encoding="utf-8"))
        if pair["response"]["status"] == "SUCCESS":
            assert Answers(case.method).problems(pair["response"], pair["request"]) == []
        else:
            assert pair["response"].keys() == {"status", "error_code", "error_message"}

    def test_there_are_no_other_files(self) -> None:
        assert sorted(FOLDER.rglob("*.json")) == sorted(case.path for case in CASES)

    def test_the_ten_most_used_methods_have_them(self) -> None:
        assert {case.method for case in CASES} == MOST_USED
