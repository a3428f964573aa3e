"""The scorer of short articles."""

from benchmarks.quality.articles import figures, with_tours

WANTED = {
    "words": "met in Lima on Monday",
    "type": ["CONSULT"],
    "modality": ["done"],
    "actors": [["PER"], ["CHL"]],
    "recipients": [],
    "date": "2024-05-06",
}
CODED = {
    "start": 19,
    "end": 22,
    "action": "met",
    "type": "CONSULT",
    "modality": "done",
    "actors": ["PER"],
    "recipients": ["CHL"],
    "earliest": "2024-05-06",
    "latest": "2024-05-06",
}
TEXT = "The two presidents met in Lima on Monday. Peru expelled a spy."
GOLD = {"id": "a", "batch": "first", "events": [WANTED]}


def scored(*coded: dict[str, object]) -> dict[str, float]:
    answer = {"id": "a", "text": TEXT, "events": list(coded)}
    return figures([GOLD], [answer])["all"]


def test_an_event_with_every_field_right_is_whole():
    assert scored(CODED)["whole"] == 1.0


def test_each_wrong_field_is_counted_by_itself():
    found = scored({**CODED, "type": "AGREE", "earliest": None})
    assert (found["found"], found["type"], found["date"], found["dyad"]) == (1.0, 0.0, 0.0, 1.0)


def test_a_coded_event_that_gold_does_not_have_is_false():
    other = {**CODED, "start": 47, "end": 55, "type": "SANCTION", "recipients": []}
    assert scored(CODED, other)["false"] == 0.5


def _visit(start: int, host: str) -> dict[str, object]:
    return {"start": start, "modality": "done", "actors": ["NOR"], "recipients": [host],
            "is_visit": True}  # fmt: skip


def test_the_stops_of_a_tour_count_as_one_visit():
    told = with_tours([_visit(4, "GHA"), _visit(4, "TGO"), _visit(90, "MLI")])
    assert [one["recipients"] for one in told] == [["GHA", "TGO"], ["MLI"]]
