"""PDFs of warehouse documents: what they say, in both languages, and that texts in them are only texts (R41, R42)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.warehousing import wording
from spinka.warehousing.draft import ItemDraft
from spinka.warehousing.models import Kind
from spinka.warehousing.render import Printed, render, story
from tests.documents.test_render import HOSTILE, texts
from tests.warehousing.conftest import Hall


def printed(hall: Hall, document_id: int) -> Printed:
    return Printed(document=hall.found(document_id), items=hall.items(document_id), time_zone="Europe/Warsaw")


def said(hall: Hall, document_id: int) -> str:
    return "\n".join(texts(story(printed(hall, document_id))))


class TestRender:
    def test_says_head_lines_and_sums(self, hall: Hall) -> None:
        product_id = hall.shop.product(9, name="Kubek Łąka", sku="K-1", ean="5901234123457")
        target = hall.shop.warehouse()
        moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
        made = hall.draft(
            Kind.TRANSFER,
            target_warehouse_id=target,
            issued_at=moment,
            executed_at=datetime(2026, 11, 24, 23, 30, tzinfo=UTC),
            contractor="Źródło",
            invoice_number="FV 7",
            notes="ostrożnie",
        )
        item = ItemDraft(
            product_id=product_id,
            quantity=3,
            price=Decimal("1234.50"),
            location="A-1",
            target_location="B-2",
            expires_on=date(2031, 1, 31),
            batch="L-1",
            serial_number="S-1",
            comments="szkło",
        )
        hall.add(made.pk, item, ItemDraft(product_id=product_id, quantity=1))
        text = said(hall, made.pk)
        for expected in (
            f"Przesunięcie nr {made.full_number}",
            "Szkic",
            "2026-11-23",
            "2026-11-25",
            "Magazyn docelowy",
            "Another",
            "Źródło",
            "FV 7",
            "Kubek Łąka",
            "K-1, EAN 5901234123457",
            "Partia: L-1, Nr seryjny: S-1, Ważne do: 2031-01-31",
            "szkło",
            "A-1 → B-2",
            "1\u00a0234,50",
            "3\u00a0703,50",
            "Uwagi: ostrożnie",
        ):
            assert expected in text, expected
        assert "Zatwierdzono" not in text
        hall.confirm(made.pk)
        assert "Szkic" not in said(hall, made.pk)
        assert "Zatwierdzono" in said(hall, made.pk)

    def test_speaks_the_language_of_the_account_when_it_was_made(self, hall: Hall) -> None:
        with acting_for(hall.account_id):
            Account.objects.filter(pk=hall.account_id).update(language="en")
        made = hall.draft()
        with acting_for(hall.account_id):
            Account.objects.filter(pk=hall.account_id).update(language="pl")
        text = said(hall, made.pk)
        assert f"Goods received no. {made.full_number}" in text
        assert "Draft: stock has not changed" in text

    def test_is_a_pdf_the_same_every_time_on_as_many_pages_as_it_takes(self, hall: Hall) -> None:
        document_id = hall.draft().pk
        assert render(printed(hall, document_id)).startswith(b"%PDF-")
        hall.add(document_id, *[ItemDraft(product_id=hall.shop.product(1, name="W" * 200), quantity=1)] * 120)
        given = printed(hall, document_id)
        assert render(given) == render(given)
        assert render(given).count(b"/Type /Page\n") > 2

    def test_foreign_texts_are_printed_letter_by_letter(self, hall: Hall) -> None:
        made = hall.draft(contractor=HOSTILE, notes=HOSTILE, invoice_number=HOSTILE[:50])
        item = ItemDraft(
            product_id=hall.shop.product(1, name=HOSTILE, sku="<b>1</b>"),
            quantity=1,
            comments=HOSTILE,
            batch=HOSTILE[:128],
            location=HOSTILE,
        )
        hall.add(made.pk, item)
        assert said(hall, made.pk).count(HOSTILE) >= 4
        content = render(printed(hall, made.pk))
        assert b"/URI" not in content
        assert b"/Annots" not in content

    def test_texts_of_nothing_but_line_breaks_fit(self, hall: Hall) -> None:
        made = hall.draft(contractor="\n" * 500, notes="\n" * 500, invoice_number="\n" * 50)
        product_id = hall.shop.product(1, name="Kubek" + "\n" * 190 + "x")
        hall.add(made.pk, ItemDraft(product_id=product_id, quantity=1, comments="\n" * 255, location="\n" * 255))
        assert render(printed(hall, made.pk)).count(b"/Type /Page\n") > 2


class TestWording:
    def test_both_languages_have_the_same_words(self) -> None:
        assert wording.POLISH.keys() == wording.ENGLISH.keys()
        assert all((*wording.POLISH.values(), *wording.ENGLISH.values()))

    @pytest.mark.parametrize("kind", Kind)
    def test_every_kind_has_a_name_and_a_code(self, kind: Kind) -> None:
        for language in ("pl", "en"):
            assert wording.words(language)[f"kind_{kind.value}"]
            assert wording.code_of(language, kind)

    def test_codes_tell_kinds_apart(self) -> None:
        for codes in (wording.POLISH_CODES, wording.ENGLISH_CODES):
            assert len(set(codes.values())) == len(Kind) == len(codes)
