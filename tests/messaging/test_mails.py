"""Mails: written with their cause, sent beside it, tried again, ended with a reason."""

import base64
import datetime
import socket
import ssl
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection, transaction

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.jobs import JOBS
from spinka.core.models import Outbox
from spinka.messaging import services as messaging
from spinka.messaging import smtp
from spinka.messaging.models import Mail, Mailbox, MailState
from spinka.messaging.queries import failed_mails, mailbox_of, sending_address
from tests.factories.accounts import MadeAccount, make_account
from tests.support.jobs import forget_account, run_jobs
from tests.support.mail import MailServer, filed_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> MadeAccount:
    return make_account("Hurtownia Żółw")


def _queue(firm: MadeAccount, **given: Any) -> int:
    values = {
        "to": "anna@sklep.example",
        "subject": "Zażółć gęślą jaźń",
        "text": "Dzień dobry,\n\nłąka i źdźbło.\n",
        "language": "pl",
        "purpose": "test",
    }
    with acting_for(firm.account_id):
        return messaging.queue_mail(account_id=firm.account_id, **{**values, **given})


def _mail(firm: MadeAccount, mail_id: int) -> Mail:
    with acting_for(firm.account_id):
        found = Mail.objects.for_account(firm.account_id).get(pk=mail_id)
    forget_account()
    return found


def _connect_mailbox(firm: MadeAccount, server: MailServer, **given: Any) -> None:
    values = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "user": "biuro",
        "password": "Tajne-1",
        "from_address": "biuro@zolw.example",
        "from_name": "Hurtownia Żółw",
    }
    with acting_for(firm.account_id):
        messaging.save_mailbox(account_id=firm.account_id, **{**values, **given})


class TestQueueMail:
    def test_files_the_mail_where_no_server_is_named(self, firm: MadeAccount) -> None:
        mail_id = _queue(firm, reply_to="jan@firma.example", html="<p>Dzień dobry</p>")
        assert _mail(firm, mail_id).state == MailState.QUEUED
        run_jobs()
        kept = _mail(firm, mail_id)
        (filed,) = filed_mails()
        assert (kept.state, kept.attempts, kept.error, kept.sent_from) == ("sent", 1, "", "no-reply@spinka.example")
        assert (filed["To"], filed["Reply-To"]) == ("anna@sklep.example", "jan@firma.example")
        assert filed["From"] == "Spinka <no-reply@spinka.example>"
        assert filed["Subject"] == "Zażółć gęślą jaźń"
        assert filed["Message-ID"] == kept.message_id
        assert (filed["Auto-Submitted"], filed["Content-Language"]) == ("auto-generated", "pl")
        assert filed["Date"].datetime == kept.created_at.replace(microsecond=0)
        plain, html = filed.get_body(("plain",)), filed.get_body(("html",))
        assert plain is not None
        assert html is not None
        assert plain.get_content() == "Dzień dobry,\r\n\r\nłąka i źdźbło.\r\n"
        assert html.get_content() == "<p>Dzień dobry</p>\r\n"

    def test_leaves_nothing_when_its_cause_is_taken_back(self, firm: MadeAccount) -> None:
        with transaction.atomic():
            _queue(firm)
            transaction.set_rollback(True)
        with acting_for(firm.account_id):
            assert not Mail.objects.for_account(firm.account_id).exists()
            assert not Outbox.objects.filter(job="messaging.send_mail").exists()

    def test_is_written_once_where_once_is_asked(self, firm: MadeAccount) -> None:
        about = {"is_once": True, "purpose": "accepted", "about_kind": "event"}
        first = _queue(firm, about_id=7, **about)
        assert _queue(firm, about_id=7, **about) == first
        assert _queue(firm, about_id=8, **about) != first
        run_jobs()
        assert len(filed_mails()) == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            {"subject": "Zamówienie\r\nBcc: obcy@example.org"},
            {"subject": "Zamówienie\u2028Bcc: obcy@example.org"},
            {"subject": " "},
            {"subject": "x" * 201},
            {"to": "anna@sklep.example\r\nBcc: obcy@example.org"},
            {"to": "anna@sklep.example, obcy@example.org"},
            {"to": "anna"},
            {"to": '"anna"@sklep.example'},
            {"to": "anna@[10.0.0.5]"},
            {"reply_to": "jan@firma.example\nX: y"},
            {"text": " \n"},
            {"text": "x" * 100_001},
            {"language": "de"},
        ],
    )
    def test_refuses_what_could_end_a_header(self, firm: MadeAccount, wrong: dict[str, str]) -> None:
        with pytest.raises(BadParameters):
            _queue(firm, **wrong)
        with acting_for(firm.account_id):
            assert not Mail.objects.for_account(firm.account_id).exists()

    def test_drops_secret_words_once_they_are_sent(self, firm: MadeAccount) -> None:
        mail_id = _queue(firm, text="https://spinka.example/invitation/abc", is_secret=True)
        assert "invitation" not in _mail(firm, mail_id).text
        run_jobs()
        assert _mail(firm, mail_id).text == ""
        assert "invitation/abc" in filed_mails()[0].get_content()


