"""The words warehouse documents are written with, in the language the account had when they were made."""

from collections.abc import Mapping
from typing import Final

from spinka.warehousing.models import Kind

# The codes warehouses of the country know them by.
POLISH_CODES: Final[Mapping[int, str]] = {
    Kind.GOODS_RECEIVED: "PZ",
    Kind.INTERNAL_RECEIVED: "PW",
    Kind.GOODS_ISSUED: "WZ",
    Kind.INTERNAL_ISSUED: "RW",
    Kind.TRANSFER: "MM",
    Kind.OPENING_BALANCE: "BO",
}
ENGLISH_CODES: Final[Mapping[int, str]] = {
    Kind.GOODS_RECEIVED: "GR",
    Kind.INTERNAL_RECEIVED: "IGR",
    Kind.GOODS_ISSUED: "GI",
    Kind.INTERNAL_ISSUED: "IGI",
    Kind.TRANSFER: "IT",
    Kind.OPENING_BALANCE: "OB",
}
POLISH: Final[Mapping[str, str]] = {
    "kind_0": "Przyjęcie zewnętrzne",
    "kind_1": "Przychód wewnętrzny",
    "kind_2": "Wydanie zewnętrzne",
    "kind_3": "Rozchód wewnętrzny",
    "kind_4": "Przesunięcie",
    "kind_5": "Bilans otwarcia",
    "number": "nr",
    "draft": "Szkic: stan magazynu się nie zmienił",
    "issued": "Data wystawienia",
    "executed": "Data wykonania",
    "confirmed": "Zatwierdzono",
    "company": "Firma",
    "warehouse": "Magazyn",
    "target": "Magazyn docelowy",
    "contractor": "Kontrahent",
    "invoice": "Do faktury",
    "external": "Numer obcy",
    "position": "Lp.",
    "product": "Towar",
    "place": "Miejsce",
    "quantity": "Ilość",
    "price": "Cena",
    "value": "Wartość",
    "ean": "EAN",
    "batch": "Partia",
    "serial": "Nr seryjny",
    "expires": "Ważne do",
    "total": "Razem",
    "notes": "Uwagi",
    "gave": "Wydał(a)",
    "took": "Przyjął/przyjęła",
    "page": "Strona",
}
ENGLISH: Final[Mapping[str, str]] = {
    "kind_0": "Goods received",
    "kind_1": "Internal receipt",
    "kind_2": "Goods issued",
    "kind_3": "Internal issue",
    "kind_4": "Transfer",
    "kind_5": "Opening balance",
    "number": "no.",
    "draft": "Draft: stock has not changed",
    "issued": "Date of issue",
    "executed": "Date of execution",
    "confirmed": "Confirmed",
    "company": "Company",
    "warehouse": "Warehouse",
    "target": "Target warehouse",
    "contractor": "Contractor",
    "invoice": "For invoice",
    "external": "External number",
    "position": "No.",
    "product": "Product",
    "place": "Location",
    "quantity": "Quantity",
    "price": "Price",
    "value": "Value",
    "ean": "EAN",
    "batch": "Batch",
    "serial": "Serial number",
    "expires": "Expires",
    "total": "Total",
    "notes": "Notes",
    "gave": "Issued by",
    "took": "Received by",
    "page": "Page",
}


def words(language: str) -> Mapping[str, str]:
    """The words of a language; Polish for one there is none for."""
    return ENGLISH if language == "en" else POLISH


def code_of(language: str, kind: int) -> str:
    """The short name of a kind of document, which its numbers begin with."""
    return (ENGLISH_CODES if language == "en" else POLISH_CODES)[kind]
