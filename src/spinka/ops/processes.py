"""Child processes that are restarted when they die and never outlive their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from spinka.ops.errors import OperationError

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 15
STEADY_SECONDS = 30
LONGEST_PAUSE_SECONDS = 30
# A child that dies this often before it was ever steady cannot start at all.
HOPELESS = 5


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask the kernel to signal this process when its parent dies, kill -9 included (Linux only, elsewhere nothing)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)


@dataclass
class Child:
    """One supervised process and how it has fared."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    was_steady: bool = False
    due_at: float = 0.0

    def start(self) -> None:
        """Start the process in a session of its own: Ctrl-C reaches the supervisor only."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 (the supervisor has one thread)
        )


@dataclass
class Supervisor:
    """Keeps children running until it is told to stop."""

    children: list[Child]
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self, each_second: Callable[[], None]) -> None:
        """Start the children, restart the dead with growing pauses, stop them all at the end."""
        with self._stopped_by_signals():
            try:
                for child in self.children:
                    child.start()
                tick = 0
                while not self.stop.wait(0.25):
                    for child in self.children:
                        self._look_after(child)
                    tick += 1
                    if tick % 4 == 0:
                        each_second()
            finally:
                self._stop_children()

    def _look_after(self, child: Child) -> None:
        moment = time.monotonic()
        if child.process is None:
            if moment >= child.due_at:
                child.start()
            return
        steady = moment - child.started_at > STEADY_SECONDS
        if child.process.poll() is None:
            child.was_steady = child.was_steady or steady
            child.failures = 0 if steady else child.failures
            return
        child.failures += 1
        if child.failures >= HOPELESS and not child.was_steady:
            raise OperationError(f"the {child.name} does not start (exit code {child.process.returncode}); see above")
        pause = min(0.5 * 2 ** (child.failures - 1), LONGEST_PAUSE_SECONDS)
        print(
            f"The {child.name} ended with code {child.process.returncode}; starting it again in {pause:g} s.",
            file=sys.stderr,
            flush=True,
        )
        child.process, child.due_at = None, moment + pause

    def _stop_children(self) -> None:
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    @contextmanager
    def _stopped_by_signals(self) -> Iterator[None]:
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, lambda *_: self.stop.set()) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
