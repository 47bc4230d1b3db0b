"""Sign in, sign out, language and the person's settings."""

import pytest
from django.test import Client

from spinka.accounts.models import User
from tests.factories.accounts import PASSWORD, MadeAccount


def attempt(client: Client, email: str, password: str, target: str = "/") -> object:
    return client.post("/login", {"username": email, "password": password, "next": target})


class TestSignIn:
    def test_leads_where_one_wanted_to_go(self, firm: MadeAccount) -> None:
        response = attempt(Client(), firm.email.upper(), PASSWORD, "/settings?x=1")
        assert (response.status_code, response["Location"]) == (303, "/settings?x=1")

    @pytest.mark.parametrize(
        "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "evil", "\\\\evil"]
    )
    def test_never_leads_to_another_site(self, firm: MadeAccount, target: str) -> None:
        response = attempt(Client(), firm.email, PASSWORD, target)
        assert (response.status_code, response["Location"]) == (303, "/")

    def test_wrong_password_says_so_once_for_both(self, firm: MadeAccount) -> None:
        client = Client(headers={"Accept-Language": "en"})
        wrong, unknown = attempt(client, firm.email, "no"), attempt(client, "nobody@x.example", "no")
        assert (wrong.status_code, unknown.status_code) == (422, 422)
        for response in (wrong, unknown):
            assert "The e-mail or the password is wrong" in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_ten_wrong_passwords_lock(self, firm: MadeAccount) -> None:
        client = Client(headers={"Accept-Language": "en"})
        for _ in range(10):
            last = attempt(client, firm.email, "wrong")
        assert last.status_code == 429
        right = attempt(client, firm.email, PASSWORD)
        assert right.status_code == 429
        assert "Too many wrong attempts" in right.content.decode()
        assert "_auth_user_id" not in client.session

    def test_form_without_its_token_is_refused(self, firm: MadeAccount) -> None:
        client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
        response = attempt(client, firm.email, PASSWORD)
        assert response.status_code == 403
        assert "This page has expired" in response.content.decode()

    def test_signed_in_person_is_led_on(self, owner: Client) -> None:
        assert owner.get("/login?next=/settings")["Location"] == "/settings"

    def test_is_polish_by_the_browser(self, db: None) -> None:
        text = Client(headers={"Accept-Language": "pl"}).get("/login").content.decode()
        assert '<html lang="pl"' in text
        assert "Zaloguj się" in text


class TestSignOut:
    def test_ends_the_session(self, owner: Client) -> None:
        assert owner.post("/logout")["Location"] == "/login"
        assert owner.get("/").status_code == 302

    def test_link_does_not_sign_out(self, owner: Client) -> None:
        assert owner.get("/logout").status_code == 405
        assert owner.get("/").status_code == 200


class TestLanguage:
    def test_is_kept_for_the_person(self, firm: MadeAccount, owner: Client) -> None:
        response = owner.post("/language", {"language": "pl", "next": "/settings"})
        assert (response.status_code, response["Location"]) == (303, "/settings")
        assert User.objects.get(pk=firm.user_id).language == "pl"
        assert "Moje ustawienia" in owner.get("/settings").content.decode()

    def test_unknown_language_changes_nothing(self, firm: MadeAccount, owner: Client) -> None:
        owner.post("/language", {"language": "xx"})
        assert User.objects.get(pk=firm.user_id).language == "en"


class TestSettings:
    def test_saves_the_look(self, firm: MadeAccount, owner: Client) -> None:
        fields = {"name": "Ola Kmiecik", "language": "en", "theme": "dark", "density": "compact"}
        assert owner.post("/settings/preferences", fields).status_code == 303
        text = owner.get("/settings").content.decode()
        assert 'data-bs-theme="dark" data-sp-density="compact"' in text
        assert "Ola Kmiecik" in text

    def test_wrong_choice_is_shown_at_the_field(self, firm: MadeAccount, owner: Client) -> None:
        fields = {"name": "", "language": "en", "theme": "pink", "density": "compact"}
        response = owner.post("/settings/preferences", fields)
        text = response.content.decode()
        assert response.status_code == 422
        assert "Correct 2 fields" in text
        assert 'href="#id_name"' in text
        assert "<title>Error: My settings" in text
        assert User.objects.get(pk=firm.user_id).theme == "auto"

    def test_changes_the_password_and_stays_signed_in(self, firm: MadeAccount, owner: Client) -> None:
        new = "another-long-secret"
        fields = {"old_password": PASSWORD, "new_password": new, "repeated": new}
        assert owner.post("/settings/password", fields).status_code == 303
        assert owner.get("/settings").status_code == 200
        assert attempt(Client(), firm.email, new).status_code == 303

    @pytest.mark.parametrize(
        ("old", "new", "again"),
        [
            ("wrong", "another-long-secret", "another-long-secret"),
            (PASSWORD, "short", "short"),
            (PASSWORD, "a-long-one-1", "b"),
        ],
    )
    def test_refuses_a_bad_password(self, firm: MadeAccount, owner: Client, old: str, new: str, again: str) -> None:
        fields = {"old_password": old, "new_password": new, "repeated": again}
        assert owner.post("/settings/password", fields).status_code == 422
        assert User.objects.get(pk=firm.user_id).check_password(PASSWORD)
