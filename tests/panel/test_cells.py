"""How values are written in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from spinka.panel import cells

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), timezone.override(ZoneInfo("Europe/Warsaw")):
        yield


def both(function: object, *arguments: object) -> tuple[str, str]:
    texts = []
    for language in ("pl", "en"):
        with translation.override(language):
            texts.append(function(*arguments).replace("\u00a0", "~"))  # type: ignore[operator]
    return texts[0], texts[1]


class TestMoney:
    @pytest.mark.parametrize(
        ("value", "currency", "polish", "english"),
        [
            (Decimal("1284.5"), "PLN", "1~284,50~zł", "PLN~1,284.50"),
            (Decimal("999.994"), "PLN", "999,99~zł", "PLN~999.99"),
            (Decimal("12345678.9"), "EUR", "12~345~678,90~€", "EUR~12,345,678.90"),
            (Decimal(-20), "PLN", "\u221220,00~zł", "\u2212PLN~20.00"),
            (Decimal(0), "PLN", "0,00~zł", "PLN~0.00"),
            (Decimal("-0.001"), "PLN", "0,00~zł", "PLN~0.00"),
            (5, "CHF", "5,00~CHF", "CHF~5.00"),
            (Decimal(7), "", "7,00", "7.00"),
            (None, "PLN", "—", "—"),
            (cells.WITHHELD, "PLN", "ukryte", "hidden"),
        ],
    )
    def test_is_written(self, value: object, currency: str, polish: str, english: str) -> None:
        assert both(cells.money_text, value, currency) == (polish, english)


class TestQuantity:
    def test_has_a_unit(self) -> None:
        assert both(cells.quantity_text, 1600) == ("1~600~szt.", "1,600~pcs")
        assert both(cells.quantity_text, Decimal("2.500"), "kg") == ("2,5~kg", "2.5~kg")
        assert both(cells.quantity_text, None) == ("—", "—")


class TestPercent:
    def test_is_written(self) -> None:
        assert both(cells.percent_text, Decimal("3.80")) == ("3,8~%", "3.8%")
        assert both(cells.percent_text, 107) == ("107~%", "107%")


class TestWhen:
    @pytest.mark.parametrize(
        ("value", "style", "polish", "english"),
        [
            (NOW, "full", "23.11.2026, 14:05", "23 Nov 2026, 14:05"),
            (NOW, "time", "14:05", "14:05"),
            (NOW, "list", "dziś, 14:05", "today, 14:05"),
            (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "list", "dziś, 00:30", "today, 00:30"),
            (datetime(2026, 11, 22, 20, 0, tzinfo=UTC), "list", "wczoraj", "yesterday"),
            (datetime(2026, 10, 5, 8, 0, tzinfo=UTC), "list", "5.10.2026", "5 Oct 2026"),
            (date(2026, 12, 7), "full", "7.12.2026", "7 Dec 2026"),
            (None, "full", "—", "—"),
        ],
    )
    def test_is_written(self, value: object, style: str, polish: str, english: str) -> None:
        assert both(cells.when_text, value, style) == (polish, english)

    def test_since(self) -> None:
        assert both(cells.since_text, datetime(2026, 11, 23, 11, 0, tzinfo=UTC)) == ("2~godzin", "2~hours")


class TestTags:
    def draw(self, text: str, **values: object) -> str:
        return Template("{% load panel %}" + text).render(Context(values))

    def test_foreign_text_is_escaped_everywhere(self) -> None:
        bad = "<script>alert(1)</script>"
        for text in (
            "{% chip 'ok' bad %}",
            "{% order_status bad '#fff' %}",
            "{% copy bad %}",
            "{% notice 'bad' bad %}{{ bad }}{% endnotice %}",
            "{% card bad id='x' %}{{ bad }}{% endcard %}",
            "{% empty 'package' bad %}{{ bad }}{% endempty %}",
            "{{ bad|initials }}",
        ):
            assert "<script" not in self.draw(text, bad=bad)

    def test_a_status_colour_that_is_no_colour_is_left_out(self) -> None:
        assert "<rect" not in self.draw("{% order_status 'A' 'red;}' %}")
        assert 'fill="#e8590c"' in self.draw("{% order_status 'A' 'e8590c' %}")

    def test_time_is_machine_readable(self) -> None:
        with translation.override("pl"):
            text = self.draw("{{ at|when }}", at=NOW)
        assert text == '<time datetime="2026-11-23T13:05:00+00:00">23.11.2026, 14:05</time>'

    def test_meter_never_leaves_its_box(self) -> None:
        assert 'width="100%"' in self.draw("{% meter a b %}", a=Decimal(214), b=Decimal(200))
        assert 'width="0%"' in self.draw("{% meter a b %}", a=Decimal(-5), b=Decimal(200))
