"""The worker's process: `python -m spinka.ops.background`, started by `spinka serve`."""

import os
import signal
import threading
import traceback

import django

FAILED = 1


def main() -> None:
    """Work until SIGTERM or Ctrl-C, in two threads: an import in one never keeps statuses and parcels waiting."""
    django.setup()

    from django.db import connection  # noqa: PLC0415 (needs the settings)

    from spinka.core import worker  # noqa: PLC0415 (needs the settings)

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())

    def work_on_anything() -> None:
        try:
            worker.run(stop)
        except BaseException:
            # Half a worker would be noticed by nobody; the supervisor starts a whole one again.
            traceback.print_exc()
            os._exit(FAILED)
        finally:
            connection.close()

    anything = threading.Thread(target=work_on_anything, name="long work")
    anything.start()
    try:
        worker.run(stop, long_too=False)
    finally:
        stop.set()
        anything.join()


if __name__ == "__main__":
    main()
