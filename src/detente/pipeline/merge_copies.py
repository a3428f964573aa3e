"""What new articles change of copies and credits: who repeats whom, and who is credited how."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.clean.fingerprint import DuplicatePair, signature
from detente.merge.copies import copies_among, is_long_enough
from detente.merge.incremental_copies import (
    Bands,
    Pair,
    bands_of,
    holders_of,
    is_shared,
    pairs_to_check,
    shares_of,
)
from detente.merge.origins import is_credited
from detente.model import Document, NearDuplicate
from detente.store import merging
from detente.store.loading import Connection
from detente.store.merge_reports import load_fingerprinted, load_texts
from detente.store.merge_write import CopyChange
from detente.store.origins import credits_of


class Crediting:
    """By which names articles credit agencies and outlets, and which articles that changes."""

    def __init__(self, connection: Connection) -> None:
        self.credits = credits_of(connection)
        self.names = dict(self.credits.names)
        known = merging.credits_merged(connection)
        changed = {
            name for name in {*known, *self.names} if known.get(name) != self.names.get(name)
        }
        self.recredited = frozenset(merging.naming(connection, changed))


@dataclass(frozen=True, slots=True)
class Copies:
    """What changes of copies; ``stirred`` are merged articles whose origin may be another now."""

    change: CopyChange
    stirred: frozenset[str]


def copy_change(connection: Connection, articles: Sequence[str], crediting: Crediting) -> Copies:
    """Return what of near-duplicates changes with some new articles."""
    texts = [
        one for one in load_fingerprinted(connection, articles) if is_long_enough(one.text or "")
    ]
    ids = [one.article.id for one in texts]
    bands = bands_of(ids, [one.fingerprint or signature(one.text or "") for one in texts])
    known = merging.bands_in(connection, bands.band)
    new, doubtful = pairs_to_check(known, bands)
    pairs = merging.copy_pairs(connection)
    removed = _fallen(connection, doubtful & pairs.keys(), bands)
    added = _checked(connection, new, texts)
    for pair in removed:
        del pairs[pair]
    seeds = {*ids, *crediting.recredited, *(id_ for pair in removed for id_ in pair)}
    group = _connected({**pairs, **added}, seeds)
    found = _found(connection, group, {**pairs, **added}, crediting)
    before = merging.copies_among(connection, {*group, *seeds})
    after = {copy.article_id: copy for copy in found}
    moved = {id_ for id_ in {*before, *after} if _original(before, id_) != _original(after, id_)}
    change = CopyChange(
        bands=bands,
        added=added,
        removed=removed,
        looked_at=sorted({*group, *seeds}),
        found=found,
    )
    # An article's copies have its origin.
    mates = {id_ for id_ in group if _original(after, id_) in crediting.recredited}
    return Copies(change, frozenset(moved | mates | crediting.recredited) - set(articles))


def _original(copies: Mapping[str, NearDuplicate], id_: str) -> str | None:
    return copies[id_].original_id if id_ in copies else None


def _fallen(connection: Connection, doubtful: Iterable[Pair], fresh: Bands) -> list[Pair]:
    """Return the pairs that no band holds together any more, too many articles having it."""
    pairs = sorted(doubtful)
    bands = merging.bands_by_article(connection, {id_ for pair in pairs for id_ in pair})
    held = np.array(sorted({band for found in bands.values() for band in found}), dtype=np.uint64)
    holders = holders_of(merging.bands_in(connection, held), fresh)
    return [pair for pair in pairs if not is_shared(pair, bands, holders)]


def _checked(
    connection: Connection, pairs: set[Pair], texts: Sequence[Document]
) -> dict[Pair, float]:
    known = {one.article.id for one in texts}
    missing = sorted({id_ for pair in pairs for id_ in pair} - known)
    told = {one.article.id: one for one in (*texts, *load_fingerprinted(connection, missing))}
    return shares_of(
        pairs,
        {id_: one.text or "" for id_, one in told.items()},
        {id_: one.fingerprint or signature(one.text or "") for id_, one in told.items()},
    )


def _connected(pairs: Iterable[Pair], seeds: set[str]) -> list[str]:
    """Return the articles that a chain of pairs connects with the seeds, sorted."""
    mates: dict[str, list[str]] = {}
    for one, other in pairs:
        mates.setdefault(one, []).append(other)
        mates.setdefault(other, []).append(one)
    waiting = [id_ for id_ in seeds if id_ in mates]
    found = set(waiting)
    while waiting:
        new = [id_ for id_ in mates[waiting.pop()] if id_ not in found]
        found.update(new)
        waiting += new
    return sorted(found)


def _found(
    connection: Connection,
    group: Sequence[str],
    pairs: Mapping[Pair, float],
    crediting: Crediting,
) -> tuple[NearDuplicate, ...]:
    texts = load_texts(connection, group)
    place = {one.article.id: index for index, one in enumerate(texts)}
    inner = sorted(
        DuplicatePair(place[one], place[other], share)
        for (one, other), share in pairs.items()
        if one in place
    )
    credited = frozenset(one.article.id for one in texts if is_credited(one, crediting.credits))
    return copies_among(texts, inner, credited)
