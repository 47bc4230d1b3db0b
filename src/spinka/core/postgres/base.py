"""Django's PostgreSQL backend that looks at a kept connection's socket before it asks the server whether it is there."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection kept between requests."""

    def is_usable(self) -> bool:
        """Whether the connection can be used again.

        A server that has ended a connection has sent the end of the stream, or why; a socket that has nothing to read
        was not ended. Only one that has is asked with a statement.
        """
        kept = self.connection
        if kept is None or kept.closed:
            return False
        waiting = select.poll()
        waiting.register(kept.fileno(), select.POLLIN)
        return not waiting.poll(0) or super().is_usable()
