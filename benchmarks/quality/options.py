"""What a quality task is asked to do."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """The gold file, the folder of pages it refers to, and whether all events are wanted."""

    gold: Path
    pages: Path | None = None
    all_events: bool = False
