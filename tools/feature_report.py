"""A pytest plugin that writes which tests show which feature and how they ended to .results/features.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / ".results" / "features.json"


def features_of(item: pytest.Item) -> list[str]:
    """The ids a test is marked with, its class and module included."""
    return sorted({str(name) for mark in item.iter_markers("feature") for name in mark.args})


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Carry the ids to the process that collects the reports."""
    outcome: Any = yield
    outcome.get_result().user_properties.append(("features", features_of(item)))


class Collector:
    """Gathers the outcome of every marked test of a run."""

    def __init__(self) -> None:
        self.results: dict[str, dict[str, Any]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test passes when every phase of it passes."""
        names = dict(report.user_properties).get("features")
        if not names:
            return
        entry = self.results.setdefault(report.nodeid, {"features": names, "passed": True})
        entry["passed"] = entry["passed"] and report.passed

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Merge this run into the report, so that a run of a few tests keeps the rest."""
        if hasattr(session.config, "workerinput"):
            return
        kept: dict[str, Any] = json.loads(REPORT.read_text()) if REPORT.exists() else {}
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(json.dumps(kept | self.results, indent=1, sort_keys=True) + "\n")


def pytest_configure(config: pytest.Config) -> None:
    """Join the run."""
    config.pluginmanager.register(Collector(), "spinka-features")
