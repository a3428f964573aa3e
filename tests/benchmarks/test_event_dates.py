from benchmarks.quality import event_dates, times
from benchmarks.quality.options import Options

ON_WEDNESDAY = {"days": ["2025-02-26", "2025-02-26"], "near": [["2025-02-26", "2025-02-26"]]}
ROW = {
    "id": "a",
    "dct": "2025-02-27",
    "sents": [
        {"n": 0, "tokens": ["Envoys", "meet"]},
        {"n": 1, "tokens": ["They", "met", "on", "Wednesday", "(", "in", "Doha", ")", "."]},
    ],
    "mentions": [
        {"id": "1", "kind": "event", "sent": 1, "tokens": [1], "text": "met", "date": "2025-02-26"},
        {"id": "2", "kind": "event", "sent": 0, "tokens": [1], "text": "meet",
         "date": "XXXX-XX-XX"},
        {"id": "3", "kind": "entity", "sent": 1, "tokens": [0], "text": "They"},
    ],
}  # fmt: skip


def test_days_of_events_with_a_date_are_told_from_a_rebuilt_text():
    answers = list(event_dates.predict([ROW], Options(gold=None)))
    assert answers == [{"id": "a", "events": {"1": ON_WEDNESDAY}}]


def test_a_right_day_counts_and_a_missing_one_lowers_recall():
    told = [{"id": "a", "events": {"1": ON_WEDNESDAY}}]
    assert event_dates.figures([ROW], told)["day"]["f1"] == 1.0
    none = [{"id": "a", "events": {"1": {"days": None, "near": []}}}]
    assert event_dates.figures([ROW], none)["day"]["r"] == 0.0


def test_an_event_with_a_month_is_right_on_any_of_its_days():
    days = event_dates.gold_days({"begin": "2009-06-XX"})
    assert days == event_dates.Days("2009-06-01", None)
    assert event_dates.overlaps(days, event_dates.Days("2009-07-01", "2009-07-02"))
    assert not event_dates.overlaps(days, event_dates.Days("2009-05-01", "2009-05-02"))


def test_own_sentences_are_scored_by_span_value_and_days():
    row = {
        "id": "b", "dct": "2025-02-27", "text": "They met on Wednesday.",
        "timexes": [{"start": 12, "end": 21, "text": "Wednesday", "type": "DATE",
                     "value": "2025-02-26", "earliest": "2025-02-26", "latest": "2025-02-26"}],
        "events": [{"word": "met", "start": 5, "earliest": "2025-02-26", "latest": "2025-02-26"}],
    }  # fmt: skip
    figures = times.figures([row], list(times.predict([row], Options(gold=None))))
    assert figures == {
        "expressions": 1, "span": 1.0, "value": 1.0, "days": 1.0, "events": 1, "event_days": 1.0,
    }  # fmt: skip
