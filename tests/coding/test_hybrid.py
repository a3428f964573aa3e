"""The coder that ships, on sentences of its own (``cases/hybrid.toml``)."""

import datetime as dt
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from detente.coding import hybrid
from detente.coding.encoder import load_encoder
from detente.coding.events import Coder, by_rules
from detente.coding.hybrid import Hybrid, build, candidates
from detente.coding.judge import load_judge
from detente.ontology.cameo import codes
from detente.ontology.plover import ontology
from detente.settings import Settings

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "hybrid.toml").read_text("utf-8"))["case"]
# What rules read, by one event each.
RULED = tomllib.loads((FOLDER / "events.toml").read_text("utf-8"))["case"]
PUBLISHED = dt.date(2025, 2, 27)
# What a president did; said of him by name, by office and by pronoun.
DEEDS = (
    "signed a trade deal with Uganda",
    "met the president of Ghana in Accra",
    "condemned the Russian attack on Odesa",
    "called on Israel to open the crossings",
    "pledged 50 million dollars to Sudan",
    "arrived in Ottawa on Monday",
    "threatened Mali with sanctions",
    "recalled the ambassador to Chad",
    "held talks with Turkish officials",
    "ordered troops to the border with Niger",
)
# What must come out right, of all cases and of each kind.
SHARE, SHARE_OF_KIND, SHARE_OF_RULED = 0.85, 0.6, 0.9


@pytest.fixture(scope="module")
def documents(read):
    return read([case["text"] for case in CASES])


@pytest.fixture(scope="module")
def coded(code, documents):
    return {document.article.id: document for document in code(documents)}


@pytest.fixture(scope="module")
def events(coded):
    return [event for document in coded.values() for event in document.events]


def test_sentences_of_a_kind_the_rules_do_not_know_come_out_right(coded):
    misses = [case for case in CASES if not _is_right(case, coded[case["text"]].events)]
    told = "\n".join(f"{case['text']} {_shown(coded[case['text']])}" for case in misses)
    print(told)  # noqa: T201  (which ones are missed, whether or not the share is met)
    assert len(misses) <= (1 - SHARE) * len(CASES), told
    of_kind = Counter(case["kind"] for case in CASES)
    for kind, missed in Counter(case["kind"] for case in misses).items():
        assert missed <= (1 - SHARE_OF_KIND) * of_kind[kind], f"{kind}: {told}"


def test_what_rules_read_stays_right_but_for_a_few(code, read):
    documents = code(read([case["text"] for case in RULED], published=PUBLISHED))
    pairs = zip(RULED, documents, strict=True)
    misses = [document for case, document in pairs if not _is_as_ruled(case, document.events)]
    told = "\n".join(f"{document.text} {_shown(document)}" for document in misses)
    print(told)  # noqa: T201  (as above)
    assert len(misses) <= (1 - SHARE_OF_RULED) * len(RULED), told


@pytest.mark.parametrize(
    "who",
    [
        "William Ruto",
        "The president",
        "He",
    ],
)
def test_a_deed_is_found_however_its_actor_is_called(code, read, who):
    texts = [f"Kenyan President William Ruto spoke to reporters. {who} {one}." for one in DEEDS]
    documents = code(read(texts, published=PUBLISHED))
    missed = [one.text for one in documents if not any(map(_is_done_by_kenya, one.events))]
    assert len(missed) <= len(DEEDS) // 10, missed


def test_more_comes_out_right_than_by_rules_alone(coded, documents):
    by_hybrid = sum(_is_right(case, coded[case["text"]].events) for case in CASES)
    alone = Coder(by_rules)
    ruled = sum(
        _is_right(case, alone.events(one)) for case, one in zip(CASES, documents, strict=True)
    )
    assert by_hybrid >= ruled + len(CASES) // 10


def test_confidence_and_other_types_are_probabilities(events):
    assert len(events) >= len(CASES) // 2
    for event in events:
        assert 0 <= event.confidence <= 1
        assert all(0 <= one.probability <= 1 for one in event.alternatives)


def test_other_types_are_types_the_event_does_not_have_the_likeliest_first(events):
    assert any(event.alternatives for event in events)
    for event in events:
        names = [one.event_type for one in event.alternatives]
        assert len(set(names)) == len(names) <= 3
        assert set(names) <= set(ontology().types) - {event.event_type}
        chances = [one.probability for one in event.alternatives]
        assert all(one >= other for one, other in pairwise(chances))


def test_every_event_tells_whether_a_rule_or_the_encoder_read_its_words(events):
    started = {"rules": "word: ", "encoder": "encoder: "}
    for event in events:
        assert event.trace[0].startswith(started[event.coder])
        assert any(line.startswith("judge: ") for line in event.trace)
    assert {event.coder for event in events} == set(started)


