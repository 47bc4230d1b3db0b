"""Answers about invitations."""

from spinka.compat.registry import Reply


class InviteConnectContractorReply(Reply):
    """The invitation."""

    invitation_id: int
