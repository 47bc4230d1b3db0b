"""The account's own mailbox, and the mails that went out."""