class TestSending:
    def test_goes_through_the_operators_server(self, firm: MadeAccount, settings: Any) -> None:
        settings.MAIL_FROM = "Giełda Spinka <poczta@gielda.example>"
        with MailServer() as server:
            settings.SMTP_URL = f"smtp://us%40er:p%2Fw@{server.address}?tls=none"
            mail_id = _queue(firm)
            run_jobs()
        (received,) = server.received
        assert (received.sender, received.recipient) == ("poczta@gielda.example", "anna@sklep.example")
        assert base64.b64decode(received.login) == b"\0us@er\0p/w"
        assert received.message["From"] == "Giełda Spinka <poczta@gielda.example>"
        assert received.message.get_content() == "Dzień dobry,\r\n\r\nłąka i źdźbło.\r\n"
        assert _mail(firm, mail_id).sent_from == "poczta@gielda.example"
        assert filed_mails() == []

    def test_is_not_repeated_when_the_work_is(self, firm: MadeAccount) -> None:
        mail_id = _queue(firm)
        run_jobs()
        JOBS["messaging.send_mail"].run(account_id=firm.account_id, mail_id=mail_id)
        forget_account()
        assert len(filed_mails()) == 1

    def test_keeps_its_mark_when_a_worker_ended_between_sending_and_noting(self, firm: MadeAccount) -> None:
        mail_id = _queue(firm)
        with acting_for(firm.account_id):
            parcel = messaging.take(account_id=firm.account_id, mail_id=mail_id)
        assert parcel is not None
        messaging.send(parcel)
        run_jobs()
        # At least once: the second copy carries the same Message-ID, and as a file it is the same one.
        assert [mail["Message-ID"] for mail in filed_mails()] == [_mail(firm, mail_id).message_id]

    def test_tries_again_later_and_ends_with_the_reason(self, firm: MadeAccount, settings: Any) -> None:
        with MailServer(answers={"RCPT": "450 mailbox busy"}) as server:
            settings.SMTP_URL = f"smtp://{server.address}?tls=none"
            mail_id = _queue(firm)
            waits = []
            for _ in range(5):
                run_jobs(failures_allowed=True)
                with acting_for(firm.account_id):
                    row = Outbox.objects.get(job="messaging.send_mail")
                    waits.append(row.due_at - row.created_at)
                    Outbox.objects.filter(pk=row.pk).update(due_at=row.created_at)
                forget_account()
            run_jobs(failures_allowed=True)
            assert waits == sorted(waits)
            assert (waits[0] < timedelta(minutes=2), waits[4] > timedelta(hours=5)) == (True, True)
            kept = _mail(firm, mail_id)
            assert (kept.state, kept.attempts) == ("failed", 6)
            assert kept.error == "Serwer poczty odrzucił adresata: 450 mailbox busy"
            with acting_for(firm.account_id):
                assert failed_mails(firm.account_id) == 1
            server.answers.clear()
            with acting_for(firm.account_id):
                messaging.retry_mail(account_id=firm.account_id, mail_id=mail_id)
            run_jobs()
            assert [mail.message["Message-ID"] for mail in server.received] == [kept.message_id]
        assert _mail(firm, mail_id).state == "sent"

    def test_ends_at_once_when_the_recipient_is_refused_for_good(self, firm: MadeAccount, settings: Any) -> None:
        with MailServer(answers={"RCPT": "550 no such user"}) as server:
            settings.SMTP_URL = f"smtp://{server.address}?tls=none"
            mail_id = _queue(firm)
            run_jobs()
        kept = _mail(firm, mail_id)
        assert (kept.state, kept.attempts) == ("failed", 1)
        assert kept.error == "Serwer poczty odrzucił adresata: 550 no such user"

    def test_says_nothing_to_a_server_that_offers_no_encryption(self, firm: MadeAccount, settings: Any) -> None:
        with MailServer() as server:
            settings.SMTP_URL = f"smtp://user:secret@{server.address}?tls=starttls"
            mail_id = _queue(firm)
            run_jobs(failures_allowed=True)
        kept = _mail(firm, mail_id)
        assert (kept.state, kept.attempts, server.received) == ("queued", 1, [])
        assert "secret" not in kept.error

    def test_encrypts_and_knows_the_server(
        self, firm: MadeAccount, settings: Any, tmp_path: Path, monkeypatch: Any
    ) -> None:
        trusted, context = _certificate(tmp_path)
        with MailServer(context=context) as server:
            settings.SMTP_URL = f"smtp://user:secret@localhost:{server.port}"
            unknown = _queue(firm)
            run_jobs(failures_allowed=True)
            assert (_mail(firm, unknown).state, server.received) == ("queued", [])
            monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
            known = _queue(firm)
            run_jobs()
            assert (_mail(firm, known).state, len(server.received)) == ("sent", 1)

    def test_stops_listening_to_a_server_that_never_ends(self, firm: MadeAccount, settings: Any) -> None:
        with MailServer(answers={"HELLO": "\r\n".join(["220-and"] * 60_000 + ["220 so on"])}) as server:
            settings.SMTP_URL = f"smtp://{server.address}?tls=none"
            mail_id = _queue(firm)
            run_jobs(failures_allowed=True)
        assert (_mail(firm, mail_id).state, _mail(firm, mail_id).attempts) == ("queued", 1)

    def test_ends_in_time_though_there_was_nothing_to_cut(
        self, firm: MadeAccount, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        connect = socket.create_connection

        def after_silence(*given: Any) -> socket.socket:
            time.sleep(0.2)
            return connect(*given)

        monkeypatch.setattr(smtp, "SECONDS_TOGETHER", 0.1)
        monkeypatch.setattr(socket, "create_connection", after_silence)
        with MailServer() as server:
            settings.SMTP_URL = f"smtp://{server.address}?tls=none"
            mail_id = _queue(firm)
            run_jobs(failures_allowed=True)
        assert (_mail(firm, mail_id).state, _mail(firm, mail_id).attempts, server.received) == ("queued", 1, [])

    @pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "smtp://mail.example?tls=maybe", "smtp://a:b:c"])
    def test_names_a_setting_it_cannot_read(self, firm: MadeAccount, settings: Any, url: str) -> None:
        settings.SMTP_URL = url
        mail_id = _queue(firm)
        run_jobs()
        kept = _mail(firm, mail_id)
        assert kept.state == "failed"
        assert "SPINKA_SMTP_URL" in kept.error


