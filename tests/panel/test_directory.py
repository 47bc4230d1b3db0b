"""The supplier directory in the panel: filters, a company's page, goods, joining, questions, and the own publication."""

import base64
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.connect import directory_reads
from spinka.connect import services as connect
from spinka.connect.models import Connection, Inquiry, Listing
from spinka.messaging.models import Mail
from spinka.messaging.services import save_mailbox
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_integration
from tests.factories.directory import make_listing
from tests.factories.exchange import make_exchange
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text

HOSTILE = "<script>alert(1)</script> & Co"
SECRET = "secret@hurtownia.example"
JOIN = {"name": "Papierex", "forwarding": "manual", "unmatched_lines": "text"}


@pytest.fixture
def supplier(db: None) -> MadeAccount:
    return make_account("Hurtownia Papierex", language="en")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    return out.getvalue()


def mails(account: MadeAccount) -> list[Mail]:
    with acting_for(account.account_id):
        return list(Mail.objects.for_account(account.account_id).order_by("pk"))


class TestList:
    @pytest.mark.feature("D-01", "D-02")
    def test_lists_companies_under_the_menu_and_keeps_filters_in_the_address(
        self, firm: MadeAccount, owner: Client, supplier: MadeAccount
    ) -> None:
        listing_id, _ = make_listing(supplier, company_name="Paperland", countries=["PL", "DE"])
        make_listing(make_account("Toys"), company_name="Klocki", industries=["toys"], types=["dropshipping"])
        page = text(owner.get("/directory"))
        assert '<a href="/directory" aria-current="page">' in page
        assert page.index("Klocki") < page.index("Paperland")
        assert f"/directory/{listing_id}" in page
        found = text(owner.get("/directory?country=DE&industry=paper&industry=toys&type=wholesaler&q=PAPER"))
        assert "Paperland" in found
        assert "Klocki" not in found
        assert 'form="filters" name="industry" id="chosen-industry-3" value="toys"' in found
        assert "/directory?country=DE&amp;industry=paper&amp;type=wholesaler&amp;q=PAPER" in found
        assert "Nothing matches" in text(owner.get("/directory?country=DE&type=dropshipping"))
        for odd in ("page=x", "page=-1", "page=99999999999", "country=%00", "type=shop", "q=%25", "industry=<b>"):
            assert owner.get(f"/directory?{odd}").status_code in {200, 404}, odd
        assert "Suppliers" in text(owner.get("/suppliers"))

    def test_an_empty_one_says_how_to_get_in(self, owner: Client) -> None:
        assert "Nobody is in the directory yet" in text(owner.get("/directory"))


class TestCompany:
    @pytest.mark.feature("D-03", "D-09")
    def test_shows_the_company_escaped_and_never_its_address(
        self, firm: MadeAccount, owner: Client, supplier: MadeAccount
    ) -> None:
        listing_id, _ = make_listing(
            supplier,
            company_name=HOSTILE,
            description={"pl": f"Opis {HOSTILE}"},
            services={"en": f"Packing {HOSTILE}"},
            industries=["paper", HOSTILE],
            countries=["PL", "CZ"],
            contact_email=SECRET,
        )
        for path in ("/directory", f"/directory/{listing_id}", f"/directory/{listing_id}/contact"):
            page = text(owner.get(path))
            assert "<script>alert" not in page, path
            assert "&lt;script&gt;alert" in page, path
            assert SECRET not in page, path
        page = text(owner.get(f"/directory/{listing_id}"))
        for words in ("Poland", "Czechia", "Paper and office supplies", "Wholesaler", "Packing", "Make contact"):
            assert words in page
        assert 'lang="pl">Opis' in page
        assert "See goods" not in page
        assert "Send a connection request through B2B Connect" in page

    def test_what_is_not_shown_looks_missing(self, owner: Client, supplier: MadeAccount) -> None:
        with override_settings(MODERATE_DIRECTORY=True):
            listing_id, _ = make_listing(supplier)
        for number in (listing_id, 10**30):
            for part in ("", "/goods", "/goods/1", "/join", "/contact"):
                assert owner.get(f"/directory/{number}{part}").status_code == 404, part
        assert owner.post(f"/directory/{listing_id}/join", JOIN).status_code == 404
        assert owner.post(f"/directory/{listing_id}/contact", {"subject": "a", "message": "b"}).status_code == 404

    def test_readers_look_and_do_not_write(self, firm: MadeAccount, owner: Client, supplier: MadeAccount) -> None:
        listing_id, _ = make_listing(supplier)
        as_role(firm, "viewer")
        viewer = owner
        page = text(viewer.get(f"/directory/{listing_id}"))
        assert "Make contact" not in page
        assert viewer.post(f"/directory/{listing_id}/join", JOIN).status_code == 403
        assert viewer.post(f"/directory/{listing_id}/contact", {"subject": "a", "message": "b"}).status_code == 403


