"""Events of documents; every one is of the stream of its order."""

from spinka.core.events import publish


def issued(*, account_id: int, order_id: int, document_id: int, kind: str) -> None:
    """An invoice, correction or receipt was issued."""
    publish(
        "document.issued",
        account_id=account_id,
        stream=f"order:{order_id}",
        order_id=order_id,
        document_id=document_id,
        kind=kind,
    )
