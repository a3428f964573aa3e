"""How long stories take: ``python -m benchmarks.speed stories [--n 1000,10000,100000]``.

Made-up articles of some 250 words in a year's days. Seconds are those of the processor; memory is
the peak of the whole process, the made-up texts among it.
"""

import json
import sys
import time

from benchmarks.speed.sizes import measured, peak_bytes
from benchmarks.speed.synthetic import made_articles
from detente.merge.stories import StoryText, make_stories


def main(arguments: list[str]) -> None:
    """Print a line for each number of articles; each is made in a process of its own."""
    measurements = measured("benchmarks.speed.stories", __doc__, arguments)
    print(" articles   stories   seconds   articles/s   peak MB")
    for figures in measurements:
        print(_line(figures), flush=True)


def _line(figures: dict[str, float]) -> str:
    n, seconds = figures["articles"], figures["seconds"]
    return (
        f"{n:9,} {figures['stories']:9,} {seconds:9.1f} {n / seconds:12.0f} "
        f"{figures['peak_bytes'] / 1e6:9.0f}"
    )


def _measure(n_articles: int) -> None:
    texts = [
        StoryText(f"{made.number:08}", made.text, made.published)
        for made in made_articles(n_articles, copied=0.0)
    ]
    started = time.process_time()
    stories = make_stories(texts)
    figures = {
        "articles": n_articles,
        "stories": len(stories),
        "seconds": time.process_time() - started,
        "peak_bytes": peak_bytes(),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    _measure(int(sys.argv[1]))
