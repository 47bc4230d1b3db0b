"""Changing the head of a return: contact, address, notes, extra fields."""

from typing import Any

from django.db import transaction

from spinka.core.money import to_cents
from spinka.returns import journal
from spinka.returns.draft import ReturnFields, check_fields
from spinka.returns.services.locking import lock_return, recount, write_return
from spinka.returns.services.resolving import merged_extra_fields


@transaction.atomic
def edit_return(*, account_id: int, return_id: int, fields: ReturnFields, actor: str) -> list[str]:
    """Change fields of a return; the names of those that really changed, none of them means nothing was written.

    Delivery fields are journalled as type 6, the others as 10. Raises NotFound for a foreign return or extra field,
    BadParameters for too long texts (R28) or wrong numbers.
    """
    check_fields(fields)
    row = lock_return(account_id=account_id, return_id=return_id)
    values: dict[str, Any] = dict(fields)
    if "delivery_price" in values:
        values["delivery_price"] = to_cents(values["delivery_price"])
    if "extra_fields" in values:
        values["extra_fields"] = merged_extra_fields(
            account_id=account_id, present=row.extra_fields, given=values["extra_fields"]
        )
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return []
    old = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    if "delivery_price" in changed:
        recount(row)
        write_return(row, *changed, "total_cents")
    else:
        write_return(row, *changed)
    groups = {
        journal.DELIVERY_EDITED: [name for name in changed if name.startswith("delivery_")],
        journal.DATA_EDITED: [name for name in changed if not name.startswith("delivery_")],
    }
    facts = [
        journal.Fact(
            return_id, log_type, 0, {"changed": {name: [str(old[name]), str(changed[name])] for name in names}}
        )
        for log_type, names in groups.items()
        if names
    ]
    journal.record_all(account_id=account_id, facts=facts, actor=actor)
    return sorted(changed)
