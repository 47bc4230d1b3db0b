"""Courier accounts: what an account ships with. Credentials are encrypted and are given back to no one (G-04)."""

from collections.abc import Mapping

import msgspec
from django.db import connection, transaction

from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.secrets import decrypt, encrypt
from spinka.shipments.couriers import registry
from spinka.shipments.couriers.base import SECRET, CourierSettings, Field
from spinka.shipments.models import CourierAccount

LONGEST_NAME = 60
_PURPOSE = "courier-credentials"


def accounts_of(*, account_id: int, courier_code: str = "") -> list[CourierAccount]:
    """Courier accounts, oldest first; of one courier when it is named."""
    rows = CourierAccount.objects.for_account(account_id).order_by("pk")
    return list(rows.filter(courier_code=courier_code.strip()) if courier_code.strip() else rows)


def get_account(*, account_id: int, courier_account_id: int) -> CourierAccount:
    """A courier account. Raises NotFound."""
    rows = CourierAccount.objects.for_account(account_id)
    found = rows.filter(pk=courier_account_id).first() if 0 < courier_account_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no courier account %(id)s", id=courier_account_id)
    return found


def opened(row: CourierAccount) -> CourierSettings:
    """A courier account with its credentials in plain, for the courier's own code only."""
    credentials = msgspec.json.decode(decrypt(row.credentials, purpose=_PURPOSE)) if row.credentials else {}
    return CourierSettings(id=row.pk, name=row.name, settings=dict(row.settings), credentials=credentials)


def choose(*, account_id: int, courier_code: str, courier_account_id: int = 0) -> CourierSettings | None:
    """The account named, else the courier's first one; None where the courier works without.

    Raises NotFound for an account that is not there or is of another courier, BadParameters where one is needed.
    """
    if courier_account_id:
        row = get_account(account_id=account_id, courier_account_id=courier_account_id)
        if row.courier_code != courier_code.strip():
            raise NotFound("There is no courier account %(id)s", id=courier_account_id)
        return opened(row)
    first = CourierAccount.objects.for_account(account_id).filter(courier_code=courier_code.strip()).order_by("pk")
    row_or_none = first.first()
    if row_or_none is not None:
        return opened(row_or_none)
    if registry.find(courier_code).needs_account:
        raise BadParameters(
            "Courier %(code)s has no account yet; add one under Settings › Couriers", code=courier_code.strip()
        )
    return None


def _checked(fields: Mapping[str, Field], values: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted(values.keys() - fields.keys())
    if unknown:
        raise BadParameters(
            "parameter %(name)s: this courier's account has %(known)s", name=unknown[0], known=", ".join(fields)
        )
    return {id_: field.check(values.get(id_, ""), name=id_) for id_, field in fields.items()}


@transaction.atomic
def save_courier_account(
    *, account_id: int, courier_account_id: int | None, courier_code: str, name: str, values: Mapping[str, str]
) -> int:
    """Add a courier account, or write an existing one's name and values; its id.

    A secret left empty keeps the one there is. The courier of an existing account does not change. Raises NotFound,
    BadParameters naming the field.
    """
    courier = registry.find(courier_code)
    if not name.strip() or len(name.strip()) > LONGEST_NAME or "\x00" in name:
        raise BadParameters("parameter name: 1 to %(limit)s characters", limit=LONGEST_NAME)
    row, kept = None, dict[str, str]()
    if courier_account_id is not None:
        get_account(account_id=account_id, courier_account_id=courier_account_id)
        row = CourierAccount.objects.for_account(account_id).select_for_update().get(pk=courier_account_id)
        if row.courier_code != courier_code.strip():
            raise BadParameters("parameter courier_code: the courier of an account does not change")
        kept = dict(opened(row).credentials)
    fields = {field.id: field for field in courier.account_fields()}
    secret = {id_ for id_, field in fields.items() if field.type == SECRET}
    given = {id_: text for id_, text in values.items() if not (id_ in secret and not text.strip())}
    checked = _checked(fields, {**kept, **given})
    courier.check_account(checked)
    credentials = {id_: checked.pop(id_) for id_ in sorted(secret)}
    sealed = encrypt(msgspec.json.encode(credentials).decode(), purpose=_PURPOSE) if any(credentials.values()) else ""
    if row is None:
        row = CourierAccount(account_id=account_id, courier_code=courier_code.strip(), created_at=clock.now())
    row.name, row.settings, row.credentials = name.strip(), checked, sealed
    row.save()
    return int(row.pk)


@transaction.atomic
def delete_courier_account(*, account_id: int, courier_account_id: int) -> None:
    """Delete a courier account with its credentials; parcels and the numbers they used stay. Raises NotFound."""
    get_account(account_id=account_id, courier_account_id=courier_account_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from shipments_courieraccount where account_id = %s and id = %s", [account_id, courier_account_id]
        )