class TestRetryMail:
    def test_refuses_mails_that_did_not_fail_and_those_of_others(self, firm: MadeAccount) -> None:
        mail_id = _queue(firm)
        with acting_for(firm.account_id), pytest.raises(Conflict):
            messaging.retry_mail(account_id=firm.account_id, mail_id=mail_id)
        other = make_account()
        with acting_for(other.account_id), pytest.raises(NotFound):
            messaging.retry_mail(account_id=other.account_id, mail_id=mail_id)
        assert _mail(firm, mail_id).state == "queued"


class TestForgetting:
    def test_mails_of_half_a_year_ago_go_with_the_next_one_sent(self, firm: MadeAccount) -> None:
        old, kept, secret = _queue(firm), _queue(firm), _queue(firm, is_secret=True)
        run_jobs()
        with acting_for(firm.account_id), connection.cursor() as cursor:
            cursor.execute(
                "update messaging_mail set created_at = created_at - interval '181 days' where id = %s", [old]
            )
            cursor.execute(
                "update messaging_mail set created_at = created_at - interval '179 days' where id = %s", [kept]
            )
            cursor.execute(
                "update messaging_mail set created_at = created_at - interval '8 days', state = 'failed', text = 'x'"
                " where id = %s",
                [secret],
            )
        last = _queue(firm)
        run_jobs()
        with acting_for(firm.account_id):
            rows = dict(Mail.objects.for_account(firm.account_id).values_list("pk", "text"))
        assert rows.keys() == {kept, secret, last}
        assert (bool(rows[kept]), rows[secret]) == (True, "")


