"""Suppliers and payers of an account: adding, changing and deleting them."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from spinka.catalog.models import ExtraField, PriceGroup
from spinka.core.errors import BadParameters, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.draft import check_texts
from spinka.warehousing.models import Payer, Supplier

_CURRENCY = re.compile(r"[A-Z]{3}")
_COSTS, _CODES = ("cost",), ("sku", "ean", "code")


def lengths_of(model: type[models.Model]) -> dict[str, int]:
    """The longest text of every column of a table."""
    return {
        field.name: field.max_length
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.max_length is not None
    }


def write(row: models.Model, values: Mapping[str, Any]) -> int:
    """Check texts and the name, set the named columns and save; the row's id. Raises BadParameters."""
    check_texts(values, lengths_of(type(row)))
    for name, value in values.items():
        setattr(row, name, value.strip() if name == "name" else value)
    if not getattr(row, "name", ""):
        raise BadParameters("parameter name is required")
    row.save()
    return int(row.pk)


@transaction.atomic
def save_supplier(*, account_id: int, supplier_id: int | None, values: Mapping[str, Any]) -> int:
    """Add a supplier or change the named columns of one; its id.

    Raises NotFound for a foreign supplier, price group or extra field, BadParameters for texts too long, no name, and
    a cost or code that is none.
    """
    row = Supplier(account_id=account_id)
    if supplier_id is not None:
        rows = Supplier.objects.for_account(account_id).select_for_update()
        found = rows.filter(pk=supplier_id).first() if 0 < supplier_id <= BIGGEST_ID else None
        if found is None:
            raise NotFound("There is no supplier %(id)s", id=supplier_id)
        row = found
    given = dict(values)
    if "currency" in given:
        given["currency"] = given["currency"].strip().upper()
        if given["currency"] and not _CURRENCY.fullmatch(given["currency"]):
            raise BadParameters("parameter currency: expected 3 letters, e.g. PLN")
    if "cost_from" in given and given["cost_from"] not in _COSTS:
        group_id = _number(given["cost_from"])
        if group_id is None:
            raise BadParameters("parameter take_product_cost_from: cost or the id of a price group")
        if not PriceGroup.objects.for_account(account_id).filter(pk=group_id).exists():
            raise NotFound("There is no price group %(id)s", id=group_id)
    if "code_from" in given and given["code_from"] not in _CODES:
        field_id = _number(given["code_from"])
        if field_id is None:
            raise BadParameters("parameter take_product_code_from: sku, ean, code or the id of an extra field")
        if not ExtraField.objects.for_account(account_id).filter(pk=field_id).exists():
            raise NotFound("There is no extra field %(id)s", id=field_id)
    return write(row, given)


def _number(text: str) -> int | None:
    is_id = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_id else None


@transaction.atomic
def delete_supplier(*, account_id: int, supplier_id: int) -> None:
    """Delete a supplier. Raises NotFound."""
    rows = Supplier.objects.for_account(account_id).filter(pk=supplier_id)
    if not 0 < supplier_id <= BIGGEST_ID or not rows.delete()[0]:
        raise NotFound("There is no supplier %(id)s", id=supplier_id)


@transaction.atomic
def save_payer(*, account_id: int, payer_id: int | None, values: Mapping[str, Any]) -> int:
    """Add a payer or change the named columns of one; its id. Raises NotFound, BadParameters."""
    row = Payer(account_id=account_id)
    if payer_id is not None:
        rows = Payer.objects.for_account(account_id).select_for_update()
        found = rows.filter(pk=payer_id).first() if 0 < payer_id <= BIGGEST_ID else None
        if found is None:
            raise NotFound("There is no payer %(id)s", id=payer_id)
        row = found
    return write(row, values)


@transaction.atomic
def delete_payer(*, account_id: int, payer_id: int) -> None:
    """Delete a payer. Raises NotFound."""
    rows = Payer.objects.for_account(account_id).filter(pk=payer_id)
    if not 0 < payer_id <= BIGGEST_ID or not rows.delete()[0]:
        raise NotFound("There is no payer %(id)s", id=payer_id)
