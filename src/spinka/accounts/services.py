"""Opening accounts, people's memberships, issuing and revoking tokens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from spinka.accounts.models import Account, ApiToken, Membership, Role, User
from spinka.accounts.permissions import parse_scopes
from spinka.accounts.tenancy import acting_for
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.secrets import new_token, token_hash

DEFAULT_CALL_LIMIT = 100
OpeningStep = Callable[[Account], None]
_opening_steps: list[OpeningStep] = []


def set_opening_steps(steps: Iterable[OpeningStep]) -> None:
    """What every new account gets from the packages above: its catalog, its statuses (spinka/subscriptions.py)."""
    _opening_steps[:] = steps


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token; `plain_text` is shown once, only its hash is stored."""

    token_id: int
    plain_text: str


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    """A new account with its first person and token."""

    account_id: int
    user_id: int
    token: str


def _next_account_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('accounts_account', 'id'))")
        return int(cursor.fetchone()[0])


@transaction.atomic
def open_account(
    *,
    name: str,
    email: str,
    password: str,
    language: str = "pl",
    currency: str = "PLN",
    time_zone: str = "Europe/Warsaw",
    limit: int = DEFAULT_CALL_LIMIT,
    is_unconfirmed: bool = False,
) -> OpenedAccount:
    """Open an account with an owner, a default catalog, price group, warehouse, order statuses and an API token.

    A person who exists already (same e-mail) becomes owner of this account too, provided the password is theirs. An
    `is_unconfirmed` account has no token, and its new owner cannot sign in before the address is confirmed (R30).
    Raises BadParameters for empty or too long texts, Conflict for an e-mail of a person with another password.
    """
    name, email = name.strip(), email.strip().lower()
    if not name or len(name) > 160:
        raise BadParameters("The name must have 1 to 160 characters")
    if not email or "@" not in email or len(email) > 150:
        raise BadParameters("The e-mail address is not valid")
    if len(password) < 8:
        raise BadParameters("The password must have at least 8 characters")
    if language not in {"pl", "en"}:
        raise BadParameters("The language must be pl or en")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email=email, name=name[:120], password=password, language=language)
        if is_unconfirmed:
            user.is_active = False
            user.save(update_fields=["is_active"])
    elif not user.check_password(password):
        raise Conflict("%(email)s already signs in here with another password", email=email)
    account_id = _next_account_id()
    with acting_for(account_id):
        account = Account(
            pk=account_id,
            name=name,
            email=email,
            language=language,
            currency=currency,
            time_zone=time_zone,
            is_unconfirmed=is_unconfirmed,
            created_at=clock.now(),
        )
        account.save(force_insert=True)
        Membership(account=account, user=user, role=Role.OWNER).save(force_insert=True)
        for step in _opening_steps:
            step(account)
        token = "" if is_unconfirmed else issue_token(account_id=account_id, label="default", limit=limit).plain_text
    return OpenedAccount(account_id=account_id, user_id=user.pk, token=token)


@transaction.atomic
def issue_token(
    *, account_id: int, label: str = "", scopes: Iterable[str] = (), limit: int = DEFAULT_CALL_LIMIT
) -> IssuedToken:
    """Issue an API token with the scopes given, all by default; `limit` is calls a minute, 0 for none (R39).

    Raises NotFound for an account that does not exist, BadParameters for unknown scopes or a negative limit.
    """
    try:
        checked = parse_scopes(list(scopes))
    except ValueError as error:
        raise BadParameters("There is no scope %(scopes)s", scopes=str(error)) from error
    if limit < 0 or len(label) > 100:
        raise BadParameters("The limit must not be negative and the label has at most 100 characters")
    with acting_for(account_id):
        if not Account.objects.filter(pk=account_id).exists():
            raise NotFound("There is no account %(id)s", id=account_id)
        plain_text = new_token(account_id)
        row = ApiToken(
            account_id=account_id,
            label=label,
            hash=token_hash(plain_text),
            hint=plain_text[-4:],
            scopes=checked,
            call_limit=limit,
            created_at=clock.now(),
        )
        row.save(force_insert=True)
    return IssuedToken(token_id=row.pk, plain_text=plain_text)


@transaction.atomic
def revoke_token(*, account_id: int, token_id: int) -> None:
    """Revoke a token at once; revoking twice changes nothing."""
    row = ApiToken.objects.for_account(account_id).select_for_update().filter(pk=token_id).first()
    if row is None:
        raise NotFound("There is no token %(id)s", id=token_id)
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])


@transaction.atomic
def add_member(*, account_id: int, email: str, name: str, password: str, language: str, role: str) -> int:
    """Give a person a role in the account, creating the person when the e-mail is new."""
    if role not in Role.values:
        raise BadParameters("There is no role %(role)s", role=role)
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email=email, name=name, password=password, language=language)
    with acting_for(account_id):
        membership, _ = Membership.objects.for_account(account_id).update_or_create(
            user=user, defaults={"role": role}, create_defaults={"role": role, "account_id": account_id}
        )
    return int(membership.pk)


PREFERENCES = {"language": {"pl", "en"}, "theme": {"auto", "light", "dark"}, "density": {"comfortable", "compact"}}


@transaction.atomic
def set_preferences(*, user_id: int, name: str | None = None, **choices: str) -> None:
    """Change a person's own name, language, theme or density; what is not named stays. Raises BadParameters."""
    values = {key: value for key, value in choices.items() if value in PREFERENCES.get(key, ())}
    if len(values) != len(choices):
        raise BadParameters("The language, theme or density is not one of the known ones")
    if name is not None:
        if not 0 < len(name.strip()) <= 120:
            raise BadParameters("The name must have 1 to 120 characters")
        values["name"] = name.strip()
    if values and not User.objects.filter(pk=user_id).update(**values):
        raise NotFound("There is no person %(id)s", id=user_id)


@transaction.atomic
def change_password(*, user_id: int, password: str) -> User:
    """Give a person a new password; every other session of theirs ends. The caller checked the old one."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound("There is no person %(id)s", id=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


COMPANY_LENGTHS = {
    "company": 200,
    "tax_number": 30,
    "address": 200,
    "postcode": 20,
    "city": 100,
    "country_code": 2,
    "phone": 60,
}


@transaction.atomic
def set_company(*, account_id: int, **details: str) -> None:
    """Change the company's own data, which its sales are billed to (R16); what is not named stays.

    Raises BadParameters for an unknown name or too long a text, NotFound for an account that does not exist.
    """
    for name, text in details.items():
        if name not in COMPANY_LENGTHS:
            raise BadParameters("There is no field %(key)s", key=name[:60])
        if len(text) > COMPANY_LENGTHS[name]:
            raise BadParameters(
                "parameter %(name)s: at most %(limit)s characters", name=name, limit=COMPANY_LENGTHS[name]
            )
    with acting_for(account_id):
        if not Account.objects.filter(pk=account_id).update(**details):
            raise NotFound("There is no account %(id)s", id=account_id)
