"""Clients: adding, changing and deleting them."""

from typing import Any, TypedDict

from django.db import connection, models, transaction

from spinka.clients.models import Client, ClientExtraField
from spinka.clients.services.statuses import first_status, own_status
from spinka.core import clock
from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.draft import check_texts

EXTRA_FIELD_LENGTH = 2000
NOTES_LENGTH = 65_535
_LENGTHS = {
    item.name: item.max_length
    for item in Client._meta.get_fields()
    if isinstance(item, models.CharField) and item.max_length is not None
} | {"notes": NOTES_LENGTH}
_SEPARATORS = str.maketrans("", "", " -")


class ClientFields(TypedDict, total=False):
    """Fields of a client; what is not named stays, or is empty when creating.

    `status_id` 0 is the first status. `extra_fields` is merged, an empty text removes a value.
    """

    status_id: int
    star: int
    connect_contractor_id: int
    login: str
    phone: str
    email: str
    notes: str
    invoice_company: str
    invoice_fullname: str
    invoice_address: str
    invoice_postcode: str
    invoice_city: str
    invoice_state: str
    invoice_country_code: str
    invoice_tax_id: str
    delivery_company: str
    delivery_fullname: str
    delivery_address: str
    delivery_postcode: str
    delivery_city: str
    delivery_state: str
    delivery_country_code: str
    extra_fields: dict[str, str]


def plain_tax_id(text: str) -> str:
    """A tax number as it is kept and compared: without blanks and dashes."""
    return text.translate(_SEPARATORS)


def _extra_fields(account_id: int, present: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    if not given:
        return present
    names = {f"custom_extra_fields[{key}]": text for key, text in given.items()}
    check_texts(names, dict.fromkeys(names, EXTRA_FIELD_LENGTH))
    known = {str(pk) for pk in ClientExtraField.objects.for_account(account_id).values_list("pk", flat=True)}
    if unknown := given.keys() - known:
        raise NotFound("There is no extra field of clients %(id)s", id=min(unknown))
    return {key: text for key, text in {**present, **given}.items() if text != ""}


def _lock(account_id: int, client_id: int) -> Client:
    rows = Client.objects.for_account(account_id).select_for_update()
    client = rows.filter(pk=client_id).first() if 0 < client_id <= BIGGEST_ID else None
    if client is None:
        raise NotFound("There is no client %(id)s", id=client_id)
    return client


@transaction.atomic
def save_client(*, account_id: int, client_id: int | None = None, fields: ClientFields) -> int:
    """Create a client, or change the named fields of one; its id.

    Whether `connect_contractor_id` is a contractor of the account is the caller's to check: connect lies above.
    Raises NotFound for a foreign client, status or extra field, BadParameters for too long texts or a wrong star.
    """
    values: dict[str, Any] = dict(fields)
    check_texts(values, _LENGTHS)
    if not 0 <= values.get("star", 0) <= 5:
        raise BadParameters("parameter star: 0 to 5")
    moment = clock.now()
    if client_id is None:
        client = Client(account_id=account_id, created_at=moment, updated_at=moment)
        values.setdefault("status_id", 0)
    else:
        client = _lock(account_id, client_id)
    if "status_id" in values:
        wanted = values["status_id"]
        status = own_status(account_id=account_id, status_id=wanted) if wanted else first_status(account_id=account_id)
        values["status_id"] = status.pk
    if "invoice_tax_id" in values:
        values["invoice_tax_id"] = plain_tax_id(values["invoice_tax_id"])
    if "extra_fields" in values:
        values["extra_fields"] = _extra_fields(account_id, client.extra_fields, values["extra_fields"])
    for name, value in values.items():
        setattr(client, name, value)
    if client_id is None:
        client.save(force_insert=True)
    elif values:
        Client.objects.for_account(account_id).filter(pk=client_id).update(**values, updated_at=moment)
    return int(client.pk)


@transaction.atomic
def delete_client(*, account_id: int, client_id: int) -> None:
    """Delete a client; orders stay. Raises NotFound."""
    client = _lock(account_id, client_id)
    with connection.cursor() as cursor:
        cursor.execute("delete from clients_client where account_id = %s and id = %s", [account_id, client.pk])
