import json

from benchmarks.quality import places

ROW = {
    "id": "one",
    "part": "first",
    "text": "Moscow said talks were held in Paris.",
    "mentions": [
        {"start": 0, "end": 6, "words": "Moscow", "kind": "no place"},
        {"start": 31, "end": 36, "words": "Paris", "kind": "city", "name": "Paris",
         "country": "FRA", "lat": 48.85, "lon": 2.35},
    ],
    "events": [{"start": 23, "end": 27, "words": "held", "place": "Paris"}],
}  # fmt: skip
PARIS = {
    "start": 31, "end": 36, "name": "Paris", "kind": "city", "country": "FRA", "lat": 48.86,
    "lon": 2.34, "confidence": 0.9, "reason": "",
}  # fmt: skip
TEXAS = {**PARIS, "country": "USA", "lat": 33.66, "lon": -95.56}


def _figures(found, event):
    told = {"id": "one", "places": found, "events": [event]}
    return places.figures([ROW], [told])["first"]


def test_the_right_place_scores_in_full():
    figures = _figures([PARIS], PARIS)
    keys = ("found", "precision", "country", "within 25 km", "no place", "event place")
    assert {figures[key] for key in keys} == {1.0}


def test_a_namesake_is_found_but_neither_its_state_nor_its_point_is_right():
    figures = _figures([TEXAS], None)
    assert (figures["found"], figures["country"], figures["within 25 km"]) == (1.0, 0.0, 0.0)
    assert figures["event place"] == 0.0


def test_a_trap_that_is_taken_costs_precision():
    moscow = {**PARIS, "start": 0, "end": 6, "name": "Moscow"}
    figures = _figures([moscow, PARIS], PARIS)
    assert (figures["precision"], figures["no place"]) == (0.5, 0.0)


def test_the_gold_lies_in_its_texts():
    rows = [json.loads(line) for line in places.GOLD.read_text("utf-8").splitlines()]
    marked = [(row["text"], one) for row in rows for one in (*row["mentions"], *row["events"])]
    assert all(text[one["start"] : one["end"]] == one["words"] for text, one in marked)
    assert sum(one.get("kind") not in {None, "no place", "either"} for _, one in marked) >= 150
