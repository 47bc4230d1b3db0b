"""Questions to suppliers of the directory: by mail, and answered in the panel where the supplier wants it (D-04, D-05, L-14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection as database
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from spinka.accounts.models import Account
from spinka.accounts.queries import get_account, is_confirmed
from spinka.connect.access import crossing_by_inquiry, crossing_by_listing
from spinka.connect.directory import FoundListing
from spinka.connect.directory_reads import shown_listing
from spinka.connect.models.directory import Inquiry, InquiryMessage, Listing
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, Forbidden, NotFound
from spinka.core.ids import BIGGEST_ID
from spinka.core.links import public_link
from spinka.core.text import has_controls, printable_line
from spinka.messaging.queries import sending_address
from spinka.messaging.services import queue_mail

A_DAY: Final = 5
LONGEST_MESSAGE: Final = 2000
LONGEST_SUBJECT: Final = 150
# A thread's messages of one side within a day; what is said by mail stays outside.
MESSAGES_A_DAY: Final = 20
PURPOSE: Final = "directory_inquiry"
ANSWER: Final = "directory_answer"
COPY: Final = "directory_copy"


class TooManyInquiries(Conflict):
    """The day's questions are used up (R30)."""


@dataclass(frozen=True, slots=True)
class SentInquiry:
    """How a question left: from the account's own mailbox or the platform's, and whether a copy goes to the sender."""

    inquiry_id: int
    sent_from: str
    copy_sent: bool
    in_panel: bool


def _checked_line(text: str) -> str:
    line = text.strip()
    if not line or len(line) > LONGEST_SUBJECT:
        raise BadParameters("subject must have 1 to %(most)s characters", key="subject", most=LONGEST_SUBJECT)
    if has_controls(line):
        raise BadParameters("subject must be one line without control characters", key="subject")
    return line


def _checked_text(text: str) -> str:
    body = text.replace("\r\n", "\n").strip()
    if not body or len(body) > LONGEST_MESSAGE:
        raise BadParameters("message must have 1 to %(most)s characters", key="message", most=LONGEST_MESSAGE)
    if has_controls(body, lines=True):
        raise BadParameters("message must be plain text without control characters", key="message")
    return body


def _one_at_a_time(account_id: int) -> None:
    with database.cursor() as cursor:
        # Questions of an account are counted one after another, so parallel clicks cannot outrun the count.
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('directory-inquiries', %s))", [account_id])


@transaction.atomic
def contact_supplier(
    *, account_id: int, listing_id: int, subject: str, message: str, author: str = "", actor: str = ""
) -> SentInquiry:
    """Write to a supplier of the directory; its address stays unknown (D-04, R30).

    From the account's own mailbox where one is connected, the sender getting a copy; else from the platform's server,
    where the supplier cannot reply by mail (D-05) unless it answers in the panel (L-14). One question per supplier and
    day and five a day per account, by the account's calendar. Raises NotFound, BadParameters, Forbidden for an account
    whose e-mail address is not confirmed, TooManyInquiries, Conflict for one's own publication.
    """
    line, body = _checked_line(subject), _checked_text(message)
    if not is_confirmed(account_id):
        raise Forbidden("Confirm your e-mail address first: only confirmed accounts write to suppliers")
    found = shown_listing(listing_id)
    if found.supplier_id == account_id:
        raise Conflict("This is your own company in the directory")
    account, moment = get_account(account_id), clock.now()
    _one_at_a_time(account_id)
    day = moment.astimezone(ZoneInfo(account.time_zone)).date()
    today = Inquiry.objects.as_contractor(account_id).filter(day=day)
    if today.filter(supplier_id=found.supplier_id).exists():
        raise TooManyInquiries("You wrote to this supplier today; write again tomorrow")
    if today.count() >= A_DAY:
        raise TooManyInquiries("You wrote to %(most)s suppliers today; write again tomorrow", most=A_DAY)
    own_mailbox = sending_address(account_id)
    row = Inquiry(
        supplier_id=found.supplier_id,
        contractor_id=account_id,
        listing_id=found.listing_id,
        company_name=found.company_name,
        contractor_name=(account.company or account.name)[:160],
        subject=line,
        sent_from="account" if own_mailbox else "platform",
        in_panel=found.answers_in_panel,
        turn="supplier" if found.answers_in_panel else "",
        day=day,
        created_at=moment,
        updated_at=moment,
    )
    row.save(force_insert=True)
    _write_message(row, side="contractor", author=author or account.name, text=body, moment=moment)
    _mail_supplier(row, account, found, body, own_mailbox)
    if own_mailbox:
        _mail_copy(row, account, body)
    return SentInquiry(int(row.pk), row.sent_from, bool(own_mailbox), row.in_panel)


def _write_message(row: Inquiry, *, side: str, author: str, text: str, moment: datetime) -> None:
    InquiryMessage(
        supplier_id=row.supplier_id,
        contractor_id=row.contractor_id,
        inquiry_id=row.pk,
        side=side,
        author=author[:120],
        text=text,
        created_at=moment,
    ).save(force_insert=True)


