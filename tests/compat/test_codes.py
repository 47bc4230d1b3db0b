"""A program that follows a journal or parcels finds what the numbers mean in the reference."""

import pytest
from django.test import Client

from spinka.orders import journal_types

KINDS = {value for name, value in vars(journal_types).items() if name.isupper()}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("getJournalList", KINDS),
        ("getOrderReturnJournalList", set(range(1, 13))),
        ("getInventoryProductLogs", set(range(1, 11))),
        ("getOrderPackages", set(range(14))),
        ("getCourierPackagesStatusHistory", set(range(14))),
    ],
)
def test_every_code_is_explained(name: str, codes: set[int]) -> None:
    page = Client().get(f"/api/docs/{name}").content.decode()
    about = page.partition('<div class="api-about">')[2].partition("</div>")[0]
    assert {code for code in codes if f" {code} " not in about} == set()