class TestGoods:
    @pytest.mark.feature("D-06")
    def test_pictures_end_with_the_preview(self, owner: Client) -> None:
        x = make_exchange()
        x.product(name=f"Kubek {HOSTILE}", price="77.77")
        cup = x.supplier.account.api.ok(
            "addInventoryProduct",
            inventory_id=x.supplier.inventory_id,
            images={"0": "data:" + base64.b64encode(picture()).decode()},
            text_fields={"name": "Talerz", "description": "<p>Duży</p><script>x</script>"},
        )["product_id"]
        listing_id, integration_id = make_listing(
            x.supplier.account, integration_id=x.made.integration_id, published=True, show_products=True
        )
        goods = f"/directory/{listing_id}/goods"
        page = text(owner.get(goods))
        assert "<script>alert" not in page
        assert "77" not in page.replace(str(cup), "")
        image = page.split('<img src="')[1].split('"')[0]
        assert owner.get(image).status_code == 200
        assert owner.get(image)["Cache-Control"] == "private, max-age=300"
        one = text(owner.get(f"{goods}/{cup}"))
        assert "<p>Duży</p>" in one
        assert "<script>x" not in one
        assert "Talerz" in text(owner.get(f"{goods}?q=talerz&before=x"))
        assert "Nothing matches" in text(owner.get(f"{goods}?q=nothing"))
        for change in ({"show_products": False}, {"show_products": True, "published": False}):
            make_listing(x.supplier.account, integration_id=integration_id, **change)
            assert owner.get(goods).status_code == 404
            assert owner.get(image).status_code == 404
        make_listing(x.supplier.account, integration_id=integration_id, published=True)
        assert owner.get(image).status_code == 200
        x.supply(share_fields=["name"])
        assert owner.get(image).status_code == 404


class TestJoining:
    @pytest.mark.feature("D-07", "A-18")
    def test_asks_or_connects_as_the_supplier_chose(
        self, firm: MadeAccount, owner: Client, supplier: MadeAccount
    ) -> None:
        asked, _ = make_listing(supplier, settings={"terms_text": "Pay in 7 days"})
        direct, _ = make_listing(supplier, join_mode="direct")
        page = text(owner.get(f"/directory/{asked}/join"))
        assert "Pay in 7 days" in page
        assert "Save and send the request" in page
        with acting_for(firm.account_id):
            assert not Connection.objects.as_contractor(firm.account_id).exists()
        assert owner.post(f"/directory/{asked}/join", JOIN).status_code == 422
        mark = page.split('name="terms" id="terms-mark" value="')[1].split('"')[0]
        answer = owner.post(f"/directory/{asked}/join", {**JOIN, "terms": mark, "accepts_terms": "on"})
        assert answer.status_code == 303
        assert "Connect through B2B Connect" in text(owner.get(f"/directory/{direct}"))
        assert owner.post(f"/directory/{direct}/join", JOIN).status_code == 303
        with acting_for(firm.account_id):
            rows = Connection.objects.as_contractor(firm.account_id).order_by("pk")
            assert [(row.state, row.terms_accepted) for row in rows] == [("pending", "Pay in 7 days"), ("active", "")]
        page = text(owner.get(f"/directory/{asked}"))
        assert "Your request waits for the supplier" in page
        assert f"/directory/{asked}/join" not in page
        assert owner.get(f"/directory/{asked}/join").status_code == 303

    @pytest.mark.feature("A-17")
    def test_a_closed_code_leads_to_the_page(self, owner: Client, supplier: MadeAccount) -> None:
        integration_id, code = make_integration(supplier)
        listing_id, _ = make_listing(supplier, integration_id=integration_id, published=True)
        answer = owner.post("/integrations/add/base-connect/code", {"step": "verify", "code": code})
        assert answer.status_code == 422
        page = text(answer)
        assert "This supplier takes requests from the B2B directory" in page
        assert f'href="/directory/{listing_id}"' in page