def _mail_supplier(row: Inquiry, account: Account, found: FoundListing, body: str, own_mailbox: str) -> None:
    with crossing_by_listing(account_id=account.pk, found=found) as opened:
        supplier = opened.supplier
        address = (
            Listing.objects.for_account(found.supplier_id)
            .values_list("contact_email", flat=True)
            .get(pk=found.listing_id)
        )
        with translation.override(supplier.language):
            values = {"name": row.contractor_name, "company": row.company_name, "subject": row.subject}
            subject = gettext("%(name)s asks: %(subject)s") % values
            lines = [gettext("%(name)s wrote to %(company)s from the supplier directory of Spinka:") % values, body]
            if row.in_panel:
                lines.append(gettext("Answer in the panel: %(link)s") % {"link": _link(row)})
            if own_mailbox:
                lines.append(gettext("Your reply to this mail goes to the sender."))
            else:
                lines.append(
                    gettext(
                        "A reply to this mail reaches nobody; the sender was asked to give contact data in the text."
                    )
                )
        queue_mail(
            # A mail of the platform is the supplier's own, so that its address stands in no row of the sender's.
            account_id=account.pk if own_mailbox else found.supplier_id,
            to=address,
            subject=printable_line(subject)[:200],
            text="\n\n".join(lines),
            reply_to=own_mailbox,
            sender="account" if own_mailbox else "platform",
            language=supplier.language,
            purpose=PURPOSE,
            about_kind="inquiry",
            about_id=int(row.pk),
        )


def _mail_copy(row: Inquiry, account: Account, body: str) -> None:
    with translation.override(account.language):
        values = {"company": row.company_name, "subject": row.subject}
        queue_mail(
            account_id=int(account.pk),
            to=account.email,
            subject=printable_line(gettext("Copy: %(subject)s") % values)[:200],
            text=gettext("You wrote to %(company)s from the supplier directory of Spinka:") % values + f"\n\n{body}",
            sender="account",
            language=account.language,
            purpose=COPY,
            about_kind="inquiry",
            about_id=int(row.pk),
        )


def _link(row: Inquiry) -> str:
    return public_link(f"/inquiries/{row.pk}")


@transaction.atomic
def answer_inquiry(*, account_id: int, inquiry_id: int, text: str, author: str = "", actor: str = "") -> int:
    """Write the next message of a question answered in the panel, on either side; the other side gets a mail (L-14).

    Whoever asked writes again once the supplier has answered, and either side at most MESSAGES_A_DAY a day. Gives the
    number of messages. Raises NotFound, BadParameters, Conflict where it is answered by mail or not one's turn.
    """
    body = _checked_text(text)
    rows = Inquiry.objects.for_account(account_id).select_for_update(no_key=True)
    row = rows.filter(pk=inquiry_id).first() if 0 < inquiry_id <= BIGGEST_ID else None
    if row is None:
        raise NotFound("There is no inquiry %(id)s", id=inquiry_id)
    side = "supplier" if row.supplier_id == account_id else "contractor"
    if not row.in_panel:
        raise Conflict("This question is answered by e-mail")
    messages = InquiryMessage.objects.for_account(account_id).filter(inquiry_id=row.pk)
    if side == "contractor" and not messages.filter(side="supplier").exists():
        raise Conflict("Wait for the supplier's answer")
    moment = clock.now()
    if messages.filter(side=side, created_at__gt=moment - timedelta(days=1)).count() >= MESSAGES_A_DAY:
        raise TooManyInquiries("You wrote %(most)s messages here today; write again tomorrow", most=MESSAGES_A_DAY)
    _write_message(row, side=side, author=author, text=body, moment=moment)
    row.turn = "contractor" if side == "supplier" else "supplier"
    row.messages_count += 1
    row.updated_at = moment
    row.save(update_fields=["turn", "messages_count", "updated_at"])
    _tell(account_id, row, side)
    return int(row.messages_count)


def _tell(account_id: int, row: Inquiry, side: str) -> None:
    """The other side learns by mail that there is an answer; the words themselves stay in the panel."""
    with crossing_by_inquiry(
        account_id=account_id, supplier_id=row.supplier_id, contractor_id=row.contractor_id
    ) as other:
        to = other.email
        if side == "contractor":
            listing = Listing.objects.for_account(row.supplier_id).filter(pk=row.listing_id)
            to = listing.values_list("contact_email", flat=True).first() or to
        with translation.override(other.language):
            name = row.company_name if side == "supplier" else row.contractor_name
            values = {"name": name, "subject": row.subject, "link": _link(row)}
            queue_mail(
                account_id=int(other.pk),
                to=to,
                subject=printable_line(gettext("%(name)s answered: %(subject)s") % values)[:200],
                text=gettext("%(name)s answered in the panel: %(link)s") % values,
                language=other.language,
                purpose=ANSWER,
                about_kind="inquiry",
                about_id=int(row.pk),
            )


@transaction.atomic
def close_inquiry(*, account_id: int, inquiry_id: int, actor: str = "") -> None:
    """No answer is awaited any more, as either side sees it. Raises NotFound."""
    found = Inquiry.objects.for_account(account_id).filter(pk=inquiry_id) if 0 < inquiry_id <= BIGGEST_ID else None
    if found is None or not found.update(turn=""):
        raise NotFound("There is no inquiry %(id)s", id=inquiry_id)
