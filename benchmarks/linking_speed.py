"""Measure who, when and where: ``python -m benchmarks.linking_speed [--folder FOLDER] [--json]``.

Printed are the milliseconds of one core that each stage of linking takes for a sentence of the
packaged samples (repeated with changes; their parses are made before and not counted), and what
the stage's look-up tables cost: the time until it has read its first small text, and the memory
that the process has grown by. Stages that share a table are charged in their order: the first one
pays for it.
"""

import argparse
import datetime as dt
import gc
import json
import resource
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.speed.corpus import articles
from detente.model import Article, Document
from detente.pipeline.stages import STEPS, BuiltStep, Step
from detente.settings import Coding, Settings

SETTINGS: Final = Settings(coding=Coding(gate=False))
# What linking starts from, the stages of linking, and which of them are held to the goal.
BEFORE: Final = ("text", "language", "fingerprint", "sentences", "parses")
TIMED: Final = ("days", "mentions", "places", "links", "chains")
GOAL: Final = ("days", "mentions", "places", "links")
GOAL_MS: Final = 1.0
GOAL_TABLES_S: Final = 1.5
GOAL_TABLES_MB: Final = 400.0
ROUNDS: Final = 3
STATM: Final = Path("/proc/self/statm")
MIB: Final = 2**20
FIRST_TEXT: Final = (
    "KUALA LUMPUR, Feb 27 (Agency) - Russia's Security Council Secretary Sergei Shoigu met "
    "Malaysian Prime Minister Anwar Ibrahim in Putrajaya on Thursday. He thanked the minister."
)


@dataclass(frozen=True)
class Stage:
    """What one stage costs: seconds and megabytes to load, milliseconds a sentence."""

    name: str
    load_s: float
    load_mb: float
    ms: float


def main() -> None:
    """Print the figures as a table or as JSON."""
    options = _options()
    folders = [Path(folder) for folder in options.folder]
    sentences, stages = measure(list(articles(folders, options.articles)))
    if options.json:
        shown = {"sentences": sentences, "stages": [asdict(stage) for stage in stages]}
        print(json.dumps(shown, indent=1))
        return
    print(_table(sentences, stages))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.linking_speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", action="append", default=[], help="articles; default: samples")
    parser.add_argument("--articles", type=int, default=120, help="how many (0: each once)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


def measure(read: Sequence[Article]) -> tuple[int, list[Stage]]:
    """Return the number of sentences and what each stage of linking costs on some articles."""
    before = [_built(step) for step in STEPS if step.name in BEFORE]
    # A text that every stage has something to do with, so that all tables are read.
    day = dt.date(2025, 2, 27)
    first = [Document(article=Article(id="first", body=FIRST_TEXT, published=day))]
    documents = [Document(article=article) for article in read]
    for built in before:
        first, documents = built.stage(first), built.stage(documents)
    sentences = sum(len(document.sentences or ()) for document in documents)
    stages = []
    for step in (step for step in STEPS if step.name in TIMED):
        built, first, load_s, load_mb = _loaded(step, first)
        spent, documents = _timed(built, documents)
        stages.append(Stage(step.name, load_s, load_mb, 1000 * spent / max(1, sentences)))
    return sentences, stages


def _built(step: Step) -> BuiltStep:
    return BuiltStep(step=step, stage=step.build(SETTINGS))


def _loaded(step: Step, first: list[Document]) -> tuple[BuiltStep, list[Document], float, float]:
    """Build a stage and run it once; return it, its documents, the seconds and the megabytes."""
    gc.collect()
    memory, begun = _memory_mb(), time.process_time()
    built = _built(step)
    first = built.stage(first)
    spent = time.process_time() - begun
    gc.collect()
    return built, first, spent, _memory_mb() - memory


def _timed(built: BuiltStep, documents: list[Document]) -> tuple[float, list[Document]]:
    """Return the seconds of the quickest round, and the documents with the stage's layer."""
    best, done = float("inf"), documents
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        done = built.stage(documents)
        best = min(best, time.process_time() - begun)
    return best, done


def _memory_mb() -> float:
    """Return the memory that the process holds now; where the system does not tell, its peak."""
    if STATM.exists():
        return int(STATM.read_text("ascii").split()[1]) * resource.getpagesize() / MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _table(sentences: int, stages: Sequence[Stage]) -> str:
    goal = sum(stage.ms for stage in stages if stage.name in GOAL)
    load_s = sum(stage.load_s for stage in stages)
    load_mb = sum(stage.load_mb for stage in stages)
    limits = f"(goal {GOAL_TABLES_S} s, {GOAL_TABLES_MB:.0f} MB)"
    rows = [
        f"{sentences} sentences, one core",
        f"{'stage':12}{'ms/sentence':>12}{'tables s':>10}{'tables MB':>10}",
        *(f"{one.name:12}{one.ms:12.3f}{one.load_s:10.2f}{one.load_mb:10.0f}" for one in stages),
        f"actors, dates and places: {goal:.3f} ms a sentence (goal {GOAL_MS:.0f})",
        f"all tables: {load_s:.2f} s and {load_mb:.0f} MB {limits}",
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
