"""Examples of the supplier directory."""

from typing import Any

from tests.factories.world import PICTURE

Parameters = dict[str, Any]

EXAMPLES: dict[str, Parameters] = {
    "setConnectListing": {
        "connect_integration_id": "$connect_integration_id",
        "published": True,
        "company_name": "Hurtownia Papierex",
        "description": {"pl": "Papier, wstążki i opakowania.", "en": "Paper, ribbons and packaging."},
        "services": "Pakowanie na prezent",
        "countries": ["PL", "CZ", "DE"],
        "industries": ["paper", "packaging", "Introligatorstwo"],
        "types": ["wholesaler", "dropshipping"],
        "contact_email": "b2b@papierex.example",
        "show_products": True,
        "join_mode": "request",
        "allow_code": False,
        "answers_in_panel": True,
        "logo": f"data:{PICTURE}",
    },
    "getConnectDirectory": {
        "filter_name": "firm",
        "filter_countries": ["PL"],
        "filter_industries": ["paper"],
        "filter_types": ["wholesaler", "dropshipping"],
        "page": 1,
    },
    "contactConnectSupplier": {
        "connect_listing_id": "$partner_listing_id",
        "subject": "Współpraca",
        "message": "Prowadzimy sklep z papeterią. Telefon: 600 100 200.",
    },
    "getConnectInquiries": {"connect_inquiry_id": "$connect_inquiry_id", "page": 1},
    "addConnectInquiryMessage": {
        "connect_inquiry_id": "$connect_inquiry_id",
        "message": "Zapraszamy, cennik w panelu.",
    },
}
