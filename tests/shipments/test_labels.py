"""The own logistics label: GS1 arithmetic, and what the PDF and the ZPL say to people and scanners."""

import re
from decimal import Decimal
from typing import Any

import pytest
from reportlab.graphics.barcode.code128 import _patterns

from spinka.accounts.models import Account
from spinka.orders.models import Order
from spinka.shipments.couriers.base import Parcel
from spinka.shipments.couriers.label import content, gs1, pdf, zpl
from tests.support.pdfs import boxes, pages, texts

NUMBER = "359012340000000421"


def sheets(*parcels: Parcel, **fields: Any) -> list[content.Sheet]:
    account = Account(
        name="Papierex", address="Prosta 1", postcode="00-001", city="Lublin", country_code="PL", language="en"
    )
    order = Order(
        pk=10482,
        delivery_company=fields.pop("company", "Sklep Jan"),
        delivery_fullname="Jan Nowak",
        delivery_address="Polna 7",
        delivery_postcode="31-001",
        delivery_city="Opole",
        delivery_country_code="PL",
        phone="600100200",
    )
    boxes_ = parcels or (Parcel(weight=Decimal("12.500"), length=Decimal(60), width=Decimal(40), height=Decimal(32)),)
    given: dict[str, Any] = {"settings": {}, "note": "", "today": "2026-11-23", "is_return": False, **fields}
    numbers = [gs1.sscc(extension="3", prefix="5901234", serial=42 + place) for place in range(len(boxes_))]
    return content.sheets(account=account, order=order, parcels=boxes_, numbers=numbers, **given)


class TestCheckDigit:
    @pytest.mark.parametrize(
        ("payload", "digit"),
        [
            ("590123412345", "7"),
            ("1590123412345", "4"),
            ("35901234000000042", "1"),
            ("01234567890123456", "0"),
            ("00000000000000000", "0"),
            ("629104150021", "3"),
        ],
    )
    def test_is_the_published_one(self, payload: str, digit: str) -> None:
        assert gs1.check_digit(payload) == digit
        weights = [3 if (len(payload) - place) % 2 else 1 for place in range(len(payload))]
        total = sum(int(sign) * weight for sign, weight in zip(payload, weights, strict=True))
        assert (total + int(digit)) % 10 == 0


class TestSscc:
    def test_has_18_digits_whatever_the_prefix(self) -> None:
        assert gs1.sscc(extension="3", prefix="5901234", serial=42) == NUMBER
        for length in range(gs1.SHORTEST_PREFIX, gs1.LONGEST_PREFIX + 1):
            prefix = "5901234567890"[:length]
            most = 10 ** gs1.serial_digits(prefix) - 1
            for serial in (1, most):
                number = gs1.sscc(extension="0", prefix=prefix, serial=serial)
                assert len(number) == 18
                assert number.startswith(f"0{prefix}")


class TestSymbols:
    def test_are_those_of_the_standard(self) -> None:
        assert gs1.symbols(f"00{NUMBER}") == [105, 102, 0, 35, 90, 12, 34, 0, 0, 0, 4, 21, 74, 106]
        assert gs1.width(gs1.symbols(f"00{NUMBER}")) + 2 * gs1.QUIET == 176

    def test_have_the_bars_other_software_draws(self) -> None:
        """The library's own table, where a capital is a bar and a small letter a gap."""
        for value, pattern in _patterns.items():
            place, expected = 0, []
            for sign in pattern:
                width = ord(sign.lower()) - ord("a") + 1
                if sign.isupper():
                    expected.append((place, width))
                place += width
            assert gs1.bars([value]) == expected
            assert gs1.width([value]) == place


def scanned(page: str) -> str:
    """The digits behind the bars on a page, read back as a scanner does."""
    found = boxes(page)
    start = found[0][0]
    bars = [(round((left - start) / pdf.MODULE), round(width / pdf.MODULE)) for left, width in found]
    by_pattern = {tuple(gs1.bars([value])): value for value in range(106)}
    values, place = [], 0
    while len(bars) > 4:
        values.append(by_pattern[tuple((left - place, width) for left, width in bars[:3])])
        bars, place = bars[3:], place + 11
    assert [(left - place, width) for left, width in bars] == gs1.bars([106])
    assert values[:2] == [105, 102]
    *data, check = values[2:]
    assert check == (105 + sum(position * value for position, value in enumerate(values[:-1]))) % 103
    return "".join(f"{value:02}" for value in data)


