"""Sending of mails beside the change that caused them."""

from datetime import timedelta
from typing import Any

from spinka.accounts.tenancy import acting_for
from spinka.core.errors import SpinkaError
from spinka.core.jobs import job
from spinka.messaging import services

RETRIES = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)


def _give_up(*, account_id: int, mail_id: int, **_: Any) -> None:
    services.give_up(account_id=account_id, mail_id=mail_id)


@job("messaging.send_mail", long=True, retries=RETRIES, given_up=_give_up)
def send_mail(*, account_id: int, mail_id: int, **_: Any) -> None:
    """Send one mail; tried again later when the server does not take it, ended when trying again cannot help."""
    with acting_for(account_id):
        try:
            parcel = services.take(account_id=account_id, mail_id=mail_id)
        except SpinkaError as error:
            services.mark_failed_try(account_id=account_id, mail_id=mail_id, problem=error, is_final=True)
            return
    if parcel is None:
        return
    problem: SpinkaError | None = None
    try:
        services.send(parcel)
    except SpinkaError as error:
        problem = error
    with acting_for(account_id):
        if problem is None:
            services.mark_sent(account_id=account_id, mail_id=mail_id, sent_from=parcel.sender)
            return
        is_final = services.is_final(problem)
        services.mark_failed_try(account_id=account_id, mail_id=mail_id, problem=problem, is_final=is_final)
    if not is_final:
        raise problem
