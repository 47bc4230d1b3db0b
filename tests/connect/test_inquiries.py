"""Questions to suppliers: five a day and one each whatever is clicked at once, whose mailbox, and who sees which address."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Inquiry, InquiryMessage
from spinka.connect.services import inquiries
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.messaging.models import Mail
from spinka.messaging.services import save_mailbox
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.directory import make_listing
from tests.support.parallel import results_at_once

SECRET = "secret@hurtownia.example"


def contact(
    sender: MadeAccount, listing_id: int, subject: str = "Offer", message: str = "Hello"
) -> connect.SentInquiry:
    with acting_for(sender.account_id):
        return connect.contact_supplier(
            account_id=sender.account_id, listing_id=listing_id, subject=subject, message=message, author="Anna"
        )


def mails(account: MadeAccount) -> list[Mail]:
    with acting_for(account.account_id):
        return list(Mail.objects.for_account(account.account_id).order_by("pk"))


def suppliers(count: int) -> list[int]:
    return [make_listing(make_account(f"Supplier {number}"), contact_email=SECRET)[0] for number in range(count)]


@pytest.mark.usefixtures("committed_db")
class TestAtOnce:
    @pytest.mark.feature("D-04")
    def test_five_a_day_and_one_each(self) -> None:
        sender, ids = make_account("Sender"), suppliers(7)

        def attempt(listing_id: int) -> Callable[[], bool]:
            def work() -> bool:
                try:
                    contact(sender, listing_id)
                except connect.TooManyInquiries:
                    return False
                return True

            return work

        same = results_at_once([attempt(ids[0]) for _ in range(4)])
        assert sorted(same) == [False, False, False, True]
        others = results_at_once([attempt(listing_id) for listing_id in ids[1:]])
        assert sorted(others) == [False, False, True, True, True, True]
        with acting_for(sender.account_id):
            assert Inquiry.objects.as_contractor(sender.account_id).count() == inquiries.A_DAY
            assert InquiryMessage.objects.for_account(sender.account_id).count() == inquiries.A_DAY

    def test_two_clicks_on_connect_make_one_connection(self) -> None:
        contractor, (listing_id,) = make_account("Sklep"), suppliers(1)

        def join() -> connect.Joined:
            with acting_for(contractor.account_id):
                return connect.join_listing(account_id=contractor.account_id, listing_id=listing_id)

        first, *others = results_at_once([join] * 4)
        assert others == [first] * 3


@pytest.mark.django_db
class TestContactSupplier:
    def test_counts_by_the_senders_calendar(self, monkeypatch: pytest.MonkeyPatch) -> None:
        sender, (listing_id,) = make_account("Sender"), suppliers(1)
        now = clock.now()
        contact(sender, listing_id)
        with pytest.raises(connect.TooManyInquiries):
            contact(sender, listing_id)
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
        contact(sender, listing_id)

    @pytest.mark.feature("D-05")
    def test_the_own_mailbox_sends_and_the_sender_gets_a_copy(self) -> None:
        supplier, sender = make_account("Hurtownia"), make_account("Sender")
        listing_id, _ = make_listing(supplier, contact_email=SECRET)
        with acting_for(sender.account_id):
            save_mailbox(
                account_id=sender.account_id,
                host="smtp.sender.example",
                port=587,
                security="starttls",
                user="anna",
                password="hush-hush",
                from_address="anna@sender.example",
            )
        sent = contact(sender, listing_id, message="Call 600 100 200")
        assert (sent.sent_from, sent.copy_sent) == ("account", True)
        to_supplier, copy = mails(sender)
        assert (to_supplier.recipient, to_supplier.sender, to_supplier.reply_to) == (
            SECRET,
            "account",
            "anna@sender.example",
        )
        assert (copy.recipient, copy.sender) == (sender.email, "account")
        assert "Call 600 100 200" in copy.text
        for words in (copy.text, copy.html, copy.subject, copy.reply_to, to_supplier.text, to_supplier.subject):
            assert SECRET not in words
        assert mails(supplier) == []

    def test_names_with_control_characters_do_not_reach_a_header(self) -> None:
        sender, (listing_id,) = make_account("Sender"), suppliers(1)
        with acting_for(sender.account_id):
            Account.objects.filter(pk=sender.account_id).update(company="Firma\r\nBcc: x@y.example")
        contact(sender, listing_id, subject="Oferta\u00a0na papier")
        with acting_for(sender.account_id):
            row = Inquiry.objects.as_contractor(sender.account_id).get()
        assert row.sent_from == "platform"

    def test_not_to_oneself_and_not_to_nobody(self) -> None:
        supplier = make_account("Hurtownia")
        listing_id, _ = make_listing(supplier)
        with pytest.raises(Conflict, match="own company"):
            contact(supplier, listing_id)
        for number in (0, -1, listing_id + 1, 2**80):
            with pytest.raises(NotFound):
                contact(make_account("Sender"), number)
        with pytest.raises(BadParameters):
            contact(make_account("Other"), listing_id, subject="a\u2028b")
        assert mails(supplier) == []


@pytest.mark.django_db
class TestAnswerInquiry:
    @pytest.mark.feature("L-14")
    def test_is_for_both_sides_by_turns_and_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        supplier, sender = make_account("Hurtownia"), make_account("Sender")
        listing_id, _ = make_listing(supplier, answers_in_panel=True)
        number = contact(sender, listing_id).inquiry_id
        monkeypatch.setattr(inquiries, "MESSAGES_A_DAY", 2)

        def answer(account: MadeAccount) -> int:
            with acting_for(account.account_id):
                return connect.answer_inquiry(account_id=account.account_id, inquiry_id=number, text="Yes")

        with pytest.raises(Conflict, match="Wait"):
            answer(sender)
        with pytest.raises(NotFound):
            answer(make_account("Stranger"))
        assert [answer(supplier), answer(supplier), answer(sender)] == [2, 3, 4]
        for side in (supplier, sender):
            with pytest.raises(connect.TooManyInquiries):
                answer(side)

    def test_by_mail_there_is_nothing_to_answer_here(self) -> None:
        supplier, sender = make_account("Hurtownia"), make_account("Sender")
        listing_id, _ = make_listing(supplier)
        number = contact(sender, listing_id).inquiry_id
        with acting_for(supplier.account_id), pytest.raises(Conflict, match="e-mail"):
            connect.answer_inquiry(account_id=supplier.account_id, inquiry_id=number, text="Yes")
