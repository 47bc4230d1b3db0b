"""Words of documents: the same ones in both languages."""

from spinka.documents import wording
from spinka.documents.drafts import REASONS


class TestWords:
    def test_both_languages_know_the_same(self) -> None:
        assert wording.POLISH.keys() == wording.ENGLISH.keys()
        assert all(wording.POLISH.values())
        assert all(wording.ENGLISH.values())

    def test_every_reason_has_its_sentence(self) -> None:
        assert [wording.reason_text("en", reason) for reason in (0, REASONS[-1])] == ["", "other"]
        assert all(wording.reason_text("pl", reason) for reason in REASONS)

    def test_a_language_without_words_speaks_polish(self) -> None:
        assert wording.words("de") is wording.POLISH
