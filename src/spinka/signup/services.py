"""Signing up, confirming the address, and a new password by mail; nobody learns which addresses have accounts (R30)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import translation
from stdnum.exceptions import ValidationError
from stdnum.pl import nip

from spinka.accounts import links
from spinka.accounts import services as accounts
from spinka.accounts.models import Account, LinkPurpose, User
from spinka.accounts.queries import memberships_of
from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, NotFound
from spinka.messaging import services as messaging
from spinka.messaging.addresses import checked_address
from spinka.signup.letters import Words, confirm_words, known_words, reset_words

CONFIRM_WITHIN = timedelta(days=3)
RESET_WITHIN = timedelta(hours=2)
A_PLACE = 10
AN_ADDRESS = 3
A_LINK = 10
_LOCK_SPACE = 0x51611


class WrongPassword(BadParameters):
    """The password is not the one chosen when signing up."""

    def __init__(self) -> None:
        super().__init__("This is not the password you chose when signing up")


def checked_tax_number(text: str) -> str:
    """A NIP without blanks and dashes. Raises BadParameters for one that cannot be right."""
    try:
        return str(nip.validate(text.strip()))
    except ValidationError as error:
        raise BadParameters("The tax number (NIP) is not valid") from error


def sign_up(*, company: str, tax_number: str, email: str, password: str, language: str, place: str) -> None:
    """Open an account that works once its address is confirmed, and mail the link for it.

    An address that has an account gets a mail that says so; the answer is the same. An address not confirmed yet is
    signed up anew. `place` is where the request came from. Raises NotFound where signing up is not open, BadParameters
    naming the field, TooManyAttempts.
    """
    if not settings.OPEN_SIGNUP:
        raise NotFound("There is no such page")
    address = checked_address(email).lower()
    number = checked_tax_number(tax_number)
    if not company.strip() or len(company.strip()) > 160:
        raise BadParameters("The name must have 1 to 160 characters")
    links.count_attempt(kind="signup", limits={f"from {place}": A_PLACE, f"of {address}": AN_ADDRESS})
    with transaction.atomic():
        with connection.cursor() as cursor:
            # The second of two clicks finds the account of the first.
            cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_SPACE, address])
        user = User.objects.select_for_update().filter(email=address).first()
        if user is None:
            opened = accounts.open_account(
                name=company, email=address, password=password, language=language, is_unconfirmed=True
            )
            accounts.set_company(account_id=opened.account_id, company=company.strip(), tax_number=number)
            _mail_confirmation(opened.user_id, opened.account_id, address, language)
        elif user.is_active:
            # As long as a new password takes, so that the time of the answer does not tell either.
            make_password(password)
            with translation.override(user.language):
                words = known_words()
            _mail(user, words, purpose="signup.known")
        else:
            _sign_up_anew(user, company.strip(), number, password, language)


def _sign_up_anew(user: User, company: str, tax_number: str, password: str, language: str) -> None:
    account_id = _unconfirmed_account(user)
    if account_id is None:
        make_password(password)
        return
    user.language = language
    user.save(update_fields=["language"])
    accounts.change_password(user_id=user.pk, password=password)
    with acting_for(account_id):
        Account.objects.filter(pk=account_id).update(name=company, language=language)
    accounts.set_company(account_id=account_id, company=company, tax_number=tax_number)
    _mail_confirmation(user.pk, account_id, user.email, language)


def _unconfirmed_account(user: User) -> int | None:
    """The account this person signed up for and has not confirmed; None for one who was switched off."""
    for membership in memberships_of(user.pk):
        with acting_for(membership.account_id):
            if Account.objects.filter(pk=membership.account_id, is_unconfirmed=True, email=user.email).exists():
                return membership.account_id
    return None


def _mail_confirmation(user_id: int, account_id: int, address: str, language: str) -> None:
    secret = links.issue_link(user_id=user_id, purpose=LinkPurpose.CONFIRM, account_id=account_id, valid=CONFIRM_WITHIN)
    with translation.override(language):
        words = confirm_words(secret)
    _queue(account_id, address, language, words, "signup.confirm", is_secret=True)


def _mail(user: User, words: Words, *, purpose: str, account_id: int = 0, is_secret: bool = False) -> None:
    memberships = memberships_of(user.pk)
    if account_id or memberships:
        _queue(account_id or memberships[0].account_id, user.email, user.language, words, purpose, is_secret=is_secret)


def _queue(account_id: int, address: str, language: str, words: Words, purpose: str, *, is_secret: bool) -> None:
    with acting_for(account_id):
        messaging.queue_mail(
            account_id=account_id,
            to=address,
            subject=words.subject,
            text=words.text,
            language=language,
            purpose=purpose,
            is_secret=is_secret,
        )


def confirm(*, digest: str, password: str) -> User:
    """Open the account for use: the link shows that the address is theirs, the password that they signed up.

    Without the password, who gets mail for somebody else's sign-up would open an account whose password a stranger
    chose. Raises LinkClosed, WrongPassword, TooManyAttempts.
    """
    link = links.find_link(digest=digest, purpose=LinkPurpose.CONFIRM)
    links.count_attempt(kind="confirm", limits={str(link.pk): A_LINK})
    with transaction.atomic():
        link = links.find_link(digest=digest, purpose=LinkPurpose.CONFIRM, lock=True)
        user = User.objects.select_for_update().get(pk=link.user_id)
        if not user.check_password(password):
            raise WrongPassword
        _let_in(user, link.account_id)
        links.end_links(user_id=user.pk)
    return user


def ask_for_password(*, email: str, place: str) -> None:
    """Mail a link for choosing a new password; the answer is the same for an address nobody has. Raises TooManyAttempts."""
    address = checked_address(email).lower()
    links.count_attempt(kind="reset", limits={f"from {place}": A_PLACE, f"of {address}": AN_ADDRESS})
    with transaction.atomic():
        user = User.objects.filter(email=address).first()
        if user is None:
            return
        account_id = _unconfirmed_account(user)
        memberships = memberships_of(user.pk)
        if not memberships or (account_id is None and not user.is_active):
            return
        chosen = account_id or memberships[0].account_id
        secret = links.issue_link(user_id=user.pk, purpose=LinkPurpose.RESET, account_id=chosen, valid=RESET_WITHIN)
        with translation.override(user.language):
            words = reset_words(secret)
        _mail(user, words, purpose="password.reset", account_id=chosen, is_secret=True)


def choose_password(*, digest: str, password: str) -> User:
    """Give the person of a link a new password; other sessions end, and an address not confirmed is now. Raises LinkClosed."""
    with transaction.atomic():
        link = links.find_link(digest=digest, purpose=LinkPurpose.RESET, lock=True)
        user = accounts.change_password(user_id=link.user_id, password=password)
        if not user.is_active:
            account_id = _unconfirmed_account(user)
            if account_id is None:
                raise links.LinkClosed
            _let_in(user, account_id)
        links.end_links(user_id=user.pk)
    return user


def _let_in(user: User, account_id: int) -> None:
    with acting_for(account_id):
        Account.objects.filter(pk=account_id).update(is_unconfirmed=False)
    user.is_active = True
    user.save(update_fields=["is_active"])
