"""Texts of a piece to stories: joined by average linkage, then looked at group by group.

The first pass finds what is on one subject. Two quakes share most of their words, so the second
pass weighs each group's words by how many of the group have them: what all share (quake, houses,
dead) falls away, names and numbers remain, and a group that holds two happenings falls apart.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from detente.merge.linkage import average_groups
from detente.merge.stories_terms import Floats, Numbers
from detente.merge.stories_ties import SUBJECT_FROM
from detente.merge.stories_vectors import Vectors, likeness, local_matrix

# Mean likeness within a subject from which two groups are one story: B-cubed F1 .98 at .12 and .13,
# .97 at .10 and .15.
_STORY_FROM: Final = 0.13
# Smaller groups have no words that all but a few share.
_FEWEST_TO_SPLIT: Final = 4


def groups(vectors: Vectors, days: Floats, window_days: int) -> Iterator[Numbers]:
    """Yield the stories of a piece, each as ascending rows, in order of their first rows.

    Args:
        vectors: those of the texts of the piece, ordered by day, those without one last.
        days: their day numbers, NaN where unknown.
        window_days: texts further apart are not alike.
    """
    everything = np.arange(vectors.n_rows)
    if vectors.n_rows == 1:
        yield everything
        return
    alike = likeness(vectors.matrix(), days, window_days)
    for subject in _joined(everything, alike, SUBJECT_FROM):
        for story in _stories(subject, vectors.taken(subject), days[subject], window_days):
            yield from _in_time(story, days, window_days)


def _stories(
    subject: Numbers, vectors: Vectors, days: Floats, window_days: int
) -> Sequence[Numbers]:
    if len(subject) < _FEWEST_TO_SPLIT:
        return [subject]
    return _joined(subject, likeness(local_matrix(vectors), days, window_days), _STORY_FROM)


def _in_time(story: Numbers, days: Floats, window_days: int) -> list[Numbers]:
    """Return a story in parts without a gap: an article without a day bridges none.

    Such articles go with the part that has most, the earliest of several.
    """
    undated = np.isnan(days[story])
    dated = story[~undated]
    breaks = np.flatnonzero(np.diff(days[dated]) > window_days) + 1
    if not len(breaks):
        return [story]
    parts = np.split(dated, breaks)
    largest = max(range(len(parts)), key=lambda at: (len(parts[at]), -at))
    parts[largest] = np.concatenate([parts[largest], story[undated]])
    return parts


def _joined(rows: Numbers, alike: Floats, limit: float) -> list[Numbers]:
    """Return groups of rows whose mean likeness reaches a limit, by average linkage."""
    if len(rows) == 1:
        return [rows]
    return [rows[group] for group in average_groups(1 - alike, 1 - limit)]
