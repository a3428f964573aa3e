"""Nouns of headlines that a parser takes for names."""

import pytest
from msgspec.structs import replace

from detente.coding.mending_nouns import with_noun_lemmas
from detente.model import Parse


def _parse(lemmas: tuple[str, ...], tags: tuple[str, ...]) -> Parse:
    size = len(lemmas)
    return Parse(
        words=tuple(map(str.title, lemmas)),
        lemmas=lemmas,
        pos=("PROPN",) * size,
        tags=tags,
        heads=(0,) * size,
        deps=("ROOT", *("compound",) * (size - 1)),
        starts=tuple(range(0, 20 * size, 20)),
        ends=tuple(range(19, 20 * size, 20)),
    )


@pytest.mark.parametrize(
    ("lemma", "tag", "singular"),
    [
        ("treasures", "NNPS", "treasure"),
        ("drills", "NNP", "drill"),
        ("embassies", "NNPS", "embassy"),
        ("sanctions", "NNPS", "sanction"),
        ("netherlands", "NNPS", "netherlands"),
        ("laos", "NNP", "laos"),
        ("treasures", "NNS", "treasures"),
    ],
)
def test_a_known_noun_with_a_capital_has_its_singular(lemma, tag, singular):
    parse = _parse((lemma, "x"), (tag, "NN"))
    assert with_noun_lemmas(parse) == replace(parse, lemmas=(singular, "x"))


def test_a_parse_without_such_nouns_is_the_same():
    parse = _parse(("talks", "visit"), ("NNS", "NN"))
    assert with_noun_lemmas(parse) is parse
