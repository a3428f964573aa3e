"""Articles that tell one story, whatever the order in which they came.

Articles are put in order of their days, tied by telling words (stories_ties), and the pieces so
found joined to stories (stories_groups). What an article is compared by follows from itself alone,
and what a piece is made of from its articles: so a piece whose articles are as they were keeps its
stories, and the same set of articles gives the same stories, ids and labels. A story's id is that
of its founding article, the earliest: it stays while the story grows. When stories merge, or an
earlier article turns up, the ids they had are found again, for every article of a story answers to
the id that it would have founded.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.merge.ids import digest
from detente.merge.stories_groups import groups
from detente.merge.stories_labels import Labeller, Middle
from detente.merge.stories_terms import Floats, Numbers, TermReader
from detente.merge.stories_ties import Ties, in_stretch, pieces, stretches, tied
from detente.merge.stories_vectors import Vectors
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
    order = sorted(range(len(texts)), key=lambda index: rank(known[index].published, texts[index]))
    ordered = [known[index] for index in order]
    reader = TermReader()
    vectors = Vectors.of(reader(one.text) for one in ordered)
    found = _groups(vectors, day_numbers([one.published for one in ordered]), window_days)
    story_of = {order[row]: number for number, group in enumerate(found) for row in group.tolist()}
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
    days = {article.id: article.published for article in by_id.values()}
    told = ((one.article_id, one.original_id) for one in near_duplicates)
    ordered, copies = standing(days, told, window_days)
    reader = TermReader()
    vectors = Vectors.of(reader(by_id[id_].text, by_id[id_].actors) for id_ in ordered)
    label = Labeller(reader)
    made = (
        make_story(
            [_told_with(by_id[ordered[row]], copies, by_id) for row in rows],
            label(vectors.taken(rows), [by_id[ordered[row]].text for row in rows]),
        )
        for rows in _groups(vectors, day_numbers([days[id_] for id_ in ordered]), window_days)
    )
    return tuple(sorted(made, key=lambda story: story.id))


def standing(
    days: Mapping[str, dt.date | None], copies: Iterable[tuple[str, str]], window_days: int
) -> tuple[list[str], dict[str, list[str]]]:
    """Return the articles that are compared, in order of days, and the copies that go with each.

    Args:
        days: the publication days of all articles by id, None where unknown.
        copies: which article repeats which.
        window_days: copies published further from their originals stand for themselves.
    """
    originals = {
        copy: original
        for copy, original in copies
        if copy in days
        and original in days
        and _days_apart(days[copy], days[original]) <= window_days
    }
    with_copies: dict[str, list[str]] = defaultdict(list)
    for copy, original in sorted(originals.items()):
        with_copies[original].append(copy)
    alone = (id_ for id_ in days if id_ not in originals)
    return sorted(alone, key=lambda id_: rank(days[id_], id_)), with_copies


def rank(published: dt.date | None, id_: str) -> tuple[bool, dt.date, str]:
    """Return what articles are ordered by: their days, those without one last, then ids."""
    return published is None, published or dt.date.min, id_


def day_numbers(days: Iterable[dt.date | None]) -> Floats:
    """Return days as numbers, NaN where unknown."""
    return np.array([day.toordinal() if day else np.nan for day in days], dtype=np.float64)


def story_id(founding_article: str) -> str:
    """Return the id of the story that an article founded, or would have founded."""
    return digest("story", founding_article)


def _days_apart(one: dt.date | None, other: dt.date | None) -> int:
    return abs((one - other).days) if one and other else 0


def _groups(vectors: Vectors, days: Floats, window_days: int) -> Iterator[Numbers]:
    """Yield the rows of each story, ascending."""
    ties = Ties.joined(
        tied_in(vectors, days, stretch, window_days) for stretch in stretches(days, window_days)
    )
    for piece in pieces(vectors.n_rows, ties):
        for rows in groups(vectors.taken(piece), days[piece], window_days):
            yield piece[rows]


def tied_in(vectors: Vectors, days: Floats, stretch: int, window_days: int) -> Ties:
    """Return the ties of a stretch, by rows of all texts (see stories_ties)."""
    rows = in_stretch(days, stretch, window_days)
    found = tied(vectors.taken(rows), days[rows], stretch, window_days)
    return Ties(rows[found.one], rows[found.other], found.alike)


Member = tuple[str, dt.date | None]


def _told_with(
    article: StoryText, copies: Mapping[str, Sequence[str]], by_id: Mapping[str, StoryText]
) -> list[Member]:
    return [(id_, by_id[id_].published) for id_ in (article.id, *copies.get(article.id, ()))]


def make_story(members: Sequence[Sequence[Member]], middle: Middle) -> Story:
    """Return a story: of each text its article and those that copy it, and what the middle tells.

    ``members`` are ids and days, in the order of the rows of ``middle``.
    """
    told = [
        (rank(day, id_), StoryArticle(article_id=id_, likeness=likeness, shared=shared))
        for group, likeness, shared in zip(members, middle.likeness, middle.shared, strict=True)
        for id_, day in group
    ]
    told.sort(key=lambda member: member[0])
    days = [day for group in members for _, day in group if day]
    return Story(
        id=story_id(told[0][1].article_id),
        label=middle.label,
        central_id=members[middle.central][0][0],
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        articles=tuple(one for _, one in told),
    )
