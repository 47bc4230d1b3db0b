"""Adding, changing and removing lines of a return."""

from typing import Any

from django.db import connection, transaction

from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.money import to_unit_price
from spinka.orders.draft import LineDraft, check_line
from spinka.orders.services.resolving import check_warehouses, resolve_lines
from spinka.returns import journal
from spinka.returns.draft import ReturnLineFields
from spinka.returns.models import Return, ReturnLine
from spinka.returns.services.creation import insert_lines
from spinka.returns.services.locking import lock_return, recount, write_return
from spinka.returns.services.resolving import REFERENCES, STORED, check_line_words, named_values, resolve_new_lines


def own_line(*, account_id: int, return_id: int, line_id: int) -> ReturnLine:
    """A line of the return. Raises NotFound."""
    known = 0 < line_id <= BIGGEST_ID
    rows = ReturnLine.objects.for_account(account_id)
    line = rows.filter(parent_id=return_id, pk=line_id).first() if known else None
    if line is None:
        raise NotFound("There is no line %(id)s in return %(return_id)s", id=line_id, return_id=return_id)
    return line


def _finish(row: Return, facts: list[journal.Fact], actor: str) -> None:
    recount(row)
    write_return(row, "total_cents")
    journal.record_all(account_id=row.account_id, facts=facts, actor=actor)


@transaction.atomic
def add_line(*, account_id: int, return_id: int, line: ReturnLineFields, actor: str) -> int:
    """Add a line; the new line's id.

    Raises BadParameters, NotFound for a foreign return, order line, product, warehouse, item status or reason.
    """
    check_line(line.goods)
    row = lock_return(account_id=account_id, return_id=return_id)
    (draft,) = resolve_new_lines(account_id=account_id, order_id=row.order_id, lines=[line])
    (line_id,) = insert_lines(account_id=account_id, return_id=return_id, lines=[line], drafts=[draft])
    data = {"line_id": line_id, "name": draft.name, "quantity": draft.quantity}
    _finish(row, [journal.Fact(return_id, journal.LINE_ADDED, 0, data)], actor)
    return line_id


def _found_goods(account_id: int, line: ReturnLine, named: dict[str, Any]) -> dict[str, Any]:
    """What another product or warehouse brings along: the own product, and its texts where none are named."""
    draft = LineDraft(**{name: named.get(name, getattr(line, name)) for name in STORED})
    draft.product_id = None
    for name in ("name", "sku", "ean"):
        if name not in named:
            setattr(draft, name, "")
    resolve_lines(account_id=account_id, lines=[draft])
    texts = {name: getattr(draft, name) or getattr(line, name) for name in ("name", "sku", "ean")}
    return {"product_id": draft.product_id, "warehouse_id": draft.warehouse_id, **texts}


@transaction.atomic
def edit_line(*, account_id: int, return_id: int, line_id: int, changes: ReturnLineFields, actor: str) -> None:
    """Change fields of a line; nothing is written when nothing changes. Another item status is journalled as type 12.

    Raises BadParameters, NotFound for a foreign return, line, product, warehouse, item status or reason.
    """
    check_line(changes.goods)
    row = lock_return(account_id=account_id, return_id=return_id)
    line = own_line(account_id=account_id, return_id=return_id, line_id=line_id)
    check_line_words(account_id=account_id, lines=[changes])
    named = named_values(changes)
    if changes.goods.unit_gross is not None:
        named["unit_gross"] = to_unit_price(changes.goods.unit_gross)
    if any(name in named and named[name] != getattr(line, name) for name in REFERENCES):
        named |= _found_goods(account_id, line, named)
    elif named.get("warehouse_id") is not None:
        check_warehouses(account_id=account_id, lines=[LineDraft(warehouse_id=named["warehouse_id"])])
    for name in ("status_id", "reason_id"):
        if getattr(changes, name) is not None:
            named[name] = getattr(changes, name) or None
    changed = {name: value for name, value in named.items() if getattr(line, name) != value}
    if not changed:
        return
    old = {name: str(getattr(line, name)) for name in changed}
    ReturnLine.objects.for_account(account_id).filter(pk=line_id).update(**changed)
    facts = []
    if edited := {name: [old[name], str(value)] for name, value in changed.items() if name != "status_id"}:
        data: dict[str, Any] = {"line_id": line_id, "changed": edited}
        facts.append(journal.Fact(return_id, journal.LINE_EDITED, 0, data))
    if "status_id" in changed:
        data = {"from": line.status_id or 0, "to": changed["status_id"] or 0}
        facts.append(journal.Fact(return_id, journal.LINE_STATUS_CHANGED, line_id, data))
    _finish(row, facts, actor)


@transaction.atomic
def delete_line(*, account_id: int, return_id: int, line_id: int, actor: str) -> None:
    """Remove a line. Raises NotFound."""
    row = lock_return(account_id=account_id, return_id=return_id)
    line = own_line(account_id=account_id, return_id=return_id, line_id=line_id)
    with connection.cursor() as cursor:
        cursor.execute("delete from returns_returnline where account_id = %s and id = %s", [account_id, line_id])
    data = {"line_id": line_id, "name": line.name, "quantity": line.quantity}
    _finish(row, [journal.Fact(return_id, journal.LINE_REMOVED, line_id, data)], actor)
