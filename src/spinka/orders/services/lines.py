"""Adding, changing and removing lines of an order, with the stock they hold."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from spinka.catalog.stock import Piece
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.money import to_unit_price
from spinka.orders import events, journal, journal_types
from spinka.orders.draft import LineChanges, LineDraft, check_line
from spinka.orders.goods import load_goods
from spinka.orders.models import Order, OrderLine
from spinka.orders.services.allocation import Want, free_lines, hold_pieces, holds_of, shrink_line, write_holds
from spinka.orders.services.locking import lock_order, recount, write_order
from spinka.orders.services.moments import Stage, fulfilment_of, stage_of
from spinka.orders.services.moves import fill_orders
from spinka.orders.services.resolving import check_warehouses, resolve_lines

_STORED = tuple(item.name for item in fields(LineDraft) if item.name != "pieces")
_MOVES_STOCK = frozenset({"storage", "storage_id", "product_ref", "variant_ref", "warehouse_id"})


def _stage(order: Order) -> Stage:
    return stage_of(
        fulfilment_of(order.account_id),
        status_id=order.status_id,
        kind=order.status.type,
        is_confirmed=order.date_confirmed is not None,
    )


def own_line(*, account_id: int, order_id: int, line_id: int) -> OrderLine:
    """A line of the order. Raises NotFound."""
    known = 0 < line_id <= BIGGEST_ID
    rows = OrderLine.objects.for_account(account_id)
    line = rows.filter(order_id=order_id, pk=line_id).first() if known else None
    if line is None:
        raise NotFound("There is no line %(id)s in order %(order_id)s", id=line_id, order_id=order_id)
    return line


def _finish(order: Order, fact: journal.Fact, actor: str, origin: str) -> None:
    recount(order)
    write_order(order, "total_cents")
    journal.record_all(account_id=order.account_id, facts=[fact], actor=actor)
    events.changed(account_id=order.account_id, order_id=order.pk, fields=["lines"], origin=origin)


@transaction.atomic
def add_line(*, account_id: int, order_id: int, line: LineDraft, actor: str, origin: str = "") -> int:
    """Add a line, holding its stock as at creation (R4, R5); the new line's id.

    Raises BadParameters, NotFound for a foreign order, product or warehouse, StockShort for given pieces not free.
    """
    check_line(line)
    order = lock_order(account_id=account_id, order_id=order_id)
    goods, live = resolve_lines(account_id=account_id, lines=[line])
    values = {name: getattr(line, name) for name in _STORED}
    values["unit_gross"] = to_unit_price(line.unit_gross or Decimal(0))
    values["tax_rate"] = line.tax_rate or Decimal(0)
    values["weight"] = line.weight or Decimal(0)
    row = OrderLine(account_id=account_id, order_id=order_id, **values)
    row.save(force_insert=True)
    stage = _stage(order)
    if line.product_id is not None and line.warehouse_id not in live and stage is not Stage.NONE:
        want = Want(
            key=row.pk,
            goods=goods[line.product_id],
            quantity=line.quantity,
            warehouse_id=line.warehouse_id,
            takes=stage is Stage.TAKEN,
            may_go_live=True,
            pieces=line.pieces,
        )
        shares = hold_pieces(account_id=account_id, wants=[want], actor=actor)
        if line.pieces is not None:
            shares[row.pk].backordered = line.backordered
        write_holds(account_id=account_id, shares=shares)
    data = {"line_id": row.pk, "name": row.name, "quantity": row.quantity}
    _finish(order, journal.Fact(order_id, journal_types.LINE_ADDED, 0, data), actor, origin)
    return int(row.pk)


@transaction.atomic
def edit_line(
    *, account_id: int, order_id: int, line_id: int, changes: LineChanges, actor: str, origin: str = ""
) -> None:
    """Change fields of a line; fewer pieces give stock back, more hold what is free, the rest is backordered.

    Another product or warehouse gives everything back first. Nothing is written when nothing changes.
    Raises BadParameters, NotFound for a foreign order, line, product or warehouse.
    """
    check_line(changes)
    order = lock_order(account_id=account_id, order_id=order_id)
    line = own_line(account_id=account_id, order_id=order_id, line_id=line_id)
    named = changes.named()
    if changes.unit_gross is not None:
        named["unit_gross"] = to_unit_price(changes.unit_gross)
    if named.get("warehouse_id") == 0:
        named["warehouse_id"] = None
    changed = {name: value for name, value in named.items() if getattr(line, name) != value}
    if not changed:
        return
    old = {name: getattr(line, name) for name in changed}
    if not _MOVES_STOCK.isdisjoint(changed):
        _replace_goods(order, line, changed, named, actor)
    elif "quantity" in changed:
        _resize(order, line, changed["quantity"], actor)
    changed.pop("backordered", None)
    OrderLine.objects.for_account(account_id).filter(pk=line_id).update(**changed)
    data = {
        "line_id": line_id,
        "changed": {name: [str(old.get(name, "")), str(value)] for name, value in changed.items()},
    }
    _finish(order, journal.Fact(order_id, journal_types.LINE_EDITED, 0, data), actor, origin)


def _resize(order: Order, line: OrderLine, quantity: int, actor: str) -> None:
    """Make the line's pieces fit its new quantity."""
    rows = OrderLine.objects.for_account(order.account_id).filter(pk=line.pk)
    stage = _stage(order)
    if line.product_id is None or stage is Stage.NONE:
        # Pieces noted as backordered without an own product, or by a caller's own plan, go first.
        rows.update(quantity=quantity, backordered=min(line.backordered, quantity))
        return
    goods = load_goods(account_id=order.account_id, product_ids=[line.product_id])[line.product_id]
    held = holds_of(account_id=order.account_id, line_ids=[line.pk])[line.pk]
    have: dict[int, int] = {}
    for item in held:
        have[item.product_id] = have.get(item.product_id, 0) + item.quantity
    wanted = {part.product_id: count * quantity for part, count in goods.needs}
    surplus = {product_id: count - wanted.get(product_id, 0) for product_id, count in have.items()}
    shrink_line(
        account_id=order.account_id,
        line_id=line.pk,
        surplus={product_id: count for product_id, count in surplus.items() if count > 0},
        actor=actor,
    )
    # A line accepted without all its pieces stays accepted; one that waits for pieces waits for fewer.
    short = max(
        (-(-(count * quantity - have.get(part.product_id, 0)) // count) for part, count in goods.needs), default=0
    )
    rows.update(quantity=quantity, backordered=min(line.backordered, max(0, short)))
    if quantity > line.quantity:
        fill_orders(
            account_id=order.account_id,
            order_ids=[order.pk],
            takes=stage is Stage.TAKEN,
            actor=actor,
            line_id=line.pk,
        )


@transaction.atomic
def grow_line(
    *,
    account_id: int,
    order_id: int,
    line_id: int,
    more: int,
    pieces: Sequence[Piece],
    backordered: int = 0,
    actor: str,
    origin: str = "",
) -> None:
    """Add `more` pieces to a line and hold exactly those given; `backordered` of them are noted as not there yet.

    Raises NotFound for a foreign order or line, StockShort for given pieces that are not free.
    """
    order = lock_order(account_id=account_id, order_id=order_id)
    line = own_line(account_id=account_id, order_id=order_id, line_id=line_id)
    wanted, short = line.quantity + more, line.backordered + backordered
    check_line(LineChanges(quantity=wanted))
    OrderLine.objects.for_account(account_id).filter(pk=line_id).update(quantity=wanted, backordered=short)
    stage = _stage(order)
    if line.product_id is not None and pieces and stage is not Stage.NONE:
        held = holds_of(account_id=account_id, line_ids=[line_id])[line_id]
        want = Want(
            key=line_id,
            goods=load_goods(account_id=account_id, product_ids=[line.product_id])[line.product_id],
            quantity=more,
            warehouse_id=line.warehouse_id,
            takes=stage is Stage.TAKEN,
            pieces=pieces,
            modes={(item.product_id, item.warehouse_id): item.is_taken for item in held},
        )
        shares = hold_pieces(account_id=account_id, wants=[want], actor=actor)
        shares[line_id].backordered = short
        write_holds(account_id=account_id, shares=shares)
    data = {"line_id": line_id, "changed": {"quantity": [str(line.quantity), str(wanted)]}}
    _finish(order, journal.Fact(order_id, journal_types.LINE_EDITED, 0, data), actor, origin)


@transaction.atomic
def put_off_pieces(
    *, account_id: int, order_id: int, line_id: int, backordered: int, actor: str, origin: str = ""
) -> None:
    """Note that so many pieces of a line come later; what it holds of them is given back. Raises NotFound."""
    order = lock_order(account_id=account_id, order_id=order_id)
    line = own_line(account_id=account_id, order_id=order_id, line_id=line_id)
    later = min(backordered, line.quantity)
    if line.product_id is not None:
        goods = load_goods(account_id=account_id, product_ids=[line.product_id])[line.product_id]
        have: dict[int, int] = {}
        for item in holds_of(account_id=account_id, line_ids=[line_id])[line_id]:
            have[item.product_id] = have.get(item.product_id, 0) + item.quantity
        kept = {part.product_id: count * (line.quantity - later) for part, count in goods.needs}
        surplus = {product_id: count - kept.get(product_id, 0) for product_id, count in have.items()}
        shrink_line(
            account_id=account_id,
            line_id=line_id,
            surplus={product_id: count for product_id, count in surplus.items() if count > 0},
            actor=actor,
        )
    OrderLine.objects.for_account(account_id).filter(pk=line_id).update(backordered=later)
    data = {"line_id": line_id, "changed": {"backordered": [str(line.backordered), str(later)]}}
    _finish(order, journal.Fact(order_id, journal_types.LINE_EDITED, 0, data), actor, origin)


def _replace_goods(order: Order, line: OrderLine, changed: dict[str, Any], named: dict[str, Any], actor: str) -> None:
    """Give back what the line holds and hold pieces for what it is now; adds the found product to `changed`."""
    draft = LineDraft(**{name: getattr(line, name) for name in _STORED if name not in {"product_id", "backordered"}})
    for name, value in changed.items():
        setattr(draft, name, value)
    if {"product_ref", "variant_ref", "storage"}.isdisjoint(changed):
        draft.product_id = line.product_id
    if draft.product_id is None or draft.product_id != line.product_id:
        # Another product brings its own texts and numbers, save those named beside it.
        for name in ("name", "sku", "ean"):
            if name not in named and not {"product_ref", "variant_ref"}.isdisjoint(changed):
                setattr(draft, name, "")
    goods, live = resolve_lines(account_id=order.account_id, lines=[draft])
    for name in ("name", "sku", "ean"):
        if not getattr(draft, name):
            setattr(draft, name, getattr(line, name))
    free_lines(account_id=order.account_id, line_ids=[line.pk], with_taken=True, actor=actor)
    changed |= {name: getattr(draft, name) for name in ("product_id", "warehouse_id", "name", "sku", "ean")}
    OrderLine.objects.for_account(order.account_id).filter(pk=line.pk).update(backordered=0)
    stage = _stage(order)
    if draft.product_id is None or draft.warehouse_id in live or stage is Stage.NONE:
        return
    want = Want(
        key=line.pk,
        goods=goods[draft.product_id],
        quantity=draft.quantity,
        warehouse_id=draft.warehouse_id,
        takes=stage is Stage.TAKEN,
        may_go_live="warehouse_id" not in named,
    )
    share = hold_pieces(account_id=order.account_id, wants=[want], actor=actor)[line.pk]
    write_holds(account_id=order.account_id, shares={line.pk: share})
    changed["warehouse_id"] = share.warehouse_id


@transaction.atomic
def delete_line(*, account_id: int, order_id: int, line_id: int, actor: str, origin: str = "") -> None:
    """Remove a line and give back everything it holds (R4). Raises NotFound."""
    order = lock_order(account_id=account_id, order_id=order_id)
    line = own_line(account_id=account_id, order_id=order_id, line_id=line_id)
    free_lines(account_id=account_id, line_ids=[line_id], with_taken=True, actor=actor)
    with connection.cursor() as cursor:
        cursor.execute("delete from orders_orderline where account_id = %s and id = %s", [account_id, line_id])
    data = {"line_id": line_id, "name": line.name, "quantity": line.quantity}
    _finish(order, journal.Fact(order_id, journal_types.LINE_REMOVED, line_id, data), actor, origin)


@transaction.atomic
def release_line_stock(
    *, account_id: int, order_id: int, line_ids: Sequence[int], warehouse_id: int | None = None, actor: str = ""
) -> None:
    """Free the own stock lines hold because a supplier will send them (R5); the order's lines only.

    With `warehouse_id` the lines belong to that live warehouse of the supplier from then on and are never reserved
    locally again. Raises NotFound for a foreign order or warehouse.
    """
    lock_order(account_id=account_id, order_id=order_id)
    rows = OrderLine.objects.for_account(account_id).filter(order_id=order_id, pk__in=list(line_ids))
    own = list(rows.values_list("pk", flat=True))
    free_lines(account_id=account_id, line_ids=own, with_taken=True, actor=actor)
    if warehouse_id is None:
        rows.update(backordered=0)
        return
    check_warehouses(account_id=account_id, lines=[LineDraft(warehouse_id=warehouse_id)])
    rows.update(backordered=0, warehouse_id=warehouse_id)
