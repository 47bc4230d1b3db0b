"""Industries of the directory: a vocabulary in both languages, beside which a supplier may write others in its own words."""

from typing import Final

from spinka.core.text import search_key

# key: (Polish, English). Keys stand in stored rows and in addresses, so they never change.
INDUSTRIES: Final[dict[str, tuple[str, str]]] = {
    "automotive": ("Motoryzacja", "Automotive"),
    "baby": ("Dziecko", "Baby and kids"),
    "beauty": ("Uroda i kosmetyki", "Beauty and cosmetics"),
    "books": ("Książki, muzyka, filmy", "Books, music, films"),
    "building": ("Budowa i remont", "Building and renovation"),
    "clothing": ("Odzież", "Clothing"),
    "collectibles": ("Sztuka i kolekcje", "Art and collectibles"),
    "computers": ("Komputery", "Computers"),
    "electronics": ("Elektronika", "Electronics"),
    "food": ("Żywność i napoje", "Food and drinks"),
    "furniture": ("Meble", "Furniture"),
    "garden": ("Ogród", "Garden"),
    "health": ("Zdrowie i suplementy", "Health and supplements"),
    "hobby": ("Hobby i rękodzieło", "Hobby and crafts"),
    "home": ("Dom i wyposażenie", "Home and interior"),
    "household": ("Chemia domowa", "Household products"),
    "industry": ("Przemysł i narzędzia", "Industry and tools"),
    "jewellery": ("Biżuteria i zegarki", "Jewellery and watches"),
    "kitchen": ("Kuchnia i jadalnia", "Kitchen and dining"),
    "lighting": ("Oświetlenie", "Lighting"),
    "medical": ("Sprzęt medyczny", "Medical equipment"),
    "packaging": ("Opakowania", "Packaging"),
    "paper": ("Artykuły papiernicze i biurowe", "Paper and office supplies"),
    "pets": ("Zwierzęta", "Pets"),
    "shoes": ("Obuwie", "Shoes"),
    "sport": ("Sport i turystyka", "Sport and outdoors"),
    "toys": ("Zabawki", "Toys"),
    "services": ("Usługi dla firm", "Business services"),
    "other": ("Inne", "Other"),
}
_BY_WORDS: Final = {search_key(words): key for key, names in INDUSTRIES.items() for words in (key, *names)}


def industry_key(text: str) -> str:
    """What an industry is compared by: its key, found by key or by either name, else the words without case and marks."""
    words = search_key(text)
    return _BY_WORDS.get(words, words)


def industry_name(text: str, language: str) -> str:
    """The industry in a language; the supplier's own words where the vocabulary does not have it."""
    names = INDUSTRIES.get(industry_key(text))
    if names is None:
        return text
    return names[0] if language.startswith("pl") else names[1]
