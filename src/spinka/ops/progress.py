"""Progress of long commands: a bar on a terminal, plain lines otherwise."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

BAR_WIDTH = 30
BAR_EVERY_SECONDS = 0.1
LINE_EVERY_SECONDS = 5.0


class Progress:
    """Counts towards a total; prints at most ten times a second on a terminal, every five seconds elsewhere."""

    def __init__(self, label: str, total: int) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self._is_terminal = sys.stderr.isatty()
        self._printed = -1
        self._printed_at = 0.0 if self._is_terminal else time.monotonic()

    def step(self, count: int = 1) -> None:
        """Count `count` more as done."""
        self.done += count
        moment = time.monotonic()
        if moment - self._printed_at >= (BAR_EVERY_SECONDS if self._is_terminal else LINE_EVERY_SECONDS):
            self._printed_at = moment
            self._print()

    def finish(self) -> None:
        """Print the last state unless it was, and end the line."""
        if self._printed != self.done:
            self._print()
        if self._is_terminal:
            print(file=sys.stderr)

    def _print(self) -> None:
        self._printed = self.done
        text = f"{self.label} {self.done}" + (f"/{self.total}" if self.total else "")
        if not self._is_terminal:
            print(text, file=sys.stderr, flush=True)
            return
        filled = BAR_WIDTH * min(self.done, self.total) // self.total if self.total else 0
        print(f"\r\033[K[{'#' * filled:<{BAR_WIDTH}}] {text}", end="", file=sys.stderr, flush=True)


@contextmanager
def progress(label: str, total: int) -> Iterator[Progress]:
    """Show progress inside the block; the last state is always printed, except of what failed before it began."""
    shown = Progress(label, total)
    try:
        yield shown
    except BaseException:
        if shown.done:
            shown.finish()
        raise
    shown.finish()
