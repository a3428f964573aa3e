"""Near-duplicate articles: which repeats which.

Two texts are near-duplicates if most of the shorter one's three-word shingles stand in the other
(containment): shortened and rewritten copies keep that, where the Jaccard index loses them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.model import Document, NearDuplicate

# Share of the shorter text's shingles; best of 0.3 to 0.8 on made copies, and flat there.
_SAME_FROM = 0.6
_SHINGLE_WORDS = 3
_FEWEST_SHINGLES = 12
# A shingle in more texts than this is a set phrase and finds nobody.
_MOST_TEXTS = 50

Pair = tuple[str, str, float]


def near_duplicates(
    documents: Sequence[Document], agency_credited: frozenset[str]
) -> tuple[NearDuplicate, ...]:
    """Return, for each article that repeats another, which is the original; ordered by id.

    The original of a group is the one published first; of several, one credited to an agency;
    of several, the one with the smallest id. An article without a publication day comes last.

    Args:
        documents: with text; order does not matter.
        agency_credited: ids of articles that carry an agency's credit.
    """
    by_id = {document.article.id: document for document in documents if document.text}
    pairs = list(near_duplicate_pairs(list(by_id.values())))
    found: list[NearDuplicate] = []
    for group in _groups(pairs):
        ranked = sorted(group, key=lambda id_: _rank(by_id[id_], agency_credited))
        found.extend(_copy(id_, ranked[0], pairs) for id_ in ranked[1:])
    return tuple(sorted(found, key=lambda copy: copy.article_id))


def near_duplicate_pairs(documents: Sequence[Document]) -> Iterator[Pair]:
    """Yield pairs of article ids with the share of the shorter text they have in common."""
    shingled = {document.article.id: _shingles(document.text or "") for document in documents}
    common: Counter[tuple[str, str]] = Counter()
    for ids in _holders(shingled).values():
        common.update((a, b) for a in ids for b in ids if a < b)
    for (one, other), n_common in sorted(common.items()):
        fewer = min(len(shingled[one]), len(shingled[other]))
        if fewer >= _FEWEST_SHINGLES and n_common >= _SAME_FROM * fewer:
            yield one, other, n_common / fewer


def _holders(shingled: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for id_, shingles in shingled.items():
        for shingle in shingles:
            holders[shingle].append(id_)
    return {shingle: ids for shingle, ids in holders.items() if 1 < len(ids) <= _MOST_TEXTS}


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    n_shingles = len(words) - _SHINGLE_WORDS + 1
    return frozenset(" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(n_shingles))


def _groups(pairs: Iterable[Pair]) -> Iterator[list[str]]:
    root: dict[str, str] = {}

    def find(id_: str) -> str:
        while root.setdefault(id_, id_) != id_:
            id_ = root[id_]
        return id_

    for one, other, _ in pairs:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    members: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(root):
        members[find(id_)].append(id_)
    yield from members.values()


def _rank(document: Document, agency_credited: frozenset[str]) -> tuple[str, bool, str]:
    published = document.article.published
    day = published.isoformat() if published else "9999-99-99"
    return day, document.article.id not in agency_credited, document.article.id


def _copy(id_: str, original: str, pairs: Sequence[Pair]) -> NearDuplicate:
    shares = [share for one, other, share in pairs if {one, other} == {id_, original}]
    of_group = [share for one, other, share in pairs if id_ in {one, other}]
    similarity = round(max(shares or of_group), 4)
    reason = f"{similarity:.0%} of the shorter text's three-word sequences stand in the other"
    return NearDuplicate(article_id=id_, original_id=original, similarity=similarity, reason=reason)
