"""Numbering series: those every account starts with, and further ones."""

from django.db import IntegrityError, transaction

from spinka.accounts.models import Account
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.documents.models import Document, Kind, Reset, Series
from spinka.documents.numbering import check_format
from spinka.documents.rates import fixed_rate
from spinka.documents.wording import words

LONGEST_NAME = 20
MOST_PAYMENT_DAYS = 3650
DEFAULT_FORMATS = {Kind.INVOICE: "FV %N/%M/%Y", Kind.CORRECTION: "FK %N/%M/%Y", Kind.RECEIPT: "PA %N/%M/%Y"}


@transaction.atomic
def open_default_series(account: Account) -> None:
    """One monthly series for invoices, corrections and receipts each, named in the account's language."""
    for kind, format_ in DEFAULT_FORMATS.items():
        Series(account=account, kind=kind, name=words(account.language)[f"series_{kind}"], format=format_).save(
            force_insert=True
        )


@transaction.atomic
def save_series(
    *,
    account_id: int,
    series_id: int | None = None,
    kind: str,
    name: str,
    format_: str,
    reset: str = Reset.MONTHLY,
    vat_rate: str = "ITEM",
    payment_days: int = 14,
) -> int:
    """Add a series or change one; its id. Kind and reset stay once a number was given.

    Raises NotFound for a foreign series, BadParameters for a format two documents could share, Conflict for a format
    another series has and for a used series' kind or reset.
    """
    if kind not in Kind.values or reset not in Reset.values:
        raise BadParameters("parameter type: one of %(known)s", known=", ".join(Kind.values))
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise BadParameters("parameter name: 1 to %(most)s characters", most=LONGEST_NAME)
    if not 0 <= payment_days <= MOST_PAYMENT_DAYS:
        raise BadParameters("parameter payment_days: 0 to %(most)s", most=MOST_PAYMENT_DAYS)
    check_format(format_, reset=reset)
    fixed_rate(vat_rate)
    row = Series(account_id=account_id)
    if series_id is not None:
        row = locked_series(account_id=account_id, series_id=series_id)
        is_used = Document.objects.for_account(account_id).filter(series_id=row.pk).exists()
        if is_used and (row.kind, row.reset) != (kind, reset):
            raise Conflict("Series %(name)s has given numbers and keeps its kind and period", name=row.name)
    row.kind, row.name, row.format, row.reset = kind, name.strip(), format_, reset
    row.vat_rate, row.payment_days = vat_rate.strip().upper() or "ITEM", payment_days
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict("Another series has the format %(format)s", format=format_) from error
    return int(row.pk)


def locked_series(*, account_id: int, series_id: int) -> Series:
    """A series with its row locked until the transaction ends. Raises NotFound."""
    rows = Series.objects.for_account(account_id).select_for_update(no_key=True)
    row = rows.filter(pk=series_id).first() if 0 < series_id <= BIGGEST_ID else None
    if row is None:
        raise NotFound("There is no numbering series %(id)s", id=series_id)
    return row


def series_for(*, account_id: int, kind: str, series_id: int) -> Series:
    """The series a document of this kind is numbered by: the one named, with 0 the account's first of the kind.

    Raises NotFound for one that is not the account's or numbers another kind.
    """
    rows = Series.objects.for_account(account_id).filter(kind=kind).order_by("pk")
    row = None
    if series_id == 0:
        row = rows.first()
    elif 0 < series_id <= BIGGEST_ID:
        row = rows.filter(pk=series_id).first()
    if row is None:
        raise NotFound("There is no numbering series %(id)s", id=series_id)
    return row
