"""Inviting contractors by e-mail."""

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.connect_invitations import InviteConnectContractorReply
from spinka.compat.wire.catalog import Id
from spinka.connect import services as connect


class Invite(Params):
    """Which integration somebody is invited into, and where the mail goes."""

    connect_integration_id: Id
    email: str
    message: str = ""


@method("inviteConnectContractor", scope=Scope.CONNECT_WRITE, params=Invite, reply=InviteConnectContractorReply)
def invite_connect_contractor(call: Call, params: Invite) -> Answer:
    """Mail a link that carries the integration's code; inviting an address again sends a new link for the same invitation."""
    invitation_id = connect.invite(
        account_id=call.account_id,
        integration_id=params.connect_integration_id,
        email=params.email,
        message=params.message,
        actor=call.actor,
    )
    return {"invitation_id": invitation_id}