class TestContact:
    @pytest.mark.feature("D-04", "D-05")
    def test_leaves_from_the_platform_and_asks_for_contact_data(
        self, firm: MadeAccount, owner: Client, supplier: MadeAccount
    ) -> None:
        listing_id, _ = make_listing(supplier, contact_email=SECRET)
        page = text(owner.get(f"/directory/{listing_id}/contact"))
        assert "The supplier cannot reply to this message" in page
        assert firm.email in page
        sent = owner.post(
            f"/directory/{listing_id}/contact", {"subject": "Offer", "message": f"Call me\n{HOSTILE}"}, follow=True
        )
        assert SECRET not in text(sent)
        assert "<script>alert" not in text(sent)
        (mail,) = mails(supplier)
        assert (mail.recipient, mail.sender, mail.reply_to) == (SECRET, "platform", "")
        assert mail.subject == "Papierex asks: Offer"
        assert "Call me" in mail.text
        assert mails(firm) == []
        again = owner.post(f"/directory/{listing_id}/contact", {"subject": "Offer", "message": "Again"})
        assert again.status_code == 422
        assert "You wrote to this supplier today" in text(again)
        assert len(mails(supplier)) == 1
        assert "answered by e-mail" in text(owner.get("/inquiries"))

    def test_the_list_of_mails_keeps_the_suppliers_address_to_itself(
        self, firm: MadeAccount, owner: Client, supplier: MadeAccount
    ) -> None:
        listing_id, _ = make_listing(supplier, contact_email=SECRET)
        with acting_for(firm.account_id):
            save_mailbox(
                account_id=firm.account_id,
                host="smtp.papierex.example",
                port=587,
                security="starttls",
                user="anna",
                password="hush-hush",
                from_address="anna@papierex.example",
            )
        page = text(owner.get(f"/directory/{listing_id}/contact"))
        assert "The message leaves from anna@papierex.example" in page
        owner.post(f"/directory/{listing_id}/contact", {"subject": "Offer", "message": "Hello"})
        with acting_for(firm.account_id):
            rows = Mail.objects.for_account(firm.account_id).filter(recipient=SECRET)
            assert rows.update(state="failed", error=f"550 <{SECRET}> unknown") == 1
        page = text(owner.get("/settings/mailbox"))
        assert "asks: Offer" in page
        assert "a supplier of the B2B directory" in page
        assert SECRET not in page

    @pytest.mark.parametrize(
        ("subject", "message"),
        [("a\nBcc: x@y.example", "b"), ("", "b"), ("a", ""), ("a", "x" * 2001), ("x" * 151, "b")],
    )
    def test_refuses_what_is_no_plain_question(
        self, owner: Client, supplier: MadeAccount, subject: str, message: str
    ) -> None:
        listing_id, _ = make_listing(supplier)
        answer = owner.post(f"/directory/{listing_id}/contact", {"subject": subject, "message": message})
        assert answer.status_code == 422
        assert mails(supplier) == []

    def test_only_confirmed_accounts_write(self, firm: MadeAccount, owner: Client, supplier: MadeAccount) -> None:
        listing_id, _ = make_listing(supplier)
        with acting_for(firm.account_id):
            Account.objects.filter(pk=firm.account_id).update(is_unconfirmed=True)
        assert "Confirm your e-mail address first" in text(owner.get(f"/directory/{listing_id}/contact"))
        answer = owner.post(f"/directory/{listing_id}/contact", {"subject": "a", "message": "b"})
        assert answer.status_code == 422
        assert mails(supplier) == []

    @pytest.mark.feature("L-14")
    def test_a_thread_is_answered_in_the_panel_by_turns(
        self, firm: MadeAccount, owner: Client, supplier: MadeAccount
    ) -> None:
        listing_id, _ = make_listing(supplier, answers_in_panel=True, contact_email=SECRET)
        owner.post(f"/directory/{listing_id}/contact", {"subject": "Offer", "message": "Question one"})
        with acting_for(firm.account_id):
            number = Inquiry.objects.as_contractor(firm.account_id).get().pk
        path, other = f"/inquiries/{number}", signed_in(supplier)
        assert "The supplier's answer will come here" in text(owner.get(path))
        assert owner.post(path, {"message": "More"}).status_code == 422
        assert "Waits for you" in text(other.get("/inquiries"))
        assert other.post(path, {"message": "Answer one"}).status_code == 303
        assert "Answer one" in text(owner.get(path))
        assert owner.post(path, {"message": "Question two"}).status_code == 303
        page = text(other.get(path))
        assert page.index("Question one") < page.index("Answer one") < page.index("Question two")
        assert other.post(f"{path}/close").status_code == 303
        assert "Answered" in text(other.get("/inquiries"))
        assert signed_in(make_account("Stranger")).get(path).status_code == 404
        (told,) = mails(firm)
        assert told.recipient == firm.email
        assert SECRET not in told.text + told.subject
        assert [mail.recipient for mail in mails(supplier)] == [SECRET, SECRET]


