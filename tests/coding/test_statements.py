import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from detente.clean import segment
from detente.coding import statements, topics
from detente.coding.statements_channels import channel_in
from detente.coding.statements_quotes import quoted_share, quotes_in
from detente.link import mentions, parse, resolve
from detente.model import Article, Document, Language, Parse, Sentence, Span
from detente.settings import Coding, Settings

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("statements.toml").read_text())
# Cases are about attribution, not about which sentences are worth a parse.
EVERYTHING = Settings(coding=Coding(gate=False))
STAGES = (segment, parse, mentions, resolve, topics, statements)


@pytest.fixture(scope="module")
def read():
    """Return a function from a text to its document with all layers up to statements."""
    stages = [module.build(EVERYTHING) for module in STAGES]

    def through(text, *, title=False):
        document = _given(text, title=title)
        for stage in stages:
            document = stage([document])[0]
        return document

    return through


def _given(text, *, title=False):
    heading = text.split("\n", maxsplit=1)[0] if title else None
    article = Article(id="a", body=text, title=heading, published=dt.date(2025, 2, 27))
    language = Language(code="en", probability=1.0, is_read=True)
    return Document(article=article, text=text, language=language)


def _texts(statement):
    """Return the words of a statement's fields."""
    found = {"kind": statement.kind, "content": " ".join(statement.content_text.split())}
    for field in ("speaker", "addressee", "relayed_by"):
        who = getattr(statement, field)
        found[field] = who.text if who else ""
    found["channel"] = statement.channel or ""
    found["spans"] = len(statement.content)
    speaker = statement.speaker
    found["channel_kind"] = statement.channel_kind or ""
    found["through"] = [who.text for who in statement.through]
    found["joint"] = [who.text for who in statement.joint]
    found["office"] = (speaker and speaker.office) or ""
    found["country"] = (speaker and speaker.country) or ""
    return found | {
        "entity": (speaker and speaker.entity) or False,
        "name": speaker.name if speaker else False,
    }


def _fits(found, wanted):
    equal = {"kind", "entity", "spans", "name", "channel_kind", "through", "joint", "country"}
    return all(
        found[key] == value if key in equal else value in found[key]
        for key, value in wanted.items()
    )


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_a_text_holds_the_statements_a_reader_finds(read, case):
    found = [_texts(one) for one in read(case["text"], title=case.get("title", False)).statements]
    missing = [want for want in case["says"] if not any(_fits(one, want) for one in found)]
    assert not missing, found
    if case.get("only"):
        assert len(found) == len(case["says"]), found


def test_spans_point_at_the_words_they_stand_for(read):
    document = read(
        "PARIS - “We agree,” Emmanuel Macron said on Telegram. Berlin denied that it had."
    )
    for one in document.statements:
        words = " ".join(document.text[span.start : span.end] for span in one.content)
        assert words == one.content_text
        speaker = one.speaker
        assert document.text[speaker.span.start : speaker.span.end] == speaker.text


def test_a_statement_knows_the_topics_of_its_own_words_only(read):
    document = read("The trade minister said that vaccines would be shared.")
    assert [one.topics for one in document.statements] == [("health",)]


def test_a_trace_tells_cue_speaker_and_channel_in_words(read):
    (one,) = read("Lavrov told TASS that nothing had changed.").statements
    assert one.trace[:3] == (
        "cue 'told': a verb and its clause",
        "speaker: Sergey Lavrov" if one.speaker.name == "Sergey Lavrov" else one.trace[1],
        "channel: TASS",
    )


def test_the_same_text_gives_the_same_ids(read):
    text = "China said that it would wait. Japan hopes that it will not."
    first, second = read(text), read(text)
    ids = [one.id for one in first.statements]
    assert ids == [one.id for one in second.statements]
    assert len(set(ids)) == len(ids) > 1


UNPARSED = [
    ("Kim said that the dam was safe.", "Kim", "that the dam was safe", "indirect"),
    ("“It will hold,” said a senior engineer.", "a senior engineer", "It will hold", "direct"),
    ("“Kim said so,” said Park.", "Park", "Kim said so", "direct"),
    ("Analysts believe the dam is safe.", "Analysts", "the dam is safe", "indirect"),
    ("She told local reporters that it held.", "She", "that it held", "indirect"),
]


@pytest.mark.parametrize(("text", "speaker", "content", "kind"), UNPARSED)
def test_sentences_without_a_parse_still_give_plain_attributions(text, speaker, content, kind):
    sentence = Sentence(span=Span(0, len(text)), paragraph=0)
    document = replace(_given(text), sentences=(sentence,), parses=(None,))
    (found,) = [_texts(one) for one in statements.add_statements([document])[0].statements]
    assert (found["speaker"], found["content"], found["kind"]) == (speaker, content, kind)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Kim", "said", "told", "that", "the", ".", "“", "”", ":", "- "])))
def test_no_words_however_odd_break_a_sentence_without_a_parse(words):
    text = " ".join(["So", *words])
    sentence = Sentence(span=Span(0, len(text)), paragraph=0, is_headline=bool(len(words) % 2))
    document = replace(_given(text), sentences=(sentence,), parses=(None,))
    for one in statements.add_statements([document])[0].statements:
        assert one.content_text.strip()


