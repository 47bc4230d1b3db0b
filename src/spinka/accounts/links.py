"""Secret links mailed to people, for one purpose each and once (R45), and how often somebody may ask for one."""

from datetime import timedelta

from django.db import connection, transaction

from spinka.accounts.models import EntryAttempt, LinkPurpose, SecretLink
from spinka.core import clock
from spinka.core.errors import Conflict, NotFound
from spinka.core.secrets import keyed_hash, random_address, token_hash

KEPT = timedelta(days=30)
_PURPOSE = "entry-attempt"
_LOCK_SPACE = 0xE1713


class LinkClosed(NotFound):
    """Unknown, used and expired links are one answer."""

    def __init__(self) -> None:
        super().__init__("This link no longer works; ask for a new one")


class TooManyAttempts(Conflict):
    """Asked too often within an hour."""

    def __init__(self) -> None:
        super().__init__("Too many attempts; try again in an hour")


@transaction.atomic
def issue_link(*, user_id: int, purpose: LinkPurpose, account_id: int, valid: timedelta) -> str:
    """The secret of a new link; earlier ones of the same purpose open nothing from now on."""
    moment = clock.now()
    SecretLink.objects.filter(user_id=user_id, purpose=purpose, ended_at=None).update(ended_at=moment)
    SecretLink.objects.filter(expires_at__lt=moment - KEPT).delete()
    secret = random_address()
    SecretLink.objects.create(
        user_id=user_id,
        purpose=purpose,
        account_id=account_id,
        hash=token_hash(secret),
        created_at=moment,
        expires_at=moment + valid,
    )
    return secret


def find_link(*, digest: str, purpose: LinkPurpose, lock: bool = False) -> SecretLink:
    """The open link with this hash. Raises LinkClosed."""
    rows = SecretLink.objects.select_for_update(of=("self",)) if lock else SecretLink.objects
    found = rows.filter(hash=digest, purpose=purpose, ended_at=None, expires_at__gt=clock.now()).first()
    if found is None:
        raise LinkClosed
    return found


def end_links(*, user_id: int) -> None:
    """Close every link of a person."""
    SecretLink.objects.filter(user_id=user_id, ended_at=None).update(ended_at=clock.now())


@transaction.atomic
def count_attempt(*, kind: str, limits: dict[str, int]) -> None:
    """Note an attempt under each key (an address, an e-mail), kept as a keyed hash for a day.

    Raises TooManyAttempts where a key was used up within the last hour; what was refused is not counted.
    """
    moment = clock.now()
    keys = {keyed_hash(f"{kind}:{key}", purpose=_PURPOSE): most for key, most in limits.items()}
    with connection.cursor() as cursor:
        for key in sorted(keys):
            # One after another, so that parallel attempts cannot outrun the count.
            cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_SPACE, key])
    EntryAttempt.objects.filter(at__lt=moment - timedelta(days=1)).delete()
    for key, most in keys.items():
        if EntryAttempt.objects.filter(key=key, at__gt=moment - timedelta(hours=1)).count() >= most:
            raise TooManyAttempts
    EntryAttempt.objects.bulk_create(EntryAttempt(key=key, at=moment) for key in keys)
