"""What every page owes: sign-in, account, scope, headers, refusals."""

from collections.abc import Iterator

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from spinka.accounts import services as accounts
from spinka.accounts.models import Account, User
from spinka.core.errors import Conflict, NotFound
from spinka.panel.http import PanelRequest, go, page, poll_response, render, toast
from spinka.panel.middleware import POLICY
from tests.factories.accounts import PASSWORD, MadeAccount, make_account

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": "http://testserver/orders?q=a&page=2"}


@page(scope="orders:read", write="orders:write")
def seen(request: PanelRequest) -> HttpResponse:
    visible = list(Account.objects.values_list("pk", flat=True))
    return HttpResponse(f"{request.account_id} {visible} {request.account.time_zone}")


@page(scope=None)
def fails(request: PanelRequest, kind: str) -> HttpResponse:
    User.objects.filter(pk=request.user.pk).update(name="changed")
    if kind == "conflict":
        raise Conflict("The name must have 1 to %(count)s characters", count=160)
    if kind == "missing":
        raise NotFound("There is no account %(id)s", id=1)
    raise Http404


@page(scope=None)
def told(request: PanelRequest) -> HttpResponse:
    return toast(request, HttpResponse("part"), "Saved <b>", undo="/undo")


@page(scope=None)
def leads(request: PanelRequest) -> HttpResponse:
    return go(request, "/", "Saved")


@page(scope=None)
def polled(request: PanelRequest) -> HttpResponse:
    return poll_response(request, request.GET["version"], lambda: render(request, "panel/components/no_hits.html"))


