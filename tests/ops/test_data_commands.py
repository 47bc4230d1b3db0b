"""import-products, replay-orders, check and demo on the command line, in processes of their own."""

import json
from pathlib import Path

import psycopg
import pytest

from tests.factories.accounts import make_account
from tests.factories.directory import make_listing
from tests.support.served import clean_environment, spinka

OWN = Path(__file__).parent / "data" / "wholesale-orders.csv"


@pytest.fixture
def environment(tmp_path: Path, app_dsn: str, owner_dsn: str, committed_db: None) -> dict[str, str]:
    return clean_environment(tmp_path, DATABASE_URL=app_dsn, DATABASE_OWNER_URL=owner_dsn)


def new_account(environment: dict[str, str]) -> int:
    arguments = ("--name", "Sklep", "--email", "a@b.example", "--password", "correct-horse", "--json")
    result = spinka(environment, "account", "add", *arguments)
    return int(json.loads(result.stdout)["account_id"])


class TestImportProducts:
    def test_rows_left_out_stand_beside_the_file(self, environment: dict[str, str], tmp_path: Path) -> None:
        account_id = new_account(environment)
        path = tmp_path / "towar.csv"
        path.write_bytes("Symbol;Nazwa;Cena\nA;Żyrandol;12,50\nB;Świeca;tanio\n".encode("cp1250"))
        result = spinka(environment, "import-products", str(path), "--account", str(account_id))
        assert result.returncode == 1
        assert result.stdout == "created 1  updated 0  left out 1\n"
        assert "row 3: price is not a number: tanio" in result.stderr
        faulty = (tmp_path / "towar.faulty.csv").read_text(encoding="utf-8-sig").splitlines()
        assert faulty == ["row;reason;Symbol;Nazwa;Cena", "3;price is not a number: tanio;B;Świeca;tanio"]

    def test_as_json(self, environment: dict[str, str], tmp_path: Path) -> None:
        account_id = new_account(environment)
        path = tmp_path / "goods.csv"
        path.write_text("sku,name\nA,One\nB,Two\n")
        arguments = ("import-products", str(path), "--account", str(account_id), "--json")
        expected = {"created": 2, "updated": 0, "with_warnings": 0, "left_out": [], "faulty_file": ""}
        assert json.loads(spinka(environment, *arguments).stdout) == expected
        again = spinka(environment, *arguments)
        assert (again.returncode, json.loads(again.stdout)["updated"]) == (0, 2)

    def test_a_file_that_is_not_there_is_one_line(self, environment: dict[str, str]) -> None:
        result = spinka(environment, "import-products", "nowhere.csv", "--account", "1")
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr == "spinka import-products: nowhere.csv: there is no such file\n"

    def test_an_account_that_is_not_there_is_one_line(self, environment: dict[str, str], tmp_path: Path) -> None:
        path = tmp_path / "goods.csv"
        path.write_text("sku,name\nA,One\n")
        result = spinka(environment, "import-products", str(path), "--account", "999")
        assert (result.returncode, result.stderr) == (2, "spinka import-products: There is no account 999\n")


class TestReplayOrders:
    def test_table_totals_and_a_sound_database(self, environment: dict[str, str]) -> None:
        result = spinka(environment, "replay-orders", str(OWN))
        assert result.returncode == 0, result.stderr
        lines = result.stdout.splitlines()
        assert lines[0].split() == [
            "customer", "orders", "lines", "units", "value", "forwarded", "cancelled", "refused",
        ]  # fmt: skip
        assert any(line.split() == ["501", "2", "5", "22", "70.15", "70.15", "12.75"] for line in lines)
        assert any("unmatched cancellation" in line and "10004" in line for line in lines)
        checked = spinka(environment, "check", "--json")
        assert checked.returncode == 0
        assert json.loads(checked.stdout)["sound"] is True

    def test_as_json(self, environment: dict[str, str]) -> None:
        printed = json.loads(spinka(environment, "replay-orders", str(OWN), "--json").stdout)
        assert [one["customer"] for one in printed["customers"]] == ["501", "(cash)", "502", "503"]
        assert (printed["total"]["forwarded"], printed["plain_sum"], printed["difference"]) == (
            "89.90",
            "21.45",
            "0.00",
        )
        assert (printed["unmatched_lines"], printed["unmatched_units"], printed["unmatched_value"]) == (3, 7, "45.20")


class TestCheck:
    def test_a_broken_rule_is_listed_and_exits_1(self, environment: dict[str, str], owner_dsn: str) -> None:
        account_id = new_account(environment)
        with psycopg.connect(owner_dsn) as owner:
            owner.execute(
                "insert into core_outbox (account_id, stream, job, payload, created_at, due_at, attempts, error)"
                " values (%s, 's', 'j', '{}', now() - interval '2 minutes', now() - interval '2 minutes', 0, '')",
                [account_id],
            )
        for without in ({}, {"DATABASE_OWNER_URL": ""}):
            result = spinka(environment | without, "check")
            assert result.returncode == 1
            assert "FAIL  outbox                1" in result.stdout
            assert "job=j" in result.stdout


class TestDirectory:
    def test_the_operator_lists_refuses_and_approves(self, environment: dict[str, str]) -> None:
        listing_id, _ = make_listing(make_account("Hurtownia"), company_name="Papier")
        assert spinka(environment, "directory", "list").stdout == ""
        listed = spinka(environment, "directory", "list", "--state", "all").stdout
        assert f"{listing_id:>8}  approved" in listed
        refused = spinka(environment, "directory", "refuse", str(listing_id), "--reason", "No such company")
        assert (refused.returncode, refused.stdout, refused.stderr) == (0, f"{listing_id} refused\n", "")
        rows = spinka(environment, "directory", "list", "--state", "refused", "--json").stdout
        assert json.loads(rows)["connect_listing_id"] == listing_id
        assert spinka(environment, "directory", "approve", str(listing_id)).stdout == f"{listing_id} approved\n"
        missing = spinka(environment, "directory", "approve", "1")
        assert (missing.returncode, missing.stderr) == (2, "spinka directory: there is no published listing 1\n")
