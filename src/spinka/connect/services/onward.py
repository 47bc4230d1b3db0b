"""Telling the accounts of a sale that a line lost pieces, for the other sale the same goods may stand in (R12, R25)."""

from django.db import connection as database

from spinka.connect.models import Sale, SaleLine
from spinka.core.jobs import enqueue


def pass_on(sale: Sale, line: SaleLine) -> None:
    """Let the sales follow through which the goods go further, or came from: each account sees its own only (R25).

    Whether the partner's supplier order was forwarded is not for this account to see, so its own work looks.
    Inside the crossing that changed them.
    """
    sides = [(sale.supplier_id, sale.supplier_order_id, line.supplier_line_id)]
    with database.cursor() as cursor:
        cursor.execute(
            "select 1 from orders_order where account_id = %s and id = %s and cardinality(chain) > 0",
            [sale.contractor_id, sale.contractor_order_id],
        )
        if cursor.fetchone() is not None:
            sides.append((sale.contractor_id, sale.contractor_order_id, line.contractor_line_id))
    for account_id, order_id, line_id in sides:
        enqueue(
            "connect.pass_pieces", stream=f"order:{order_id}", account_id=account_id, order_id=order_id, line_id=line_id
        )
