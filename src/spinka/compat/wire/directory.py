"""Companies and questions of the supplier directory as they go over the wire."""

from typing import Any

from spinka.catalog import images
from spinka.connect.directory_reads import Card
from spinka.connect.inquiry_reads import Thread


def listing_row(card: Card) -> dict[str, Any]:
    """A company as its reader sees it."""
    return {
        "connect_listing_id": card.listing_id,
        "company_name": card.company_name,
        "description": card.description,
        "descriptions": card.descriptions,
        "services": card.services,
        "services_by_language": card.services_by_language,
        "countries": list(card.countries),
        "industries": list(card.industries),
        "types": list(card.types),
        "show_products": card.shows_products,
        "join_mode": card.join_mode,
        "allow_code": card.allow_code,
        "answers_in_panel": card.answers_in_panel,
        "logo": images.public_address(card.logo) if card.logo else "",
        "is_own": card.is_own,
        "state": card.state,
        "connect_integration_id": card.contractor_integration_id,
    }


def inquiry_row(one: Thread) -> dict[str, Any]:
    """A question with its messages, from the reader's side."""
    row = one.inquiry
    return {
        "connect_inquiry_id": row.pk,
        "role": "supplier" if one.is_supplier else "contractor",
        "connect_listing_id": row.listing_id,
        "partner_name": one.partner,
        "subject": row.subject,
        "sent_from": row.sent_from,
        "in_panel": row.in_panel,
        "turn": row.turn,
        "date_add": int(row.created_at.timestamp()),
        "date_updated": int(row.updated_at.timestamp()),
        "messages": [
            {
                "role": message.side,
                "author": message.author,
                "text": message.text,
                "date": int(message.created_at.timestamp()),
            }
            for message in one.messages
        ],
    }
