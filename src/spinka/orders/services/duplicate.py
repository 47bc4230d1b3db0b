"""Copying an order as a new one."""

from dataclasses import fields

from django.db import transaction

from spinka.orders import journal, journal_types
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.orders.goods import Goods, load_goods, referred_product_id
from spinka.orders.models import Order, OrderExtraField, OrderLine
from spinka.orders.services.creation import CreatedOrder, create_order
from spinka.orders.services.locking import lock_order

# What names the one order at a shop, a gateway or a partner is not copied (R15); the rest is what the draft says.
_OWN = frozenset({"external_order_id", "shop_order_id", "transaction_number", "chain"})
_SOURCE = frozenset({"source", "source_id", "source_name", "source_info"})
_DERIVED = frozenset({"status_id", "date_add", "is_confirmed", "is_paid", "extra_fields", "lines"})
_COPIED = tuple(item.name for item in fields(OrderDraft) if item.name not in _OWN | _SOURCE | _DERIVED)
_LINE_COPIED = tuple(
    item.name for item in fields(LineDraft) if item.name not in {"pieces", "backordered", "warehouse_id"}
)
CONNECT = "blconnect"


@transaction.atomic
def duplicate_order(*, account_id: int, order_id: int, actor: str, origin: str = "") -> CreatedOrder:
    """Create a copy of an order in the first status, unpaid, holding stock by the ordinary rules (R4, R5).

    Its data of Connect and its numbers at shops and gateways are dropped (R15); lines without pieces are left out. The
    copy of a technical order is an ordinary one. Journal type 17 on the copied order. Raises NotFound.
    """
    order = lock_order(account_id=account_id, order_id=order_id)
    rows = OrderLine.objects.for_account(account_id).filter(order_id=order_id, quantity__gt=0).order_by("pk")
    lines = list(rows.select_related("warehouse"))
    goods = load_goods(account_id=account_id, product_ids=filter(None, map(_product_id, lines)))
    created = create_order(
        account_id=account_id, draft=_draft(order, [_line(line, goods) for line in lines]), actor=actor, origin=origin
    )
    data = {"number": created.order_id}
    journal.record(
        account_id=account_id,
        order_id=order_id,
        log_type=journal_types.COPIED,
        object_id=created.order_id,
        actor=actor,
        data=data,
    )
    return created


def _draft(order: Order, lines: list[LineDraft]) -> OrderDraft:
    draft = OrderDraft(is_confirmed=order.date_confirmed is not None, lines=lines)
    for name in _COPIED:
        setattr(draft, name, getattr(order, name))
    if order.source != CONNECT:
        for name in _SOURCE:
            setattr(draft, name, getattr(order, name))
    known = {str(pk) for pk in OrderExtraField.objects.for_account(order.account_id).values_list("pk", flat=True)}
    draft.extra_fields = {key: text for key, text in order.extra_fields.items() if key in known}
    return draft


def _product_id(line: OrderLine) -> int | None:
    """The own product a line has, or refers to without having it as those of technical orders do."""
    if line.product_id is not None:
        return int(line.product_id)
    return referred_product_id(storage=line.storage, product_ref=line.product_ref, variant_ref=line.variant_ref)


def _line(line: OrderLine, goods: dict[int, Goods]) -> LineDraft:
    draft = LineDraft(**{name: getattr(line, name) for name in _LINE_COPIED})
    own = goods.get(_product_id(line) or 0)
    if own is None and line.storage == "db":
        # Its product is gone: nothing may be looked for under the old number.
        draft.product_ref, draft.variant_ref = "", "0"
    places = (*own.warehouse_ids, *own.live_warehouse_ids) if own else ()
    # A place the line was given by rule is looked for anew; one that was chosen by hand is kept.
    draft.warehouse_id = None if line.warehouse_id in places else line.warehouse_id
    return draft
