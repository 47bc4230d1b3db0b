"""Writing to a company, and the questions with their answers on both sides (D-04, D-05, L-14)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinka.accounts.queries import is_confirmed
from spinka.connect import directory_reads, inquiry_reads
from spinka.connect import services as connect
from spinka.connect.services.inquiries import LONGEST_MESSAGE, LONGEST_SUBJECT
from spinka.core.errors import NotFound, SpinkaError
from spinka.messaging.queries import sending_address
from spinka.panel.changes import show_refusal
from spinka.panel.components import Label
from spinka.panel.directory import words
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.listing import listing, views

TEXT = forms.Textarea(attrs={"rows": 8})


class ContactForm(forms.Form):
    """A question to a supplier."""

    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    message = forms.CharField(
        label=_("Message"),
        max_length=LONGEST_MESSAGE,
        widget=TEXT,
        help_text=_("Plain text, at most 2,000 characters."),
    )


class AnswerForm(forms.Form):
    """The next message of a question."""

    message = forms.CharField(label=_("Your answer"), max_length=LONGEST_MESSAGE, widget=TEXT)


def _signature(request: PanelRequest) -> str:
    account = request.account
    lines = [request.user.name, account.company or account.name, account.email, account.phone]
    return "\n\n" + "\n".join(dict.fromkeys(line for line in lines if line))


@page(scope="connect:read", write="connect:write")
def contact(request: PanelRequest, listing_id: int) -> HttpResponse:
    """Write to the supplier; says how the message leaves and how an answer comes back."""
    account_id = request.account_id
    card = directory_reads.company(account_id=account_id, listing_id=listing_id, language=words.language())
    back = reverse("panel:company", args=[listing_id])
    if card.is_own:
        return go(request, back)
    mailbox = sending_address(account_id)
    form = ContactForm(initial={"message": "" if mailbox or card.answers_in_panel else _signature(request)})
    if request.method == "POST":
        form = ContactForm(request.POST)
        if form.is_valid():
            try:
                sent = connect.contact_supplier(
                    account_id=account_id,
                    listing_id=listing_id,
                    subject=form.cleaned_data["subject"],
                    message=form.cleaned_data["message"],
                    author=request.user.name,
                    actor=request.user.name,
                )
            except NotFound:
                raise
            except SpinkaError as error:
                show_refusal(form, error)
            else:
                text = gettext("Message sent, a copy goes to you") if sent.copy_sent else gettext("Message sent")
                return go(request, reverse("panel:inquiry", args=[sent.inquiry_id]), text)
    values = {
        "title": gettext("Write to %(name)s") % {"name": card.company_name},
        "crumbs": [(gettext("B2B directory"), reverse("panel:directory")), (card.company_name, back)],
        "card": card,
        "form": form,
        "mailbox": mailbox,
        "is_confirmed": is_confirmed(account_id),
        "has_errors": bool(form.errors),
    }
    return render(request, "panel/directory/contact.html", values, status=422 if form.errors else 200)


@page(scope="connect:read", methods=("GET", "HEAD"))
def inquiry_list(request: PanelRequest) -> HttpResponse:
    """Questions the account asked and was asked."""
    account_id = request.account_id
    rows = inquiry_reads.inquiries(account_id=account_id)
    applied: list[tuple[Label, Label]] = []
    side = request.GET.get("side", "")
    if side == "asked":
        rows = rows.filter(contractor_id=account_id)
        applied.append((_("Side"), _("Asked by you")))
    elif side == "received":
        rows = rows.filter(supplier_id=account_id)
        applied.append((_("Side"), _("Asked of you")))
    shown = listing(
        request,
        rows,
        order=["-updated_at", "-pk"],
        views=views(
            request,
            [
                (_("All"), {}, None),
                (_("Asked of you"), {"side": "received"}, None),
                (_("Asked by you"), {"side": "asked"}, None),
            ],
        ),
        applied=applied,
    )
    values = {
        "title": gettext("Questions"),
        "listing": shown,
        "rows": "panel/directory/_inquiry_rows.html",
        "account_id": account_id,
    }
    return render(request, "panel/directory/inquiries.html", values, part="panel/directory/_inquiry_rows.html")


@page(scope="connect:read", write="connect:write")
def inquiry(request: PanelRequest, inquiry_id: int) -> HttpResponse:
    """One question with its messages, and the next one where it is answered here."""
    account_id = request.account_id
    thread = inquiry_reads.thread(account_id=account_id, inquiry_id=inquiry_id)
    form = AnswerForm()
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid():
            try:
                connect.answer_inquiry(
                    account_id=account_id,
                    inquiry_id=inquiry_id,
                    text=form.cleaned_data["message"],
                    author=request.user.name,
                    actor=request.user.name,
                )
            except NotFound:
                raise
            except SpinkaError as error:
                show_refusal(form, error)
            else:
                return go(request, reverse("panel:inquiry", args=[inquiry_id]), gettext("Answer sent"))
    row = thread.inquiry
    values: dict[str, Any] = {
        "title": row.subject,
        "crumbs": [(gettext("Questions"), reverse("panel:inquiries"))],
        "thread": thread,
        "row": row,
        "form": form,
        "own_side": "supplier" if thread.is_supplier else "contractor",
        "can_write": thread.may_write and may(request, "connect:write"),
        "can_close": row.turn == ("supplier" if thread.is_supplier else "contractor") and may(request, "connect:write"),
        "has_errors": bool(form.errors),
    }
    return render(request, "panel/directory/inquiry.html", values, status=422 if form.errors else 200)


@page(scope="connect:read", write="connect:write", methods=("POST",))
def close(request: PanelRequest, inquiry_id: int) -> HttpResponse:
    """No answer is needed any more."""
    connect.close_inquiry(account_id=request.account_id, inquiry_id=inquiry_id, actor=request.user.name)
    return go(request, reverse("panel:inquiries"), gettext("Marked as answered"))
