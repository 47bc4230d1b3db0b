"""The demo's data: codes with valid check digits, the same at every start, pictures and labels that can be read."""

import io
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from django.db import transaction
from PIL import Image

from spinka.accounts.queries import enter_by_token
from spinka.ops import check
from spinka.ops.check.stock import ShortOrders
from spinka.ops.demo import loading
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
            assert (picture.format, picture.size) == ("PNG", (320, 320))


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


@pytest.mark.usefixtures("committed_db")
class TestLoad:
    def test_no_page_is_empty_and_a_second_start_changes_nothing(self, owner_dsn: str, tmp_path: Path) -> None:
        steps: list[None] = []
        logins = loading.load(lambda: steps.append(None))
        assert len(steps) == loading.STEPS
        supplier, contractor = logins
        with psycopg.connect(owner_dsn) as owner:
            self._check_content(owner, supplier.account_id, contractor.account_id)
            report = check.inspect_everything(owner.cursor())
            before = self._counts(owner)
        assert [finding.invariant for finding in report.findings if finding.rows] == [ShortOrders]
        # Without its file the demo is taken over with new tokens; with it the tokens stay.
        again = loading.take_over(tmp_path)
        assert [login.account_id for login in again] == [supplier.account_id, contractor.account_id]
        assert (tmp_path / loading.NOTE).stat().st_mode & 0o777 == 0o600
        assert loading.take_over(tmp_path) == again
        with transaction.atomic():
            entry = enter_by_token(again[0].token)
        assert entry is not None
        assert (entry.account_id, entry.call_limit) == (supplier.account_id, 0)
        with psycopg.connect(owner_dsn) as owner:
            after = self._counts(owner)
        assert after - before == Counter({"accounts_apitoken": 2})
        assert before - after == Counter()

    @staticmethod
    def _counts(owner: "psycopg.Connection[tuple[object, ...]]") -> Counter[str]:
        names = owner.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        return Counter({str(name): owner.execute(f"select count(*) from {name}").fetchone()[0] for (name,) in names})

    @staticmethod
    def _check_content(owner: "psycopg.Connection[tuple[object, ...]]", supplier_id: int, contractor_id: int) -> None:
        def one(sql: str, *values: object) -> object:
            row = owner.execute(sql, values).fetchone()
            assert row is not None
            return row[0]

        for account_id in (supplier_id, contractor_id):
            assert one("select count(*) from orders_order where account_id = %s", account_id) == 60
            used = one("select count(distinct status_id) from orders_order where account_id = %s", account_id)
            assert used == one("select count(*) from orders_orderstatus where account_id = %s", account_id)
        shared = "select count(*) from catalog_product where account_id = %s"
        assert one(shared, supplier_id) >= 300
        assert one("select count(*) from catalog_product p where account_id = %s and not exists"
                   " (select from catalog_productimage i where i.product_id = p.id)", supplier_id) == 0  # fmt: skip
        assert one("select count(*) from connect_connection where supplier_id = %s and state = 'pending'", supplier_id)
        assert one("select reason_code from connect_forwardattempt where account_id = %s", contractor_id) == "stock"
        assert one("select credit_blocked > 0 and credit_limit > credit_blocked from connect_connection"
                   " where supplier_id = %s and contractor_id = %s", supplier_id, contractor_id)  # fmt: skip
        assert one("select count(*) from connect_creditentry where supplier_id = %s", supplier_id) >= 5
        assert one("select count(*) from shipments_package where account_id = %s and is_partner", contractor_id) >= 10
        assert one("select count(*) from shipments_packagelabel where account_id = %s", contractor_id) >= 10
        assert one("select count(*) from core_outbox where done_at is null") == 0
        waiting = (
            "select count(*) from orders_order o where account_id = %s and not exists"
            " (select from connect_sale s where s.contractor_order_id = o.id and s.contractor_id = o.account_id)"
        )
        assert one(waiting, contractor_id) >= 7
