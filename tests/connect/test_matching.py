"""Which connection a line goes to."""

import pytest

from spinka.connect.matching import LineToMatch, Link, Match, Target, match_lines

NEAR = Target(connection_id=1, warehouse_id=901, priority=10)
FAR = Target(connection_id=2, warehouse_id=902, priority=100)
BOTH = frozenset({1, 2})


class TestMatchLines:
    @pytest.mark.feature("F-20")
    def test_each_line_goes_to_the_connection_of_its_link(self) -> None:
        found = match_lines(
            lines=[LineToMatch(11, product_id=5), LineToMatch(12, product_id=6), LineToMatch(13, product_id=7)],
            targets=[NEAR, FAR],
            links=[Link(1, 5, 50, False), Link(2, 6, 60, False)],
            asked=BOTH,
            code_hits={},
        )
        assert found.matches == {11: Match(1, 50, "link"), 12: Match(2, 60, "link")}
        assert found.unmatched == [13]

    def test_preferred_link_wins_then_the_lowest_priority(self) -> None:
        links = [Link(1, 5, 50, False), Link(2, 5, 51, True), Link(1, 6, 60, False), Link(2, 6, 61, False)]
        lines = [LineToMatch(11, product_id=5), LineToMatch(12, product_id=6)]
        found = match_lines(lines=lines, targets=[FAR, NEAR], links=links, asked=BOTH, code_hits={})
        assert found.matches == {11: Match(2, 51, "link"), 12: Match(1, 60, "link")}

    def test_the_one_asked_connection_with_a_link_is_taken(self) -> None:
        links = [Link(1, 5, 50, False), Link(2, 5, 51, True)]
        found = match_lines(
            lines=[LineToMatch(11, product_id=5)], targets=[NEAR, FAR], links=links, asked=frozenset({1}), code_hits={}
        )
        assert found.matches == {11: Match(1, 50, "link")}

    def test_a_line_linked_elsewhere_is_not_sent_to_the_asked_connection_by_its_code(self) -> None:
        found = match_lines(
            lines=[LineToMatch(11, product_id=5, ean="590")],
            targets=[NEAR, FAR],
            links=[Link(2, 5, 51, False)],
            asked=frozenset({1}),
            code_hits={(1, 11): (70, "ean")},
        )
        assert found.matches == {11: Match(2, 51, "link")}
        assert found.of_connection(1) == {}

    def test_codes_serve_lines_without_a_link_lowest_priority_first(self) -> None:
        found = match_lines(
            lines=[LineToMatch(11, ean="590")],
            targets=[FAR, NEAR],
            links=[],
            asked=BOTH,
            code_hits={(1, 11): (70, "ean"), (2, 11): (71, "sku")},
        )
        assert found.matches == {11: Match(1, 70, "ean")}

    @pytest.mark.feature("E-23")
    def test_a_line_of_the_live_catalog_names_its_product_itself(self) -> None:
        lines = [
            LineToMatch(11, storage="warehouse", storage_id=902, product_ref="44"),
            LineToMatch(12, storage="warehouse", storage_id=902, product_ref="44", variant_ref="45"),
            LineToMatch(13, storage="warehouse", storage_id=999, product_ref="44"),
        ]
        found = match_lines(lines=lines, targets=[NEAR, FAR], links=[], asked=BOTH, code_hits={})
        assert found.matches == {11: Match(2, 44, "live"), 12: Match(2, 45, "live")}
        assert found.unmatched == [13]