def test_a_document_without_sentences_has_no_statements():
    document = Document(article=Article(id="a", body=""), text="", sentences=(), parses=())
    assert statements.add_statements([document])[0].statements == ()


def test_a_medium_that_speaks_is_no_channel():
    text = "RIA reported on Monday that nothing had changed."
    assert channel_in(text, Span(0, len(text)), [Span(0, 3)]) is None


def test_a_platform_that_is_a_letter_needs_its_preposition():
    text = "Malcolm X spoke. He wrote on X."
    assert channel_in(text, Span(0, 16), []) is None
    assert channel_in(text, Span(17, len(text)), []).span == Span(29, 30)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said “yes” and “no”.", ["yes", "no"]),
        ('"Yes," he said. "It', ["Yes", "It"]),
        ("''Perhaps,'' she said.", ["Perhaps"]),
        ("«Да», „nein“", ["Да", "nein"]),
        ("The ministers' 5\" guns", []),
        ("‘It’s ours,’ they said", ["It’s ours"]),
    ],
)
def test_quotation_marks_of_many_kinds_are_paired(text, inner):
    assert [text[q.inner.start : q.inner.end] for q in quotes_in(text, 0, len(text))] == inner


@given(st.text(alphabet="ab .,“”\"'«»„‘’\n", max_size=80))
def test_quotations_lie_in_the_text_in_order_and_apart(text):
    found = quotes_in(text, 0, len(text))
    for quote in found:
        assert quote.outer.start <= quote.inner.start < quote.inner.end <= quote.outer.end
        assert quote.outer.end <= len(text)
    ends = [0, *(quote.outer.end for quote in found)]
    assert all(end <= quote.outer.start for end, quote in zip(ends, found, strict=False))
    whole = [Span(0, len(text))] if text else []
    assert 0 <= quoted_share(text, whole, found) <= 1


WORDS = st.sampled_from(
    ["Kim", "said", "that", ",", "“", "”", "told", "he", "X", ".", "-", "peace"]
)
LABELS = st.sampled_from(
    ["nsubj", "ccomp", "dobj", "prep", "pobj", "ROOT", "punct", "advcl", "relcl"]
)
TAGS = st.sampled_from(["NNP", "VBD", "IN", "NN", "VBG", "TO", "PRP", ","])
TOKEN = st.tuples(WORDS, LABELS, TAGS, st.integers(0, 11))


@settings(max_examples=150, deadline=None)
@given(st.lists(TOKEN, min_size=1, max_size=12))
def test_no_parse_however_odd_breaks_the_stage(tokens):
    words = [token[0] for token in tokens]
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:index]) for index in range(len(words))]
    heads = tuple(min(token[3], index) for index, token in enumerate(tokens))
    given_parse = Parse(
        starts=tuple(starts),
        ends=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
        words=tuple(words),
        lemmas=tuple({"said": "say", "told": "tell"}.get(word, word.lower()) for word in words),
        tags=tuple(token[2] for token in tokens),
        pos=tuple("VERB" if token[2].startswith("V") else "PROPN" for token in tokens),
        heads=heads,
        deps=tuple(token[1] for token in tokens),
    )
    sentence = Sentence(span=Span(0, len(text)), paragraph=0)
    document = replace(_given(text), sentences=(sentence,), parses=(given_parse,))
    for one in statements.add_statements([document])[0].statements:
        assert one.content
        assert all(span.end <= len(text) for span in one.content)
        assert 0 < one.confidence <= 1


NESTED = "Kim said that " * 500 + "it rained."
OPEN = "The envoy said, “We wait. " + "We wait longer. " * 300
TURNED = "He said: ”We wait‟ and »they wait«, „so“ it is ‘done” and ″gone‶, she added: ''no"
FOREIGN = "„Wir warten“, sagte sie, « oui », dit-il, 『はい』と彼は言った, “yes” he said."


@pytest.mark.parametrize("text", [NESTED, OPEN, TURNED, FOREIGN, "“" * 900, 'said "' * 300])
def test_bad_marks_and_deep_nesting_end_soon_with_spans_inside_the_text(read, text):
    document = read(text)
    for one in document.statements:
        _check_spans(document.text, one)
        assert len(one.through) <= 12


def _check_spans(text, one):
    parts = (one.cue, one.channel_span, one.stance_span)
    speakers = (one.speaker, one.addressee, one.relayed_by, *one.through, *one.joint)
    spans = [
        *one.content,
        *(part for part in parts if part),
        *(who.span for who in speakers if who),
    ]
    assert all(span.end <= len(text) for span in spans)
    for who in speakers:
        assert who is None or text[who.span.start : who.span.end] == who.text


MARKS = ["“", "”", '"', "''", "«", "»", "‘", "’", ": ", "— ", ", ", ". ", "\n\n"]
SAID = ["Kim", " said ", " that ", "TASS", " quoted ", " as saying ", "he", " told ", "reporters"]
PIECES = st.sampled_from([*MARKS, *SAID, "it rained", "according to "])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, min_size=1, max_size=40))
def test_whatever_the_marks_spans_lie_in_the_text(read, pieces):
    text = "So " + "".join(pieces)
    document = read(text)
    for one in document.statements:
        assert one.content_text.strip()
        _check_spans(text, one)
