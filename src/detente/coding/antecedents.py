"""Whom a pronoun of an earlier-named party means, where its own sentence does not tell."""

from detente.model import Chain, Document, Link, Mention

# Kinds of links that a pronoun of each number and gender may stand for as a party.
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "hers"})
_BODIES = frozenset({"state", "organisation", "body"})


def earlier_mention(document: Document, point: int, word: str) -> int | None:
    """Return the last mention before a pronoun that its chain holds, or None.

    ``point`` is the pronoun's first code point, ``word`` the pronoun in small letters. A personal
    pronoun means a person, any other a state or body; what is linked to nothing is nobody.
    """
    chain = next((one for one in document.chains or () if _holds(one, point)), None)
    if chain is None:
        return None
    pairs = zip(document.mentions or (), document.links or (), strict=True)
    known = dict(enumerate(pairs))
    fitting = [n for n in chain.mentions if n in known and _fits(*known[n], point, word)]
    return fitting[-1] if fitting else None


def _holds(chain: Chain, point: int) -> bool:
    return any(span.start == point for span in chain.spans)


def _fits(mention: Mention, link: Link, point: int, word: str) -> bool:
    if mention.span.start >= point or mention.kind == "pronoun":
        return False
    if word in _PERSONAL:
        return link.kind == "person" and bool(link.entity or link.country)
    return mention.kind in _BODIES and bool(link.entity or link.country)
