"""Several connections at once."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def results_at_once(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """Run all in threads of their own, each with its own connection; their results, the first error raised."""
    start = threading.Barrier(len(works))
    results: list[Result] = []
    errors: list[BaseException] = []

    def run(work: Callable[[], Result]) -> None:
        try:
            start.wait(timeout=30)
            results.append(work())
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
