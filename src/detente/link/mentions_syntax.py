"""What a parse, where there is one, tells of a mention's word."""

from detente.model import Parse

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "acomp"})
# What may stand between a subject and its verb.
_BESIDE_VERBS = frozenset({"ADV", "AUX", "PART"})


def token_at(parse: Parse, start: int) -> int | None:
    """Return the token that begins at a code point, None if none does."""
    return next((index for index, at in enumerate(parse.starts) if at == start), None)


def is_subject(parse: Parse | None, start: int) -> bool:
    """Say whether the word at a code point does what follows: "*Petro* answered"."""
    token = token_at(parse, start) if parse else None
    if parse is None or token is None:
        return False
    between = parse.pos[token + 1 : parse.heads[token]]
    return parse.deps[token] in _SUBJECTS and _BESIDE_VERBS.issuperset(between)


def is_empty(parse: Parse | None, start: int) -> bool:
    """Say whether "it" stands for nothing that acts: "it is clear that", no subject."""
    token = token_at(parse, start) if parse else None
    if parse is None or token is None:
        return True
    verb = parse.heads[token]
    clausal = any(up == verb and parse.deps[at] in _CLAUSAL for at, up in enumerate(parse.heads))
    is_doer = parse.deps[token] in _SUBJECTS
    return not is_doer or (parse.lemmas[verb] in {"be", "seem", "appear"} and clausal)


def hangs_on(parse: Parse | None, start: int, head: int) -> bool:
    """Say whether the word at a code point hangs on the word at another, or may do so.

    Words of which a parse knows nothing may.
    """
    token = token_at(parse, start) if parse else None
    top = token_at(parse, head) if parse else None
    if parse is None or token is None or top is None:
        return True
    while token not in {top, parse.heads[token]}:
        token = parse.heads[token]
    return token == top
