"""Which of its order statuses a partner tells, by name, for the tab that maps them (R32, B-13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from spinka.connect import sharing
from spinka.connect.access import ConnectionStateRefused, crossing
from spinka.connect.models import Connection, ConnectionState

MOST_PARTNERS = 50


@dataclass(frozen=True, slots=True)
class ToldStatus:
    """A partner's status that reaches us; `status_id` is the partner's number, the key of `status_map_in`."""

    connection_id: int
    partner_name: str
    status_id: int
    name: str


def told_statuses(*, account_id: int, connection_ids: Sequence[int]) -> list[ToldStatus]:
    """The statuses the partners of these active connections tell, in the partners' order; the account may stand on
    either side. One crossing per connection that tells any; closed connections tell none (R25).
    """
    found: list[ToldStatus] = []
    for connection_id in connection_ids:
        try:
            with crossing(account_id=account_id, connection_id=connection_id) as opened:
                supplies = account_id == opened.supplier_id
                told = opened.contractor_terms.status_map_out if supplies else opened.terms.status_map_out
                if not told:
                    continue
                name = opened.contractor.name if supplies else opened.supplier.name
                rows = sharing.fetch(
                    "select id, name from orders_orderstatus where account_id = %(partner)s and id = any(%(told)s)"
                    " order by position, id",
                    {"partner": opened.partner_id, "told": told},
                )
                found += [ToldStatus(connection_id, name, row[0], row[1]) for row in rows]
        except ConnectionStateRefused:
            continue
    return found


def telling_contractors(*, account_id: int, integration_id: int) -> list[int]:
    """Active contractors of an integration that tell a status, the newest first, at most 50."""
    rows = Connection.objects.as_supplier(account_id).filter(
        integration_id=integration_id,
        state=ConnectionState.ACTIVE,
        contractor_settings__status_map_out__0__isnull=False,
    )
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_PARTNERS])
