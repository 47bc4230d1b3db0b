"""The API reference in the browser: a method is found, a call is sent and answered."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors

pytestmark = pytest.mark.browser


class TestReference:
    def test_a_method_is_found_by_a_part_of_its_name(self, visitors: Visitors) -> None:
        visit = visitors.visit(who=None)
        visit.open("/api/docs")
        page = visit.page
        page.fill("[data-api-find]", "pricegr")
        expect(page.locator(".api-nav li:visible a[href*='/api/docs/']")).to_have_text(
            ["addInventoryPriceGroup", "deleteInventoryPriceGroup", "getInventoryPriceGroups"]
        )
        page.fill("[data-api-find]", "no such thing")
        expect(page.locator("[data-api-none]")).to_be_visible()
        page.fill("[data-api-find]", "getInventoryPriceGroups")
        page.click(".api-nav li:visible a[href$='getInventoryPriceGroups']")
        expect(page.locator("h1")).to_have_text("getInventoryPriceGroups")
        assert visit.faults == []
        page.context.close()

    def test_a_call_is_sent_and_its_answer_shown(self, visitors: Visitors) -> None:
        token = visitors.site.served.command("token", "add", "--account", "1", "--label", "reference")["api_token"]
        visit = visitors.visit(who=None)
        visit.open("/api/docs/addInventoryManufacturer")
        page = visit.page
        page.fill("[data-api-body]", '{"manufacturer_name": ')
        page.click("[data-api-try] [type=submit]")
        expect(page.locator("[data-api-status]")).to_contain_text("JSON")
        page.fill("[data-api-body]", '{"manufacturer_name": "Żółty młyn"}')
        page.fill("[data-api-token]", token)
        page.click("[data-api-try] [type=submit]")
        expect(page.locator("[data-api-status]")).to_have_text("HTTP 200")
        answer = json.loads(page.locator("[data-api-answer]").inner_text())
        assert answer == {"status": "SUCCESS", "manufacturer_id": answer["manufacturer_id"]}
        # The token stays in the tab for the next method.
        page.goto("/api/docs/getInventoryManufacturers")
        page.click("[data-api-try] [type=submit]")
        expect(page.locator("[data-api-answer]")).to_contain_text("Żółty młyn")
        assert visit.faults == []
        page.context.close()

    def test_a_refusal_is_shown_as_it_comes(self, visitors: Visitors) -> None:
        visit = visitors.visit(who=None)
        visit.open("/api/docs/getInventories")
        visit.page.click("[data-api-try] [type=submit]")
        expect(visit.page.locator("[data-api-status]")).to_have_text("HTTP 401")
        expect(visit.page.locator("[data-api-answer]")).to_contain_text("ERROR_EMPTY_TOKEN")
        visit.page.context.close()

    def test_the_language_of_examples_is_kept(self, visitors: Visitors) -> None:
        visit = visitors.visit(who=None)
        visit.open("/api/docs/getOrders")
        page = visit.page
        page.check("input[value=php]")
        expect(page.locator("[data-api-tab=php]")).to_be_visible()
        expect(page.locator("[data-api-tab=curl]")).to_be_hidden()
        page.goto("/api/docs/addOrder")
        expect(page.locator("[data-api-tab=php]")).to_be_visible()
        assert visit.faults == []
        page.context.close()