class TestPdf:
    def test_says_who_where_how_heavy_and_which(self) -> None:
        parcels = (Parcel(weight=Decimal("12.500")), Parcel(weight=Decimal("0.75")))
        first, second = pages(pdf.draw(sheets(*parcels, note="Fragile")))
        for text in (
            *("FROM", "Papierex", "Prosta 1", "00-001 Lublin", "TO", "Sklep Jan", "Jan Nowak", "Polna 7"),
            *("31-001 Opole", "600100200", "12.5 kg", "1/2", "10482", "2026-11-23", "Fragile"),
            f"(00){NUMBER}",
        ):
            assert text in texts(first), text
        assert "0.75 kg" in texts(second)
        assert "2/2" in texts(second)
        assert "(00)359012340000000438" in texts(second)

    def test_the_bars_are_the_number(self) -> None:
        (page,) = pages(pdf.draw(sheets()))
        assert scanned(page) == f"00{NUMBER}"

    def test_is_upright_a6_and_the_same_each_time(self) -> None:
        made = pdf.draw(sheets())
        assert made == pdf.draw(sheets())
        assert made.startswith(b"%PDF-")
        box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", made)
        assert box is not None
        assert [round(float(side) / 72 * 25.4) for side in box.groups()] == [105, 148]

    @pytest.mark.parametrize("text", ["<b>&amp;</b>", "(()\\", "x" * 156, "Ł" * 156, "\u202e\x07", "🦆" * 50, "%%EOF"])
    def test_prints_any_name(self, text: str) -> None:
        made = pdf.draw(sheets(company=text, note=text[:80]))
        assert scanned(pages(made)[0]) == f"00{NUMBER}"

    def test_a_return_travels_back(self) -> None:
        (sheet,) = sheets(is_return=True)
        assert (sheet.sender.lines[0], sheet.recipient.lines[0]) == ("Sklep Jan", "Papierex")

    def test_the_sender_of_the_courier_account_stands_first(self) -> None:
        (sheet,) = sheets(settings={"sender_name": "Magazyn", "sender_city": "Radom"})
        assert sheet.sender.lines == ("Magazyn", "Radom")


class TestZpl:
    def test_is_what_a_printer_takes(self) -> None:
        made = zpl.draw(sheets(note="Fragile"), resolution="203", plain_letters=False).decode()
        assert made.splitlines() == [
            *("^XA", "^CI28", "^PW840", "^LL1184", "^LH0,0"),
            "^FO40,40^A0N,20,20^FH_^FDFROM^FS",
            "^FO40,68^A0N,24,24^FH_^FDPapierex^FS",
            "^FO40,100^A0N,24,24^FH_^FDProsta 1^FS",
            "^FO40,132^A0N,24,24^FH_^FD00-001 Lublin^FS",
            "^FO40,164^A0N,24,24^FH_^FDPL^FS",
            "^FO40,204^GB760,2,2^FS",
            "^FO40,220^A0N,20,20^FH_^FDTO^FS",
            "^FO40,248^A0N,32,32^FH_^FDSklep Jan^FS",
            "^FO40,288^A0N,32,32^FH_^FDJan Nowak^FS",
            "^FO40,328^A0N,32,32^FH_^FDPolna 7^FS",
            "^FO40,368^A0N,32,32^FH_^FD31-001 Opole^FS",
            "^FO40,408^A0N,32,32^FH_^FDPL^FS",
            "^FO40,448^A0N,32,32^FH_^FD600100200^FS",
            "^FO40,496^GB760,2,2^FS",
            *(line for line in made.splitlines() if ",504^" in line or ",528^" in line),
            "^FO40,560^A0N,24,24^FH_^FDFragile^FS",
            "^BY4",
            f"^FO108,832^BCN,256,N,N,N,N^FD>;>800{NUMBER}^FS",
            f"^FO226,1104^A0N,32,32^FD(00){NUMBER}^FS",
            *("^PQ1", "^XZ"),
        ]
        shown = re.findall(r"\^FD([^^]*)\^FS", made)
        values = ("12.5 kg", "60 x 40 x 32 cm", "1/1", "10482", "2026-11-23")
        assert [text for text in shown if text in values] == list(values)

    def test_one_label_a_box(self) -> None:
        made = zpl.draw(sheets(Parcel(weight=Decimal(1)), Parcel()), resolution="203", plain_letters=False).decode()
        assert made.count("^XA") == made.count("^XZ") == 2
        assert re.findall(r">;>8(00\d{18})\^", made) == [f"00{NUMBER}", "00359012340000000438"]

    def test_finer_printers_get_more_dots(self) -> None:
        made = zpl.draw(sheets(), resolution="300", plain_letters=False).decode()
        assert "^PW1240\n^LL1748\n" in made
        assert "^BY6\n" in made
        assert "^BCN,384,N,N,N,N^" in made

    def test_foreign_texts_never_command_the_printer(self) -> None:
        made = zpl.draw(sheets(company="^XZ~JA_5E^FS"), resolution="203", plain_letters=False).decode()
        assert "^FH_^FD_5EXZ_7EJA_5F5E_5EFS^FS" in made
        assert (made.count("^XZ"), made.count("~")) == (1, 0)

    def test_letters_lose_their_marks_where_asked(self) -> None:
        made = zpl.draw(sheets(company="Źdźbło Łąka"), resolution="203", plain_letters=True)
        assert b"^FDZdzblo Laka^FS" in made
        assert "^FDŹdźbło Łąka^FS".encode() in zpl.draw(
            sheets(company="Źdźbło Łąka"), resolution="203", plain_letters=False
        )
