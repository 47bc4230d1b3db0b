"""Connection codes: shown, renewed, verified; wrong ones are counted (R27, A-15)."""

from contextlib import closing
from datetime import datetime, timedelta

import psycopg
from django.db import connection as database
from django.db import transaction
from django.utils.translation import gettext_noop

from spinka.connect.access import CODE_PURPOSE, FoundCode, closing_listing, code_digest, find_code
from spinka.connect.models import CodeAttempt, Integration
from spinka.connect.queries import ShownCode, integration_code
from spinka.connect.services.invitations import is_invited
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound, SpinkaError
from spinka.core.secrets import encrypt, new_code

WRONG_CODES_AN_HOUR = 10
_LOCK_SPACE = 0x5C0DE


class WrongCode(SpinkaError):
    """Wrong, expired, used and unknown are one answer (R27)."""

    def __init__(self, sentence: str = gettext_noop("The code is wrong, has expired or was used already")) -> None:
        super().__init__(sentence)


class TooManyWrongCodes(WrongCode):
    """Ten wrong codes within an hour: refused without looking."""

    def __init__(self) -> None:
        super().__init__("Too many wrong codes; try again in an hour")


class PublishedSupplier(Conflict):
    """The code is closed: its supplier takes requests from the directory (A-17); `listing_id` is where."""

    def __init__(self, listing_id: int) -> None:
        super().__init__("This supplier takes requests from the B2B directory; its listing is %(id)s", id=listing_id)
        self.listing_id = listing_id


@transaction.atomic
def reset_code(
    *,
    account_id: int,
    integration_id: int,
    expires_at: datetime | None = None,
    single_use: bool = False,
    actor: str = "",
) -> ShownCode:
    """Replace the code; the old one opens nothing from now on, contractors who joined stay (DEC-13).

    Raises NotFound, BadParameters for an end in the past.
    """
    if expires_at is not None and expires_at <= clock.now():
        raise BadParameters("expires_at must lie in the future")
    code = new_code()
    changed = (
        Integration.objects.for_account(account_id)
        .filter(pk=integration_id, deleted_at__isnull=True)
        .update(
            code_encrypted=encrypt(code, purpose=CODE_PURPOSE),
            code_hash=code_digest(code),
            code_expires_at=expires_at,
            code_single_use=single_use,
            code_used_at=None,
        )
    )
    if not changed:
        raise NotFound("There is no integration %(id)s", id=integration_id)
    return integration_code(account_id=account_id, integration_id=integration_id)


def _record_wrong_code(account_id: int) -> None:
    # On a connection of its own: the caller's transaction rolls back with the refusal, the attempt must stay.
    moment = clock.now()
    insert = "insert into connect_codeattempt (account_id, at) values (%s, %s)"
    try:
        # The key to the account is checked at the commit, which psycopg's own block would leave open on failure.
        with closing(psycopg.connect(**database.get_connection_params())) as own:
            own.execute("select set_config('spinka.account', %s, true)", [str(account_id)])
            own.execute(insert, [account_id, moment])
            own.commit()
    except psycopg.errors.ForeignKeyViolation:
        # The account was opened in this very transaction, so nobody else sees it yet.
        with database.cursor() as cursor:
            cursor.execute(insert, [account_id, moment])


def one_after_another(account_id: int) -> None:
    """Codes tried and suppliers joined by one account wait for each other, so none outruns a count or a look."""
    with database.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, account_id % 2**31])


def look_up(*, account_id: int, code: str) -> FoundCode:
    """The code's integration, whether or not it still opens; counts what is unknown (R27).

    Raises TooManyWrongCodes without looking after ten wrong codes in an hour, WrongCode for an unknown one.
    """
    one_after_another(account_id)
    since = clock.now() - timedelta(hours=1)
    if CodeAttempt.objects.for_account(account_id).filter(at__gt=since).count() >= WRONG_CODES_AN_HOUR:
        raise TooManyWrongCodes
    found = find_code(code)
    if found is None:
        _record_wrong_code(account_id)
        raise WrongCode
    return found


def refuse_closed(*, account_id: int, found: FoundCode) -> None:
    """Count and refuse a code that has expired or was used, as an unknown one. Raises WrongCode."""
    if not found.is_open(clock.now()):
        _record_wrong_code(account_id)
        raise WrongCode


def refuse_published(*, account_id: int, found: FoundCode) -> None:
    """Refuse a code whose integration is published in the directory, unless the supplier allows both (A-17, L-09).

    An account the supplier invited by e-mail passes: nobody else has to let it in.
    """
    listing_id = closing_listing(found)
    if listing_id is not None and not is_invited(account_id=account_id, found=found):
        raise PublishedSupplier(listing_id)


@transaction.atomic
def verify_code(*, account_id: int, code: str) -> FoundCode:
    """Who a code connects to, without connecting (A-15); nothing is saved but the count of wrong ones.

    Raises WrongCode for a wrong, expired or used one, PublishedSupplier for one closed by the directory (A-17).
    """
    found = look_up(account_id=account_id, code=code)
    refuse_closed(account_id=account_id, found=found)
    refuse_published(account_id=account_id, found=found)
    return found
