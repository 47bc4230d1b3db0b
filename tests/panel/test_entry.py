"""Opening an account by oneself, confirming its address, and a new password by mail."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from spinka.accounts.models import Account, EntryAttempt, SecretLink, User
from spinka.accounts.queries import is_confirmed, memberships_of
from spinka.accounts.tenancy import acting_for
from spinka.core.secrets import token_hash
from tests.factories.accounts import PASSWORD, make_account
from tests.panel.test_integrations import text
from tests.support.jobs import forget_account, run_jobs
from tests.support.mail import filed_mails

pytestmark = pytest.mark.django_db
ADDRESS = "anna@nowa.example"
FORM = {
    "company": "Nowa Firma",
    "tax_number": "526-025-09-95",
    "email": ADDRESS,
    "password": "dluga-zielona-lampa",
    "language": "pl",
}


@pytest.fixture(autouse=True)
def opened(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.OPEN_SIGNUP = True


def sign_up(**given: Any) -> Any:
    answer = Client().post("/signup", {**FORM, **given})
    forget_account()
    run_jobs()
    return answer


def mailed(address: str = ADDRESS) -> list[str]:
    return [mail.get_content() for mail in filed_mails(to=address)]


def link(page: str, address: str = ADDRESS) -> str:
    return f"/{page}/" + mailed(address)[-1].partition(f"https://spinka.example/{page}/")[2].split()[0]


def said(answer: Any) -> str:
    """The page without the tokens around it."""
    return text(answer).partition("<main")[2].partition("</main>")[0]


def sign_in(email: str, password: str) -> int:
    return Client().post("/login", {"username": email, "password": password}).status_code


class TestSignUp:
    @pytest.mark.feature("R30")
    def test_is_closed_unless_the_operator_opens_it(self, settings: Any) -> None:
        settings.OPEN_SIGNUP = False
        assert (Client().get("/signup").status_code, sign_up().status_code) == (404, 404)
        assert not User.objects.filter(email=ADDRESS).exists()
        assert "/signup" not in text(Client().get("/login"))

    @pytest.mark.feature("R30")
    def test_opens_an_account_that_works_once_its_address_is_confirmed(self) -> None:
        assert "Look into your mailbox" in text(sign_up())
        user = User.objects.get(email=ADDRESS)
        (membership,) = memberships_of(user.pk)
        with acting_for(membership.account_id):
            account = Account.objects.get(pk=membership.account_id)
            assert (account.company, account.tax_number, account.is_unconfirmed) == ("Nowa Firma", "5260250995", True)
            assert not is_confirmed(account.pk)
        forget_account()
        assert sign_in(ADDRESS, FORM["password"]) == 422
        visitor = Client()
        onward = visitor.get(link("confirm"))
        assert (onward.headers["Location"], onward.headers["Referrer-Policy"]) == ("/confirm", "no-referrer")
        assert visitor.get("/confirm").status_code == 200
        assert visitor.post("/confirm", {"password": "not-this-one"}).status_code == 422
        assert visitor.post("/confirm", {"password": FORM["password"]}).headers["Location"] == "/"
        assert visitor.get("/").status_code == 200
        with acting_for(membership.account_id):
            assert is_confirmed(membership.account_id)
        forget_account()
        assert sign_in(ADDRESS, FORM["password"]) == 303
        again = Client()
        again.get(link("confirm"))
        assert again.post("/confirm", {"password": FORM["password"]}).status_code == 404

    def test_answers_the_same_for_an_address_that_has_an_account(self) -> None:
        known = make_account("Stara", language="en")
        new, old = sign_up(), sign_up(email=known.email.upper())
        assert new.status_code == old.status_code == 200
        assert said(new) == said(old)
        (mail,) = filed_mails(to=known.email)
        assert mail["Subject"] == "You have an account already"
        assert len(memberships_of(known.user_id)) == 1
        assert sign_in(known.email, PASSWORD) == 303
        assert sign_in(known.email, FORM["password"]) == 422

    def test_takes_as_long_for_an_address_that_has_an_account(self, monkeypatch: pytest.MonkeyPatch) -> None:
        known = make_account("Stara")
        hasher = type(get_hasher())
        encode, hashed = hasher.encode, []

        def counted(self: Any, password: str, *given: Any) -> Any:
            hashed.append(password)
            return encode(self, password, *given)

        monkeypatch.setattr(hasher, "encode", counted)
        for address in (ADDRESS, known.email):
            hashed.clear()
            sign_up(email=address)
            assert hashed == [FORM["password"]]

    def test_who_signed_up_before_for_somebody_elses_address_gets_nothing(self) -> None:
        sign_up(password="haslo-obcego-czlowieka")
        strangers = link("confirm")
        sign_up()
        assert User.objects.filter(email=ADDRESS).count() == 1
        late = Client()
        late.get(strangers)
        assert late.post("/confirm", {"password": "haslo-obcego-czlowieka"}).status_code == 404
        owner = Client()
        owner.get(link("confirm"))
        assert owner.post("/confirm", {"password": "haslo-obcego-czlowieka"}).status_code == 422
        assert owner.post("/confirm", {"password": FORM["password"]}).status_code == 303

    @pytest.mark.parametrize(
        "wrong",
        [
            {"tax_number": "5260250996"},
            {"tax_number": "PL"},
            {"company": " "},
            {"email": "anna"},
            {"password": "short"},
            {"password": "nowa firma"},
            {"language": "de"},
        ],
    )
    def test_refuses(self, wrong: dict[str, str]) -> None:
        assert sign_up(**wrong).status_code == 422
        assert not User.objects.filter(email=ADDRESS).exists()

    def test_is_limited_by_address_and_by_place(self) -> None:
        for _ in range(3):
            assert sign_up().status_code == 200
        assert sign_up().status_code == 429
        assert sign_up(email="inna@nowa.example").status_code == 200
        assert len(mailed()) == 3
        EntryAttempt.objects.update(at=EntryAttempt.objects.earliest("at").at - timedelta(hours=2))
        assert sign_up().status_code == 200
        EntryAttempt.objects.all().delete()
        for number in range(10):
            assert sign_up(email=f"a{number}@x.example", company="").status_code == 422
            Client().post("/password", {"email": f"a{number}@x.example"})
        assert Client().post("/password", {"email": "b@x.example"}).status_code == 429

    def test_keeps_no_secret_in_plain(self) -> None:
        sign_up()
        row = SecretLink.objects.get()
        assert row.hash == token_hash(link("confirm").rpartition("/")[2])
        assert not EntryAttempt.objects.filter(key__contains="anna").exists()


class TestPassword:
    def test_is_chosen_anew_by_mail(self) -> None:
        known = make_account("Stara", language="en")
        asked = Client().post("/password", {"email": known.email})
        unknown = Client().post("/password", {"email": "nobody@x.example"})
        assert said(asked) == said(unknown)
        forget_account()
        run_jobs()
        assert filed_mails(to="nobody@x.example") == []
        visitor = Client()
        assert visitor.get(link("reset", known.email)).headers["Location"] == "/reset"
        assert visitor.post("/reset", {"password": "short"}).status_code == 422
        assert visitor.post("/reset", {"password": "calkiem-nowe-haslo"}).headers["Location"] == "/"
        assert sign_in(known.email, PASSWORD) == 422
        assert sign_in(known.email, "calkiem-nowe-haslo") == 303
        again = Client()
        again.get(link("reset", known.email))
        assert again.post("/reset", {"password": "jeszcze-inne-haslo"}).status_code == 404

    def test_confirms_an_address_too(self) -> None:
        sign_up()
        Client().post("/password", {"email": ADDRESS})
        forget_account()
        run_jobs()
        visitor = Client()
        visitor.get(link("reset"))
        assert visitor.post("/reset", {"password": "calkiem-nowe-haslo"}).status_code == 303
        assert sign_in(ADDRESS, "calkiem-nowe-haslo") == 303

    def test_opens_nothing_to_somebody_switched_off(self) -> None:
        known = make_account("Stara")
        User.objects.filter(pk=known.user_id).update(is_active=False)
        Client().post("/password", {"email": known.email})
        Client().post("/signup", {**FORM, "email": known.email})
        forget_account()
        run_jobs()
        assert filed_mails(to=known.email) == []
        assert sign_in(known.email, FORM["password"]) == 422

    def test_without_a_link_there_is_nothing(self) -> None:
        assert (Client().get("/reset").status_code, Client().get("/confirm").status_code) == (404, 404)
        visitor = Client()
        visitor.get("/reset/none")
        assert visitor.post("/reset", {"password": "calkiem-nowe-haslo"}).status_code == 404
