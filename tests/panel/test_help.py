"""The guides of both roles: linked from every page, whole in both languages, naming only pages that exist (A-22)."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve

from spinka.panel.help.guide import inline, links, read
from spinka.panel.help.views import ROLES, text_of
from tests.panel.test_integrations import text

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.feature("A-22")
class TestGuides:
    def test_are_linked_from_every_page_and_open(self, owner: Client) -> None:
        assert 'href="/help"' in text(owner.get("/settings"))
        overview = text(owner.get("/help"))
        for role in ROLES:
            assert f'href="/help/{role}"' in overview
            title, sections = read(text_of(role, "en"))
            page = text(owner.get(f"/help/{role}"))
            assert f"<h1>{title}</h1>" in page
            assert all(f'<h2 id="{section.anchor}">' in page for section in sections[1:])
        assert owner.get("/help/nobody").status_code == 404

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_name_only_pages_that_exist(self, owner: Client, role: str) -> None:
        for language in ("pl", "en"):
            for address in links(text_of(role, language)):
                resolve(address.partition("?")[0])
                assert owner.get(address).status_code == 200, address

    @pytest.mark.parametrize("role", sorted(ROLES))
    def test_say_the_same_in_both_languages(self, role: str) -> None:
        polish, english = (read(text_of(role, language)) for language in ("pl", "en"))
        shapes = [
            [[(part.kind, len(part.items)) for part in section.parts] for section in sections]
            for _title, sections in (polish, english)
        ]
        assert shapes[0] == shapes[1]
        assert links(text_of(role, "pl")) == links(text_of(role, "en"))

    def test_stand_in_the_documentation_with_the_demo(self) -> None:
        index = (ROOT / "docs" / "guides.md").read_text()
        for role in ROLES:
            for language in ("pl", "en"):
                assert f"../src/spinka/panel/help/guides/{role}.{language}.md" in index
                assert "make demo" in text_of(role, language)
        assert "\ndemo:" in (ROOT / "Makefile").read_text()


class TestInline:
    def test_links_bold_and_code_stand_among_escaped_text(self) -> None:
        assert inline("a <b> [Orders](/orders?x=1) **now** `make`") == (
            'a &lt;b&gt; <a href="/orders?x=1">Orders</a> <b>now</b> <code>make</code>'
        )

    def test_foreign_addresses_are_no_links(self) -> None:
        assert inline("[x](javascript:alert)") == "[x](javascript:alert)"
