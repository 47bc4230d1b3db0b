"""Ordering straight from a supplier's live offer, without an own product (E-23, R24)."""

from django.db import transaction

from spinka.accounts.queries import get_account
from spinka.connect.access import ConnectionStateRefused
from spinka.connect.live_lines import fill_live_lines
from spinka.connect.offer_reads import offered_product
from spinka.connect.queries import get_joined
from spinka.connect.services.order_lines import add_line
from spinka.core.errors import BadParameters
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft

MOST_PIECES = 1_000_000_000


@transaction.atomic
def order_from_offer(
    *,
    account_id: int,
    contractor_integration_id: int,
    supplier_product_id: int,
    quantity: int,
    order_id: int | None,
    actor: str,
) -> int:
    """Add pieces of a supplier's product to an own order, or to a new one delivered to the account itself; its id.

    Name, codes, price and rate are the supplier's now. Raises NotFound for a product outside the offer or an order that
    is not the account's, ConnectionStateRefused where nothing passes or no orders are taken, BadParameters.
    """
    if not 1 <= quantity <= MOST_PIECES:
        raise BadParameters("parameter quantity: from 1 to %(most)s", most=MOST_PIECES)
    offer, product = offered_product(
        account_id=account_id,
        contractor_integration_id=contractor_integration_id,
        supplier_product_id=supplier_product_id,
    )
    if not offer.takes_orders:
        raise ConnectionStateRefused("accept_orders")
    joined = get_joined(account_id=account_id, contractor_integration_id=contractor_integration_id)
    line = LineDraft(
        storage="warehouse",
        storage_id=joined.warehouse_id or 0,
        product_ref=str(product.product_id),
        quantity=quantity,
    )
    if order_id is not None:
        add_line(account_id=account_id, order_id=order_id, line=line, actor=actor)
        return order_id
    account = get_account(account_id)
    draft = OrderDraft(
        email=account.email,
        phone=account.phone,
        currency=offer.currency or account.currency,
        delivery_company=account.company or account.name,
        delivery_address=account.address,
        delivery_postcode=account.postcode,
        delivery_city=account.city,
        delivery_country_code=account.country_code,
        lines=[line],
    )
    fill_live_lines(account_id=account_id, lines=draft.lines, currency=draft.currency)
    return orders.create_order(account_id=account_id, draft=draft, actor=actor).order_id
