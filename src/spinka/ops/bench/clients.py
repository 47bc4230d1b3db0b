"""Many clients at once: processes with threads, started together."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from spinka.ops.bench.figures import Run

PROCESSES = 4


def run_clients(tasks: Sequence[Sequence[Any]], work: Callable[[Any], object], *, rows_each: int = 1) -> Run:
    """Do `work` with every task, each inner list by a client of its own; the clock runs from the common start.

    `rows_each` is how many rows a task counts for.
    """
    # A connection must not be shared with a child: closing it there would end it here.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    groups = [list(tasks[start::PROCESSES]) for start in range(min(PROCESSES, len(tasks)))]
    barrier = context.Barrier(len(tasks) + 1)
    answers: Any = context.SimpleQueue()
    children = [
        context.Process(target=_child, args=(group, work, barrier, answers), daemon=True) for group in groups if group
    ]
    for child in children:
        child.start()
    barrier.wait()
    started = time.monotonic()
    latencies: list[float] = []
    failures: list[str] = []
    for _ in children:
        timed, failed = answers.get()
        latencies += timed
        failures += failed
    seconds = time.monotonic() - started
    for child in children:
        child.join()
    if failures:
        raise RuntimeError(f"{len(failures)} calls failed, the first: {failures[0]}")
    return Run(sum(len(task) for task in tasks) * rows_each, seconds, latencies)


def _child(group: list[Sequence[Any]], work: Callable[[Any], object], barrier: Any, answers: Any) -> None:
    latencies: list[float] = []
    failures: list[str] = []

    def client(tasks: Sequence[Any]) -> None:
        barrier.wait()
        try:
            for task in tasks:
                begun = time.monotonic()
                work(task)
                latencies.append(time.monotonic() - begun)
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=client, args=(tasks,)) for tasks in group]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put((latencies, failures))
