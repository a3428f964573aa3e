"""Near-duplicate articles: which repeats which."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.clean.fingerprint import DuplicatePair, near_duplicate_pairs
from detente.clean.fingerprint import signature as sign
from detente.clean.shingles import has_shingles
from detente.model import Document, NearDuplicate

# Share of the shorter text that stands in the other. Lower than 0.6 takes in articles that quote
# one statement at length; those are not copies.
COPY_FROM = 0.6
# A text of one short sentence repeats another by chance.
_FEWEST_SHINGLES = 12
# One of two or three sentences may: it repeats another only if both are of the same days.
_BRIEF_SHINGLES = 25
_SAME_DAYS = 3


def near_duplicates(
    documents: Sequence[Document], agency_credited: frozenset[str]
) -> tuple[NearDuplicate, ...]:
    """Return, for each article that repeats another, which is the original; ordered by id.

    The original of a group is the one published first; of several, an agency's or one credited to
    an agency; of several, the longest; of several, the one with the smallest id. An article
    without a publication day comes last.

    Args:
        documents: ordered by id, each article once.
        agency_credited: ids of articles that carry an agency's credit.
    """
    texts = [document for document in documents if is_long_enough(document.text or "")]
    pairs = near_duplicate_pairs(
        [document.fingerprint or sign(document.text or "") for document in texts],
        [document.text or "" for document in texts],
        min_containment=COPY_FROM,
    )
    return copies_among(texts, pairs, agency_credited)


def copies_among(
    texts: Sequence[Document], pairs: Sequence[DuplicatePair], agency_credited: frozenset[str]
) -> tuple[NearDuplicate, ...]:
    """Return which of some articles repeat which, by pairs of their places; ordered by id.

    Articles that no chain of pairs connects have no influence on each other.
    """
    kept = [pair for pair in pairs if _is_copy(texts[pair.first], texts[pair.second])]
    shares = _shares(kept)
    found: list[NearDuplicate] = []
    for group in _groups(kept):
        ranked = sorted(group, key=lambda index: _rank(texts[index], agency_credited))
        found.extend(_copy(texts, index, ranked[0], shares) for index in ranked[1:])
    return tuple(sorted(found, key=lambda copy: copy.article_id))


def _is_copy(one: Document, other: Document) -> bool:
    """Whether two alike texts are long enough, or near enough in time, to be one."""
    days = [document.article.published for document in (one, other)]
    if days[0] and days[1] and abs((days[0] - days[1]).days) <= _SAME_DAYS:
        return True
    return all(has_shingles(text.text or "", _BRIEF_SHINGLES) for text in (one, other))


def is_long_enough(text: str) -> bool:
    """Whether a text is so long that it does not repeat another by chance."""
    return has_shingles(text, _FEWEST_SHINGLES)


def _groups(pairs: Iterable[DuplicatePair]) -> Iterator[list[int]]:
    root: dict[int, int] = {}

    def find(index: int) -> int:
        while root.setdefault(index, index) != index:
            index = root[index]
        return index

    for pair in pairs:
        first, second = sorted((find(pair.first), find(pair.second)))
        root[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for index in sorted(root):
        members[find(index)].append(index)
    yield from members.values()


def _rank(document: Document, agency_credited: frozenset[str]) -> tuple[str, bool, int, str]:
    published = document.article.published
    day = published.isoformat() if published else "9999-99-99"
    is_other = document.article.id not in agency_credited
    return day, is_other, -len(document.text or ""), document.article.id


def _copy(
    texts: Sequence[Document], index: int, original: int, shares: dict[int, dict[int, float]]
) -> NearDuplicate:
    # A copy of a copy may have less than the limit in common with the original itself.
    similarity = shares[index].get(original) or max(shares[index].values())
    return NearDuplicate(
        article_id=texts[index].article.id,
        original_id=texts[original].article.id,
        similarity=similarity,
        reason=f"{similarity:.0%} of the shorter text's three-word sequences stand in the other",
    )


def _shares(pairs: Iterable[DuplicatePair]) -> dict[int, dict[int, float]]:
    shares: dict[int, dict[int, float]] = defaultdict(dict)
    for pair in pairs:
        shares[pair.first][pair.second] = pair.containment
        shares[pair.second][pair.first] = pair.containment
    return shares
