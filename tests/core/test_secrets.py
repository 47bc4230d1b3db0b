"""Tokens, codes and stored secrets."""

import re

import pytest

from spinka.core.secrets import (
    UnreadableSecret,
    decrypt,
    encrypt,
    keyed_hash,
    new_code,
    new_token,
    normalise_code,
    random_address,
    token_hash,
)


class TestTokens:
    def test_are_shaped_as_clients_expect_and_never_repeat(self) -> None:
        made = {new_token(7) for _ in range(200)}
        assert len(made) == 200
        assert all(re.fullmatch(r"7-\d{5}-[\w-]{32}", token) for token in made)

    def test_are_stored_as_a_digest(self) -> None:
        assert token_hash("7-12345-x") == token_hash("7-12345-x") != token_hash("7-12345-y")
        assert len(token_hash("x")) == 64


class TestCodes:
    def test_are_26_characters_in_groups(self) -> None:
        assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{6}", new_code())

    @pytest.mark.parametrize(
        "typed", ["abcde-12345", " ABCDE 12345 ", "abcdel2345".replace("l", "1"), "ABCDEI2345", "abcdel2345"]
    )
    def test_are_read_as_people_type_them(self, typed: str) -> None:
        assert normalise_code(typed) == "ABCDE12345"

    def test_are_looked_up_by_a_keyed_digest_of_their_purpose(self) -> None:
        assert keyed_hash("x", purpose="a") != keyed_hash("x", purpose="b")
        assert keyed_hash("x", purpose="a") != token_hash("x")


class TestEncrypt:
    def test_gives_back_the_text_and_hides_it(self) -> None:
        hidden = encrypt("Żółty", purpose="a")
        assert "Żółty" not in hidden
        assert decrypt(hidden, purpose="a") == "Żółty"
        assert encrypt("Żółty", purpose="a") != hidden

    def test_another_purpose_does_not_open_it(self) -> None:
        with pytest.raises(UnreadableSecret, match="another secret key"):
            decrypt(encrypt("x", purpose="a"), purpose="b")


class TestRandomAddress:
    def test_carries_160_bits(self) -> None:
        assert len({random_address() for _ in range(100)}) == 100
        assert len(random_address()) == 27
