"""What needs attention on the start page: sections register a block, the page draws those that have something to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from spinka.panel.components import Label
from spinka.panel.http import PanelRequest


class Size(TextChoices):
    """How wide a block is."""

    HALF = "half"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of "to do": what waits, how many, where to deal with it."""

    tone: str
    text: Label
    url: str
    count: int
    note: Label = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A drawn part of the start page: a template with its context."""

    template: str
    context: dict[str, object]
    size: str = Size.HALF


TaskSource = Callable[[PanelRequest], Sequence[Task]]
BlockSource = Callable[[PanelRequest], Block | None]
_tasks: list[tuple[int, TaskSource]] = []
_blocks: list[tuple[int, BlockSource]] = []


def tasks(order: int) -> Callable[[TaskSource], TaskSource]:
    """Register lines of "to do": `@tasks(order=10) def refused(request) -> list[Task]`."""

    def register(source: TaskSource) -> TaskSource:
        _tasks.append((order, source))
        return source

    return register


def block(order: int) -> Callable[[BlockSource], BlockSource]:
    """Register a block below the list of things to do; None leaves it out."""

    def register(source: BlockSource) -> BlockSource:
        _blocks.append((order, source))
        return source

    return register


def tasks_for(request: PanelRequest) -> list[Task]:
    """Everything that waits for this person, failing things first."""
    found = [task for _, source in sorted(_tasks, key=lambda pair: pair[0]) for task in source(request) if task.count]
    return sorted(found, key=lambda task: task.tone != "bad")


def blocks_for(request: PanelRequest) -> list[Block]:
    """The blocks of this person in their order."""
    drawn = (source(request) for _, source in sorted(_blocks, key=lambda pair: pair[0]))
    return [value for value in drawn if value is not None]
