"""The worker's process: `python -m spinka.ops.background`, started by `spinka serve`."""

import signal
import threading

import django


def main() -> None:
    """Work until SIGTERM or Ctrl-C."""
    django.setup()

    from spinka.core import worker  # noqa: PLC0415 (needs the settings)

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    worker.run(stop)


if __name__ == "__main__":
    main()
