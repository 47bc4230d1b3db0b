"""Asking the other side of a sale for a change, and taking the question back (R14, R15)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from spinka.connect import access
from spinka.connect.models import RequestKind, RequestState, Sale, SaleLine, SaleRequest
from spinka.connect.services.sales import CONTRACTOR, SUPPLIER, tell
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound

MOST_REASON = 500


def side_of(crossing: access.Crossing) -> str:
    """Which side of the sale acts."""
    return SUPPLIER if crossing.account_id == crossing.supplier_id else CONTRACTOR


def open_request(crossing: access.Crossing, sale: Sale, line: SaleLine | None) -> SaleRequest | None:
    """What is asked about a line now, or about the order's data; held, as the sale's row is by the caller."""
    rows = SaleRequest.objects.for_account(crossing.account_id).filter(sale=sale, state=RequestState.OPEN)
    return rows.filter(line_id=line.pk).first() if line is not None else rows.filter(line_id__isnull=True).first()


def find_request(crossing: access.Crossing, sale: Sale, request_id: int) -> SaleRequest:
    """An open request of the sale by its number. Raises NotFound."""
    rows = SaleRequest.objects.for_account(crossing.account_id).filter(sale=sale, state=RequestState.OPEN)
    found = rows.filter(pk=request_id).first() if 0 < request_id < 2**63 else None
    if found is None:
        raise NotFound("There is no open request %(id)s", id=request_id)
    return found


def ask(
    crossing: access.Crossing,
    sale: Sale,
    *,
    kind: RequestKind,
    line: SaleLine | None = None,
    quantity: int | None = None,
    price: Decimal | None = None,
    date: datetime | None = None,
    product_id: int | None = None,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    actor: str,
) -> SaleRequest:
    """Ask for a change; both orders stay as agreed. An own open question about the same is replaced, data are added to.

    The caller holds connection and sale. Raises Conflict while the other side waits for an answer about the same.
    """
    check_reason(reason)
    given = dict(values or {})
    before = open_request(crossing, sale, line)
    if before is not None:
        if before.side != side_of(crossing):
            raise Conflict(
                "%(partner)s has asked for a change of this already; answer it first", partner=_partner(crossing)
            )
        given = {**before.values, **given}
        close(before, RequestState.WITHDRAWN, actor)
    made = SaleRequest(
        supplier_id=sale.supplier_id,
        contractor_id=sale.contractor_id,
        sale=sale,
        line_id=line.pk if line is not None else None,
        side=side_of(crossing),
        kind=kind,
        quantity=quantity,
        price=price,
        date=date,
        product_id=product_id,
        values=given,
        reason=reason,
        actor=actor[:120],
        created_at=clock.now(),
    )
    made.save(force_insert=True)
    tell(crossing, sale, "asked", told(made), actor)
    touch(sale)
    return made


def told(request: SaleRequest) -> dict[str, object]:
    """What history and journals say of a request: never the values of a buyer's data, only their names."""
    data: dict[str, object] = {"request_id": request.pk, "kind": str(request.kind)}
    if request.line_id is not None:
        data["line_id"] = request.line_id
    if request.quantity is not None:
        data["quantity"] = request.quantity
    if request.price is not None:
        data["price"] = str(request.price)
    if request.product_id is not None:
        data["product_id"] = request.product_id
    if request.date is not None:
        data["date"] = request.date.isoformat()
    if request.values:
        data["fields"] = sorted(request.values)
    if request.reason:
        data["reason"] = request.reason
    return data


def check_reason(reason: str) -> None:
    """Refuse a reason that is too long, with the limit (R28). Raises BadParameters."""
    if len(reason) > MOST_REASON or "\x00" in reason:
        raise BadParameters("parameter reason: at most %(most)s characters", most=MOST_REASON)


def touch(sale: Sale) -> None:
    """Note that the sale changed, for who reads what changed since a moment."""
    sale.updated_at = clock.now()
    sale.save(update_fields=["updated_at"])


def close(request: SaleRequest, state: RequestState, actor: str, answer: str = "") -> None:
    """Write what became of a request."""
    request.state, request.answered_by, request.answered_at = state, actor[:120], clock.now()
    request.answer = answer
    request.save(update_fields=["state", "answered_by", "answered_at", "answer"])


def withdraw(crossing: access.Crossing, sale: Sale, request: SaleRequest, actor: str) -> None:
    """Take an own question back. Raises Conflict for the other side's."""
    if request.side != side_of(crossing):
        raise Conflict("Only who asked can take the request back; decline it instead")
    close(request, RequestState.WITHDRAWN, actor)
    tell(crossing, sale, "request_withdrawn", {"request_id": request.pk, "kind": str(request.kind)}, actor)
    touch(sale)


def decline(crossing: access.Crossing, sale: Sale, request: SaleRequest, actor: str, reason: str = "") -> None:
    """Answer no; both orders stay as they are. Raises Conflict for an own question."""
    check_reason(reason)
    if request.side == side_of(crossing):
        raise Conflict("The other side answers this request; take it back instead")
    close(request, RequestState.DECLINED, actor, reason)
    data: dict[str, object] = {"request_id": request.pk, "kind": str(request.kind)}
    tell(crossing, sale, "request_declined", {**data, "reason": reason} if reason else data, actor)
    touch(sale)


def _partner(crossing: access.Crossing) -> str:
    is_supplier = crossing.account_id == crossing.supplier_id
    return crossing.connection.contractor_name if is_supplier else crossing.connection.supplier_name