urlpatterns = [
    path("t/seen", seen),
    path("t/fails/<str:kind>", fails),
    path("t/told", told),
    path("t/leads", leads),
    path("t/polled", polled),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.panel.test_http"):
        yield


class TestSignedOut:
    def test_is_sent_to_sign_in_and_back(self, db: None) -> None:
        response = Client().get("/t/seen?a=1")
        assert response.status_code == 302
        assert response["Location"] == "/login?next=/t/seen%3Fa%3D1"

    def test_htmx_gets_401_and_the_page_it_was_on(self, db: None) -> None:
        response = Client().get("/t/seen", headers=PARTIAL)
        assert response.status_code == 401
        assert response["HX-Redirect"] == "/login?next=%2Forders%3Fq%3Da%26page%3D2"
        assert response.content == b""


class TestAccount:
    def test_page_sees_its_account_only(self, firm: MadeAccount, owner: Client) -> None:
        make_account()
        assert owner.get("/t/seen").content.decode() == f"{firm.account_id} [{firm.account_id}] Europe/Warsaw"

    def test_person_without_an_account_finds_nothing(self, db: None) -> None:
        person = User.objects.create_user(email="x@y.example", name="X", password=PASSWORD, language="en")
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/t/seen").status_code == 404

    def test_switches_to_another_of_ones_accounts(self, firm: MadeAccount, owner: Client) -> None:
        other = accounts.open_account(name="Zet", email=firm.email, password=PASSWORD)
        response = owner.post("/account", {"account_id": other.account_id})
        assert (response.status_code, response["Location"]) == (303, "/")
        assert owner.get("/t/seen").content.decode().startswith(f"{other.account_id} ")

    def test_foreign_account_looks_missing(self, firm: MadeAccount, owner: Client) -> None:
        foreign = make_account()
        assert owner.post("/account", {"account_id": foreign.account_id}).status_code == 404
        assert owner.get("/t/seen").content.decode().startswith(f"{firm.account_id} ")

    def test_account_left_in_the_session_is_not_trusted(self, firm: MadeAccount, owner: Client) -> None:
        foreign = make_account()
        session = owner.session
        session["account_id"] = foreign.account_id
        session.save()
        assert owner.get("/t/seen").content.decode().startswith(f"{firm.account_id} ")


class TestScope:
    def member(self, firm: MadeAccount, role: str) -> Client:
        accounts.add_member(
            account_id=firm.account_id, email="m@y.example", name="M", password=PASSWORD, language="en", role=role
        )
        client = Client()
        client.force_login(User.objects.get(email="m@y.example"), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_viewer_reads(self, firm: MadeAccount) -> None:
        assert self.member(firm, "viewer").get("/t/seen").status_code == 200

    def test_viewer_does_not_write(self, firm: MadeAccount) -> None:
        response = self.member(firm, "viewer").post("/t/seen")
        assert response.status_code == 403
        assert "Your role does not allow this" in response.content.decode()

    def test_part_without_the_scope_is_a_toast(self, firm: MadeAccount) -> None:
        response = self.member(firm, "viewer").post("/t/seen", headers=PARTIAL)
        assert response.status_code == 403
        assert response.content.decode().startswith('<hx-partial hx-target="#toasts"')


class TestRefusal:
    def test_whole_page_gets_a_notice_and_nothing_is_kept(self, firm: MadeAccount, owner: Client) -> None:
        response = owner.post("/t/fails/conflict", headers={"Referer": "http://testserver/settings?x=1"})
        text = response.content.decode()
        assert response.status_code == 409
        assert "The name must have 1 to 160 characters" in text
        assert 'href="/settings"' in text
        assert User.objects.get(pk=firm.user_id).name != "changed"

    def test_part_gets_the_notice_beside_its_target(self, firm: MadeAccount, owner: Client) -> None:
        response = owner.post("/t/fails/conflict", headers=PARTIAL)
        assert response.status_code == 409
        assert response["HX-Reswap"] == "none"
        assert response.content.decode().startswith('<hx-partial hx-target="#notices"')

    def test_missing_object_and_missing_page_look_the_same(self, firm: MadeAccount, owner: Client) -> None:
        one, two = owner.get("/t/fails/missing"), owner.get("/t/fails/page")
        assert (one.status_code, two.status_code) == (404, 404)
        assert "There is no such page" in one.content.decode()
        assert "There is no such page" in two.content.decode()

    def test_refusal_is_translated(self, firm: MadeAccount, owner: Client) -> None:
        accounts.set_preferences(user_id=firm.user_id, language="pl")
        assert "Nie ma takiej strony" in owner.get("/t/fails/missing").content.decode()


class TestToast:
    def test_is_added_to_a_part(self, firm: MadeAccount, owner: Client) -> None:
        text = owner.post("/t/told", headers=PARTIAL).content.decode()
        assert text.startswith("part<hx-partial")
        assert "Saved &lt;b&gt;" in text
        assert 'action="/undo"' in text

    def test_waits_for_the_next_page(self, firm: MadeAccount, owner: Client) -> None:
        response = owner.post("/t/leads")
        assert (response.status_code, response["Location"]) == (303, "/")
        assert "data-sp-toast" in owner.get("/").content.decode()
        assert "data-sp-toast" not in owner.get("/").content.decode()

    def test_htmx_is_led_on_by_a_header(self, firm: MadeAccount, owner: Client) -> None:
        response = owner.post("/t/leads", headers=PARTIAL)
        assert (response.status_code, response["HX-Redirect"]) == (204, "/")


class TestPoll:
    def test_same_version_is_304(self, firm: MadeAccount, owner: Client) -> None:
        first = owner.get("/t/polled?version=1", headers=PARTIAL)
        again = owner.get("/t/polled?version=1", headers={**PARTIAL, "If-None-Match": first["ETag"]})
        changed = owner.get("/t/polled?version=2", headers={**PARTIAL, "If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
        assert again.content == b""
        assert changed["ETag"] != first["ETag"]

    def test_another_language_is_another_answer(self, firm: MadeAccount, owner: Client) -> None:
        first = owner.get("/t/polled?version=1", headers=PARTIAL)
        accounts.set_preferences(user_id=firm.user_id, language="pl")
        again = owner.get("/t/polled?version=1", headers={**PARTIAL, "If-None-Match": first["ETag"]})
        assert again.status_code == 200


class TestHeaders:
    @pytest.mark.parametrize("address", ["/login", "/", "/settings", "/palette", "/no-such", "/t/fails/missing"])
    def test_every_answer_carries_the_policy(self, owner: Client, address: str) -> None:
        response = owner.get(address)
        assert response["Content-Security-Policy"] == POLICY
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Frame-Options"] == "DENY"
        assert "camera=()" in response["Permissions-Policy"]

    def test_policy_allows_nothing_inline(self) -> None:
        assert "unsafe" not in POLICY
        assert POLICY.startswith("default-src 'none'")

    @pytest.mark.parametrize("address", ["/", "/settings", "/palette", "/t/fails/missing"])
    def test_pages_are_private_and_vary(self, owner: Client, address: str) -> None:
        response = owner.get(address)
        assert {"HX-Request", "HX-Request-Type", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}
        assert response["Cache-Control"].startswith("private, no-cache")

    def test_failure_shows_its_number(self) -> None:
        from django.test import RequestFactory

        from spinka.panel.errors import failed

        response = failed(RequestFactory().get("/x"))
        assert response.status_code == 500
        assert "sp-mono" in response.content.decode()
