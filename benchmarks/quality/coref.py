"""Task "coref": which gold mentions of events mean one event.

Mentions are compared by ``detente.merge.coref`` within articles of one story (as the product
groups them) published on one day: the same two states meet every month, so a predicate alone
proves nothing across dates.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.quality.options import Options
from detente.merge.coref import Mention, groups_of, read_texts
from detente.merge.predicates import PredicateTable, predicate_table
from detente.merge.stories import story_numbers
from detente.merge.tables import read_stopwords

SCORER = ("coref", "--kind", "event")
# Tokens on each side that stand "near" a mention.
NEAR = 6
AFTER = 6
# Words that deny what follows within so many tokens.
NEGATIONS = frozenset({"not", "no", "n't", "never", "without"})
BEFORE = 3

Row = dict[str, Any]


def predict(gold: list[Row], options: Options) -> Iterator[Row]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"doc", "id", "cluster"}`` for each gold mention of an event."""
    days = [dt.date.fromisoformat(row["dct"]) if row.get("dct") else None for row in gold]
    numbers = story_numbers([_text(row) for row in gold], days)
    reader = _Reader()
    texts = read_texts([reader.counted(row) for row in gold])
    scopes: dict[str, list[tuple[str, str, Mention]]] = defaultdict(list)
    for place, (row, day, number) in enumerate(zip(gold, days, numbers, strict=True)):
        scopes[f"{number} {day}"] += reader.mentions(row, place)
    for scope, told in scopes.items():
        groups = groups_of([mention for _, _, mention in told], texts)
        for (doc, id_, _), group in zip(told, groups, strict=True):
            yield {"doc": doc, "id": id_, "cluster": f"{scope} {group}"}


class _Reader:
    """Reads gold mentions as the product's; built once, with the tables."""

    def __init__(self) -> None:
        self._table: PredicateTable = predicate_table()
        self._stopwords = read_stopwords()

    def counted(self, row: Row) -> Counter[str]:
        """Return the roots of a text's words, counted."""
        return Counter(root for sent in row["sents"] for root in self._roots(sent["tokens"]))

    def mentions(self, row: Row, place: int) -> Iterator[tuple[str, str, Mention]]:
        """Yield document, id and mention of each event of a text."""
        tokens = {sent["n"]: sent["tokens"] for sent in row["sents"]}
        for mention in row["mentions"]:
            if mention["kind"] == "event":
                yield row["id"], mention["id"], self._mention(mention, tokens, place)

    def _mention(self, mention: Row, sentences: dict[int, list[str]], place: int) -> Mention:
        tokens = sentences[mention["sent"]]
        first, last = min(mention["tokens"]), max(mention["tokens"])
        head = mention.get("lemma") or mention.get("pred") or mention["text"]
        own = frozenset(map(self._table.base, mention["text"].split()))
        behind = tokens[last + 1 : last + 1 + AFTER]
        before = tokens[max(0, first - BEFORE) : last + 1]
        return Mention(
            text=place,
            told=mention["text"],
            predicate=self._table.read(mention["text"], head, " ".join(behind)),
            near=frozenset(self._roots(tokens[max(0, first - NEAR) : last + 1 + NEAR])) - own,
            around=frozenset(self._roots(tokens)) - own,
            sentence=mention["sent"],
            after=frozenset(self._roots(behind)),
            is_negated=any(token.casefold() in NEGATIONS for token in before),
        )

    def _roots(self, tokens: Sequence[str]) -> list[str]:
        told = (token for token in tokens if token[:1].isalnum())
        return [self._table.base(word) for word in told if word.casefold() not in self._stopwords]


def _text(row: Row) -> str:
    return "\n".join(" ".join(sentence["tokens"]) for sentence in row["sents"])
