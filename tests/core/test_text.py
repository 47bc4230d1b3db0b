"""Keys for search, sorting and matching (R10, R56)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinka.core.text import match_key, name_key, search_key, sort_key


class TestSearchKey:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Zażółć gęślą  JAŹŃ", "zazolc gesla jazn"),
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("ﬁn Ⅳ", "fin iv"),
            ("  ", ""),
        ],
    )
    def test_folds(self, text: str, key: str) -> None:
        assert search_key(text) == key

    def test_joins_several_texts(self) -> None:
        assert search_key("Kubek", "KUB-1", "590") == "kubek kub-1 590"

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert search_key(search_key(text)) == search_key(text)


class TestSortKey:
    def test_is_the_polish_alphabet(self) -> None:
        names = ["źrebak", "zebra", "żaba", "Ćma", "cud", "Ąb", "ad", "łoś", "lis", "1 kubek", "ósmy", "osa", "pan"]
        assert sorted(names, key=sort_key) == [
            *("1 kubek", "ad", "Ąb", "cud", "Ćma", "lis", "łoś", "osa", "ósmy", "pan", "zebra", "źrebak", "żaba"),
        ]

    @given(st.text())
    def test_takes_any_text(self, text: str) -> None:
        assert isinstance(sort_key(text), str)


class TestMatchKey:
    def test_trims_and_folds_case(self) -> None:
        assert match_key("  AbC-1 ") == match_key("abc-1") == "abc-1"
        assert match_key(" \t") == ""

    def test_a_name_folds_its_blanks(self) -> None:
        assert name_key("  Kubek   BIAŁY ") == "kubek biały"
