"""Texts of a block to stories: joined by average linkage, then looked at group by group.

The first pass finds what is on one subject. Two quakes share most of their words, so the second
pass weighs each group's words by how many of the group have them: what all share (quake, houses,
dead) falls away, names and numbers remain, and a group that holds two happenings falls apart.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from detente.merge.stories_terms import Floats, Numbers, TermTable
from detente.merge.stories_vectors import Matrix, likeness, local_vectors

# Mean likeness from which two groups are on one subject. On the dev half of ECB+ (427 articles),
# alone and among 750 others, anything from .06 to .16 gives the same within .01; in small corpora
# that tell of the same few states again and again, less than .14 joins what is not one.
_SUBJECT_FROM: Final = 0.14
# Mean likeness within a subject from which two groups are one story: B-cubed F1 .98 at .10 and
# .11, .95 at .09 and .12; among 750 others .98 from .11 to .12.
_STORY_FROM: Final = 0.11
# Smaller groups have no words that all but a few share.
_FEWEST_TO_SPLIT: Final = 4


def groups(
    block: Numbers, table: TermTable, matrix: Matrix, days: Floats, window_days: int
) -> Iterator[Numbers]:
    """Yield the stories of a block, each as ascending rows, in order of their first rows."""
    for subject in _joined(block, likeness(matrix[block], days[block], window_days), _SUBJECT_FROM):
        for story in _stories(subject, table, days, window_days):
            yield from _in_time(story, days, window_days)


def _stories(
    subject: Numbers, table: TermTable, days: Floats, window_days: int
) -> Sequence[Numbers]:
    if len(subject) < _FEWEST_TO_SPLIT:
        return [subject]
    alike = likeness(local_vectors(table, subject), days[subject], window_days)
    return _joined(subject, alike, _STORY_FROM)


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
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 - slow to load
    from scipy.spatial.distance import squareform  # noqa: PLC0415

    tree = linkage(squareform(1 - alike, checks=False), "average")
    labels = fcluster(tree, 1 - limit, "distance")
    found = [rows[labels == label] for label in range(1, int(labels.max()) + 1)]
    return sorted(found, key=lambda group: int(group[0]))
