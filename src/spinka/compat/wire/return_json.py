"""getOrderReturns' rows, built as JSON by one statement a page."""

from django.db import connection

from spinka.compat.wire.countries import COUNTRIES
from spinka.compat.wire.order_json import extended
from spinka.returns.queries import ReturnFilter, page_statement


def _seconds(column: str) -> str:
    return f"coalesce(floor(extract(epoch from {column})), 0)::bigint"


_LINES = """
    (select coalesce(json_agg(row_to_json(x)), '[]') from (
        select l.id as order_return_product_id, l.storage, l.storage_id, l.product_ref as product_id,
               l.variant_ref as variant_id, l.name, l.sku, l.ean, l.location,
               coalesce(l.warehouse_id, 0) as warehouse_id, l.auction_id, l.attributes,
               trim_scale(l.unit_gross) as price_brutto, trim_scale(l.tax_rate) as tax_rate, l.quantity,
               trim_scale(l.weight) as weight, 0 as bundle_id, coalesce(l.status_id, 0) as status_id,
               coalesce(l.reason_id, 0) as return_reason_id
        from returns_returnline l where l.account_id = r.account_id and l.parent_id = r.id order by l.id
    ) x)
"""

_ROW = f"""
    select r.id as return_id, coalesce(r.order_id, 0) as order_id, coalesce(o.shop_order_id, 0) as shop_order_id,
           coalesce(o.external_order_id, '') as external_order_id, r.reference_number,
           r.source as order_return_source, r.source_id as order_return_source_id, r.status_id,
           {_seconds("r.date_add")} as date_add, {_seconds("r.date_in_status")} as date_in_status, r.user_login,
           r.currency, r.refunded::text as refunded, r.email, r.phone, trim_scale(r.delivery_price) as delivery_price,
           r.delivery_fullname, r.delivery_company, r.delivery_address, r.delivery_postcode, r.delivery_city,
           r.delivery_state, r.delivery_country_code, r.extra_field_1, r.extra_field_2, r.admin_comments,
           coalesce(k.courier_code, '') as delivery_package_module, coalesce(k.number, '') as delivery_package_nr,
           r.refund_account_number, r.refund_iban, r.refund_swift, s.type as fulfillment_status,
           %s {_LINES} as products
"""

_PAGE = """
    with page as ({page})
    select r.id, r.order_id, r.delivery_country_code, (select row_to_json(w)::text from ({row}) w)
    from page join returns_return r on r.id = page.id and r.account_id = %s
    join returns_returnstatus s on s.account_id = r.account_id and s.id = r.status_id
    left join orders_order o on o.account_id = r.account_id and o.id = r.order_id
    left join lateral (
        select p.courier_code, p.number from shipments_package p
        where p.account_id = r.account_id and p.order_id = r.order_id and p.is_return order by p.id limit 1
    ) k on true
    order by page.position
"""


def returns_json(
    *, account_id: int, wanted: ReturnFilter, with_extra_fields: bool = False
) -> dict[int, tuple[int | None, bytes]]:
    """A page of returns by id, each with its order's id and the JSON object of getOrderReturns. One query.

    The parcel named is the order's first one marked as a return. Blocks not asked for are absent.
    """
    blocks = "r.extra_fields as custom_extra_fields," if with_extra_fields else ""
    page, values = page_statement(account_id=account_id, wanted=wanted)
    # The row's text has one place for blocks and no parameters, so it is put in as text.
    sql = _PAGE.replace("{page}", page).replace("{row}", _ROW.replace("%s", blocks))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, account_id])
        return {
            row[0]: (row[1], extended(row[3].encode(), {"delivery_country": COUNTRIES.get(row[2], "")}))
            for row in cursor.fetchall()
        }
