"""Sales as they go over the wire: getConnectSales (connect_methods.md)."""

from typing import Any

from spinka.connect.sale_reads import AskedChange, OrderSale, SaleLine, SaleParcel
from spinka.core import clock


def sale_map(sale: OrderSale) -> dict[str, Any]:
    """One sale; a supplier sees the contractor's own total only when it is not hidden (R17)."""
    is_hidden = sale.is_supplier and sale.hide_prices
    return {
        "connect_sale_id": sale.sale_id,
        "connect_integration_id": sale.own_integration_id,
        "connect_contractor_id": sale.connection_id,
        "role": "supplier" if sale.is_supplier else "contractor",
        "order_id": sale.order_id,
        "partner_name": sale.partner,
        "state": sale.state,
        "is_open": sale.is_open,
        "reason_code": sale.reason_code,
        "reason": sale.reason,
        "status": sale.status,
        "partner_status": sale.partner_status,
        "currency": sale.currency,
        "amount": sale.amount,
        "amount_net": sale.net,
        "amount_vat": sale.vat,
        "delivery_price": sale.delivery_price,
        "charged": sale.charged,
        "charged_currency": sale.charged_currency,
        "is_unpaid": sale.is_unpaid,
        "cod_amount": sale.cod_amount,
        "contractor_total": None if is_hidden else sale.contractor_total,
        "contractor_currency": "" if is_hidden else sale.contractor_currency,
        "bill_to": sale.bill_to,
        "due_date": clock.to_unix(sale.due_at),
        "date_add": clock.to_unix(sale.created_at),
        "date_updated": clock.to_unix(sale.updated_at),
        "lines": [_line(line) for line in sale.lines],
        "requests": [_request(request) for request in sale.requests],
        "packages": [_package(parcel) for parcel in sale.packages],
        "documents": [],
        "history": [
            {
                "side": entry.side,
                "name": entry.name,
                "data": entry.data,
                "actor": entry.actor,
                "date": clock.to_unix(entry.at),
            }
            for entry in sale.history
        ],
    }


def _line(line: SaleLine) -> dict[str, Any]:
    return {
        "line_id": line.line_id,
        "supplier_product_id": line.supplier_product_id or 0,
        "quantity": line.quantity - line.cancelled,
        "quantity_forwarded": line.quantity,
        "quantity_cancelled": line.cancelled,
        "is_open": line.is_open,
        "price": line.unit_gross,
        "tax_rate": line.tax_rate,
        "gross": line.gross,
        "net": line.net,
        "vat": line.vat,
        "price_trace": line.price_trace,
        "quantity_backordered": line.backordered,
        "date_expected": clock.to_unix(line.expected_at),
    }


def _request(request: AskedChange) -> dict[str, Any]:
    return {
        "request_id": request.request_id,
        "line_id": request.line_id or 0,
        "side": request.side,
        "is_ours": request.is_ours,
        "kind": request.kind,
        "state": request.state,
        "quantity": request.quantity,
        "price": request.price,
        "date": clock.to_unix(request.date),
        "supplier_product_id": request.product_id or 0,
        "fields": request.values,
        "reason": request.reason,
        "actor": request.actor,
        "date_add": clock.to_unix(request.created_at),
        "answer": request.answer,
        "answered_by": request.answered_by,
        "date_answered": clock.to_unix(request.answered_at),
    }


def _package(parcel: SaleParcel) -> dict[str, Any]:
    return {
        "package_id": parcel.package_id,
        "courier_code": parcel.courier_code,
        "courier_other_name": parcel.courier_name,
        "courier_package_nr": parcel.number,
        "tracking_url": parcel.tracking_url,
        "is_return": parcel.is_return,
        "is_partner": parcel.is_partner,
        "tracking_status": parcel.tracking_status,
        "tracking_status_date": clock.to_unix(parcel.tracking_status_at),
        "has_label": parcel.has_label,
    }
