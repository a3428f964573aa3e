"""The corpus as it lies in ``corpus/``: whole, broad, varied, read twice."""

from collections import Counter
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ontology.plover import ontology
from tools.corpus import figures as module
from tools.corpus.agreement import agreement, kappa
from tools.corpus.figures import counts, figures, frame
from tools.corpus.rows import FORMS, REGIONS, identity, problems, read, read_second

# The lemmas of so many sentences are counted: to parse all would take a minute.
PARSED = 1_000
CASES = {
    "id": ("id is not", lambda row: row.update(id="000000000000")),
    "form": ("form", lambda row: row.update(form="poem")),
    "region": ("region", lambda row: row.update(region="moon")),
    "year": ("year", lambda row: row.update(year=1812)),
    "negative": ("neither events", lambda row: row.update(negative="sport")),
    "no event": ("neither events", lambda row: row.update(events=[])),
    "type": ("type", lambda row: _event(row).update(event="APPEAL")),
    "mode": ("mode", lambda row: _event(row).update(mode="tea")),
    "cameo": ("CAMEO code", lambda row: _event(row).update(cameo="999")),
    "contexts": ("contexts", lambda row: _event(row).update(contexts=["tea"])),
    "modality": ("modality", lambda row: _event(row).update(modality="dreamt")),
    "action": ("action lies outside", lambda row: _event(row).update(action=[3, 3])),
    "behind": ("action lies outside", lambda row: _event(row).update(action=[0, 9999])),
    "parties": ("no party", lambda row: _event(row).update(actors=[], recipients=[])),
    "place of party": ("is not where", lambda row: _event(row)["actors"][0].update(start=1)),
}


@pytest.fixture(scope="module")
def rows():
    return read()


@pytest.fixture(scope="module")
def second():
    return read_second()


@pytest.fixture(scope="module")
def told(rows):
    every = module.action_lemmas
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "action_lemmas", lambda found: every(found[:PARSED]))
        return figures(rows)


@pytest.fixture
def good():
    text = "Chile expelled two Peruvian consuls."
    return {
        "id": identity(text),
        "text": text,
        "form": "wire",
        "year": 1999,
        "region": "south-america",
        "negative": None,
        "events": [
            {
                "event": "SANCTION",
                "mode": "expel",
                "cameo": "161",
                "contexts": ["diplomatic"],
                "modality": "done",
                "action": [6, 14],
                "actors": [{"text": "Chile", "start": 0, "end": 5, "country": "CHL"}],
                "recipients": [{"text": "Peruvian", "start": 19, "end": 27, "country": "PER"}],
                "claimed_by": None,
            }
        ],
    }


def _event(row):
    return row["events"][0]


def test_no_row_is_broken(rows):
    assert [f"{row['id']}: {one}" for row in rows for one in problems(row)] == []


def test_no_sentence_is_there_twice(rows):
    assert Counter(row["id"] for row in rows).most_common(1)[0][1] == 1


def test_a_good_row_has_no_problem(good):
    assert list(problems(good)) == []


@pytest.mark.parametrize(("words", "breaks"), CASES.values(), ids=CASES)
def test_what_is_wrong_with_a_row_is_told_in_words(good, words, breaks):
    row = deepcopy(good)
    breaks(row)
    assert any(words in one for one in problems(row))


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("sentences", 3000),
        ("share without an event", 0.25),
        ("share with several events", 0.1),
        ("share of headlines", 0.15),
        ("distinct 4-grams", 0.9),
        ("action lemmas", 400),
        ("regions", len(REGIONS)),
        ("CAMEO codes", 200),
    ],
)
def test_the_corpus_is_as_broad_as_it_says(told, name, least):
    assert told[name] >= least


@pytest.mark.parametrize(
    ("name", "most"), [("most uses of a frame", 3), ("largest dyad, share of events", 0.03)]
)
def test_nothing_is_in_it_too_often(told, name, most):
    assert told[name] <= most


def test_all_types_modes_and_forms_are_in_it(rows):
    found = counts(rows)
    types = ontology().types
    assert set(found["type"]) == set(types)
    modes = {f"{name}.{mode}" for name, kind in types.items() for mode in kind.modes}
    assert set(found["mode"]) == modes
    assert set(found["form"]) == FORMS
    assert set(found["region"]) == REGIONS


def test_every_modality_is_often_enough_to_be_learnt(rows):
    found = counts(rows)
    assert min(found["modality"].values()) >= 200
    assert min(found["type"].values()) >= 200


def test_the_second_reader_read_sentences_of_the_corpus(rows, second):
    assert second
    assert set(second) <= {row["id"] for row in rows}
    known = set(ontology().types)
    assert {event["event"] for events in second.values() for event in events} <= known


def test_two_readers_agree(rows, second):
    found = agreement(rows, second)
    assert found["sentences read twice"] >= 1000
    assert found["main type, kappa"] >= 0.8
    assert found["event or none, kappa"] >= 0.8
    assert found["modality, kappa"] >= 0.8


def test_names_and_numbers_make_no_other_frame():
    one = frame("Peru sent 2,000 tents to Chile.")
    assert one == frame("Sri Lanka sent 17 tents to Burkina Faso.") == "_ sent # tents to _"


def test_kappa_is_what_two_readers_agree_beyond_chance():
    same, other = [("a", "a"), ("b", "b")], [("a", "b"), ("b", "a")]
    assert kappa(same) == 1.0
    assert kappa(other) == -1.0
    assert kappa(same + other) == 0.0
    assert kappa([("a", "a")]) == 1.0


PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


@given(pairs=PAIRS)
def test_kappa_is_the_same_whoever_reads_first(pairs):
    turned = [(other, one) for one, other in pairs]
    assert kappa(pairs) == pytest.approx(kappa(turned))
    assert -1.0 <= kappa(pairs) <= 1.0
