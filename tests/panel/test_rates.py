"""Exchange rates under the settings."""

import re

from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import CurrencyRate
from tests.factories.accounts import MadeAccount, make_account
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import as_role, text

RATE = {"currency_from": "eur", "rate": "4,2815", "currency_to": " PLN", "valid_from": "2026-11-02"}


def kept(firm: MadeAccount) -> list[tuple[str, str, str, str]]:
    with acting_for(firm.account_id):
        rows = CurrencyRate.objects.for_account(firm.account_id).order_by("valid_from")
        return [(row.currency_from, row.currency_to, f"{row.rate:f}", row.valid_from.isoformat()) for row in rows]


class TestRates:
    def test_are_added_listed_with_their_days_deleted_and_brought_back(self, firm: MadeAccount, owner: Client) -> None:
        assert "No exchange rates yet" in text(owner.get("/settings/rates"))
        assert owner.post("/settings/rates", RATE).status_code == 303
        assert owner.post("/settings/rates", {**RATE, "rate": "4.3", "valid_from": "2026-11-10"}).status_code == 303
        assert kept(firm) == [
            ("EUR", "PLN", "4.28150000", "2026-11-02"),
            ("EUR", "PLN", "4.30000000", "2026-11-10"),
        ]
        shown = text(owner.get("/settings/rates"))
        assert "1 EUR → PLN" in shown
        assert 'before <time datetime="2026-11-10">10 Nov 2026<' in shown
        with acting_for(firm.account_id):
            newest = CurrencyRate.objects.for_account(firm.account_id).latest("valid_from").pk
        owner.post(f"/settings/rates/{newest}/delete")
        assert len(kept(firm)) == 1
        undo = re.search(r'action="(/settings/rates/restore[^"]*)"', text(owner.get("/settings/rates")))
        assert undo is not None
        assert owner.post(undo[1].replace("&amp;", "&")).status_code == 303
        assert kept(firm)[1] == ("EUR", "PLN", "4.30000000", "2026-11-10")

    def test_what_is_no_rate_comes_back_with_the_reason(self, firm: MadeAccount, owner: Client) -> None:
        for wrong in ({"currency_to": "EUR"}, {"rate": "0"}, {"currency_from": "EURO"}, {"valid_from": "tomorrow"}):
            answer = owner.post("/settings/rates", {**RATE, **wrong})
            assert answer.status_code == 422
        assert kept(firm) == []

    def test_anothers_rate_looks_missing(self, firm: MadeAccount, owner: Client) -> None:
        owner.post("/settings/rates", RATE)
        with acting_for(firm.account_id):
            number = CurrencyRate.objects.for_account(firm.account_id).get().pk
        stranger = signed_in(make_account())
        assert stranger.post(f"/settings/rates/{number}/delete").status_code == 404
        assert len(kept(firm)) == 1

    def test_who_may_not_write_only_reads(self, firm: MadeAccount, owner: Client) -> None:
        owner.post("/settings/rates", RATE)
        as_role(firm, "viewer")
        shown = text(owner.get("/settings/rates"))
        assert "1 EUR → PLN" in shown
        assert "Save the rate" not in shown
        assert owner.post("/settings/rates", RATE).status_code == 403
