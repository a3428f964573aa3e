"""Documents for the tests of days and places."""

import datetime as dt
import re

from detente.model import Article, Document, Sentence, Span

THURSDAY = dt.date(2025, 2, 27)
_SENTENCE = re.compile(r"[^\s][^\n]*?(?:(?<![A-Zm])[.](?= [A-Z])|(?=\n|$))")


def document(text, published=THURSDAY):
    """Return a document cut into sentences at line ends and at stops before a capital."""
    spans = [Span(*match.span()) for match in _SENTENCE.finditer(text) if match[0]]
    sentences = tuple(Sentence(span=span, paragraph=0) for span in spans)
    article = Article(id="a", body=text, published=published)
    return Document(article=article, text=text, sentences=sentences)


def words(doc, span):
    return doc.text[span.start : span.end]
