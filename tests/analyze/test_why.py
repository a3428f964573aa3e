"""Why a report was coded so: words, links, what decided, how sure."""

import pytest
from msgspec.structs import replace

from detente.analyze.linked import LinkedMention, WhoWhenWhere
from detente.analyze.views import ArticleHead, Quotation, Report
from detente.analyze.why import why
from detente.model import Link, Mention, Modality
from tests.store.corpus import FIRST, SHOIGU, VISIT, span

HEAD = ArticleHead(id="a00001", outlet="The Sample Post", published=None, title=None, url=None)
QUOTATION = Quotation(article=HEAD, sentence=1, span=span(FIRST), text=FIRST)
LINK = Link(
    mention=0, entity="P-shoigu", name="Sergei Shoigu", kind="person", confidence=0.9,
    runner_up="P-other", reason="the only Shoigu in office", layer="user",
)  # fmt: skip
LINKED = LinkedMention(
    number=0,
    text="Sergei Shoigu",
    mention=Mention(span=SHOIGU.span, head=SHOIGU.span, sentence=1, kind="person"),
    link=LINK,
)
LINKS = WhoWhenWhere(mentions=(LINKED,), days=(), places=())
NO_LINKS = WhoWhenWhere(mentions=(), days=(), places=())


def _why(links=NO_LINKS, **changes):
    return why(Report(event=replace(VISIT, **changes), quotation=QUOTATION), links)


def test_each_part_of_the_sentence_is_told_with_its_letter():
    told = [(item.letter, item.text) for item in _why().evidence]
    assert told == [
        ("V", "met"),
        ("A", "Sergei Shoigu"),
        ("R", "Anwar Ibrahim"),
        ("C", "Anwar Ibrahim"),
        ("T", "Sergei Shoigu"),
        ("D", "on Thursday"),
        ("P", "Putrajaya"),
    ]


def test_who_is_who_comes_with_the_reason_of_the_link():
    actor = next(item for item in _why(LINKS).evidence if item.letter == "A")
    assert actor.means == "Sergei Shoigu, Secretary of the Security Council, RUS, GOV"
    assert (actor.reason, actor.runner_up) == ("the only Shoigu in office", "P-other")
    assert (actor.layer, actor.confidence) == ("user", 0.9)


@pytest.mark.parametrize(
    ("trace", "coder", "method"),
    [
        (("word: meet (v) tells of CONSULT/040",), "rules", "a rule of the lexicon"),
        (("encoder: 0.93 CONSULT", "word: meet (v)"), "hybrid", "the encoder"),
        (("word: meet (v)", "composed: the encoder reads the words so"), "rules", "the encoder"),
        (("own type x: v: issue o=stamp",), "own types", "a type of your own"),
        (("pointed back at",), "rules", "the coder rules"),
    ],
)
def test_it_is_told_what_told_of_the_deed(trace, coder, method):
    assert _why(trace=trace, coder=coder).method == method


def test_steps_have_a_label_and_the_modality_has_a_reason_of_its_own():
    told = _why(trace=("word: meet (v)", "modality planned: 'will'", "loose"))
    assert [(step.label, step.text) for step in told.steps] == [("word", "meet (v)"), ("", "loose")]
    assert told.modality_reason == "'will'"


@pytest.mark.parametrize(
    ("confidence", "gloss"),
    [(0.97, "almost certainly"), (0.9, "very likely"), (0.7, "likely"), (0.5, "rather"),
     (0.2, "doubtful")],
)  # fmt: skip
def test_a_probability_is_put_into_words_and_says_what_it_rests_on(confidence, gloss):
    told = _why(confidence=confidence, coder="hybrid")
    assert told.gloss.startswith(gloss)
    assert told.basis.endswith(f"about {round(100 * confidence)} are right")


def test_a_count_is_not_called_a_probability():
    told = _why(coder="rules")
    assert told.gloss == "not calibrated"
    assert "no probability" in told.basis
    judged = _why(coder="rules", confidence=0.9, trace=("judge: 0.90 likely",))
    assert judged.gloss == "very likely right"


def test_each_context_says_at_which_level_it_was_assigned():
    told = _why(
        contexts=("cyber", "economic", "health", "military"),
        cameo_code="061",
        topics=("defence",),
        coder="hybrid",
        trace=("own type x: v: issue o=stamp (example in line 3); adds contexts cyber, asylum",),
    )
    assert told.contexts == (
        ("cyber", "own type x"),
        ("economic", "CAMEO code 061"),
        ("health", "the encoder, on the sentence"),
        ("military", "words of the sentence (defence)"),
    )


def test_the_chain_of_a_claim_is_told_from_the_claimant_on():
    assert _why().chain == "Anwar Ibrahim (MYS) says so, passed on by Sergei Shoigu (RUS)"
    assert _why(claimed_by=None).chain == ""


def test_how_sure_a_source_is_reads_by_what_it_says():
    assert _why().certainty == "told as probable that it is so"
    assert _why(modality=Modality.DENIED).certainty == "told as probable that it was not"
    assert _why(modality=Modality.PLANNED).certainty == "told as probable that it will be"
    assert _why(certainty=None).certainty == "the words do not say how sure it is"


def test_an_event_of_own_types_alone_has_no_class_and_no_code():
    told = _why(event_type="OWN", mode="stamp-issue", quad_class=0, cameo_code=None, contexts=())
    assert (told.quad_name, told.code_label, told.contexts) == ("no quad class", "", ())
