"""Whom a pronoun of an earlier-named party means, where its own sentence does not tell."""

from detente.coding.tree import Tree
from detente.model import Chain, Document, Link, Mention
from detente.ontology.lexicon import word_sets

# Kinds of links that a pronoun of each number and gender may stand for as a party.
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "hers"})
_ACCUSATIVES = frozenset({"him", "her", "it", "them"})
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


def clause_of_object(tree: Tree, pronoun: int) -> int | None:
    """Return the verb whose subject an object pronoun cannot mean: "Oman said Iran *hit* it"."""
    word = tree.parse.words[pronoun].casefold()
    if word not in _ACCUSATIVES or tree.parse.deps[pronoun] not in {"dobj", "pobj", "dative"}:
        return None
    above = (one for one in tree.ancestors(pronoun) if tree.parse.pos[one] == "VERB")
    return next(above, None)


def is_count(tree: Tree, noun: int) -> bool:
    """Say whether a noun only counts whom it is of: "*hundreds* of miners"."""
    return tree.parse.lemmas[noun] in word_sets()["measures"]


def disagrees(tree: Tree, pronoun: int, subject: int | None) -> bool:
    """Say whether "its" cannot mean a subject, which is plural."""
    is_single = tree.parse.lemmas[pronoun] in {"its", "it"}
    return is_single and subject is not None and tree.parse.tags[subject] in {"NNS", "NNPS"}
