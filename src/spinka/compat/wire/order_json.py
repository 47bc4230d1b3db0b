"""getOrders' rows, built as JSON by one statement a page and given out as they come from the database."""

from typing import Any

import msgspec
from django.db import connection

from spinka.compat.wire.countries import COUNTRIES
from spinka.orders.queries import OrderFilter, page_statement


def _seconds(column: str) -> str:
    return f"coalesce(floor(extract(epoch from {column})), 0)::bigint"


_LINES = """
    (select coalesce(json_agg(row_to_json(x)), '[]') from (
        select l.storage, l.storage_id, l.id as order_product_id, l.product_ref as product_id,
               l.variant_ref as variant_id, l.name, l.attributes, l.sku, l.ean, l.location, l.auction_id,
               trim_scale(l.unit_gross) as price_brutto, trim_scale(l.tax_rate) as tax_rate, l.quantity,
               trim_scale(l.weight) as weight, 0 as bundle_id, coalesce(l.warehouse_id, 0) as warehouse_id
        from orders_orderline l where l.account_id = o.account_id and l.order_id = o.id order by l.id
    ) x)
"""

_ADDRESSES = """
    o.delivery_fullname, o.delivery_company, o.delivery_address, o.delivery_postcode, o.delivery_city,
    o.delivery_state, o.delivery_country_code, o.delivery_point_id, o.delivery_point_name, o.delivery_point_address,
    o.delivery_point_postcode, o.delivery_point_city, o.invoice_fullname, o.invoice_company, o.invoice_nip,
    o.invoice_address, o.invoice_postcode, o.invoice_city, o.invoice_state, o.invoice_country_code
"""

_ROW = f"""
    select o.id as order_id, o.shop_order_id, o.external_order_id, o.source as order_source,
           o.source_id as order_source_id,
           case when o.source_info = '' then '-' else o.source_info end as order_source_info,
           o.status_id as order_status_id, {_seconds("o.date_add")} as date_add,
           {_seconds("o.date_confirmed")} as date_confirmed, {_seconds("o.date_in_status")} as date_in_status,
           o.date_confirmed is not null as confirmed, o.user_login, o.currency, o.payment_method,
           case when o.is_cod then '1' else '0' end as payment_method_cod, trim_scale(o.paid) as payment_done,
           o.user_comments, o.admin_comments, o.email, o.phone, 0 as delivery_method_id, o.delivery_method,
           trim_scale(o.delivery_price) as delivery_price, coalesce(k.courier_code, '') as delivery_package_module,
           coalesce(k.number, '') as delivery_package_nr, {_ADDRESSES},
           case when o.want_invoice then '1' else '0' end as want_invoice, o.extra_field_1, o.extra_field_2,
           o.page_address as order_page, o.pick_state, o.pack_state, o.star, 0 as crm_client_id
           %s, {_LINES} as products
"""

_PAGE = """
    with page as ({page})
    select o.id, o.delivery_country_code, o.invoice_country_code, (select row_to_json(w)::text from ({row}) w)
    from page join orders_order o on o.id = page.id and o.account_id = %s
    left join lateral (
        select p.courier_code, p.number from shipments_package p
        where p.account_id = o.account_id and p.order_id = o.id order by p.id limit 1
    ) k on true
    order by page.position
"""


def orders_json(
    *,
    account_id: int,
    wanted: OrderFilter,
    with_extra_fields: bool = False,
    with_commissions: bool = False,
    with_old_commission: bool = False,
) -> dict[int, bytes]:
    """A page of orders by id, each the JSON object of getOrders; blocks not asked for are absent. One query."""
    blocks = ""
    if with_extra_fields:
        blocks += ", case when o.extra_fields = '{}' then '{}'::jsonb else o.extra_fields end as custom_extra_fields"
    if with_commissions:
        blocks += ", '[]'::json as commissions"
    if with_old_commission:
        blocks += ", json_build_object('net', 0, 'gross', 0, 'currency', o.currency) as commission"
    page, values = page_statement(account_id=account_id, wanted=wanted)
    # The row's text has one place for blocks and no parameters, so it is put in as text.
    sql = _PAGE.replace("{page}", page).replace("{row}", _ROW.replace("%s", blocks))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, account_id])
        return {row[0]: _with_countries(row[3], row[1], row[2]) for row in cursor.fetchall()}


def _with_countries(text: str, delivery: str, invoice: str) -> bytes:
    names = {"delivery_country": COUNTRIES.get(delivery, ""), "invoice_country": COUNTRIES.get(invoice, "")}
    return extended(text.encode(), names)


def extended(row: bytes, fields: dict[str, Any]) -> bytes:
    """A JSON object with more fields at its end."""
    return row[:-1] + b"," + msgspec.json.encode(fields)[1:]


def as_list(rows: dict[int, bytes]) -> msgspec.Raw:
    """The rows as a JSON list that the endpoint puts into the answer without reading it."""
    return msgspec.Raw(b"[" + b",".join(rows.values()) + b"]")
