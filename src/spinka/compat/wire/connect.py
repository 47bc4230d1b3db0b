"""Connect's objects as they go over the wire."""

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from spinka.catalog import images
from spinka.catalog.queries import IMAGE_MARK
from spinka.compat.errors import ApiError
from spinka.connect.access import Crossing
from spinka.connect.models import CreditEntry, Syncing
from spinka.connect.models.credit import CreditKind
from spinka.connect.queries import ConnectionRow, Credit, ShownCode
from spinka.connect.shared_products import SharedPage, SharedProduct
from spinka.core import clock


def settings_map(value: Any, name: str = "settings") -> dict[str, Any]:
    """Settings as clients send them: an object, or an empty list or nothing for none. Raises ApiError."""
    if value is None or value == []:
        return {}
    if not isinstance(value, dict):
        raise ApiError("ERROR_BAD_PARAMETERS", f"parameter {name}: expected an object")
    return value


def credit_data(credit: Credit) -> dict[str, Any]:
    """The credit summary of a contractor (R31)."""
    return {
        "credit_limit": credit.limit,
        "credit_to_pay": credit.blocked,
        "credit_available": credit.available,
        "currency": credit.currency,
    }


def contractors_map(rows: Iterable[ConnectionRow]) -> dict[str, Any]:
    """Contractors keyed by connect_contractor_id (R23)."""
    return {
        str(row.connection_id): {
            "connect_contractor_id": row.connection_id,
            "name": row.name,
            "state": row.state,
            "credit_data": credit_data(row.credit),
            "settings": row.settings,
            "overridden": row.overridden,
        }
        for row in rows
    }


def code_answer(shown: ShownCode) -> dict[str, Any]:
    """A code with its limits; 0 for no end."""
    return {"code": shown.code, "expires_at": clock.to_unix(shown.expires_at), "single_use": shown.single_use}


def history_entry(row: CreditEntry, is_accepted: bool) -> dict[str, str | int]:
    """An entry of getConnectContractorCreditHistory; amounts are text as in the published sample."""
    message = row.message
    if row.kind == CreditKind.LIMIT:
        limit = f"{row.limit_after:.2f} {row.currency}"
        message = f"{message} ({limit})" if message else limit
    return {
        "credit_entry_id": row.pk,
        "date_add": clock.to_unix(row.created_at),
        "description": message,
        "currency": row.currency,
        "type": "charge" if row.kind == CreditKind.CHARGE else "payment",
        "amount": f"{row.amount:.2f}",
        "is_accepted": int(is_accepted),
    }


def ledger_entry(row: CreditEntry, is_accepted: bool, *, is_supplier: bool) -> dict[str, Any]:
    """An entry of getConnectCredit; `order_id` is the reader's own order (R23)."""
    return {
        "credit_entry_id": row.pk,
        "number": row.number,
        "date_add": clock.to_unix(row.created_at),
        "kind": row.kind,
        "type": "charge" if row.kind == CreditKind.CHARGE else "payment",
        "description": row.message,
        "amount": row.amount,
        "currency": row.currency,
        "is_accepted": is_accepted,
        "limit": row.limit_after,
        "blocked": row.blocked_after,
        "connect_sale_id": row.sale_id or 0,
        "order_id": (row.supplier_order_id if is_supplier else row.contractor_order_id) or 0,
    }


def _number(amount: Decimal) -> str:
    return f"{amount:f}"


def _product(product: SharedProduct, page: SharedPage, with_trace: bool) -> str:
    parts = [product.document.rstrip()[:-1]]
    price = product.price
    if price is not None:
        parts.append(
            f', "price": {_number(price.gross)}, "price_net": {_number(price.net)}, "tax_rate": {_number(price.rate)},'
            f' "currency": "{page.currency}"'
        )
    if page.shares_prices:
        steps = ", ".join(
            f'{{"min_quantity": {quantity}, "price": {_number(amount)}}}' for quantity, amount in product.steps
        )
        parts.append(f', "price_steps": [{steps}]')
    if with_trace:
        parts.append(f', "price_trace": {json.dumps(product.trace)}')
    if page.shares_stock and product.stock is not None:
        parts.append(f', "stock": {product.stock}')
    if page.shares_images:
        parts.append(f', "images": {json.dumps({str(position): address for position, address in product.images})}')
    parts.append(f', "linked_product_id": {product.linked_product_id}}}')
    return "".join(parts)


def products_map(page: SharedPage, *, with_trace: bool = False) -> msgspec.Raw:
    """Products by the supplier's product id, put together from the JSON the database made."""
    items = ", ".join(f'"{product.product_id}": {_product(product, page, with_trace)}' for product in page.products)
    return msgspec.Raw(f"{{{items}}}".encode())


_MARK = re.compile(rf'"{IMAGE_MARK}([0-9]+)"')


def products_answer(opened: Crossing, found: str | SharedPage) -> msgspec.Raw:
    """The map of products, with the connection's addresses of pictures where the database made all the rest (R43)."""
    if isinstance(found, SharedPage):
        return products_map(found)
    connection_id, supplier_id, origin = opened.connection_id, opened.supplier_id, images.public_address("")
    text = _MARK.sub(
        lambda mark: f'"{origin}{images.connection_address(connection_id, supplier_id, int(mark[1]))}"', found
    )
    return msgspec.Raw(text.encode())


def syncs_map(copies: Iterable[Syncing]) -> dict[str, Any]:
    """Copies of a supplier's stock and prices by what they copy (E-17, E-18)."""
    return {
        str(copy.subject): {
            "every": copy.every,
            "state": str(copy.state),
            "last_sync": clock.to_unix(copy.last_at),
            "next_sync": clock.to_unix(copy.next_at),
            "checked": copy.last_checked,
            "changed": copy.last_changed,
            "error": copy.error,
        }
        for copy in copies
    }
