"""The demo's companies and buyers: invented names at real towns, tax numbers with valid check digits."""

import random
from dataclasses import dataclass

PASSWORD = "spinka-demo-2026"  # noqa: S105 (printed at every start; the demo holds nothing of anybody)


@dataclass(frozen=True, slots=True)
class Company:
    """An account of the demo."""

    key: str
    name: str
    person: str
    email: str
    street: str
    postcode: str
    city: str
    phone: str
    tax_number: str


def nip(first_nine: str) -> str:
    """A Polish tax number from its first nine digits, or the next ones that have a check digit (feeds.md)."""
    number = int(first_nine)
    while True:
        digits = f"{number:09d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7), strict=True)) % 11
        if rest < 10:
            return f"{digits}{rest}"
        number += 1


SUPPLIER = Company(
    "supplier",
    "Hurtownia Papierex",
    "Marek Wilk",
    "hurtownia@demo.example",
    "ul. Magazynowa 12",
    "02-652",
    "Warszawa",
    "+48 22 555 01 10",
    nip("521300711"),
)
CONTRACTOR = Company(
    "contractor",
    "Zielona Półka",
    "Anna Zielińska",
    "sklep@demo.example",
    "ul. Kwiatowa 7",
    "30-001",
    "Kraków",
    "+48 12 555 02 20",
    nip("676244019"),
)
PENDING = Company(
    "pending",
    "Biuro Plus",
    "Tomasz Dąbek",
    "biuroplus@demo.example",
    "ul. Długa 3",
    "80-827",
    "Gdańsk",
    "+48 58 555 03 30",
    nip("584271332"),
)
OTHERS = (
    Company(
        "cottage",
        "Dom i Ogród Kowalczyk",
        "Ewa Kowalczyk",
        "domiogrod@demo.example",
        "ul. Lipowa 44",
        "60-101",
        "Poznań",
        "+48 61 555 04 40",
        nip("779230118"),
    ),
    Company(
        "school",
        "Szkolny Kącik",
        "Piotr Maj",
        "szkolny@demo.example",
        "ul. Szkolna 9",
        "90-115",
        "Łódź",
        "+48 42 555 05 50",
        nip("725180920"),
    ),
    Company(
        "left",
        "Kartka i Pióro",
        "Zofia Lis",
        "kartka@demo.example",
        "Rynek 21",
        "50-102",
        "Wrocław",
        "+48 71 555 06 60",
        nip("897160277"),
    ),
)
MAKER = Company(
    "maker",
    "Ceramika Glinka",
    "Jan Garncarz",
    "glinka@demo.example",
    "ul. Garncarska 2",
    "59-700",
    "Bolesławiec",
    "+48 75 555 07 70",
    nip("612170504"),
)
WEAVER = Company(
    "weaver",
    "Tkalnia Lnianka",
    "Halina Tkacz",
    "lnianka@demo.example",
    "ul. Fabryczna 18",
    "96-300",
    "Żyrardów",
    "+48 46 555 08 80",
    nip("838148820"),
)
COMPANIES = (SUPPLIER, CONTRACTOR, PENDING, *OTHERS, MAKER, WEAVER)

_FIRST = (
    "Anna",
    "Katarzyna",
    "Agnieszka",
    "Małgorzata",
    "Joanna",
    "Magdalena",
    "Monika",
    "Aleksandra",
    "Zuzanna",
    "Hanna",
    "Piotr",
    "Krzysztof",
    "Tomasz",
    "Paweł",
    "Michał",
    "Jakub",
    "Łukasz",
    "Wojciech",
    "Grzegorz",
    "Szymon",
)
_LAST = (
    "Nowak",
    "Wójcik",
    "Mazur",
    "Krawczyk",
    "Pawlak",
    "Sikora",
    "Baran",
    "Szewczyk",
    "Pietrzak",
    "Wróbel",
    "Jabłoński",
    "Stępień",
    "Górski",
    "Dudek",
    "Bąk",
    "Włodarczyk",
    "Sobczak",
    "Czarnecki",
    "Król",
    "Żak",
)
_FEMININE = {"Jabłoński": "Jabłońska", "Górski": "Górska", "Czarnecki": "Czarnecka"}
_STREETS = (
    "Polna",
    "Leśna",
    "Słoneczna",
    "Krótka",
    "Ogrodowa",
    "Szkolna",
    "Lipowa",
    "Brzozowa",
    "Akacjowa",
    "Parkowa",
    "Mickiewicza",
    "Słowackiego",
    "Kościuszki",
    "Żeromskiego",
)
_TOWNS = (
    ("00-950", "Warszawa"),
    ("31-130", "Kraków"),
    ("53-609", "Wrocław"),
    ("61-701", "Poznań"),
    ("80-838", "Gdańsk"),
    ("90-361", "Łódź"),
    ("20-076", "Lublin"),
    ("40-098", "Katowice"),
    ("15-062", "Białystok"),
    ("70-445", "Szczecin"),
    ("85-005", "Bydgoszcz"),
    ("35-030", "Rzeszów"),
    ("10-575", "Olsztyn"),
    ("25-519", "Kielce"),
)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Somebody who ordered in a shop."""

    name: str
    email: str
    phone: str
    street: str
    postcode: str
    city: str
    company: str = ""
    tax_number: str = ""


def buyers(count: int) -> list[Buyer]:
    """The same people at every start; every fifth buys for a company."""
    chance = random.Random(48)  # noqa: S311 (made-up data, the same every time)
    people = []
    for number in range(count):
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        last = _FEMININE.get(last, last) if first.endswith("a") else last
        postcode, city = chance.choice(_TOWNS)
        plain = f"{first}.{last}".casefold().translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))
        company = number % 5 == 4
        people.append(
            Buyer(
                name=f"{first} {last}",
                email=f"{plain}{number}@poczta.example",
                phone=f"+48 {chance.randint(500, 799)} {chance.randint(100, 999)} {chance.randint(100, 999)}",
                street=f"ul. {chance.choice(_STREETS)} {chance.randint(1, 120)}"
                + (f"/{chance.randint(1, 60)}" if chance.random() < 0.5 else ""),
                postcode=postcode,
                city=city,
                company=f"{last} Usługi Biurowe" if company else "",
                tax_number=nip(f"{chance.randint(100, 999)}{chance.randint(100000, 999999)}") if company else "",
            )
        )
    return people
