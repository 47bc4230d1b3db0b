"""Writes of price groups, those that follow others included."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection, transaction
from msgspec import UNSET, UnsetType

from spinka.accounts.models import Account
from spinka.catalog import events
from spinka.catalog.models import Inventory, PriceGroup, PriceGroupType
from spinka.catalog.services.dependent_prices import follow_prices
from spinka.core.errors import BadParameters, Locked, NotFound

_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST_FACTOR = Decimal(10) ** 6
_MOST_ADDITION = Decimal(10) ** 9
_TOLD_AT_ONCE = 1000


@dataclass(slots=True, kw_only=True)
class PriceGroupFields:
    """What a price group is made or changed with; UNSET stays, or is the default when making.

    `type` and what follows say whose prices it follows; a standard group has prices of its own.
    """

    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    type: str | UnsetType = UNSET
    source_id: int | UnsetType = UNSET
    price_multiplier: Decimal | UnsetType = UNSET
    price_addition: Decimal | UnsetType = UNSET


@transaction.atomic
def save_price_group(*, account_id: int, price_group_id: int | None, fields: PriceGroupFields, actor: str) -> int:
    """Make or change a price group; the currency is the account's when left out (R36).

    Prices of a dependent group are written at once for all products. Raises NotFound for the group and its source;
    BadParameters for values, a circle of sources, and a default group that would depend.
    """
    name = fields.name
    if (name is UNSET and price_group_id is None) or (isinstance(name, str) and not name.strip()):
        raise BadParameters("parameter name is required")
    # All groups in one order: of two that would follow each other the second sees the first. The locks also make
    # whoever adds a price in one of them wait, and only then ask whether a group depends.
    rows = PriceGroup.objects.for_account(account_id).select_for_update().order_by("pk")
    groups = {group.pk: group for group in rows}
    if price_group_id is None:
        row = PriceGroup(account_id=account_id, currency=Account.objects.get(pk=account_id).currency)
    elif price_group_id in groups:
        row = groups[price_group_id]
    else:
        raise NotFound("There is no price group %(id)s", id=price_group_id)
    if isinstance(name, str):
        row.name = name
    if isinstance(fields.description, str):
        row.description = fields.description
    if isinstance(fields.currency, str) and fields.currency:
        row.currency = fields.currency.strip().upper()
    if not _CURRENCY.fullmatch(row.currency):
        raise BadParameters("parameter currency: expected 3 letters, e.g. PLN")
    before = _terms(row)
    _set_terms(row, fields)
    if _terms(row) == before:
        row.save()
        return int(row.pk)
    if row.type != PriceGroupType.STANDARD:
        _check_dependence(row, groups)
        _await_sources(row)
    row.save()
    changed = follow_prices(account_id=account_id, product_ids=None, actor=actor)
    with events.together():
        for start in range(0, len(changed), _TOLD_AT_ONCE):
            events.prices_changed(account_id=account_id, product_ids=changed[start : start + _TOLD_AT_ONCE])
    return int(row.pk)


def _terms(row: PriceGroup) -> tuple[str, int | None, Decimal, Decimal]:
    return str(row.type), row.source_id, row.price_multiplier, row.price_addition


def _set_terms(row: PriceGroup, fields: PriceGroupFields) -> None:
    if isinstance(fields.type, str) and fields.type:
        if fields.type not in PriceGroupType.values:
            kinds = ", ".join(PriceGroupType.values)
            raise BadParameters("parameter price_group_type: one of %(kinds)s", kinds=kinds)
        row.type = fields.type
    factor = _number("price_multiplier", fields.price_multiplier, least=Decimal(0), most=_MOST_FACTOR)
    extra = _number("price_addition", fields.price_addition, least=-_MOST_ADDITION, most=_MOST_ADDITION)
    if row.type == PriceGroupType.STANDARD:
        row.source_id, row.price_multiplier, row.price_addition = None, Decimal(1), Decimal(0)
        return
    if row.type == PriceGroupType.OF_COST:
        row.source_id = None
    elif isinstance(fields.source_id, int) and fields.source_id:
        row.source_id = fields.source_id
    if factor is not None:
        row.price_multiplier = factor.quantize(Decimal("0.000001"), ROUND_HALF_UP)
    if extra is not None:
        row.price_addition = extra.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _number(name: str, value: Decimal | UnsetType, *, least: Decimal, most: Decimal) -> Decimal | None:
    if isinstance(value, UnsetType):
        return None
    if not value.is_finite() or not least <= value <= most:
        raise BadParameters(
            "parameter %(name)s: expected a number from %(least)s to %(most)s", name=name, least=least, most=most
        )
    return value


def _check_dependence(row: PriceGroup, groups: Mapping[int, PriceGroup]) -> None:
    """Refuse what cannot depend: a default group, a source that is none, a circle."""
    # Locked catalogs get no new products meanwhile, and no other default group.
    catalogs = Inventory.objects.for_account(row.account_id).select_for_update().order_by("pk")
    defaults = {catalog.default_price_group_id for catalog in catalogs}
    if row.is_default or row.pk in defaults:
        raise BadParameters("parameter price_group_type: prices of a default price group are its own")
    if row.type != PriceGroupType.OF_GROUP:
        return
    if row.source_id is None:
        raise BadParameters("parameter source_price_group_id is required")
    if row.source_id not in groups:
        raise NotFound("There is no price group %(id)s", id=row.source_id)
    seen: int | None = row.source_id
    while seen is not None:
        if seen == row.pk:
            raise BadParameters("parameter source_price_group_id: the price groups would follow each other in a circle")
        seen = groups[seen].source_id


def _await_sources(row: PriceGroup) -> None:
    """Wait for source prices others are just writing, and hold them until those that follow are written."""
    with connection.cursor() as cursor:
        source = (
            "select 1 from catalog_price where account_id = %s and price_group_id = %s order by product_id for share"
            if row.source_id
            else "select 1 from catalog_product where account_id = %s and average_cost > 0 order by id for share"
        )
        given = [row.account_id, row.source_id] if row.source_id else [row.account_id]
        cursor.execute(f"select count(*) from ({source}) s", given)


@transaction.atomic
def delete_price_group(*, account_id: int, price_group_id: int) -> None:
    """Delete a price group with its prices. Raises NotFound; Locked for a default one and one others follow."""
    row = PriceGroup.objects.for_account(account_id).select_for_update().filter(pk=price_group_id).first()
    if row is None:
        raise NotFound("There is no price group %(id)s", id=price_group_id)
    if row.is_default or Inventory.objects.for_account(account_id).filter(default_price_group_id=row.pk).exists():
        raise Locked("A default price group cannot be deleted")
    if PriceGroup.objects.for_account(account_id).filter(source_id=row.pk).exists():
        raise Locked("Other price groups follow this one")
    with connection.cursor() as cursor:
        cursor.execute("delete from catalog_pricegroup where account_id = %s and id = %s", [account_id, price_group_id])
