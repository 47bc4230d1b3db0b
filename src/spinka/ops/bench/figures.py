"""A measured figure, and how it is shown."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

SHORT_SECONDS = 5.0
FEW_ROWS = 10_000


@dataclass(slots=True)
class Run:
    """So many rows in so many seconds; `latencies` are seconds per call where calls were timed."""

    rows: int
    seconds: float
    latencies: Sequence[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds if self.seconds else 0.0

    @property
    def p50(self) -> float:
        """The latency half of the calls stay under, in milliseconds."""
        return statistics.median(self.latencies) * 1000 if self.latencies else 0.0

    @property
    def p99(self) -> float:
        """The latency 99 of 100 calls stay under, in milliseconds."""
        if len(self.latencies) < 2:
            return 0.0
        return statistics.quantiles(self.latencies, n=100)[98] * 1000

    def caveat(self) -> str:
        """Why the figure is to be taken with care, or nothing."""
        reasons = []
        if self.seconds < SHORT_SECONDS:
            reasons.append(f"only {self.seconds:.1f} s")
        if self.rows < FEW_ROWS:
            reasons.append(f"only {self.rows:,} rows")
        return ", ".join(reasons)


@dataclass(slots=True)
class Figure:
    """Spinka's run beside the bare database's, with the target of targets.md where there is one.

    `goal` is the target as a number and `goal_bare` what the bare database did where it was set: machines differ, so
    the part of the bare database's figure is as good a target as the figure.
    """

    name: str
    unit: str
    ours: Run
    bare: Run
    target: str = ""
    goal: float = 0
    goal_bare: float = 0

    def text(self) -> str:
        """One line, and a second one when a run was short."""
        ratio = self.ours.rate / self.bare.rate if self.bare.rate else 0.0
        line = f"{self.name:<34} {self.ours.rate:>10,.0f} {self.unit:<11} bare {self.bare.rate:>10,.0f}  ratio {ratio:>6.1%}"
        if self.ours.latencies:
            line += f"  p50 {self.ours.p50:,.0f} p99 {self.ours.p99:,.0f} ms"
            line += f" (bare {self.bare.p50:,.0f}, {self.bare.p99:,.0f})" if self.bare.latencies else ""
        if self.goal:
            line += f"  target {self._goal(1)}, half {self._goal(2)}: {self._verdict(ratio)}"
        elif self.target:
            line += f"  target {self.target}"
        caveats = [f"{who} {text}" for who, run in (("ours", self.ours), ("bare", self.bare)) if (text := run.caveat())]
        return line + (f"\n{'':<34} short run: {'; '.join(caveats)}" if caveats else "")

    def _goal(self, part: int) -> str:
        share = f" or {self.goal / self.goal_bare / part:.0%}" if self.goal_bare else ""
        return f"{self.goal / part:,.0f}{share}"

    def _verdict(self, ratio: float) -> str:
        for part, word in ((1, "target"), (2, "half")):
            met = [self.ours.rate >= self.goal / part]
            if self.goal_bare:
                met.append(ratio >= self.goal / self.goal_bare / part)
            if all(met):
                return f"{word} reached"
            if any(met):
                return f"{word} reached {'as a figure' if met[0] else 'as a ratio'} only"
        return "below"
