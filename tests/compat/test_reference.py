"""The readable reference: a page per method, made from the same types the calls are checked with."""

from typing import Any

import pytest
from django.test import Client

from spinka.compat import methods
from spinka.compat.glossary import FIELDS, everyday, goods, papers, partners
from spinka.compat.reference import examples
from spinka.compat.reference.families import FAMILIES, families
from spinka.compat.reference.shapes import rows
from spinka.compat.reference.snippets import snippets
from spinka.compat.registry import METHODS

methods.load()


def page(name: str) -> str:
    response = Client(headers={"Accept-Language": "en"}).get(f"/api/docs/{name}")
    assert response.status_code == 200
    return response.content.decode()


class TestExamples:
    def test_there_is_none_of_a_method_that_is_gone(self) -> None:
        assert {path.stem for path in examples.FOLDER.glob("*.json")} == METHODS.keys()


class TestPages:
    def test_the_guide_names_every_method(self) -> None:
        text = Client().get("/api/docs").content.decode()
        assert [name for name in METHODS if f'href="/api/docs/{name}"' not in text] == []

    @pytest.mark.parametrize("name", ["getOrders", "addInventoryProduct", "deleteOrders", "setOrderPayment"])
    def test_shows_parameters_answer_and_example(self, name: str) -> None:
        text = page(name)
        method = METHODS[name]
        shown = [row.name for row in rows(method.params)]
        assert shown
        assert [field for field in shown if f"<code>{field}</code>" not in text] == []
        assert str(method.scope) in text
        assert "curl http://testserver/api/v1/" in text

    def test_only_a_writing_method_warns(self) -> None:
        assert "This call writes" in page("setOrderPayment")
        assert "This call writes" not in page("getOrders")

    def test_an_unknown_name_is_not_found(self) -> None:
        assert Client().get("/api/docs/noSuchMethod").status_code == 404

    def test_polish(self) -> None:
        text = Client(headers={"Accept-Language": "pl"}).get("/api/docs/getOrders").content.decode()
        assert "Parametry" in text
        assert "Wypróbuj" in text

    def test_needs_no_database(self, django_db_blocker: Any) -> None:
        with django_db_blocker.block():
            assert page("getOrders")


class TestFamilies:
    def test_every_method_has_a_family_with_a_title(self) -> None:
        assert [family.key for family in families() if family.key not in FAMILIES] == []
        assert sorted(method.name for family in families() for method in family.methods) == sorted(METHODS)


class TestWords:
    def test_every_field_says_what_it_means(self) -> None:
        silent = {
            f"{name}.{row.name}"
            for name, method in METHODS.items()
            for struct in (method.params, method.reply)
            for row in rows(struct)
            if not row.text
        }
        assert sorted(silent) == []

    def test_no_field_is_explained_twice(self) -> None:
        assert sum(len(part.FIELDS) for part in (everyday, goods, papers, partners)) == len(FIELDS)


class TestSnippets:
    def test_quotes_what_a_shell_would_eat(self) -> None:
        made = {part.key: part.code for part in snippets(address="http://x", method="m", request={"a": "it's $1"})}
        assert """'{"a":"it'"'"'s $1"}'""" in made["curl"]
        assert "'parameters={" in made["connector"]
        assert """{'a': "it's $1"}""" in made["python"]
        compile(made["python"], "example", "exec")
