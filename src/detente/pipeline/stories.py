"""The last step of a run: articles to stories, as far as new articles change them.

What was compared is kept, and only what new articles reach is compared again: the ties of the
stretches of days around them, then the pieces (see :mod:`detente.merge.stories_ties`) that are not
as they were. The same articles give the same stories, in whatever order and batches they came:

* the terms of an article follow from it alone, the ties of a stretch from its articles, the pieces
  from all ties; all three are brought up to date before anything is told;
* the stories of a piece follow from its articles and their copies, both of which its digest tells;
  origins alone may change beside that, and the merge tells of which articles they may have;
* pieces part the articles. So a story with an article in a piece that is told anew was told of
  pieces that are no more, or that are told anew too: to replace all such stories leaves none that
  is out of date, and takes none away that is not told again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from detente.merge.stories import (
    WINDOW_DAYS,
    day_numbers,
    make_story,
    rank,
    standing,
    story_id,
)
from detente.merge.stories_groups import groups
from detente.merge.stories_labels import Labeller
from detente.merge.stories_terms import Numbers, Telling, TermReader
from detente.merge.stories_ties import (
    NO_DAY,
    Ties,
    in_stretch,
    pieces,
    stretches,
    tied,
)
from detente.merge.stories_vectors import Vectors
from detente.model import Story
from detente.store import stories_state as state
from detente.store.connect import reading
from detente.store.loading import Connection
from detente.store.stories_write import (
    StoryChange,
    origins_by_article,
    outlets_by_article,
    save,
)
from detente.store.write import Writer

# A story as rows, articles with their copies, and vectors.
_Group = tuple[Numbers, Sequence[Sequence[str]], Vectors]
_TEXTS_AT_ONCE: Final = 2_000
_SAVED_TOGETHER: Final = 20_000  # articles whose terms are saved in one transaction


def update_stories(writer: Writer, path: Path) -> None:
    """Tell anew the stories that articles not told yet change."""
    with reading(path) as connection:
        if not state.waiting(connection):
            return
        reader = TermReader()
        terms = _new_terms(connection, reader)
    while terms:
        state.add_terms(writer, terms)
        terms = _more_terms(path, reader) if len(terms) == _SAVED_TOGETHER else {}
    with reading(path) as connection:
        change = _Corpus(connection, reader).change()
    save(writer, change)


def _more_terms(path: Path, reader: TermReader) -> dict[str, Telling]:
    with reading(path) as connection:
        return _new_terms(connection, reader)


def _new_terms(connection: Connection, reader: TermReader) -> dict[str, Telling]:
    """Return the terms of articles that have none yet, so many as are saved together."""
    ids = state.unread(connection)[:_SAVED_TOGETHER]
    return {
        one.id: reader(one.text, one.actors)
        for part in _cut(ids, _TEXTS_AT_ONCE)
        for one in state.story_texts(connection, part)
    }


def _cut(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


class _Corpus:
    """All articles in order of days, and what of their stories is to be told anew.

    Rows are places in that order, of articles that are no copies.
    """

    def __init__(self, connection: Connection, reader: TermReader) -> None:
        self._connection = connection
        self._reader = reader
        self._label = Labeller(reader)
        found = state.heads(connection)
        self._published = {id_: day for id_, _, day in found}
        number = {id_: number for id_, number, _ in found}
        self._ids, self._copies = standing(self._published, state.copies(connection), WINDOW_DAYS)
        self._days = day_numbers(self._published[id_] for id_ in self._ids)
        self._numbers = np.array([number[id_] for id_ in self._ids], dtype=np.int64)
        self._row_of = np.full(max(number.values(), default=-1) + 1, -1, dtype=np.int64)
        self._row_of[self._numbers] = np.arange(len(self._ids))
        self._waiting = frozenset(state.waiting(connection))

    def change(self) -> StoryChange:
        """Return what of stories changes."""
        forests = {stretch: self._tied(stretch) for stretch in self._touched()}
        kept = state.ties(self._connection, forests)
        ties = Ties.joined([kept, *forests.values()])
        by_row = Ties(self._row_of[ties.one], self._row_of[ties.other], ties.alike)
        found = list(pieces(len(self._ids), by_row))
        digests = [self._digest(piece) for piece in found]
        known = state.pieces(self._connection)
        anew = [
            piece
            for piece, digest in zip(found, digests, strict=True)
            if digest not in known or self._is_stirred(piece)
        ]
        removed, stories = self._told(anew)
        ids = sorted(one.article_id for story in stories for one in story.articles)
        return StoryChange(
            forests=forests,
            pieces=digests,
            removed=removed,
            stories=stories,
            origins=origins_by_article(self._connection, ids),
            outlets=outlets_by_article(self._connection, ids),
        )

    def _touched(self) -> set[int]:
        """Return the stretches in which articles that wait have a place, or had one."""
        published = [self._published[id_] for id_ in self._waiting if id_ in self._published]
        touched = set(stretches(day_numbers(published), WINDOW_DAYS))
        # An article without a day has a place in all.
        return touched.union(stretches(self._days, WINDOW_DAYS)) if NO_DAY in touched else touched

    def _tied(self, stretch: int) -> Ties:
        rows = in_stretch(self._days, stretch, WINDOW_DAYS)
        numbers = self._numbers[rows]
        vectors = state.vectors(self._connection, numbers)
        found = tied(vectors, self._days[rows], stretch, WINDOW_DAYS)
        return Ties(numbers[found.one], numbers[found.other], found.alike)

    def _members(self, rows: Iterable[int]) -> list[list[str]]:
        """Return each article of some rows with its copies."""
        return [[self._ids[row], *self._copies.get(self._ids[row], ())] for row in rows]

    def _digest(self, piece: Numbers) -> int:
        told = "\x1f".join("\x1e".join(ids) for ids in self._members(piece))
        return int.from_bytes(blake2b(told.encode(), digest_size=8).digest(), "little")

    def _is_stirred(self, rows: Numbers) -> bool:
        return not self._waiting.isdisjoint(chain.from_iterable(self._members(rows)))

    def _told(self, anew: Sequence[Numbers]) -> tuple[list[str], list[Story]]:
        """Return the stories of some pieces that are no more, and those that are new."""
        ids = [id_ for piece in anew for id_ in chain.from_iterable(self._members(piece))]
        before = state.told(self._connection, ids)
        stories: list[Story] = []
        same: set[str] = set()
        for batch in _batches(anew):
            found = [(rows, self._members(rows), own) for rows, own in self._groups(batch)]
            kept = {self._story_id(ids) for _, ids, _ in found if self._is_kept(ids, before)}
            same |= kept
            stories += self._stories([one for one in found if self._story_id(one[1]) not in kept])
        return sorted(before.keys() - same), stories

    def _groups(self, batch: Sequence[Numbers]) -> Iterator[tuple[Numbers, Vectors]]:
        """Yield the stories of some pieces as rows, with their vectors."""
        vectors = state.vectors(self._connection, self._numbers[np.concatenate(batch)])
        end = 0
        for piece in batch:
            begin, end = end, end + len(piece)
            own = vectors.taken(np.arange(begin, end))
            for places in groups(own, self._days[piece], WINDOW_DAYS):
                yield piece[places], own.taken(places)

    def _story_id(self, members: Sequence[Sequence[str]]) -> str:
        ids = chain.from_iterable(members)
        return story_id(min(ids, key=lambda id_: rank(self._published[id_], id_)))

    def _is_kept(self, members: Sequence[Sequence[str]], before: Mapping[str, list[str]]) -> bool:
        ids = list(chain.from_iterable(members))
        is_same = set(before.get(self._story_id(members), ())) == set(ids)
        return is_same and self._waiting.isdisjoint(ids)

    def _stories(self, found: Sequence[_Group]) -> Iterator[Story]:
        ids = [self._ids[row] for rows, _, _ in found for row in rows]
        texts = {one.id: one.text for one in state.story_texts(self._connection, ids)}
        for _, members, vectors in found:
            middle = self._label(vectors, [texts[own[0]] for own in members])
            told = [[(id_, self._published[id_]) for id_ in own] for own in members]
            yield make_story(told, middle)


def _batches(found: Iterable[Numbers]) -> Iterator[list[Numbers]]:
    """Yield pieces so many at a time as have some thousands of articles."""
    batch: list[Numbers] = []
    n_articles = 0
    for piece in found:
        batch.append(piece)
        n_articles += len(piece)
        if n_articles >= _TEXTS_AT_ONCE:
            yield batch
            batch, n_articles = [], 0
    if batch:
        yield batch
