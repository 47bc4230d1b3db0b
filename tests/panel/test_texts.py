"""The committed texts and icons are complete, so a clean clone needs no gettext and no icon package."""

import pytest

from tools import icons, messages


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_texts_are_translated_and_compiled(code: str) -> None:
    assert messages.faults(code) == []


def test_every_icon_used_is_in_the_sprite() -> None:
    assert icons.used_names() - icons.sprite_names() == set()
