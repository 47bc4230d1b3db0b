"""Every house lint is shown to complain, to keep quiet, and to be excused."""

import ast
from pathlib import Path

import pytest

from tools.lint import clock, locks, markup, names, tenancy
from tools.lint.finding import Finding

HERE = Path("src/spinka/orders/queries.py")


def trees(source: str, path: Path = HERE) -> dict[Path, ast.Module]:
    return {path: ast.parse("class Order(TenantModel): ...\nclass Note(Order): ...\nclass Plan: ...\n" + source)}


class TestTenancy:
    @pytest.mark.parametrize(
        "source",
        [
            "Order.objects.all()",
            "models.Order.objects.get(pk=1)",
            "Note.objects.filter(pk=1)",
            "Plan.objects.raw('select 1')",
            "Order._base_manager.all()",
            "Order.objects.across_accounts(reason='x')",
        ],
    )
    def test_complains(self, source: str) -> None:
        assert [(item.line, item.rule) for item in tenancy.check(trees(source))] == [(4, "tenancy")]

    @pytest.mark.parametrize(
        "source", ["Order.objects.for_account(1).get(pk=1)", "Plan.objects.get(pk=1)", "Order.objects.bulk_create([])"]
    )
    def test_keeps_quiet(self, source: str) -> None:
        assert list(tenancy.check(trees(source))) == []

    def test_lets_access_cross(self) -> None:
        source = trees("Order.objects.across_accounts(reason='x')", Path("src/spinka/connect/access.py"))
        assert list(tenancy.check(source)) == []


class TestClock:
    @pytest.mark.parametrize("source", ["datetime.now()", "time.time()", "timezone.now()", "datetime.date.today()"])
    def test_complains(self, source: str) -> None:
        assert len(list(clock.check(trees(source)))) == 1

    @pytest.mark.parametrize("source", ["clock.now()", "time.monotonic()", "timezone.localtime(order.added_at)"])
    def test_keeps_quiet(self, source: str) -> None:
        assert list(clock.check(trees(source))) == []

    def test_the_clock_itself_may_read(self) -> None:
        assert list(clock.check(trees("datetime.now()", clock.HOME))) == []


class TestMarkup:
    @pytest.mark.parametrize(
        "template",
        [
            "{{ text|safe }}",
            "{{ price|floatformat:2 }}",
            "{{ moment|date:'Y' }}",
            '<p style="color: red">',
            '<a onclick="go()">',
            "<script>go()</script>",
            "<script defer>",
            "<style>p {}</style>",
            '<p hx-on:click="go()">',
            "<p hx-vals='js:{a: 1}'>",
            '<a href="javascript:go()">',
            "{% autoescape off %}",
        ],
    )
    def test_complains(self, template: str) -> None:
        assert len(list(markup.check_template(Path("a.html"), template))) >= 1

    @pytest.mark.parametrize(
        "template",
        [
            "{{ text }}",
            '<script defer src="{% static "a.js" %}"></script>',
            '<script type="application/json">{}</script>',
            "<button hx-post='/x' hx-vals='{\"a\": 1}'>",
            "{{ moment|moment }}",
        ],
    )
    def test_keeps_quiet(self, template: str) -> None:
        assert list(markup.check_template(Path("a.html"), template)) == []

    def test_complains_about_text_declared_safe(self) -> None:
        assert len(list(markup.check(trees("mark_safe(text)")))) == 1


class TestNames:
    def test_complains_about_drawers(self) -> None:
        path = Path("tools/utils.py")
        assert [item.rule for item in names.check([path])] == ["names"]

    def test_keeps_quiet(self) -> None:
        assert list(names.check([Path("tools/lint/names.py")])) == []


class TestLocks:
    def test_complains_about_addresses(self, tmp_path: Path) -> None:
        path = tmp_path / "requirements.lock"
        path.write_text("# from https://example.org\nfield==1\n")
        assert [item.line for item in locks.check([path])] == [1]

    def test_complains_about_registry_hosts(self, tmp_path: Path) -> None:
        path = tmp_path / "README.md"
        path.write_text("see " + "py" + "pi.org\n")
        assert len(list(locks.check([path]))) == 1


class TestFinding:
    @pytest.mark.parametrize(
        ("line", "excused"),
        [
            ("x = 1  # lint-skip: clock a counter needs no test clock", True),
            ("x = 1  # lint-skip: clock", False),
            ("x = 1  # lint-skip: tenancy another rule", False),
        ],
    )
    def test_is_excused_by_rule_and_reason(self, line: str, excused: bool) -> None:
        assert Finding(HERE, 1, "clock", "").is_excused([line]) is excused