class TestSaveMailbox:
    def test_sends_the_accounts_mails_from_it(self, firm: MadeAccount, settings: Any) -> None:
        with MailServer() as server:
            settings.OUTBOUND_ALLOW = frozenset({server.address})
            _connect_mailbox(firm, server)
            own, platforms = _queue(firm, sender="account"), _queue(firm)
            run_jobs()
        (received,) = server.received
        assert received.message["From"] == "Hurtownia Żółw <biuro@zolw.example>"
        assert received.message["Auto-Submitted"] is None
        assert base64.b64decode(received.login) == b"\0biuro\0Tajne-1"
        assert _mail(firm, own).sent_from == "biuro@zolw.example"
        assert _mail(firm, platforms).sent_from == "no-reply@spinka.example"
        with acting_for(firm.account_id):
            assert sending_address(firm.account_id) == "biuro@zolw.example"
            assert Mailbox.objects.for_account(firm.account_id).get().password not in {"", "Tajne-1"}

    def test_the_platform_sends_for_an_account_without_one(self, firm: MadeAccount) -> None:
        mail_id = _queue(firm, sender="account")
        run_jobs()
        assert _mail(firm, mail_id).sent_from == "no-reply@spinka.example"
        with acting_for(firm.account_id):
            assert (sending_address(firm.account_id), mailbox_of(firm.account_id)) == ("", None)

    def test_never_reaches_machines_inside(self, firm: MadeAccount, settings: Any) -> None:
        with MailServer() as server:
            settings.OUTBOUND_ALLOW = frozenset({server.address})
            _connect_mailbox(firm, server)
            settings.OUTBOUND_ALLOW = frozenset()
            mail_id = _queue(firm, sender="account")
            run_jobs()
        kept = _mail(firm, mail_id)
        assert (kept.state, kept.error, server.received) == ("failed", "127.0.0.1 nie jest adresem publicznym", [])

    def test_keeps_a_password_for_its_own_server_only(self, firm: MadeAccount, settings: Any) -> None:
        with MailServer() as server:
            settings.OUTBOUND_ALLOW = frozenset({server.address})
            _connect_mailbox(firm, server)
            _connect_mailbox(firm, server, password="", from_name="Inna")
            with acting_for(firm.account_id):
                found = mailbox_of(firm.account_id)
            assert found is not None
            assert (found.from_name, found.has_password) == ("Inna", True)
            with pytest.raises(BadParameters):
                _connect_mailbox(firm, server, password="", host="mail.obcy.example", security="tls")
            with acting_for(firm.account_id):
                assert mailbox_of(firm.account_id) == found

    @pytest.mark.parametrize(
        "wrong",
        [
            {"host": "mail example"},
            {"host": "żółw.example"},
            {"port": 0},
            {"security": "maybe"},
            {"security": "none", "host": "smtp.zolw.example"},
            {"from_address": "biuro"},
            {"from_name": "Żółw\r\nBcc: obcy@example.org"},
            {"user": "a\r\nb"},
            {"password": "a\r\nb"},
        ],
    )
    def test_refuses(self, firm: MadeAccount, wrong: dict[str, Any]) -> None:
        with pytest.raises(BadParameters):
            _connect_mailbox(firm, MailServer(port=587), **{"security": "starttls", **wrong})
        with acting_for(firm.account_id):
            assert mailbox_of(firm.account_id) is None

    def test_is_disconnected(self, firm: MadeAccount) -> None:
        _connect_mailbox(firm, MailServer(port=587), host="smtp.zolw.example", security="starttls")
        with acting_for(firm.account_id):
            messaging.delete_mailbox(account_id=firm.account_id)
            assert mailbox_of(firm.account_id) is None
            with pytest.raises(NotFound):
                messaging.delete_mailbox(account_id=firm.account_id)


def _certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate of localhost that signs itself: its file, and a server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day - timedelta(days=1))
        .not_valid_after(day + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context
