"""Keyset pages, sorting and views of lists."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from spinka.accounts.models import User
from spinka.panel import listing

NAMES = ["Ada", "Bea", "Bea", "Cyd", "Dag", "Ewa", "Ewa"]


@pytest.fixture
def people(db: None) -> list[int]:
    User.objects.all().delete()
    made = [User(email=f"p{number}@x.example", name=name, language="en") for number, name in enumerate(NAMES)]
    return [user.pk for user in User.objects.bulk_create(made)]


def walk(order: list[str], size: int = 3) -> tuple[list[list[str]], list[list[str]]]:
    """All pages forward, then all pages back from the last one."""
    forward, query = [], QueryDict()
    while True:
        part = listing.keyset(User.objects.all(), order=order, parameters=query, size=size)
        forward.append([row.email for row in part.rows])
        if not part.has_next:
            break
        query = QueryDict(f"after={part.last}")
    back = [forward[-1]]
    while part.has_previous:
        part = listing.keyset(User.objects.all(), order=order, parameters=QueryDict(f"before={part.first}"), size=size)
        back.append([row.email for row in part.rows])
    return forward, back


class TestKeyset:
    @pytest.mark.parametrize("order", [["name", "pk"], ["-name", "-pk"], ["-name", "pk"], ["pk"]])
    def test_walks_every_row_once_both_ways(self, people: list[int], order: list[str]) -> None:
        forward, back = walk(order)
        expected = list(User.objects.order_by(*order).values_list("email", flat=True))
        assert [email for part in forward for email in part] == expected
        assert back == forward[::-1] or [e for part in back[::-1] for e in part] == expected

    @pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIl0", "%00", "WyJBZGEiLCJ4Il0"])
    def test_broken_cursor_starts_at_the_beginning(self, people: list[int], cursor: str) -> None:
        part = listing.keyset(User.objects.all(), order=["name", "pk"], parameters=QueryDict(f"after={cursor}"), size=3)
        assert [row.name for row in part.rows] == ["Ada", "Bea", "Bea"]
        assert part.has_previous is False

    def test_times_come_back_exactly(self) -> None:
        at = datetime(2026, 11, 23, 13, 5, 0, 123456, tzinfo=UTC)
        assert listing.unpack(listing.pack([at, 7]), 2) == [at.isoformat(), "7"]


class TestSortOrder:
    def test_reverses_every_column(self) -> None:
        known = {"at": ["created_at", "pk"]}
        assert listing.sort_order(QueryDict("sort=-at"), known, "at") == ("-at", ["-created_at", "-pk"])
        assert listing.sort_order(QueryDict("sort=evil"), known, "at") == ("at", ["created_at", "pk"])


class TestAddress:
    def test_changing_a_filter_drops_the_position(self) -> None:
        request = RequestFactory().get("/orders?q=a&after=zz&state=open")
        assert listing.with_parameters(request, state=None) == "/orders?q=a"
        assert listing.with_parameters(request, after="yy") == "/orders?q=a&state=open&after=yy"

    def test_view_is_current_only_with_exactly_its_parameters(self) -> None:
        request = RequestFactory().get("/c?state=pending&sort=-at&after=x")
        first, second = listing.views(request, [("All", {}, 3), ("Pending", {"state": "pending"}, 1)])
        assert (first.is_current, second.is_current) == (False, True)
        assert (first.url, second.url) == ("/c", "/c?state=pending")