class TestPublishing:
    @pytest.mark.feature("D-08")
    def test_is_written_previewed_published_and_withdrawn(self, supplier: MadeAccount, owner: Client) -> None:
        integration_id, _ = make_integration(supplier)
        person = signed_in(supplier)
        path = f"/integrations/{integration_id}/listing"
        page = text(person.get(path))
        assert "Let new contractors find you" in page
        mark = page.split('name="mark" id="mark" value="')[1].split('"')[0]
        fields: dict[str, Any] = {
            "mark": mark,
            "company_name": "Glinka Works",
            "description_pl": "Papier",
            "description_en": "Paper",
            "types": ["wholesaler"],
            "industries": ["paper", "toys"],
            "other_industries": "Introligatorstwo, Etykiety",
            "countries": ["PL"],
            "other_countries": "tr, KZ",
            "contact_email": SECRET,
            "join_mode": "request",
        }
        svg = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        refused = person.post(path, {**fields, "logo": svg})
        assert refused.status_code == 422
        assert 'id="id_logo-err"' in text(refused)
        wrong = person.post(path, {**fields, "other_countries": "XX"})
        assert wrong.status_code == 422
        assert person.post(path, {**fields, "logo": SimpleUploadedFile("l.png", picture())}).status_code == 303
        stale = person.post(path, fields)
        assert stale.status_code == 409 or "Someone changed this" in text(stale)
        assert "Glinka Works" not in text(owner.get("/directory"))
        preview = text(person.get(f"{path}/preview"))
        assert "A preview" in preview
        logo = preview.split('<img src="/images')[1].split('"')[0]
        assert owner.get(f"/images{logo}").status_code == 200
        assert "opens nothing for new contractors" in text(person.get(f"{path}/publish"))
        assert person.post(f"{path}/publish").status_code == 303
        found = text(owner.get("/directory?country=TR&industry=introligatorstwo"))
        assert "Glinka Works" in found
        shown = found.split('<img src="/images')[1].split('"')[0]
        assert owner.get(f"/images{shown}").status_code == 200
        assert "The connection code is closed" in text(person.get(path))
        assert person.post(f"{path}/withdraw").status_code == 303
        assert "Glinka Works" not in text(owner.get("/directory"))
        assert owner.get(f"/images{shown}").status_code == 404
        assert owner.get(path).status_code == 404
        assert owner.post(f"{path}/publish").status_code == 404

    def test_an_empty_one_is_not_published(self, supplier: MadeAccount) -> None:
        integration_id, _ = make_integration(supplier)
        person = signed_in(supplier)
        answer = person.post(f"/integrations/{integration_id}/listing/publish", follow=True)
        assert "Before publishing fill in" in text(answer)
        with acting_for(supplier.account_id):
            assert not Listing.objects.for_account(supplier.account_id).exists()

    def test_says_what_the_operator_refused(self, supplier: MadeAccount) -> None:
        listing_id, integration_id = make_listing(supplier)
        with acting_for(supplier.account_id):
            connect.judge_listing(
                account_id=supplier.account_id, listing_id=listing_id, approve=False, reason="No such company"
            )
        page = text(signed_in(supplier).get(f"/integrations/{integration_id}/listing"))
        assert "No such company" in page
        with acting_for(supplier.account_id):
            row = directory_reads.own_listing(account_id=supplier.account_id, integration_id=integration_id)
        assert row is not None
        assert row.state == "refused"
