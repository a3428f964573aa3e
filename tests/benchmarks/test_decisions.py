"""Decisions as gold: what is exported is scored against the present merge."""

import datetime as dt
import json

from msgspec.json import encode

from benchmarks.quality import decisions
from benchmarks.quality.options import Options
from detente.analyze.decision_views import ReportWords, decision_view
from detente.analyze.views import ArticleHead, Quotation
from detente.export.gold import gold_rows
from detente.merge.decisions import rule_on, signed
from detente.model import Decision, DecisionKind, Span
from tests.merge.merge_factories import report

NOON = dt.datetime.fromisoformat("2026-03-01T12:00")
DOCUMENTS = (
    report(article="a1", when="2025-02-27", where="Putrajaya"),
    report(article="a2", text="Anwar hosted Shoigu.", action="hosted", when="2025-02-27"),
    report(("Lavrov",), ("Fidan",), article="b1", text="Lavrov met Fidan.", when="2025-02-24"),
)
MET, HOSTED, ANKARA = (one.events[0].id for one in DOCUMENTS)


def _words(document):
    article, text = document.article, document.text
    head = ArticleHead(
        id=article.id, outlet=article.outlet, published=article.published, title=None, url=None
    )
    quotation = Quotation(article=head, sentence=0, span=Span(0, len(text)), text=text)
    event = document.events[0]
    return ReportWords(event_id=event.id, event=event, quotation=quotation, record_id=None)


KNOWN = {one.events[0].id: _words(one) for one in DOCUMENTS}


def _gold(*made):
    found = [
        signed(
            Decision(
                kind=DecisionKind(kind),
                reports=tuple(reports),
                others=tuple(others),
                author="A",
                time=NOON + dt.timedelta(minutes=minute),
                **fields,
            )
        )
        for minute, (kind, reports, others, fields) in enumerate(made)
    ]
    rulings = rule_on(found)
    views = [decision_view(one, rulings, KNOWN) for one in found]
    return [json.loads(encode(row)) for row in gold_rows(views, rulings)]


def test_pairs_are_asked_of_the_merge_without_the_decisions(tmp_path):
    gold = _gold(("same", [MET, HOSTED], [], {}), ("different", [MET], [ANKARA], {}))
    predicted = list(decisions.predict(gold, Options(tmp_path)))
    assert decisions.figures(gold, predicted) == {
        "pair_rows": 2, "pair": 1.0, "same_precision": 1.0, "same_recall": 1.0, "same_f1": 1.0,
    }  # fmt: skip


def test_what_a_merge_goes_against_is_told(tmp_path):
    gold = _gold(("same", [MET, ANKARA], [], {}))
    predicted = list(decisions.predict(gold, Options(tmp_path)))
    assert "one event: " in decisions.report(gold, predicted)


def test_what_gives_way_to_a_later_decision_is_no_gold():
    gold = _gold(("same", [MET, HOSTED], [], {}), ("different", [MET], [HOSTED], {}))
    assert [(row["task"], row["same"]) for row in gold] == [("pair", False)]


def test_corrections_are_gold_for_the_coder():
    gold = _gold(
        ("wrong_code", [MET], [], {"event_type": "AGREE", "mode": None}),
        ("wrong_actor", [HOSTED], [], {"recipients": ()}),
        ("not_an_event", [ANKARA], [], {}),
    )
    assert [row["task"] for row in gold] == ["code", "parties", "no_event"]
    assert (gold[0]["event_type"], gold[1]["actors"], gold[1]["recipients"]) == ("AGREE", None, [])
    right = [
        {"task": "code", "found": True, "event_type": "AGREE", "mode": "x"},
        {"task": "parties", "found": True, "actors": [], "recipients": []},
        {"task": "no_event", "found": False},
    ]
    figures = decisions.figures(gold, right)
    assert (figures["code_event_type"], figures["code_mode"]) == (1.0, 0.0)
    assert (figures["parties_recipients"], figures["no_event"]) == (1.0, 1.0)
