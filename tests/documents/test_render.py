"""PDFs: what they say, in both languages, and that no text in them is ever more than text (R41, R42)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from reportlab.platypus import Flowable, Paragraph, Table

from spinka.accounts.models import Account
from spinka.accounts.tenancy import acting_for
from spinka.core import fonts, paper
from spinka.documents import queries, render
from spinka.documents import services as documents
from spinka.documents.drafts import Buyer, CorrectionDraft, ItemChange
from spinka.documents.render import Printed
from spinka.orders.models import OrderLine
from tests.documents.conftest import Office

HOSTILE = """<img src="file:///etc/passwd"/><b>b</b> & &amp; <para> {{7*7}} </font> <a href="http://127.0.0.1/">x</a>"""


def printed(office: Office, document_id: int) -> Printed:
    with acting_for(office.account_id):
        document = office.found(document_id)
        lines = queries.lines_of(account_id=office.account_id, document_ids=[document_id], with_before=True)
        number = queries.corrected_number(account_id=office.account_id, document=document)
    return Printed(
        document=document,
        lines=lines[document_id],
        corrected_number=number,
        time_zone="Europe/Warsaw",
    )


def texts(parts: list[Flowable | str]) -> Iterator[str]:
    """Every text on the pages, as a reader sees it."""
    for part in parts:
        if isinstance(part, str):
            yield part
        if isinstance(part, Paragraph):
            yield part.getPlainText()
        if isinstance(part, Table):
            for row in part._cellvalues:
                yield from texts(list(row))


def said(office: Office, document_id: int) -> str:
    return "\n".join(texts(render.story(printed(office, document_id))))


def company(office: Office, **fields: Any) -> None:
    with acting_for(office.account_id):
        Account.objects.filter(pk=office.account_id).update(**fields)


class TestRender:
    def test_says_numbers_parties_lines_and_sums(self, office: Office) -> None:
        company(office, company="Hurtownia Łąka", tax_number="5260250995", address="Prosta 1", city="Łódź")
        order_id = office.order(("1234.50", "23", 2), ("10", "-1", 1), invoice_company="Źródło", invoice_nip="111")
        made = office.invoice(order_id)
        text = said(office, made.pk)
        for expected in (
            f"Faktura nr {made.full_number}",
            "Hurtownia Łąka",
            "NIP: 5260250995",
            "Źródło",
            "NIP: 111",
            "1\u00a0234,50",
            "2\u00a0469,00",
            "2\u00a0007,32",
            "461,68",
            "23%",
            "zw.",
            "Do zapłaty: 2\u00a0479,00 PLN",
        ):
            assert expected in text, expected

    def test_speaks_the_language_of_the_account_when_it_was_issued(self, office: Office) -> None:
        company(office, language="en")
        made = office.invoice()
        company(office, language="pl")
        text = said(office, made.pk)
        assert f"Invoice no. {made.full_number}" in text
        assert "To pay: 100,00 PLN" in text

    def test_a_correction_shows_both_states_and_the_difference(self, office: Office) -> None:
        made = office.invoice(office.order(("10", "23", 5)))
        with acting_for(office.account_id):
            correction_id = documents.issue_correction(
                account_id=office.account_id,
                document_id=made.pk,
                draft=CorrectionDraft(reason=5, items=(ItemChange(order_line_id=self.line(office, made), quantity=2),)),
                actor="test",
            )
        text = said(office, correction_id)
        for expected in (
            made.full_number,
            "zwrot towaru",
            "Przed korektą",
            "Po korekcie",
            "Różnica: -30,00 PLN",
            "Do zwrotu: 30,00 PLN",
        ):
            assert expected in text, expected

    def line(self, office: Office, made: Any) -> int:
        return office.lines(made.pk)[0].order_line_id

    def test_is_a_pdf_with_its_own_fonts_the_same_every_time(self, office: Office) -> None:
        given = printed(office, office.invoice().pk)
        made = render.render(given)
        assert made.startswith(b"%PDF-")
        assert b"DejaVuSans" in made
        assert render.render(given) == made

    def test_long_documents_take_several_pages(self, office: Office) -> None:
        made = office.invoice(office.order(*[("1", "23", 1)] * 120))
        assert render.render(printed(office, made.pk)).count(b"/Type /Page\n") > 2

    def test_the_longest_texts_fit(self, office: Office) -> None:
        made = office.invoice(buyer=Buyer(fullname="W" * 500, company="W" * 500, address="W" * 500, nip="1" * 100))
        assert render.render(printed(office, made.pk)).startswith(b"%PDF-")

    def test_texts_of_nothing_but_line_breaks_fit(self, office: Office) -> None:
        order_id = office.order(("1", "23", 1), payment_method="\n" * 100)
        with acting_for(office.account_id):
            OrderLine.objects.for_account(office.account_id).filter(order_id=order_id).update(name="\n" * 200)
        tall = "\n" * 500
        made = office.invoice(order_id, buyer=Buyer(fullname=tall, company=tall, address=tall))
        assert render.render(printed(office, made.pk)).count(b"/Type /Page\n") > 5


class TestForeignText:
    @pytest.mark.parametrize("text", [HOSTILE, "<", "&#60;", "]]>", "\u202e\x07tab\t", "🦆" * 50, "%s%n", "<br/>" * 9])
    def test_is_printed_letter_by_letter(self, office: Office, text: str) -> None:
        buyer = Buyer(company=text, fullname=text, address=text, city=text[:100], nip=text[:100])
        made = office.invoice(buyer=buyer)
        given = printed(office, made.pk)
        shown = "".join(sign if sign.isprintable() else " " for sign in text)
        assert " ".join(shown.split()) in " ".join(said(office, made.pk).split())
        content = render.render(given)
        assert b"/URI" not in content
        assert b"/Annots" not in content

    def test_a_line_keeps_its_words(self) -> None:
        fonts.register()
        assert paper.plain(f"{HOSTILE}\nnext").getPlainText().split("\n")[0].startswith('<img src="file:///etc')


class TestFigures:
    @pytest.mark.parametrize(
        ("rate", "polish", "english"),
        [("23", "23%", "23%"), ("5.50", "5,5%", "5,5%"), ("0", "0%", "0%"), ("-1", "zw.", "exempt")]
        + [("-0.02", "np.", "n/a"), ("-0.03", "oo", "RC")],
    )
    def test_rates(self, rate: str, polish: str, english: str) -> None:
        assert render.rate_text("pl", Decimal(rate)) == polish
        assert render.rate_text("en", Decimal(rate)) == english

    def test_countries(self) -> None:
        assert [render.country_name("pl", code) for code in ("DE", "", "??")] == ["Niemcy", "", "??"]
        assert render.country_name("en", "PL") == "Poland"

    def test_amounts(self) -> None:
        assert paper.money(Decimal("1234567.005")) == "1\u00a0234\u00a0567,01"
        assert render.unit_price(Decimal("12.3456")) == "12,3456"
        assert render.unit_price(Decimal("12.3000")) == "12,30"
