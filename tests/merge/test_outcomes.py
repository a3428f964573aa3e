"""What a sentence tells of mediators and of agreements, and where reports differ in it."""

import pytest
from merge_factories import report
from msgspec.structs import replace

from detente.merge.corpus import merge_corpus
from detente.merge.outcomes import agreement_in, denies_mediator, failure_in, mediator_in
from detente.model import Span
from detente.settings import Settings

MEDIATORS = [
    ("The truce was brokered by Norway, an aide said.", "Norway"),
    ("A Qatari-mediated swap took place.", "Qatari"),
    ("They swapped prisoners with the Holy See as a go-between.", "the Holy See"),
    ("The accord came about through Oman's good offices.", "Oman"),
    ("Oman spoke of the accord.", None),
]


@pytest.mark.parametrize(("sentence", "name"), MEDIATORS)
def test_a_mediator_is_named_as_the_sentence_names_it(sentence, name):
    found = mediator_in(sentence)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "The two generals settled it between themselves.",
        "They agreed without any mediator.",
        "No third party had a hand in it.",
    ],
)
def test_that_nobody_mediated_is_told_in_many_ways(sentence):
    assert denies_mediator(sentence)


OUTCOMES = [
    ("They reached an agreement on grain.", True, False),
    ("The talks ended with a deal.", True, False),
    ("The talks ended without an agreement.", False, True),
    ("They failed to reach a deal on Friday.", False, True),
    ("They hope to have reached a deal by May.", False, False),
    ("They want to reach an agreement.", False, False),
    ("They could have struck a deal.", False, False),
    ("They met for two hours.", False, False),
]


@pytest.mark.parametrize(("sentence", "agreed", "failed"), OUTCOMES)
def test_talks_agree_or_do_not_by_the_words(sentence, agreed, failed):
    assert (agreement_in(sentence) is not None, failure_in(sentence) is not None) == (
        agreed,
        failed,
    )


def told(text, article, **more):
    return report(
        ("Lavrov",), ("Fidan",), when="2025-03-05", action="met", article=article, outlet=article,
        text=text, **{"published": "2025-03-06"} | more,
    )  # fmt: skip


def conflicts_of(*documents, field):
    found = merge_corpus(documents, Settings()).conflicts
    return [one for one in found if one.field == field]


def test_who_mediated_is_disputed_where_one_says_that_nobody_did():
    named = told("Lavrov met Fidan at a session brokered by Norway.", "a1")
    nobody = told("Lavrov met Fidan without any mediator.", "b1")
    (conflict,) = conflicts_of(named, nobody, field="mediator")
    assert conflict.grade == "contradictory"
    assert [side.value for side in conflict.readings] == ["mediated by Norway", "no mediator"]
    assert conflict.readings[0].span.start == named.text.index("brokered")
    assert conflicts_of(named, told("Lavrov met Fidan.", "b1"), field="mediator") == []


def test_whether_talks_agreed_is_disputed_unless_days_lie_between():
    failed = told("Lavrov met Fidan, and the talks ended without an agreement.", "a1")
    agreed = "Lavrov met Fidan, and the talks ended with a deal."
    (conflict,) = conflicts_of(failed, told(agreed, "b1"), field="outcome")
    assert conflict.grade == "contradictory"
    assert {side.value for side in conflict.readings} == {"agreement", "no agreement"}
    late = told(agreed, "b1", published="2025-03-10")
    (conflict,) = conflicts_of(failed, late, field="outcome")
    assert conflict.grade == "different"


def test_agreements_on_two_matters_do_not_differ():
    grain = told("Lavrov met Fidan; they reached an agreement on grain.", "a1")
    ports = told("Lavrov met Fidan; they reached no agreement on ports.", "b1")
    assert conflicts_of(grain, ports, field="outcome") == []


def test_the_sentence_after_the_talks_may_tell_who_mediated():
    text = "Lavrov met Fidan on Wednesday. They had settled it between themselves."
    document = told("Lavrov met Fidan on Wednesday.", "b1")
    spans = (Span(0, 30), Span(31, len(text)))
    sentences = tuple(replace(document.sentences[0], span=span) for span in spans)
    after = replace(document, text=text, sentences=sentences)
    named = told("Lavrov met Fidan at a session brokered by Norway.", "a1")
    (conflict,) = conflicts_of(named, after, field="mediator")
    denial = conflict.readings[1]
    assert text[denial.span.start : denial.span.end] == "between themselves"
