"""What a forward changes beside the sale: holds that become part of it, own stock, quantities that were rounded up."""

from spinka.connect import access, sharing
from spinka.connect.services import holds, sale_rows
from spinka.connect.services.preparation import Prepared
from spinka.orders import services as orders
from spinka.orders.draft import LineChanges


def convert_holds(crossing: access.Crossing, prepared: Prepared, sale_id: int, actor: str) -> None:
    """What the contractor held of the goods becomes part of the order, told in the sale's history (L-05)."""
    if not prepared.giving_way.holds:
        return
    pieces = holds.settle(
        crossing,
        prepared.giving_way,
        ordered=prepared.ordered,
        sale_id=sale_id,
        places=sharing.warehouse_ids(crossing),
    )
    if pieces:
        sale_rows.note(
            sale_id=sale_id,
            supplier_id=crossing.supplier_id,
            contractor_id=crossing.contractor_id,
            side="contractor",
            event="holds_converted",
            actor=actor,
            data={"quantity": pieces},
        )


def settle_own_order(crossing: access.Crossing, order_id: int, prepared: Prepared, actor: str) -> None:
    """Free the contractor's own stock of lines a supplier sends, and round its lines up where the supplier's were."""
    if prepared.released:
        orders.release_line_stock(
            account_id=crossing.contractor_id,
            order_id=order_id,
            line_ids=prepared.released,
            warehouse_id=crossing.connection.warehouse_id,
            actor=actor,
        )
    for line_id, quantity in prepared.rounded.items():
        # Both sides of a sale are equal, so what was rounded up is rounded up on the contractor's order too (R34).
        orders.edit_line(
            account_id=crossing.contractor_id,
            order_id=order_id,
            line_id=line_id,
            changes=LineChanges(quantity=quantity),
            actor=actor,
        )
