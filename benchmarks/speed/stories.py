"""How long stories take: ``python -m benchmarks.speed stories [--n 1000,10000,100000]``.

Made-up articles of some 250 words, 300 a day, are told from nothing in a database; then those of
the next days (``--more 1000``) come in. Seconds are those of the processor, for telling alone;
memory is the peak of the whole process.
"""

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.speed.synthetic import Made, made_articles
from detente.model import Article, Document
from detente.pipeline.stories import update_stories
from detente.store.connect import reading
from detente.store.loading import value
from detente.store.write import Writer

_KIB = 1024
_TOGETHER = 4_000  # documents saved in one transaction


def main(arguments: list[str]) -> None:
    """Print a line for each number of articles; each is made in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed stories", description=__doc__)
    parser.add_argument("--n", default="1000,10000,100000", help="numbers of articles")
    parser.add_argument("--more", default="1000", help="articles that come in after them")
    options = parser.parse_args(arguments)
    print(" articles   stories   seconds   articles/s   peak MB   seconds for more")
    for n_articles in options.n.split(","):
        command = [sys.executable, "-m", "benchmarks.speed.stories", n_articles, options.more]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        print(_line(json.loads(done.stdout)), flush=True)


def _line(figures: dict[str, float]) -> str:
    n, seconds = figures["articles"], figures["seconds"]
    return (
        f"{n:9,} {figures['stories']:9,} {seconds:9.1f} {n / seconds:12.0f} "
        f"{figures['peak_bytes'] / 1e6:9.0f} {figures['more_seconds']:9.1f} for {figures['more']:,}"
    )


def _measure(n_articles: int, n_more: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.duckdb"
        made = made_articles(n_articles + n_more, copied=0.0)
        figures = {
            "articles": n_articles,
            "seconds": _told(path, itertools.islice(made, n_articles)),
            "stories": _counted(path),
            "more": n_more,
            "more_seconds": _told(path, made),
            "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB,
        }
    print(json.dumps(figures))


def _told(path: Path, made: Iterable[Made]) -> float:
    """Add articles and tell stories; return the seconds of telling."""
    documents = map(_document, made)
    with Writer(path) as writer:
        while some := list(itertools.islice(documents, _TOGETHER)):
            writer.add(some)
        started = time.process_time()
        update_stories(writer, path)
        return time.process_time() - started


def _document(made: Made) -> Document:
    article = Article(id=f"{made.number:08}", body="", published=made.published)
    return Document(article=article, text=made.text)


def _counted(path: Path) -> int:
    with reading(path) as connection:
        return int(value(connection, "SELECT count(*) FROM stories"))


if __name__ == "__main__":
    _measure(int(sys.argv[1]), int(sys.argv[2]))