def test_a_verb_no_rule_knows_is_told_as_read_by_the_encoder(coded):
    (event,) = coded["Jordan parachuted food parcels into Gaza."].events
    assert (event.coder, event.action_text) == ("encoder", "parachuted")


def test_type_mode_and_code_fit_each_other(events):
    for event in events:
        assert event.mode is None or event.mode in ontology().types[event.event_type].modes
        assert event.cameo_code is None or event.cameo_code in codes()


def test_evidence_lies_in_the_text(coded):
    for document in coded.values():
        for event in document.events:
            action, parties = event.action, event.actors + event.recipients
            assert document.text[action.start : action.end] == event.action_text
            spans = [party.span for party in parties]
            assert all(0 <= one.start < one.end <= len(document.text) for one in spans)


def test_nobody_both_acts_and_receives_by_the_same_words(events):
    # Whom protesters of a country face is their own state, by the words that name the country; so
    # are those who put a town under curfew.
    for event in (one for one in events if one.event_type not in {"PROTEST", "COERCE"}):
        acting = {party.span for party in event.actors}
        assert acting.isdisjoint(party.span for party in event.recipients), event


@pytest.mark.parametrize(
    "text",
    [
        '"We condemn this, ' * 300,
        "He said that it said that " * 150 + "Kenya left.",
        "The delegation, which said it had met officials who said they had met others, " * 30,
    ],
)
def test_nested_pronouns_and_long_sentences_come_to_an_end(code, read, text):
    (document,) = code(read([text]))
    assert all(event.action.end <= len(text) for event in document.events)


def test_two_coders_give_equal_events(documents, coded):
    load_encoder.cache_clear()
    other = build(Settings())
    for document in other(documents[::4]):
        assert document.events == coded[document.article.id].events


def test_a_document_is_coded_alike_alone_and_after_others(code, documents, coded):
    for document in reversed(documents[::6]):
        (alone,) = code([document])
        assert alone.events == coded[document.article.id].events


def test_rules_stand_alone_where_no_encoder_is_shipped(monkeypatch, documents):
    monkeypatch.setattr(hybrid, "load_encoder", lambda: None)
    alone = Coder(by_rules)
    for document in build(Settings())(documents[::4]):
        assert list(document.events) == alone.events(document)


def test_without_a_judge_everything_proposed_is_kept(scene_of):
    scene = scene_of("Norway has bankrolled a new hospital in Malawi.")
    finder = Hybrid(load_encoder(), None)
    proposed = {one.reading.token for one in candidates(scene, finder.hints(scene))}
    assert {one.reading.token for one in finder(scene)} == proposed


def test_a_judge_that_asks_more_keeps_no_more(scene_of):
    scene = scene_of("Azerbaijan rained rockets on Armenia and then offered it a truce.")
    judge = load_judge()
    kept = []
    for wanted in (0.0, judge.keep, 0.9):
        strict = type(judge)(bias=judge.bias, weights=judge.weights, keep=wanted)
        kept.append(len(Hybrid(load_encoder(), strict)(scene)))
    assert kept == sorted(kept, reverse=True)


def test_one_word_tells_of_one_event(scene_of):
    finder = Hybrid(load_encoder(), load_judge())
    for text in (
        "Sudan shelled Chad, Niger condemned it.",
        "Peru and Chile signed and ratified it.",
    ):
        tokens = [one.reading.token for one in finder(scene_of(text))]
        assert tokens == sorted(set(tokens))


def _is_right(case, events):
    if not case["type"]:
        return not events
    return any(_fits(case, event) for event in events)


def _fits(case, event):
    actors, recipients = _countries(event.actors), _countries(event.recipients)
    found = {"actors": actors, "recipients": recipients, "parties": actors | recipients}
    sides = [found[key] == set(case[key]) for key in found if key in case]
    return event.event_type in case["type"] and all(sides)


def _is_done_by_kenya(event):
    return event.sentence == 1 and "KEN" in _countries(event.actors)


def _is_as_ruled(case, events):
    if not case["events"]:
        return not events
    return all(any(_is_one(wanted, event) for event in events) for wanted in case["events"])


def _is_one(wanted, event):
    """Whether an event is the one wanted; a meeting of two may be one of equals."""
    found = _countries(event.actors) | _countries(event.recipients)
    sides = {*wanted.get("actors", ()), *wanted.get("recipients", ())} - {"?"}
    is_whole = {"actors", "recipients"} <= set(wanted)
    are_right = found == sides if is_whole else found >= sides
    return event.event_type == wanted["type"] and are_right


def _countries(parties):
    return {party.country for party in parties} - {None}


def _shown(document):
    return [
        (one.event_type, sorted(_countries(one.actors)), sorted(_countries(one.recipients)))
        for one in document.events
    ]
