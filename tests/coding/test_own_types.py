"""Types of one's own (``cases/own_types_file.toml``) on sentences (``cases/own_types.toml``)."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from detente.api import Understander
from detente.coding.events import Coder, by_rules, own_tag, scenes_of
from detente.coding.own_types_derive import derived_triggers
from detente.errors import OwnTypesError
from detente.link.own_forms import own_forms
from detente.link.parse import Parser, load_model
from detente.ontology.own_types_file import read_own_types
from detente.pipeline.types_check import check_own_types
from detente.settings import Coding, Settings

FOLDER = Path(__file__).parent / "cases"
EXAMPLES = Path(__file__).parents[2] / "examples" / "own_types.toml"
FILE = FOLDER / "own_types_file.toml"
CASES = tomllib.loads((FOLDER / "own_types.toml").read_text("utf-8"))["case"]
PUBLISHED = dt.date(2025, 3, 1)


@pytest.fixture(scope="module")
def understander():
    return Understander(Settings(coding=Coding(coder="rules", own_types=str(FILE))))


@pytest.fixture(scope="module")
def parser():
    return Parser(load_model())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_tells_of_the_users_types(understander, case):
    document = understander(case["text"], published=PUBLISHED)
    found = [_shown(event) for event in document.events or () if event.own_types]
    assert found == case["events"], case["why"]


def test_an_own_event_says_where_it_comes_from(understander):
    document = understander("Greece bought two frigates from France.", published=PUBLISHED)
    (event,) = document.events
    assert event.trace[-1].startswith("own type arms-purchase: v: buy o=frigate/jet/")
    assert "(example in line 13); adds contexts military" in event.trace[-1]
    assert "military" in event.contexts
    assert (event.cameo_code, event.goldstein) == ("061", 6.4)


def test_a_type_without_a_parent_has_nothing_of_plover(understander):
    document = understander("Nepal and Japan issued a stamp together.", published=PUBLISHED)
    (event,) = document.events
    assert (event.event_type, event.mode, event.quad_class) == ("OWN", "stamp-issue", 0)
    assert (event.plover_score, event.goldstein, event.cameo_code) == (None, None, None)


def test_tagging_twice_changes_nothing(understander):
    document = understander("Thailand signed an arms deal with Sweden.", published=PUBLISHED)
    tag = own_tag(Settings(coding=Coding(own_types=str(FILE))))
    (scene,) = scenes_of(document)
    assert tag(scene, document.events) == list(document.events)


def test_without_a_file_nothing_changes(understander):
    document = understander("Thailand signed an arms deal with Sweden.", published=PUBLISHED)
    assert own_tag(Settings()) is None
    assert not any(event.own_types for event in Coder(by_rules).events(document))


def _derived(tmp_path, parser, example, *more):
    path = tmp_path / "own.toml"
    lines = ["[sets]", 'arms = "jet tank"', "[[type]]", 'name = "x"', f"examples = ['{example}']"]
    path.write_text("\n".join([*lines, *more]), encoding="utf-8")
    (found, *_) = derived_triggers(read_own_types(path), parser)
    needs = {(need.relations, need.words) for need in found.trigger.needs}
    return found.trigger.kind, found.trigger.lemma, needs


@pytest.mark.parametrize(
    ("example", "trigger"),
    [
        ("Peru [bought] 12 [jets] from France.", ("v", "buy", {"o": "jet tank"})),
        ("Peru [bought] wheat [from] France.", ("v", "buy", {"from": None})),
        ("Peru [called] [off] the [match] in Chile.", ("v", "call", {"p": "off", "o": "match"})),
        ("The [fishing] [pact] between Peru and Chile holds.", ("n", "pact", {"m": "fishing"})),
        ("Peru [signed a fishing pact] with Chile.", ("n", "pact", {"m": "fishing"})),
        ("Peru [dispatched] a ship [to] Chile.", ("v", "dispatch", {"to": None})),
    ],
)  # fmt: skip
def test_an_example_gives_its_words_and_how_they_hang_together(tmp_path, parser, example, trigger):
    kind, lemma, needs = _derived(tmp_path, parser, example)
    expected = {
        ((relation,), None if words is None else frozenset(words.split()))
        for relation, words in trigger[2].items()
    }
    assert (kind, lemma, needs) == (trigger[0], trigger[1], expected)


def test_the_word_that_tells_stands_for_its_whole_set(tmp_path, parser):
    path = tmp_path / "own.toml"
    lines = ["[sets]", 'drill = "drill patrol"', "[[type]]", 'name = "x"']
    lines.append('examples = ["A [joint drill] began."]')
    path.write_text("\n".join(lines), encoding="utf-8")
    found = derived_triggers(read_own_types(path), parser)
    assert [one.trigger.lemma for one in found] == ["drill", "patrol"]


def test_the_shipped_examples_come_out_as_they_say():
    found = check_own_types(EXAMPLES, Settings())
    assert [one.text for one in found.examples if not one.is_right] == []
    assert len(found.examples) >= 30


def test_the_gate_lets_the_words_of_own_types_through(parser):
    forms = own_forms(str(EXAMPLES), parser.parse)
    assert {"bought", "buy", "fighter", "trampl", "exercis"} <= forms
    assert own_forms(None, parser.parse) == frozenset()


def test_words_that_no_grammar_ties_together_are_an_error_with_its_line(tmp_path, parser):
    with pytest.raises(OwnTypesError, match=r"line 5, type x: no grammar ties"):
        _derived(tmp_path, parser, "Peru [bought] jets; Chile sold [wheat] to Cuba.")


def _shown(event):
    return [
        event.event_type,
        sorted(person.country or "?" for person in event.actors),
        sorted(person.country or "?" for person in event.recipients),
        event.modality.value,
        list(event.own_types),
    ]
