"""What the panel's script adds: keys, selection, dialogs, save bar, polling; and that it is not needed to work."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors

pytestmark = pytest.mark.browser


class TestList:
    def test_typing_narrows_and_the_address_keeps_it(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/list")
        page = visit.page
        page.keyboard.press("/")
        page.keyboard.type("zielona")
        expect(page.locator("#rows tbody tr")).to_have_count(1)
        assert page.evaluate("document.activeElement.id") == "q"
        assert "q=zielona" in page.url
        page.reload()
        assert page.locator("#rows tbody tr").count() == 1
        assert visit.faults == []
        page.context.close()

    def test_rows_are_marked_selected_and_opened_by_keys(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/list")
        page = visit.page
        for key in "jjx":
            page.keyboard.press(key)
        assert page.locator("#rows tr.is-marked th a").inner_text().startswith("Przedsiębiorstwo")
        assert page.locator("#rows tr[aria-selected=true]").count() == 1
        assert page.locator("#bulk").is_visible()
        assert page.locator("#bulk [data-sp-count]").first.inner_text() == "1"
        page.keyboard.press("Enter")
        page.wait_for_url("**/gallery/resource?from=1")
        assert visit.faults == []
        page.context.close()

    def test_bar_counts_what_each_button_touches(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/list")
        page = visit.page
        assert not page.locator("#bulk").is_visible()
        page.check("#check-all")
        assert page.locator("#bulk b [data-sp-count]").inner_text() == "6"
        assert page.locator("#bulk-accept").inner_text().split() == ["Akceptuj", "2"]
        page.click("[data-sp-select=all]")
        assert page.locator("#bulk b [data-sp-count]").inner_text() == "48"
        assert page.locator("#bulk-all").input_value() == "1"
        page.uncheck("#check-3")
        assert page.locator("#bulk b [data-sp-count]").inner_text() == "5"
        assert page.locator("#bulk-all").input_value() == ""
        page.click("[data-sp-select=none]")
        assert not page.locator("#bulk").is_visible()
        page.context.close()

    def test_menu_of_a_row_opens_and_closes_by_escape(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/list")
        page = visit.page
        page.focus("#menu-4")
        page.keyboard.press("Enter")
        assert page.locator("details.sp-menu[open]").count() == 1
        page.keyboard.press("Escape")
        assert page.locator("details.sp-menu[open]").count() == 0
        assert page.evaluate("document.activeElement.id") == "menu-4"
        page.context.close()


class TestDialog:
    def test_asks_with_focus_on_no_and_gives_focus_back(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/resource")
        page = visit.page
        page.click("#ask")
        page.wait_for_selector("#dialog[open]")
        assert page.locator("#dialog h2").inner_text() == "Wstrzymać Biuro-Trend?"
        assert page.evaluate("document.activeElement.id") == "confirm-no"
        page.keyboard.press("Escape")
        assert page.locator("#dialog[open]").count() == 0
        assert page.evaluate("document.activeElement.id") == "ask"
        page.click("#ask")
        page.click("#confirm-go")
        page.wait_for_url("**/gallery/list")
        assert "Wstrzymano Biuro-Trend" in page.locator("#toasts").inner_text()
        assert visit.faults == []
        page.context.close()

    def test_palette_leads_to_a_page(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/")
        page = visit.page
        page.keyboard.press("Control+k")
        page.wait_for_selector("#dialog[open] #palette-q")
        page.keyboard.type("ustaw")
        # The page first, then the same words as a search of each list there is.
        expect(page.locator('#hits a:not([href*="ustaw"])')).to_have_count(1)
        assert page.locator("#hits a").first.get_attribute("href") == "/settings"
        searches = [link.get_attribute("href") for link in page.locator('#hits a[href*="ustaw"]').all()]
        assert {"/orders?q=ustaw", "/products?q=ustaw"} <= set(searches)
        page.keyboard.press("Enter")
        page.wait_for_url("**/settings")
        assert visit.faults == []
        page.context.close()

    def test_shortcuts_open_by_a_question_mark_and_can_be_switched_off(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/settings")
        page = visit.page
        page.keyboard.press("?")
        assert page.locator("#shortcuts[open]").count() == 1
        page.uncheck("#single-keys")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert page.locator("#shortcuts[open]").count() == 0
        page.evaluate("localStorage.clear()")
        page.keyboard.press("g")
        page.keyboard.press("s")
        page.wait_for_url(visitors.site.url + "/")
        page.context.close()


class TestSaveBar:
    def test_comes_with_a_change_and_goes_with_discard(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/resource")
        page = visit.page
        assert page.locator(".sp-savebar").count() == 0
        page.fill("#id_name", "Notes")
        page.check("#id_is_active")
        assert page.locator(".sp-savebar b").inner_text() == "Niezapisane zmiany (2)"
        page.click("[data-sp-discard]")
        assert page.locator(".sp-savebar").count() == 0
        assert page.locator("#id_name").input_value() == "Segregator"
        page.fill("#id_name", "Notes")
        page.keyboard.press("Control+s")
        page.wait_for_selector("#toasts >> text=Zapisano")
        assert page.locator("#toasts form").count() == 1
        assert visit.faults == []
        page.context.close()

    def test_refused_form_takes_the_focus_to_its_summary(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/resource")
        page = visit.page
        page.fill("#id_name", "")
        page.fill("#id_price", "12,5O")
        page.eval_on_selector("#id_name", "el => el.required = false")
        page.click("#sample-save")
        page.wait_for_selector("#form-errors")
        assert page.evaluate("document.activeElement.id") == "form-errors"
        assert page.locator("#form-errors h2").inner_text() == "Popraw 2 pola"
        assert page.locator("#id_name").get_attribute("aria-invalid") == "true"
        assert page.title().startswith("Błąd: ")
        page.context.close()


class TestPolling:
    def test_asks_with_the_tag_and_stops_when_the_work_is_done(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        page = visit.page
        answers: list[tuple[int, str | None]] = []
        page.on(
            "response",
            lambda answer: (
                answers.append((answer.status, answer.request.headers.get("if-none-match")))
                if answer.url.endswith("/gallery/live")
                else None
            ),
        )
        visit.open("/gallery/bump")
        visit.open("/gallery/resource")
        page.wait_for_timeout(5000)
        assert answers[0] == (200, None)
        assert answers[1][0] == 304
        assert answers[1][1]
        assert page.locator("#live").is_visible()
        page.evaluate("fetch('/gallery/bump?end=1')")
        expect(page.locator("#progress-7[hx-get]")).to_have_count(0, timeout=8000)
        seen = len(answers)
        page.wait_for_timeout(3000)
        assert len(answers) == seen
        assert visit.faults == []
        page.context.close()

    def test_says_when_the_connection_is_lost_and_back(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        page = visit.page
        visit.open("/gallery/bump")
        visit.open("/gallery/resource")
        page.route("**/gallery/live", lambda route: route.abort())
        page.wait_for_selector("#live.is-off", timeout=8000)
        assert page.locator("#live").inner_text().startswith("Brak połączenia")
        page.unroute("**/gallery/live")
        page.wait_for_selector("#live:not(.is-off)", timeout=8000)
        page.context.close()


class TestNarrow:
    def test_menu_is_a_drawer(self, visitors: Visitors) -> None:
        visit = visitors.visit(width=375)
        visit.open("/")
        page = visit.page
        assert not page.locator("#nav").is_visible()
        page.click("#open-nav")
        page.wait_for_selector("#nav.show:not(.showing)")
        assert page.locator("#nav >> text=Ustawienia").is_visible()
        page.keyboard.press("Escape")
        page.wait_for_selector("#nav:not(.show)", state="hidden")
        assert visit.faults == []
        page.context.close()


class TestWithoutScript:
    def test_list_form_and_sign_out_work(self, visitors: Visitors) -> None:
        visit = visitors.visit(scripts=False)
        page = visit.page
        page.goto("/gallery/list")
        page.fill("#q", "zielona")
        page.click("#filters button")
        assert page.locator("#rows tbody tr").count() == 1
        page.goto("/gallery/resource")
        page.fill("#id_name", "Notes")
        page.click("#sample-save")
        assert "Zapisano" in page.locator("#toasts").inner_text()
        page.click("#ask")
        assert page.locator("h1").inner_text() == "Wstrzymać Biuro-Trend?"
        page.click("#confirm-go")
        assert "Wstrzymano" in page.locator("#toasts").inner_text()
        page.context.close()


class TestCopy:
    def test_puts_the_number_on_the_clipboard(self, visitors: Visitors) -> None:
        visit = visitors.visit()
        visit.open("/gallery/resource")
        page = visit.page
        page.click("[data-sp-copy]")
        page.wait_for_selector("#toasts >> text=Skopiowano")
        assert page.evaluate("navigator.clipboard.readText()") == "620114507331902"
        page.context.close()
