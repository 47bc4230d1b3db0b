"""The mail that tells the other side of a connection what happened to it (A-20)."""

from django.db import transaction
from django.utils import translation

from spinka.connect import access
from spinka.connect.letters import READERS, state_words
from spinka.core.errors import NotFound
from spinka.messaging import services as messaging
from spinka.messaging.addresses import is_address


@transaction.atomic
def tell_state(*, account_id: int, event_id: int, connection_id: int, action: str, message: str) -> None:
    """Write one mail to the main address of the account the action was done to, in its language.

    Once per event, whatever is repeated: the event's number is the mail's key. An account without a usable address,
    a closed one, and an action of a version before are passed over.
    """
    if action not in READERS:
        return
    try:
        with access.crossing_to_tell(account_id=account_id, connection_id=connection_id) as (row, reader):
            if not reader.is_active or not is_address(reader.email):
                return
            with translation.override(reader.language):
                words = state_words(action, connection=row, message=message, address=reader.email)
            messaging.queue_mail(
                account_id=reader.pk,
                to=reader.email,
                subject=words.subject,
                text=words.text,
                language=reader.language,
                purpose=f"connection.{action}",
                about_kind="event",
                about_id=event_id,
                is_once=True,
            )
    except NotFound:
        return
