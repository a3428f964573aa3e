"""Whom a pronoun of an earlier-named party means, where its own sentence does not tell."""

from detente.coding.tree import Tree
from detente.model import Chain, Document, Link, Mention
from detente.ontology.lexicon import triggers, word_sets

# Kinds of links that a pronoun of each number and gender may stand for as a party.
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "hers"})
_ACCUSATIVES = frozenset({"him", "her", "it", "them"})
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
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
    """Return the verb whose subject an object pronoun cannot mean: "Oman said Iran *hit* it".

    Nor does a possessive on what is hit ("*its* ship").
    """
    parse = tree.parse
    word = parse.words[pronoun].casefold()
    verb = next((one for one in tree.ancestors(pronoun) if parse.pos[one] == "VERB"), None)
    if verb is None or parse.deps[pronoun] == "poss":
        return verb if verb is not None and _is_hit(tree, verb, pronoun) else None
    return verb if word in _ACCUSATIVES and parse.deps[pronoun] in _OBJECTS else None


def _is_hit(tree: Tree, verb: int, owner: int) -> bool:
    """Whether what a pronoun owns is hit: "said that Iran *shelled* its border posts"."""
    rows = triggers().get(("v", tree.parse.lemmas[verb]), ())
    is_blow = any(row.event_type == "ASSAULT" for row in rows) and not any(
        row.event_type not in {"ASSAULT", "COERCE", ""} for row in rows
    )
    is_told = (
        tree.parse.deps[verb] == "ccomp" and tree.parse.deps[tree.parse.heads[owner]] == "dobj"
    )
    return is_blow and is_told


def is_count(tree: Tree, noun: int) -> bool:
    """Say whether a noun only counts whom it is of: "*hundreds* of miners"."""
    return tree.parse.lemmas[noun] in word_sets()["measures"]


def disagrees(tree: Tree, pronoun: int, subject: int | None) -> bool:
    """Say whether "its" cannot mean a subject, which is plural."""
    is_single = tree.parse.lemmas[pronoun] in {"its", "it"}
    return is_single and subject is not None and tree.parse.tags[subject] in {"NNS", "NNPS"}
