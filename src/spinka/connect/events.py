"""Events of connections (R35); one row for both accounts."""

from spinka.connect.models import Connection
from spinka.core.events import publish


def state_changed(name: str, connection: Connection, *, account_id: int, action: str) -> int:
    """Publish connection.requested / accepted / rejected / suspended / ended, acted by `account_id`.

    `action` says which way it came about: accepted by the supplier, at once with joining, or resumed.
    """
    partner_id = connection.contractor_id if account_id == connection.supplier_id else connection.supplier_id
    return publish(
        name,
        account_id=account_id,
        partner_id=partner_id,
        stream=f"connection:{connection.pk}",
        connection_id=int(connection.pk),
        state=str(connection.state),
        action=action,
        message=connection.state_message,
    )
