"""Invitations by e-mail: a link that carries the code, its states, its limits."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.invitation_reads import InvitationRow, get_invitation, invitations_page
from spinka.connect.models import Connection, Integration, Invitation
from spinka.connect.services import invitations
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, Forbidden, NotFound
from spinka.core.secrets import token_hash
from spinka.messaging.models import Mail
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import make_integration
from tests.factories.directory import make_listing
from tests.support.jobs import forget_account, run_jobs
from tests.support.mail import MailServer, filed_mails

pytestmark = pytest.mark.django_db
GUEST = "biuro@sklep.example"


@pytest.fixture(autouse=True)
def outbox(settings: Any, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.SMTP_URL = ""


@pytest.fixture
def mill() -> MadeAccount:
    return make_account("Papiernia\nŻółw")


def _invite(account: MadeAccount, integration_id: int, email: str = GUEST, **given: Any) -> int:
    with acting_for(account.account_id):
        invitation_id = connect.invite(
            account_id=account.account_id, integration_id=integration_id, email=email, **given
        )
    forget_account()
    return invitation_id


def _seen(account: MadeAccount, invitation_id: int) -> InvitationRow:
    with acting_for(account.account_id):
        found = get_invitation(account_id=account.account_id, invitation_id=invitation_id)
    forget_account()
    return found


def _secrets(to: str = GUEST) -> list[str]:
    """The secrets of the links mailed to an address so far."""
    run_jobs()
    texts = [mail.get_content() for mail in filed_mails(to=to)]
    return [text.partition("/invitation/")[2].split()[0] for text in texts if "/invitation/" in text]


def _take_up(guest: MadeAccount, secret: str) -> str:
    with acting_for(guest.account_id):
        _, code = connect.take_up_invitation(account_id=guest.account_id, digest=token_hash(secret))
    forget_account()
    return code


def _join(guest: MadeAccount, code: str) -> int:
    with acting_for(guest.account_id):
        joined = connect.join(account_id=guest.account_id, code=code)
    forget_account()
    return joined.connect_contractor_id


class TestInvite:
    @pytest.mark.feature("R34")
    def test_mails_a_link_that_leads_to_a_connection(self, mill: MadeAccount) -> None:
        integration_id, code = make_integration(mill, code_name="Oferta 100%", require_approval=True)
        invitation_id = _invite(mill, integration_id, message="Zapraszam!\n%(supplier)s <b>", actor="Anna")
        assert _seen(mill, invitation_id).state == "queued"
        (secret,) = _secrets()
        assert _seen(mill, invitation_id).state == "sent"
        (mail,) = filed_mails()
        assert mail["Subject"] == "Papiernia Żółw zaprasza do współpracy"
        assert mail["Reply-To"] == mill.email
        text = mail.get_content().replace("\r\n", "\n")
        assert "„Oferta 100%”" in text
        assert "> Zapraszam!\n> %(supplier)s <b>\n" in text
        assert f"https://spinka.example/invitation/{secret}\n" in text
        assert code not in text
        found = connect.open_invitation(secret=secret)
        assert (found.supplier_name, found.message) == ("Papiernia\nŻółw", "Zapraszam!\n%(supplier)s <b>")
        assert _seen(mill, invitation_id).state == "opened"
        guest = make_account("Sklep")
        given = _take_up(guest, secret)
        assert given == code
        connection_id = _join(guest, given)
        seen = _seen(mill, invitation_id)
        assert (seen.state, seen.row.connection_id, seen.row.sent_by) == ("joined", connection_id, "Anna")

    def test_keeps_the_secret_nowhere(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        invitation_id = _invite(mill, integration_id)
        (secret,) = _secrets()
        assert len(secret) == 27
        row = _seen(mill, invitation_id).row
        assert row.secret_hash == token_hash(secret)
        with acting_for(mill.account_id):
            assert Mail.objects.for_account(mill.account_id).get(pk=row.mail_id).text == ""

    def test_an_account_with_the_invited_address_counts_as_the_invited(self, mill: MadeAccount) -> None:
        integration_id, code = make_integration(mill)
        guest = make_account("Sklep")
        invitation_id = _invite(mill, integration_id, guest.email.upper())
        _join(guest, code)
        assert _seen(mill, invitation_id).state == "joined"

    def test_inviting_again_is_the_same_invitation_with_a_new_link(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        first = _invite(mill, integration_id)
        assert _invite(mill, integration_id, f" {GUEST.title()} ", language="en") == first
        old, new = _secrets()
        assert filed_mails()[-1]["Subject"] == "Papiernia Żółw invites you to connect"
        with pytest.raises(connect.InvitationClosed):
            connect.open_invitation(secret=old)
        assert connect.open_invitation(secret=new).invitation_id == first
        assert _seen(mill, first).row.sent_count == 2

    def test_an_invited_account_passes_where_the_directory_closes_codes(self, mill: MadeAccount) -> None:
        _, integration_id = make_listing(mill)
        with acting_for(mill.account_id):
            invited, stranger = make_account("Sklep"), make_account("Obcy")
        _invite(mill, integration_id)
        (secret,) = _secrets()
        code = _take_up(invited, secret)
        with acting_for(stranger.account_id), pytest.raises(connect.PublishedSupplier):
            connect.verify_code(account_id=stranger.account_id, code=code)
        with acting_for(invited.account_id):
            assert connect.verify_code(account_id=invited.account_id, code=code).supplier_id == mill.account_id
        assert _join(invited, code) > 0

    def test_leaves_from_the_suppliers_own_mailbox(self, mill: MadeAccount, settings: Any) -> None:
        from spinka.messaging import services as messaging

        integration_id, _ = make_integration(mill)
        with MailServer() as server:
            settings.OUTBOUND_ALLOW = frozenset({server.address})
            with acting_for(mill.account_id):
                messaging.save_mailbox(
                    account_id=mill.account_id,
                    host="127.0.0.1",
                    port=server.port,
                    security="none",
                    user="",
                    password="",
                    from_address="biuro@zolw.example",
                )
            _invite(mill, integration_id)
            run_jobs()
        assert [mail.sender for mail in server.received] == ["biuro@zolw.example"]

    @pytest.mark.parametrize(
        ("email", "message", "language"),
        [("biuro", "", ""), ("a@b.example\nBcc: c@d.example", "", ""), (GUEST, "x" * 1001, ""), (GUEST, "", "de")],
    )
    def test_refuses(self, mill: MadeAccount, email: str, message: str, language: str) -> None:
        integration_id, _ = make_integration(mill)
        with pytest.raises(BadParameters):
            _invite(mill, integration_id, email, message=message, language=language)
        self._nothing_was_written(mill)

    def test_refuses_another_accounts_integration(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(make_account())
        with pytest.raises(NotFound):
            _invite(mill, integration_id)
        self._nothing_was_written(mill)

    def test_refuses_a_code_that_opens_nothing(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        with acting_for(mill.account_id):
            Integration.objects.for_account(mill.account_id).update(code_expires_at=clock.now() - timedelta(hours=1))
        with pytest.raises(Conflict):
            _invite(mill, integration_id)
        self._nothing_was_written(mill)

    def test_refuses_an_account_whose_address_is_not_confirmed(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        with acting_for(mill.account_id):
            Account.objects.filter(pk=mill.account_id).update(is_unconfirmed=True)
        with pytest.raises(Forbidden):
            _invite(mill, integration_id)
        self._nothing_was_written(mill)

    def test_is_limited_by_day_and_by_address(self, mill: MadeAccount, monkeypatch: Any) -> None:
        monkeypatch.setattr(invitations, "A_DAY", 4)
        integration_id, _ = make_integration(mill)
        for _ in range(3):
            _invite(mill, integration_id)
        with pytest.raises(connect.TooManyInvitations):
            _invite(mill, integration_id)
        _invite(mill, integration_id, "inny@sklep.example")
        with pytest.raises(connect.TooManyInvitations):
            _invite(mill, integration_id, "trzeci@sklep.example")
        with acting_for(mill.account_id), connection.cursor() as cursor:
            cursor.execute("update messaging_mail set created_at = created_at - interval '25 hours'")
        _invite(mill, integration_id, "trzeci@sklep.example")

    @staticmethod
    def _nothing_was_written(mill: MadeAccount) -> None:
        with acting_for(mill.account_id):
            assert not Invitation.objects.for_account(mill.account_id).exists()
            assert not Mail.objects.for_account(mill.account_id).exists()


class TestLink:
    def test_opens_nothing_once_it_is_revoked_expired_or_used(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        ids = [_invite(mill, integration_id, f"g{n}@sklep.example") for n in range(3)]
        revoked, expired, used = (_secrets(f"g{n}@sklep.example")[0] for n in range(3))
        guest, other = make_account("Sklep"), make_account("Inny")
        with acting_for(mill.account_id):
            connect.revoke_invitation(account_id=mill.account_id, invitation_id=ids[0])
            connect.revoke_invitation(account_id=mill.account_id, invitation_id=ids[0])
            Invitation.objects.for_account(mill.account_id).filter(pk=ids[1]).update(expires_at=clock.now())
        _join(guest, _take_up(guest, used))
        for secret in (revoked, expired, used, "x" * 27):
            with pytest.raises(connect.InvitationClosed):
                connect.open_invitation(secret=secret)
            with pytest.raises(connect.InvitationClosed):
                _take_up(other, secret)
        assert [_seen(mill, one).state for one in ids] == ["revoked", "expired", "joined"]

    def test_belongs_to_the_account_that_took_it_up(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        _invite(mill, integration_id)
        (secret,) = _secrets()
        first, second = make_account("Sklep"), make_account("Inny")
        assert _take_up(first, secret) == _take_up(first, secret)
        for other in (second, mill):
            with pytest.raises(connect.InvitationClosed):
                _take_up(other, secret)

    def test_a_code_for_one_use_ends_the_other_links(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        with acting_for(mill.account_id):
            connect.reset_code(account_id=mill.account_id, integration_id=integration_id, single_use=True)
        _invite(mill, integration_id, "g1@sklep.example")
        _invite(mill, integration_id, "g2@sklep.example")
        guest = make_account("Sklep")
        _join(guest, _take_up(guest, _secrets("g1@sklep.example")[0]))
        with pytest.raises(connect.InvitationClosed):
            connect.open_invitation(secret=_secrets("g2@sklep.example")[0])


class TestResend:
    def test_a_failed_one_goes_out_again(self, mill: MadeAccount, settings: Any) -> None:
        integration_id, _ = make_integration(mill)
        with MailServer(answers={"RCPT": "550 no such user"}) as server:
            settings.SMTP_URL = f"smtp://{server.address}?tls=none"
            invitation_id = _invite(mill, integration_id)
            run_jobs()
            failed = _seen(mill, invitation_id)
            assert (failed.state, failed.error) == ("failed", "Serwer poczty odrzucił adresata: 550 no such user")
            server.answers.clear()
            with acting_for(mill.account_id):
                connect.resend_invitation(account_id=mill.account_id, invitation_id=invitation_id)
            run_jobs()
            assert [mail.recipient for mail in server.received] == [GUEST]
        assert _seen(mill, invitation_id).state == "sent"

    def test_whoever_joined_is_invited_again_only_after_leaving(self, mill: MadeAccount) -> None:
        integration_id, code = make_integration(mill)
        guest = make_account("Sklep")
        invitation_id = _invite(mill, integration_id, guest.email)
        connection_id = _join(guest, code)
        with acting_for(mill.account_id):
            with pytest.raises(Conflict):
                connect.resend_invitation(account_id=mill.account_id, invitation_id=invitation_id)
            with pytest.raises(Conflict):
                connect.revoke_invitation(account_id=mill.account_id, invitation_id=invitation_id)
            connect.change_state(account_id=mill.account_id, connection_id=connection_id, action="disconnect")
            connect.resend_invitation(account_id=mill.account_id, invitation_id=invitation_id)
        forget_account()
        assert _seen(mill, invitation_id).state == "queued"
        secret = _secrets(guest.email)[-1]
        assert _join(guest, _take_up(guest, secret)) == connection_id
        assert _seen(mill, invitation_id).state == "joined"

    def test_others_cannot_touch_it(self, mill: MadeAccount) -> None:
        integration_id, _ = make_integration(mill)
        invitation_id = _invite(mill, integration_id)
        other = make_account("Inny")
        with acting_for(other.account_id):
            for act in (connect.resend_invitation, connect.revoke_invitation):
                with pytest.raises(NotFound):
                    act(account_id=other.account_id, invitation_id=invitation_id)
            assert invitations_page(account_id=other.account_id) == ([], False)
        assert _seen(mill, invitation_id).row.sent_count == 1
        with acting_for(mill.account_id):
            assert not Connection.objects.as_supplier(mill.account_id).exists()
