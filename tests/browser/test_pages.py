"""Every page in both languages, two widths and both themes: accessible, quiet, within the policy, never sideways."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visitors
from tests.browser.pages import PAGES, Page

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# A page is loaded once a language and looked at in two widths and both themes.
FORMS = {"pl": [(1280, "light"), (375, "dark")], "en": [(1280, "dark"), (375, "light")]}
RUN_AXE = """async tags => {
  const found = await axe.run(document, {runOnly: tags});
  return found.violations.map(v => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
}"""
SERVED_WRONG = """() => [...document.querySelectorAll('[style], style, script:not([src]):not([type="application/json"])')]
  .filter(el => !el.closest('.offcanvas-backdrop')).map(el => el.outerHTML.slice(0, 120))"""
# Colours pass from one theme to the other in a fifth of a second; spinners never end.
AT_REST = """() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go))).then(() => Promise.all(
  document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished.catch(() => 0)))).then(() => true)"""
NAMELESS = """() => [...document.querySelectorAll('input, select, textarea')]
  .filter(el => el.name !== 'csrfmiddlewaretoken' && !(el.id && (el.name || el.closest('thead'))))
  .map(el => el.outerHTML.slice(0, 120))"""


def picture(page: Any, name: str) -> None:
    """A screenshot in the folder SPINKA_SCREENSHOTS, when it is named; the view is as tall as the page."""
    if folder := os.environ.get("SPINKA_SCREENSHOTS", ""):
        width, height = page.evaluate("[window.innerWidth, Math.max(600, document.documentElement.scrollHeight)]")
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(
            path=Path(folder) / (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".png"), caret="initial"
        )


def audit(page: Any) -> list[str]:
    """What is wrong with the page as it stands."""
    wrong = []
    width, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width > inner:
        wrong.append(f"scrolls sideways: {width} > {inner}")
    wrong += [f"inline: {text}" for text in page.evaluate(SERVED_WRONG)]
    wrong += [f"control without id or name: {text}" for text in page.evaluate(NAMELESS)]
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} h1")
    found: list[str] = page.evaluate(RUN_AXE, TAGS)
    return wrong + found


@pytest.mark.parametrize("target", PAGES, ids=lambda page: f"{page.who or 'anyone'} {page.path}")
class TestPage:
    @pytest.mark.parametrize("language", FORMS)
    def test_is_sound(self, visitors: Visitors, target: Page, language: str) -> None:
        (width, theme), *others = FORMS[language]
        visit = visitors.visit(who=target.who, language=language, width=width, theme=theme, is_kept=True)
        response = visit.open(target.path.format_map(visitors.site.ids))
        assert response.status == target.status
        assert visit.page.locator("html").get_attribute("lang") == language
        visit.page.evaluate(AXE)
        wrong = {f"{width} {theme}": self.look(visit.page, target, language, width, theme)}
        for width, theme in others:
            visit.page.set_viewport_size({"width": width, "height": 900})
            visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            visit.page.evaluate(AT_REST)
            wrong[f"{width} {theme}"] = self.look(visit.page, target, language, width, theme)
        expected = f"status of {target.status}"
        faults = [fault for fault in visit.faults if target.status == 200 or expected not in fault]
        visit.page.close()
        assert faults == []
        assert {form: found for form, found in wrong.items() if found} == {}

    @staticmethod
    def look(page: Any, target: Page, language: str, width: int, theme: str) -> list[str]:
        """What is wrong with the page in one width and theme; its picture where pictures are wanted."""
        picture(page, f"{target.who or 'anyone'}{target.path}-{language}-{width}-{theme}")
        return audit(page)


class TestAudit:
    def test_notices_what_is_wrong(self, visitors: Visitors) -> None:
        visit = visitors.visit(who=None)
        visit.open("/login")
        visit.page.evaluate(
            "() => { const box = document.createElement('input'); box.type = 'text';"
            " document.querySelector('main').append(box);"
            " const wide = document.createElement('div'); wide.style.width = '3000px'; wide.textContent = 'x';"
            " document.body.append(wide); }"
        )
        visit.page.evaluate(AXE)
        wrong = audit(visit.page)
        assert any("sideways" in line for line in wrong)
        assert any("label" in line for line in wrong)
        assert any("control without" in line for line in wrong)
        visit.page.context.close()
