"""Which column of a product file is what: our own names in English and Polish, Shopify's and WooCommerce's."""

import re
from collections.abc import Sequence

from spinka.core.errors import BadParameters
from spinka.core.text import search_key

# Field → header names as `_plain` leaves them.
NAMES = {
    "sku": (
        "sku",
        "symbol",
        "kod",
        "kod produktu",
        "indeks",
        "code",
        "product code",
        "variant sku",
        "numer katalogowy",
    ),
    "ean": (
        "ean",
        "ean13",
        "gtin",
        "gtin13",
        "barcode",
        "variant barcode",
        "kod ean",
        "kod kreskowy",
        "gtin upc ean or isbn",
        "gtin upc ean lub isbn",
    ),
    "name": ("name", "title", "product name", "nazwa", "nazwa produktu", "nazwa towaru", "tytul"),
    "description": ("description", "body html", "opis", "opis produktu", "dlugi opis", "long description"),
    "short_description": ("short description", "krotki opis", "opis krotki", "opis dodatkowy"),
    "price": (
        "price",
        "gross price",
        "price gross",
        "price brutto",
        "variant price",
        "regular price",
        "cena",
        "cena brutto",
        "cena sprzedazy",
        "cena regularna",
        "cena detaliczna",
    ),
    "net_price": ("net price", "price net", "price netto", "cena netto", "cena zakupu netto", "cena hurtowa netto"),
    "tax_rate": ("tax rate", "tax", "vat", "vat rate", "stawka vat", "podatek", "stawka podatku", "podatek vat"),
    "stock": (
        "stock",
        "quantity",
        "qty",
        "stock quantity",
        "variant inventory qty",
        "inventory",
        "stan",
        "stan magazynowy",
        "ilosc",
        "magazyn",
        "w magazynie",
    ),
    "weight": ("weight", "weight kg", "waga", "waga kg", "masa", "masa kg"),
    "grams": ("variant grams", "weight g", "waga g", "gramy"),
    "height": ("height", "height cm", "wysokosc", "wysokosc cm"),
    "width": ("width", "width cm", "szerokosc", "szerokosc cm"),
    "length": ("length", "length cm", "dlugosc", "dlugosc cm", "glebokosc"),
    "category": (
        "category",
        "categories",
        "product category",
        "type of product",
        "kategoria",
        "kategorie",
        "sciezka kategorii",
    ),
    "manufacturer": ("manufacturer", "producer", "brand", "brands", "vendor", "producent", "marka", "marki"),
    "tags": ("tags", "tag", "tagi", "etykiety", "znaczniki"),
    "images": ("images", "image", "image url", "image src", "zdjecia", "zdjecie", "obrazki", "obraz", "adres zdjecia"),
    "kind": ("kind", "product kind", "rodzaj"),
    "parent_sku": ("parent sku", "sku rodzica", "symbol nadrzedny", "wariant produktu"),
    # Other shops' ways of naming products and their variants.
    "handle": ("handle", "url handle"),
    "woo_id": ("id", "identyfikator"),
    "woo_type": ("type", "typ"),
    "woo_parent": ("parent", "nadrzedny"),
}
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
_OPTION = re.compile(r"option(\d) value|attribute (\d+) value s|wartosc atrybutu (\d+)|wartosci atrybutu (\d+)")
_NUMBERED = re.compile(r"(image|zdjecie|image url|image src|images|obraz) (\d{1,2})")


def recognise(header: Sequence[str]) -> dict[str, list[int]]:
    """Field → positions of its columns; `option` and `images` may have several, of other fields the first counts.

    Raises BadParameters when neither a name nor a SKU column is there.
    """
    found: dict[str, list[int]] = {}
    for position, title in enumerate(header):
        plain = _plain(title)
        if _OPTION.fullmatch(plain):
            found.setdefault("option", []).append(position)
        elif _NUMBERED.fullmatch(plain):
            found.setdefault("images", []).append(position)
        elif field := _FIELD_OF.get(plain):
            found.setdefault(field, []).append(position)
    if "handle" in found and "woo_type" in found:
        # Shopify's `Type` is a kind of goods, WooCommerce's the kind of record.
        found.setdefault("category", []).extend(found.pop("woo_type"))
    if "name" not in found and "sku" not in found:
        titles = ", ".join(title.strip()[:30] for title in header[:12])
        raise BadParameters("No column for the name or the SKU was recognised in: %(titles)s", titles=titles)
    return found


def _plain(title: str) -> str:
    """A header without case, diacritics and punctuation: `Cena brutto [PLN]` → `cena brutto`."""
    text = re.sub(r"\[[^]]*\]|\((pln|zl|eur|gbp|usd|szt\.?)\)", " ", search_key(title.lstrip("\ufeff")))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())
