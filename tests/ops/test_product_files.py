"""CSV files become products: how they are written is found out, faulty rows are named and the rest is taken."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import BadParameters, NotFound
from spinka.ops.product_files import LoadReport, load_products
from spinka.ops.product_files.columns import recognise
from spinka.ops.product_files.dialect import Dialect, detect
from spinka.ops.product_files.rows import FaultyRow, parse_number
from tests.factories.accounts import MadeAccount, make_account

POLISH = "Symbol;Nazwa;Cena brutto;Stan;Kategoria;Producent\nA1;Żółty kubek;12,50;3;Dom/Kuchnia;Łąka\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "products.csv"
    path.write_bytes(text.encode(encoding))
    return path


def load(folder: Path, account: MadeAccount, text: str, **named: Any) -> LoadReport:
    return load_products(account_id=account.account_id, inventory_id=None, path=write(folder, text), **named)


def stored(account: MadeAccount) -> list[dict[str, Any]]:
    """Products of the account as the tables hold them."""
    with acting_for(account.account_id), connection.cursor() as cursor:
        cursor.execute(
            """
            select p.sku, p.name, p.ean, p.kind, p.tax_rate, p.weight, p.texts ->> 'description' as description,
                   parent.sku as parent, c.name as category, up.name as upper, m.name as maker,
                   (select price from catalog_price x where x.product_id = p.id) as price,
                   (select quantity from catalog_stock s where s.product_id = p.id) as stock,
                   (select array_agg(i.url order by i.position) from catalog_productimage i where i.product_id = p.id)
                       as images
            from catalog_product p
            left join catalog_product parent on parent.id = p.parent_id
            left join catalog_category c on c.id = p.category_id left join catalog_category up on up.id = c.parent_id
            left join catalog_manufacturer m on m.id = p.manufacturer_id
            where p.account_id = %s order by p.id
            """,
            [account.account_id],
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class TestDetect:
    @pytest.mark.parametrize(
        ("encoding", "expected"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("cp1250", "cp1250"),
            ("iso-8859-2", "iso-8859-2"),
            ("utf-16", "utf-16"),
        ],
    )
    def test_encoding_is_found(self, tmp_path: Path, encoding: str, expected: str) -> None:
        text = POLISH + "A2;Ścierka ąę;1;1;;\n"
        assert detect(write(tmp_path, text, encoding)) == Dialect(expected, ";", '"')

    def test_letter_outside_ascii_may_come_late(self, tmp_path: Path) -> None:
        text = "sku;name\n" + "A;plain\n" * 20_000 + "B;gęś ź\n"
        assert detect(write(tmp_path, text, "cp1250")).encoding == "cp1250"

    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_delimiter_is_found_beside_decimal_commas(self, tmp_path: Path, delimiter: str) -> None:
        rows = [["sku", "name", "price"], ["A", "Box; small, red", '"1,5"'], ["B", "Box", '"2,5"']]
        rows[1][1] = f'"{rows[1][1]}"'
        text = "\n".join(delimiter.join(row) for row in rows)
        assert detect(write(tmp_path, text)).delimiter == delimiter

    def test_first_line_of_excel_names_the_delimiter(self, tmp_path: Path) -> None:
        assert detect(write(tmp_path, "sep=|\nsku|name\nA|B\n")) == Dialect("utf-8", "|", '"', skipped=1)

    def test_apostrophes_may_quote(self, tmp_path: Path) -> None:
        assert detect(write(tmp_path, "'sku','name'\n'A','a, b'\n")).quote == "'"

    @pytest.mark.parametrize("data", [b"", b"  \n", b"PK\x03\x04\x00\x00\x00"])
    def test_empty_and_binary_files_are_refused(self, tmp_path: Path, data: bytes) -> None:
        path = tmp_path / "x.csv"
        path.write_bytes(data)
        with pytest.raises(BadParameters):
            detect(path)


class TestParseNumber:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("12,50", "12.50"),
            ("12.50 zł", "12.50"),
            ("1 234,56", "1234.56"),
            ("1\u00a0234,56 PLN", "1234.56"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1.234.567", "1234567"),
            ("-3", "-3"),
            ("€ 7", "7"),
        ],
    )
    def test_numbers_as_people_write_them(self, text: str, number: str) -> None:
        assert parse_number(text, "price") == Decimal(number)

    @pytest.mark.parametrize("text", ["abc", "12,5x", "--1", "1e5", "NaN", "Infinity"])
    def test_anything_else_is_a_fault(self, text: str) -> None:
        with pytest.raises(FaultyRow, match="price is not a number"):
            parse_number(text, "price")


class TestRecognise:
    def test_shopify(self) -> None:
        header = "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Grams"
        header += ",Variant Inventory Qty,Variant Price,Variant Barcode,Image Src"
        found = recognise(header.split(","))
        assert found["option"] == [7]
        assert found["category"] == [4]
        assert set(found) == {
            "handle", "name", "description", "manufacturer", "category", "tags", "option", "sku", "grams", "stock",
            "price", "ean", "images",
        }  # fmt: skip

    def test_woocommerce(self) -> None:
        header = 'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Regular price,Stock,Categories,Images,Parent'
        import csv

        found = recognise(next(csv.reader([header])))
        assert found["ean"] == [3]
        assert (found["woo_id"], found["woo_type"], found["woo_parent"]) == ([0], [1], [10])

    def test_a_file_without_name_and_sku_is_refused(self) -> None:
        with pytest.raises(BadParameters, match="Colour, Size"):
            recognise(["Colour", "Size"])


@pytest.mark.django_db
class TestLoadProducts:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2"])
    def test_polish_file_in_every_encoding(self, tmp_path: Path, encoding: str) -> None:
        account = make_account()
        path = write(tmp_path, POLISH, encoding)
        report = load_products(account_id=account.account_id, inventory_id=None, path=path)
        assert (report.created, report.updated, report.faults) == (1, 0, [])
        (row,) = stored(account)
        assert (row["sku"], row["name"], row["price"], row["stock"]) == ("A1", "Żółty kubek", Decimal("12.5"), 3)
        assert (row["upper"], row["category"], row["maker"]) == ("Dom", "Kuchnia", "Łąka")

    def test_second_file_updates_by_sku_and_keeps_missing_columns(self, tmp_path: Path) -> None:
        account = make_account()
        load(tmp_path, account, POLISH)
        report = load(tmp_path, account, 'sku,price\na1,"13,00"\n')
        assert (report.created, report.updated) == (0, 1)
        (row,) = stored(account)
        assert (row["name"], row["price"], row["stock"], row["maker"]) == ("Żółty kubek", Decimal(13), 3, "Łąka")

    def test_faulty_rows_are_named_and_the_others_written(self, tmp_path: Path) -> None:
        account = make_account()
        text = (
            "sku;name;price;stock;vat\n"
            "A;Good;1,00;5;23\n"
            "B;;1,00;5;23\n"
            "C;Bad price;cheap;5;23\n"
            "D;Half piece;1;0,5;23\n"
            "A;Again;2;1;23\n"
            "E;Minus;1;-4;23\n"
            "F;Too many;1;1;23;x;y\n"
            "G;Exempt;1;1;zw\n"
            f"{'S' * 51};Long;1;1;8\n"
        )
        report = load(tmp_path, account, text)
        assert report.created == 2
        assert [(fault.number, fault.reason) for fault in report.faults] == [
            (3, "the name is empty"),
            (4, "price is not a number: cheap"),
            (5, "the stock is not a whole number: 0.5"),
            (6, "the SKU A stands in row 2 already"),
            (7, "the stock is negative: -4"),
            (8, "has 7 columns, the header has 5"),
            (10, "sku has 51 characters, at most 50 are allowed"),
        ]
        assert [(row["sku"], row["tax_rate"]) for row in stored(account)] == [("A", Decimal(23)), ("G", Decimal(-1))]

    def test_a_sku_of_several_products_is_not_guessed(self, tmp_path: Path) -> None:
        account = make_account()
        load(tmp_path, account, "sku;name\nA;First\n")
        with acting_for(account.account_id), connection.cursor() as cursor:
            cursor.execute(
                "insert into catalog_product (account_id, inventory_id, kind, is_draft, is_bundle, sku, ean, asin,"
                " ean_additional, name, texts, tax_rate, weight, height, width, length, star, average_cost, min_quantity,"
                " quantity_step, sku_key, ean_key, sort_key, search_key, live_warehouse_ids, links, version, created_at,"
                " updated_at) select account_id, inventory_id, kind, is_draft, is_bundle, sku, ean, asin, ean_additional,"
                " name, texts, tax_rate, weight, height, width, length, star, average_cost, min_quantity, quantity_step,"
                " sku_key, ean_key, sort_key, search_key, live_warehouse_ids, links, version, created_at, updated_at"
                " from catalog_product where account_id = %s",
                [account.account_id],
            )
        report = load(tmp_path, account, "sku;name\nA;Changed\n")
        assert [fault.reason for fault in report.faults] == ["the catalog has 2 products with the SKU A"]
        assert {row["name"] for row in stored(account)} == {"First"}

    def test_many_rows_in_batches_with_variants_across_them(self, tmp_path: Path) -> None:
        account = make_account()
        lines = ["sku;name;parent sku"]
        lines += [f"P{number};Parent {number};" for number in range(3)]
        lines += [f"V{number};Variant {number};P{number % 3}" for number in range(7)]
        told: list[int] = []
        report = load(tmp_path, account, "\n".join(lines), batch_size=4, told=told.append)
        assert (report.created, report.faults) == (10, [])
        assert told[-1] == 10
        assert [row["parent"] for row in stored(account)] == [None] * 3 + ["P0", "P1", "P2", "P0", "P1", "P2", "P0"]

    def test_parent_that_is_nowhere_is_a_fault(self, tmp_path: Path) -> None:
        account = make_account()
        report = load(tmp_path, account, "sku;name;parent sku\nV;Variant;X\n")
        assert [fault.reason for fault in report.faults] == ["its parent X is not in the catalog"]
        assert stored(account) == []

    def test_shopify_families_variants_and_images(self, tmp_path: Path) -> None:
        account = make_account()
        text = (
            "Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Grams,"
            "Variant Inventory Qty,Variant Price,Image Src\n"
            'mug,Mug,"<p>Nice,\nwarm</p>",Clay,"home, gift",Colour,Red,MUG-R,350,4,19.90,https://img.example/1.png\n'
            "mug,,,,,,Blue,MUG-B,350,6,20.90,https://img.example/2.png\n"
            "mug,,,,,,,,,,,https://img.example/3.png\n"
            "pen,Pen,,Ink,,Title,Default Title,PEN,10,9,2.50,\n"
        )
        for counts in ((4, 0), (0, 4)):
            report = load(tmp_path, account, text)
            assert (report.created, report.updated, report.faults) == (*counts, [])
        mug, red, blue, pen = stored(account)
        assert (mug["sku"], mug["name"], mug["description"]) == ("mug", "Mug", "<p>Nice,\nwarm</p>")
        assert mug["images"] == [f"https://img.example/{number}.png" for number in (1, 2, 3)]
        assert (red["name"], red["parent"], red["price"], red["stock"]) == ("Mug Red", "mug", Decimal("19.9"), 4)
        assert (blue["sku"], blue["weight"], blue["images"]) == ("MUG-B", Decimal("0.35"), None)
        assert (pen["sku"], pen["parent"], pen["maker"], pen["weight"]) == ("PEN", None, "Ink", Decimal("0.01"))

    def test_woocommerce_variations_by_id(self, tmp_path: Path) -> None:
        account = make_account()
        text = (
            "ID,Type,SKU,Name,Regular price,Stock,Categories,Parent,Attribute 1 value(s)\n"
            '10,variable,,Shirt,,,"Clothes > Shirts, Sale",,\n'
            "11,variation,SH-S,Shirt - S,30,2,,id:10,S\n"
            "12,simple,CAP,Cap,15,7,Clothes,,\n"
        )
        report = load(tmp_path, account, text)
        assert (report.created, report.faults) == (3, [])
        rows = {row["name"]: row for row in stored(account)}
        assert (rows["Shirt"]["category"], rows["Shirt"]["upper"]) == ("Shirts", "Clothes")
        assert (rows["Shirt - S"]["parent"], rows["Cap"]["category"]) == ("", "Clothes")

    def test_hostile_text_is_stored_as_it_came(self, tmp_path: Path) -> None:
        account = make_account()
        load(tmp_path, account, 'sku;name\nX;"<script>alert(1)</script>"\n')
        assert stored(account)[0]["name"] == "<script>alert(1)</script>"

    def test_another_accounts_catalog_is_not_found(self, tmp_path: Path) -> None:
        mine, other = make_account(), make_account()
        with acting_for(other.account_id), connection.cursor() as cursor:
            cursor.execute("select id from catalog_inventory where account_id = %s", [other.account_id])
            inventory_id = cursor.fetchone()[0]
        with pytest.raises(NotFound):
            load_products(account_id=mine.account_id, inventory_id=inventory_id, path=write(tmp_path, POLISH))
        assert stored(other) == []
