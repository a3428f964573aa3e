from benchmarks.quality import attribution, modality
from benchmarks.quality.options import Options

TOLD = {"certainty": "CERTAIN", "polarity": "POS", "time": "NON_FUTURE"}
ROW = {
    "id": "a",
    "dct": "2025-02-27",
    "sents": [
        {"n": 0, "tokens": ["Mali", "will", "expel", "two", "envoys", "."]},
        {"n": 1, "tokens": ["Niger", "did", "not", "expel", "any", "."]},
    ],
    "mentions": [
        {"id": "1", "kind": "event", "sent": 0, "tokens": [2], **TOLD, "time": "FUTURE"},
        {"id": "2", "kind": "event", "sent": 1, "tokens": [3], **TOLD, "polarity": "NEG"},
        {"id": "3", "kind": "event", "sent": 1, "tokens": [3]},
    ],
}


def test_a_gold_mention_is_read_where_its_head_stands():
    (row,) = modality.predict([ROW], Options(gold=None))
    assert set(row["events"]) == {"1", "2"}
    assert [row["events"][key]["modality"] for key in "12"] == ["planned", "denied"]
    figures = modality.figures([ROW], [row])
    assert figures["modality"]["accuracy"] == figures["future"]["macro_f1"] == 1.0


def test_gold_tells_denial_before_doubt_and_doubt_before_time():
    denied = {**TOLD, "polarity": "NEG", "certainty": "POSSIBLE"}
    possible = {**TOLD, "certainty": "POSSIBLE", "time": "FUTURE"}
    probable = {**TOLD, "certainty": "PROBABLE", "time": "FUTURE"}
    untold = {**TOLD, "certainty": "UNDERSPECIFIED"}
    found = [modality.gold_modality(one) for one in (denied, possible, probable, untold, TOLD)]
    assert found == ["denied", "hypothetical", "planned", None, "done"]
    assert modality.strict_modality(probable) == "hypothetical"


def test_own_sentences_are_scored_by_modality_claimant_and_chain():
    row = {
        "id": "b", "part": "first", "action": "shelled", "modality": "claimed",
        "text": "Sudan said Chad had shelled the camp, Reuters reported.",
        "certainty": "certain", "claimant": "Sudan", "chain": ["Reuters"],
    }  # fmt: skip
    (answer,) = attribution.predict([row], Options(gold=None))
    figures = attribution.figures([row], [answer])
    assert figures["modality"]["accuracy"] == 1.0
    assert figures["claimant"]["f1"] == figures["chain"]["f1"] == 1.0
    nobody = {**answer, "claimant": None, "chain": []}
    assert attribution.figures([row], [nobody])["chain"]["r"] == 0.0
