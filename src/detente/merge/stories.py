"""Articles that tell one story, whatever the order in which they came.

Articles are put in order of their days, tied by telling words, compared block by block (see
stories_blocks) and joined to stories (stories_groups). The same set of articles gives the same
stories, ids and labels. A story's id is that of its founding article, the earliest: it stays while
the story grows. When stories merge, or an earlier article turns up, the ids they had are found
again, for every article of a story answers to the id that it would have founded.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.merge.ids import digest
from detente.merge.stories_blocks import blocks
from detente.merge.stories_groups import groups
from detente.merge.stories_labels import Labeller, Middle
from detente.merge.stories_terms import Floats, Numbers, TermTable, read_terms
from detente.merge.stories_vectors import Matrix, vectors
from detente.model import NearDuplicate, Story, StoryArticle

# With a half-life of 21 days little is left of likeness by then; longer stories hold together
# through the articles between.
WINDOW_DAYS: Final = 45


@dataclass(frozen=True, slots=True)
class StoryText:
    """An article as stories are made of it: id, clean text, day of publication, whom it names.

    ``actors`` are ids of persons, organisations and places, and codes of states, each once.
    """

    id: str
    text: str
    published: dt.date | None
    actors: tuple[str, ...] = ()


def story_numbers(
    texts: Sequence[str],
    published: Sequence[dt.date | None] | None = None,
    *,
    window_days: int = WINDOW_DAYS,
) -> list[int]:
    """Return the number of each text's story; stories are numbered in the order of first texts.

    Args:
        texts: clean texts of articles.
        published: their publication days; None where unknown.
        window_days: texts published further apart than this are never compared.
    """
    days = published or [None] * len(texts)
    known = [StoryText(text, text, day) for text, day in zip(texts, days, strict=True)]
    order = sorted(range(len(texts)), key=lambda index: _rank(known[index]))
    found = _read([known[index] for index in order], window_days).groups()
    story_of = {order[row]: number for number, group in enumerate(found) for row in group}
    numbers: dict[int, int] = {}
    return [numbers.setdefault(story_of[index], len(numbers)) for index in range(len(texts))]


def make_stories(
    articles: Iterable[StoryText],
    near_duplicates: Iterable[NearDuplicate] = (),
    *,
    window_days: int = WINDOW_DAYS,
) -> tuple[Story, ...]:
    """Return the stories of articles, ordered by id; every article is in one.

    A near-duplicate published within the window goes with its original, so that a text printed by
    many papers counts once.
    """
    by_id = {article.id: article for article in articles}
    originals = _originals(by_id, near_duplicates, window_days)
    ordered = sorted((by_id[id_] for id_ in by_id if id_ not in originals), key=_rank)
    copies: dict[str, list[StoryText]] = {}
    for copy, original in originals.items():
        copies.setdefault(original, []).append(by_id[copy])
    return tuple(sorted(_stories(ordered, copies, window_days), key=lambda story: story.id))


def story_id(founding_article: str) -> str:
    """Return the id of the story that an article founded, or would have founded."""
    return digest("story", founding_article)


def _rank(article: StoryText) -> tuple[bool, dt.date, str]:
    return article.published is None, article.published or dt.date.min, article.id


def _originals(
    by_id: Mapping[str, StoryText], near_duplicates: Iterable[NearDuplicate], window_days: int
) -> dict[str, str]:
    return {
        one.article_id: one.original_id
        for one in near_duplicates
        if one.article_id in by_id
        and one.original_id in by_id
        and _days_apart(by_id[one.article_id], by_id[one.original_id]) <= window_days
    }


def _days_apart(one: StoryText, other: StoryText) -> int:
    if one.published is None or other.published is None:
        return 0
    return abs((one.published - other.published).days)


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Articles in order of time, as vectors."""

    table: TermTable
    matrix: Matrix
    days: Floats
    window_days: int

    def groups(self) -> Iterator[Numbers]:
        """Yield the rows of each story, ascending."""
        for block in blocks(self.matrix, self.days, self.window_days):
            yield from groups(block, self.table, self.matrix, self.days, self.window_days)


def _read(ordered: Sequence[StoryText], window_days: int) -> _Corpus:
    table = read_terms((article.text, article.actors) for article in ordered)
    days = (one.published.toordinal() if one.published else np.nan for one in ordered)
    numbers = np.fromiter(days, dtype=np.float64, count=len(ordered))
    return _Corpus(table, vectors(table), numbers, window_days)


def _stories(
    ordered: Sequence[StoryText], copies: Mapping[str, Sequence[StoryText]], window_days: int
) -> Iterator[Story]:
    corpus = _read(ordered, window_days)
    labeller = Labeller(corpus.table, corpus.matrix)
    for rows in corpus.groups():
        originals = [ordered[row] for row in rows]
        middle = labeller(rows, [article.text for article in originals])
        yield _story(originals, copies, middle)


def _story(
    originals: Sequence[StoryText], copies: Mapping[str, Sequence[StoryText]], middle: Middle
) -> Story:
    members = [
        (article, StoryArticle(article_id=article.id, likeness=likeness, shared=shared))
        for original, likeness, shared in zip(
            originals, middle.likeness, middle.shared, strict=True
        )
        for article in (original, *copies.get(original.id, ()))
    ]
    members.sort(key=lambda member: _rank(member[0]))
    days = [article.published for article, _ in members if article.published]
    return Story(
        id=story_id(members[0][0].id),
        label=middle.label,
        central_id=originals[middle.central].id,
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        articles=tuple(told for _, told in members),
    )
