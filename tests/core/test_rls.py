"""Sequences whose ids leave an account (R26)."""

from itertools import pairwise

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["connect_integration_seq", "connect_contractor_seq", "connect_sale_seq"])
def test_ids_grow_by_steps_nobody_can_count(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {name}_next() from generate_series(1, 200)")
        ids = [row[0] for row in cursor.fetchall()]
    steps = {later - earlier for earlier, later in pairwise(ids)}
    assert min(steps) >= 1
    assert max(steps) <= 8
    assert len(steps) > 4
