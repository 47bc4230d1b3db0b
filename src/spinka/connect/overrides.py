"""How many contractors of an integration have supplier settings of their own, by key (B-15)."""

from django.db import connection as database


def overriding_contractors(*, account_id: int, integration_id: int) -> dict[str, int]:
    """Key → contractors that are not disconnected and whose own value wins over the integration's."""
    with database.cursor() as cursor:
        cursor.execute(
            "select k.key, count(*) from connect_connection c, jsonb_object_keys(c.supplier_settings) k(key)"
            " where c.supplier_id = %s and c.integration_id = %s and c.state <> 'disconnected' group by 1",
            [account_id, integration_id],
        )
        return dict(cursor.fetchall())
