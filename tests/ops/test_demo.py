"""The demo's data: codes with valid check digits, the same at every start, pictures and labels that can be read."""

import io

import pytest
from PIL import Image

from spinka.ops.demo.goods import check_digit, goods
from spinka.ops.demo.labels import draw_label
from spinka.ops.demo.people import COMPANIES, buyers, nip
from spinka.ops.demo.pictures import SHAPES, draw_picture
from spinka.ops.demo.plan import AT_SUPPLIER, wishes


class TestGoods:
    def test_at_least_three_hundred_with_families_and_services(self) -> None:
        made = list(goods())
        assert len(made) == len({good.sku for good in made}) == len({good.name for good in made}) >= 300
        assert sum(good.is_parent for good in made) == 16
        assert sum(good.is_service for good in made) == 3
        assert {good.parent for good in made if good.parent} == {good.sku for good in made if good.is_parent}

    def test_every_ean_has_its_check_digit(self) -> None:
        codes = [good.ean for good in goods() if good.ean]
        assert len(codes) == len(set(codes)) >= 300
        assert all(len(code) == 13 and check_digit(code[:-1]) == code[-1] for code in codes)

    def test_check_digit_of_known_codes(self) -> None:
        assert check_digit("590123412345") == "7"
        assert check_digit("9638507") == "4"

    def test_the_same_at_every_start(self) -> None:
        assert list(goods()) == list(goods())
        assert wishes("x", AT_SUPPLIER) == wishes("x", AT_SUPPLIER)
        assert buyers(10) == buyers(10)

    def test_every_category_has_a_picture(self) -> None:
        assert {good.category for good in goods()} == set(SHAPES)


class TestDrawPicture:
    @pytest.mark.parametrize("category", sorted(SHAPES))
    def test_small_png_and_the_same_bytes_again(self, category: str) -> None:
        data = draw_picture(category, "#3f8f5b")
        assert data == draw_picture(category, "#3f8f5b")
        assert len(data) < 8_000
        with Image.open(io.BytesIO(data)) as picture:
            assert (picture.format, picture.size) == ("PNG", (480, 480))


class TestDrawLabel:
    def test_pdf_with_offsets_that_are_right(self) -> None:
        data = draw_label("6200012345", "Hurtownia (Papierex)", ["Łukasz Żak", "00-950 Warszawa"])
        assert data.startswith(b"%PDF-1.4\n")
        assert data.endswith(b"%%EOF\n")
        table = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
        assert data[table:].startswith(b"xref")
        for number, line in enumerate(data[table:].split(b"\n")[3:8], start=1):
            assert data[int(line[:10]) :].startswith(b"%d 0 obj" % number)
        assert b"Lukasz Zak" in data
        assert rb"Hurtownia \(Papierex\)" in data


class TestNip:
    def test_check_digit_of_every_company(self) -> None:
        weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
        for company in COMPANIES:
            digits = [int(digit) for digit in company.tax_number]
            assert len(digits) == 10
            assert sum(a * b for a, b in zip(digits, weights, strict=False)) % 11 == digits[9]

    def test_number_without_a_check_digit_is_passed_over(self) -> None:
        assert nip("000000000") == "0000000000"
