"""Two public clients of the original, from the package index, unmodified: only the address is ours."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.cluster import ROOT
from tests.support.served import Served
from tests.support.wire import call
from tools import clients

HERE = Path(__file__).parent


def session(client: str, installed: Path, *arguments: str) -> dict[str, Any]:
    """Run the program of a client in a process that sees that client and nothing of ours."""
    program = HERE / f"session_{client.replace('-', '_')}.py"
    path = f"{installed / client}:{installed / 'requests'}"
    result = subprocess.run(
        [sys.executable, "-P", str(program), *arguments],
        env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin", "NO_PROXY": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd="/",
    )
    assert result.returncode == 0, result.stderr[-3000:]
    seen: dict[str, Any] = json.loads(result.stdout)
    return seen


class TestLock:
    def test_pins_every_file_by_hash_and_names_no_host(self) -> None:
        assert "://" not in clients.LOCK.read_text()
        sections = clients.sections()
        assert sections.keys() == {"baselinker-api", "py-baselinker", "requests"}
        for requirements in sections.values():
            assert all("==" in line and "--hash=sha256:" in line for line in requirements)

    def test_both_clients_are_imported_by_the_same_name(self, installed: Path) -> None:
        for client in ("baselinker-api", "py-baselinker"):
            assert (installed / client / "baselinker" / "__init__.py").exists()
        assert installed.is_relative_to(ROOT / "var")


class TestClients:
    def test_baselinker_api(self, served: Served, token: str, installed: Path) -> None:
        seen = session("baselinker-api", installed, f"{served.url}/connector.php", token)
        journal = seen.pop("journal")
        assert seen == {
            "version": "0.1.0",
            "warehouses": True,
            "price_groups": True,
            "list": {"sku": "PAP-1", "ean": "5901234123457", "name": "Papier ozdobny ąę"},
            "data": {"name": "Papier ozdobny ąę", "price": 19.99, "stock": 12, "tax_rate": 23},
            "stock_counter": 1,
            "stock": 30,
            "price": 21.5,
            "statuses": ["Nowe", "W realizacji", "Wysłane", "Anulowane"],
            "order": {
                "payment_done": 64.5,
                "payment_method_cod": "0",
                "products": [["Papier", 3, 21.5], ["Wstążka", 4, 2]],
            },
            "by_email": True,
            "by_phone": 1,
            "packages": ["DPD-1"],
            "packages_left": [],
            "sources": True,
            "products_left": {},
            "missing_order": "ERROR_NOT_FOUND",
            "not_served": "ERROR_UNKNOWN_METHOD",
            "wrong_token": "AuthenticationError",
        }
        assert set(journal) >= {1, 3, 9, 10, 12, 13, 16, 18}

    def test_py_baselinker(self, served: Served, token: str, installed: Path) -> None:
        line = {"name": "Kubek", "quantity": 2, "price_brutto": 15.25}
        made = call(served.url, token, "addOrder", email="jan@example.com", products=[line])
        order_id = made["order_id"]
        seen = session("py-baselinker", installed, f"{served.url}/connector.php", token, str(order_id))
        assert seen.pop("all")[-1] == order_id
        assert seen == {
            "order": {"order_id": order_id, "email": "jan@example.com", "confirmed": True},
            "products": [["Kubek", 2, 15.25]],
            "journal": [[1, order_id], [2, order_id]],
            "later": 0,
            "product": "Kubek",
            "wrong_token": "BaseLinkerError",
        }
