"""A served Spinka with two accounts and one Chromium for the whole run."""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.cluster import ROOT, RunCluster
from tests.support.served import Served

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "correct-horse-battery"


@dataclass(frozen=True, slots=True)
class Site:
    """The served application; `people` maps who looks to their e-mail, `ids` names what stands in addresses."""

    url: str
    people: dict[str, str]
    served: Served
    ids: dict[str, int]


def call(url: str, token: str, method: str, /, **parameters: object) -> dict[str, Any]:
    """A call of the served API that must succeed."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"{url}/api/v1/{method}", json.dumps(parameters).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        answer: dict[str, Any] = json.load(response)
    assert answer["status"] == "SUCCESS", answer
    return answer


def imported(url: str, tokens: dict[str, str], source: int) -> dict[str, int]:
    """Products on both sides that resemble each other, and an import of the supplier's that waits to be written."""
    catalogs, products = {}, {}
    for who, names in {"supplier": ("Notes A5 w kratkę", "Pen"), "contractor": ("Notes A5 kratka",)}.items():
        catalogs[who] = call(url, tokens[who], "getInventories")["inventories"][0]["inventory_id"]
        for name in names:
            texts = {"name": name, "description": f"<p>{name}</p>"}
            added = call(url, tokens[who], "addInventoryProduct", inventory_id=catalogs[who], text_fields=texts)
            products[who] = int(added["product_id"])
    target = {"connect_integration_id": source, "inventory_id": catalogs["contractor"]}
    made = call(url, tokens["contractor"], "addConnectProductImport", **target, preview=True)
    return {
        "source": source,
        "catalog": catalogs["contractor"],
        "import": made["import_id"],
        "product": products["supplier"],
    }


@pytest.fixture(scope="session")
def site(run_cluster: RunCluster, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Site]:
    """A supplier and a contractor, opened by the command line as anyone would, and connected over the API."""
    folder: Path = tmp_path_factory.mktemp("served")
    with django_db_blocker.unblock():
        served = Served.on_copy(
            run_cluster,
            "test_browser",
            folder,
            DJANGO_SETTINGS_MODULE="tests.browser.gallery.settings",
            PYTHONPATH=f"{ROOT / 'src'}:{ROOT}",
        )
    people = {"supplier": "marek@papierex.example", "contractor": "ola@polka.example"}
    names = {"supplier": "Hurtownia Papierex", "contractor": "Zielona Półka"}
    tokens = {
        who: served.command("account", "add", "--name", names[who], "--email", email, "--password", PASSWORD)[
            "api_token"
        ]
        for who, email in people.items()
    }
    made = call(served.url, tokens["supplier"], "addConnectIntegration", name="Hurt", code_name="Papierex B2B")
    joined = call(served.url, tokens["contractor"], "joinConnectIntegration", code=made["code"])
    listed = call(
        served.url,
        tokens["supplier"],
        "setConnectListing",
        connect_integration_id=made["connect_integration_id"],
        published=True,
        description={"pl": "Papier, przybory i opakowania.", "en": "Paper, stationery and packaging."},
        services={"pl": "Pakowanie na prezent", "en": "Gift wrapping"},
        countries=["PL", "CZ", "DE"],
        industries=["paper", "packaging", "Introligatorstwo"],
        types=["wholesaler", "dropshipping"],
        show_products=True,
        answers_in_panel=True,
    )["connect_listing_id"]
    question = {"subject": "Współpraca", "message": "Prowadzimy sklep z papeterią."}
    asked = call(served.url, tokens["contractor"], "contactConnectSupplier", connect_listing_id=listed, **question)
    ids = {"integration": made["connect_integration_id"], "contractor": joined["connect_contractor_id"]}
    ids |= {"listing": listed, "inquiry": asked["connect_inquiry_id"]}
    ids |= imported(served.url, tokens, joined["connect_integration_id"])
    yield Site(served.url, people, served, ids)
    served.stop()
    run_cluster.drop_database("test_browser")


@pytest.fixture(scope="session")
def browser(site: Site) -> Iterator[Browser]:
    """Starts after the site: Playwright's loop must not run while Django sets the database up."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def sign_in(page: Page, email: str) -> None:
    """Sign in by the form, as a person."""
    page.fill("[name=username]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("#login-go")
    page.wait_for_load_state()


@dataclass(slots=True)
class Visit:
    """A browser page that remembers what went wrong on it."""

    page: Page
    language: str
    faults: list[str]

    def open(self, path: str) -> Any:
        """Go to an address in the visit's language; a person's own setting is switched when it differs."""
        response = self._go(path)
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.page.goto("/settings")
            self.page.click("#language-switch")
            self.page.wait_for_load_state("networkidle")
            self.faults.clear()
            response = self._go(path)
        return response

    def _go(self, path: str) -> Any:
        """Load a page whole; the half second of silence is waited for only where a part comes after the page."""
        response = self.page.goto(path)
        if self.page.locator("[hx-trigger*=load]").count():
            self.page.wait_for_load_state("networkidle")
        else:
            self.page.evaluate("document.fonts.ready.then(() => true)")
        return response


class Visitors:
    """Contexts per person, language, width and theme; signed in once each."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.cookies: dict[str, Any] = {}
        self.kept: dict[tuple[Any, ...], BrowserContext] = {}

    def context(
        self, *, who: str | None, language: str, width: int, theme: str, scripts: bool = True
    ) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            permissions=["clipboard-read", "clipboard-write"],
        )
        if who is not None:
            if who not in self.cookies:
                page = context.new_page()
                page.goto("/login")
                sign_in(page, self.site.people[who])
                self.cookies[who] = context.cookies()
                page.close()
            context.add_cookies(self.cookies[who])
        context.add_cookies([{"name": "django_language", "value": language, "url": self.site.url}])
        return context

    def visit(
        self,
        *,
        who: str | None = "supplier",
        language: str = "pl",
        width: int = 1280,
        theme: str = "light",
        scripts: bool = True,
        is_kept: bool = False,
    ) -> Visit:
        """A new page in a context of its own, or in one that is kept for all such visits with what it has cached."""
        form = {"who": who, "language": language, "width": width, "theme": theme, "scripts": scripts}
        key = tuple(form.values())
        context = self.kept.get(key) if is_kept else None
        context = context or self.context(**form)  # type: ignore[arg-type]
        if is_kept:
            self.kept[key] = context
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda line: faults.append(line.text) if line.type in {"error", "warning"} else None)
        if scripts:
            page.add_init_script(
                "addEventListener('securitypolicyviolation',"
                " e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + (e.sample || '')))"
            )
        return Visit(page, language, faults)


@pytest.fixture(scope="session")
def visitors(browser: Browser, site: Site) -> Visitors:
    return Visitors(browser, site)
