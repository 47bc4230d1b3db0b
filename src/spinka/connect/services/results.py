"""What forwarding answers, connection by connection."""

from dataclasses import dataclass, field
from typing import Any

from spinka.core.errors import SpinkaError

FORWARDED, EXISTING, REFUSED, WAITING = "forwarded", "existing", "refused", "waiting"


@dataclass(slots=True, kw_only=True)
class ForwardResult:
    """What became of an order at one connection; `reason` is English with its `details`, lines by the contractor's id."""

    connect_integration_id: int
    connection_id: int | None
    state: str
    sale_id: int | None = None
    reason_code: str = ""
    reason: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    forwarded_lines: list[int] = field(default_factory=list)
    skipped_lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The reason in the reader's language."""
        return str(SpinkaError(self.reason, **self.details)) if self.reason else ""
