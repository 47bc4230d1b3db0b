"""How far a new account has come on the way to its first sale."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a new account has come; the first-run guide goes when all of it is done."""

    has_products: bool
    has_connection: bool
    has_orders: bool
    has_sale: bool


def progress(*, account_id: int) -> Progress:
    """What the account has already, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select exists (select 1 from catalog_product where account_id = %(account)s),
                exists (select 1 from connect_connection where supplier_id = %(account)s or contractor_id = %(account)s),
                exists (select 1 from orders_order where account_id = %(account)s),
                exists (select 1 from connect_sale where supplier_id = %(account)s or contractor_id = %(account)s)
            """,
            {"account": account_id},
        )
        return Progress(*cursor.fetchone())
