"""Documents with chains for the tests of coreference."""

import datetime as dt
import re
from functools import cache

from msgspec.structs import replace

from detente.link import coref, mentions, parse, resolve
from detente.model import Article, Document, Sentence, Span
from detente.settings import Coding, Settings

SETTINGS = Settings(coding=Coding(gate=False))


@cache
def stages():
    rooms = (parse, mentions, resolve, coref)
    return tuple(room.build(SETTINGS) for room in rooms)


def read(text, *, day=None, parsed=True):
    """Return a document with parses, mentions, links and chains."""
    pattern = r"\S.*?(?:\.\"?(?=\s|$)|\n|$)"
    spans = [match.span() for match in re.finditer(pattern, text)]
    sentences = tuple(Sentence(span=Span(*span), paragraph=0) for span in spans)
    article = Article(id="a", body=text, published=day or dt.date(2024, 5, 2))
    found = [Document(article=article, text=text, sentences=sentences, places=())]
    syntax, *others = stages()
    found = syntax(found) if parsed else [replace(found[0], parses=(None,) * len(sentences))]
    for stage in others:
        found = stage(found)
    return found[0]


def chains_of(document, phrase):
    """Return the numbers of the chains with a span in sentence N that has the words: "N: words"."""
    number, _, words = phrase.partition(": ")
    sentence = document.sentences[int(number)].span
    start = re.search(rf"\b{re.escape(words)}\b", document.text[sentence.start :]).start()
    start += sentence.start
    same = [
        (span.end - span.start, index)
        for index, chain in enumerate(document.chains)
        for span in chain.spans
        if span.start <= start and start + len(words) <= span.end
    ]
    least = min(same, default=(0, 0))[0]
    return {index for size, index in same if size == least}


def spans_of(document):
    """Return all spans of all chains."""
    return [span for chain in document.chains for span in chain.spans]
