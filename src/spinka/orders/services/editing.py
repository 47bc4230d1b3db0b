"""Changing the head of an order: contact, addresses, notes, extra fields."""

from typing import Any

from django.db import transaction

from spinka.core.errors import BadParameters, NotFound
from spinka.core.money import to_cents
from spinka.orders import events, journal, journal_types
from spinka.orders.draft import ORDER_LENGTHS, OrderFields, check_money, check_texts
from spinka.orders.models import OrderExtraField
from spinka.orders.services.locking import lock_order, recount, write_order

EXTRA_FIELD_LENGTH = 2000


def _check(fields: OrderFields) -> None:
    check_texts(fields, ORDER_LENGTHS)
    if "delivery_price" in fields:
        check_money("delivery_price", fields["delivery_price"])
    if not 0 <= fields.get("star", 0) <= 5:
        raise BadParameters("parameter star: 0 to 5")
    for name in ("pick_state", "pack_state"):
        if fields.get(name, 0) not in (0, 1):
            raise BadParameters("parameter %(name)s: 0 or 1", name=name)


def merged_extra_fields(*, account_id: int, present: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    """Extra fields with the given ones set; an empty text removes one. Raises NotFound for a field not defined."""
    if not given:
        return present
    known = {str(pk) for pk in OrderExtraField.objects.for_account(account_id).values_list("pk", flat=True)}
    unknown = given.keys() - known
    if unknown:
        raise NotFound("There is no order extra field %(id)s", id=min(unknown))
    check_texts({f"custom_extra_fields[{key}]": text for key, text in given.items()}, _Everywhere())
    return {key: text for key, text in {**present, **given}.items() if text != ""}


class _Everywhere(dict[str, int]):
    """One limit for whatever name."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> int:
        return EXTRA_FIELD_LENGTH


@transaction.atomic
def edit_order(*, account_id: int, order_id: int, fields: OrderFields, actor: str, origin: str = "") -> list[str]:
    """Change fields of an order; the names of those that really changed, none of them means nothing was written.

    Delivery fields are journalled as type 11, the others as 16. Raises NotFound for a foreign order or extra field,
    BadParameters for too long texts (R28) or wrong numbers.
    """
    _check(fields)
    order = lock_order(account_id=account_id, order_id=order_id)
    values: dict[str, Any] = dict(fields)
    if "delivery_price" in values:
        values["delivery_price"] = to_cents(values["delivery_price"])
    if "extra_fields" in values:
        values["extra_fields"] = merged_extra_fields(
            account_id=account_id, present=order.extra_fields, given=values["extra_fields"]
        )
    changed = {name: value for name, value in values.items() if getattr(order, name) != value}
    if not changed:
        return []
    old = {name: getattr(order, name) for name in changed}
    for name, value in changed.items():
        setattr(order, name, value)
    if "delivery_price" in changed:
        recount(order)
        write_order(order, *changed, "total_cents")
    else:
        write_order(order, *changed)
    groups = {
        journal_types.DELIVERY_EDITED: [name for name in changed if name.startswith("delivery_")],
        journal_types.DATA_EDITED: [name for name in changed if not name.startswith("delivery_")],
    }
    facts = [
        journal.Fact(order_id, log_type, 0, {"changed": {name: [str(old[name]), str(changed[name])] for name in names}})
        for log_type, names in groups.items()
        if names
    ]
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    names = sorted(changed)
    events.changed(account_id=account_id, order_id=order_id, fields=names, origin=origin)
    return names
