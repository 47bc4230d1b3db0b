"""Finding what the lines of a return refer to: order lines, own products, warehouses, item statuses and reasons."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.orders.draft import LineDraft
from spinka.orders.models import OrderLine
from spinka.orders.services.resolving import check_warehouses, resolve_lines
from spinka.returns.draft import ReturnLineFields
from spinka.returns.models import ReturnExtraField, ReturnLineStatus, ReturnReason

STORED = tuple(item.name for item in fields(LineDraft) if item.name not in {"backordered", "pieces"})
REFERENCES = ("storage", "storage_id", "product_ref", "variant_ref")


def _order_lines(account_id: int, order_id: int | None, lines: Sequence[ReturnLineFields]) -> dict[int, OrderLine]:
    wanted = {line.order_line_id for line in lines if line.order_line_id}
    if not wanted:
        return {}
    ids = [line_id for line_id in wanted if 0 < line_id <= BIGGEST_ID]
    rows = OrderLine.objects.for_account(account_id).filter(order_id=order_id or 0, pk__in=ids)
    found = {row.pk: row for row in rows}
    missing = wanted - found.keys()
    if missing:
        raise NotFound("There is no line %(id)s in order %(order_id)s", id=min(missing), order_id=order_id or 0)
    return found


def named_values(line: ReturnLineFields) -> dict[str, Any]:
    """Columns of the goods a call names; warehouse 0 is none."""
    named = line.goods.named()
    if named.get("warehouse_id") == 0:
        named["warehouse_id"] = None
    return named


def resolve_new_lines(*, account_id: int, order_id: int | None, lines: Sequence[ReturnLineFields]) -> list[LineDraft]:
    """The goods of new lines, complete: what a line does not name comes from its order line or the own product.

    Raises NotFound for an order line that is not of the return's order, and for foreign products, warehouses, item
    statuses and reasons; nothing is written.
    """
    sold = _order_lines(account_id, order_id, lines)
    drafts, unknown, placed = [], [], []
    for line in lines:
        named, row = named_values(line), sold.get(line.order_line_id)
        draft = LineDraft() if row is None else LineDraft(**{name: getattr(row, name) for name in STORED})
        is_same = row is not None and all(
            named.get(name, getattr(row, name)) == getattr(row, name) for name in REFERENCES
        )
        for name, value in named.items():
            setattr(draft, name, value)
        if is_same:
            # The product may be gone by now; the order line says what was sold.
            placed += [LineDraft(warehouse_id=named["warehouse_id"])] if "warehouse_id" in named else []
        else:
            draft.product_id = None
            unknown.append(draft)
        drafts.append(draft)
    resolve_lines(account_id=account_id, lines=unknown)
    check_warehouses(account_id=account_id, lines=placed)
    check_line_words(account_id=account_id, lines=lines)
    return drafts


def check_line_words(*, account_id: int, lines: Sequence[ReturnLineFields]) -> None:
    """Raise NotFound for an item status or a reason that is not the account's."""
    status_ids = {line.status_id for line in lines if line.status_id}
    if status_ids:
        statuses = ReturnLineStatus.objects.for_account(account_id).values_list("pk", flat=True)
        if missing := status_ids - set(statuses):
            raise NotFound("There is no status of returned goods %(id)s", id=min(missing))
    reason_ids = {line.reason_id for line in lines if line.reason_id}
    if reason_ids:
        reasons = ReturnReason.objects.for_account(account_id).values_list("pk", flat=True)
        if missing := reason_ids - set(reasons):
            raise NotFound("There is no reason of returns %(id)s", id=min(missing))


def merged_extra_fields(*, account_id: int, present: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    """Extra fields with the given ones set; an empty text removes one. Raises NotFound for a field not defined."""
    if not given:
        return present
    known = {str(pk) for pk in ReturnExtraField.objects.for_account(account_id).values_list("pk", flat=True)}
    if unknown := given.keys() - known:
        raise NotFound("There is no extra field of returns %(id)s", id=min(unknown))
    return {key: text for key, text in {**present, **given}.items() if text != ""}
